//! Pictures of a product.

use crate::domains::catalog::model::PictureLine;
use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use crate::domains::catalog::{model::MediaPage, service, urls};
#[cfg(feature = "ssr")]
use crate::server::{
    AppState,
    context::{require, require_change},
    forms,
    i18n::language,
};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Adds pictures to a product: the files of the fields `pictures` and `camera`.
#[server(prefix = "/api/catalog", endpoint = "add_pictures")]
pub async fn add_pictures(#[server(default)] product_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let storage = expect_context::<AppState>().storage;
    let files = ["pictures", "camera"].into_iter().flat_map(forms::files);
    let files = files.map(|file| service::NewFile { name: file.name, bytes: file.bytes }).collect();
    let (id, done) = service::add_pictures(&scope, &storage, &product_id, files).await?;
    let [added, known] = [done.added, done.known].map(|count| count.to_string());
    forms::done(&urls::pictures(id), "catalog-done-pictures", &[("added", &added), ("known", &known)]);
    Ok(())
}

/// Saves texts, variants and order of a product's pictures, which are named by their ids. `action` moves or removes one.
#[server(prefix = "/api/catalog", endpoint = "save_pictures")]
pub async fn save_pictures(
    #[server(default)] product_id: String,
    #[server(default)] pictures: BTreeMap<String, PictureLine>,
    #[server(default)] action: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (id, removed) = service::save_pictures(&scope, &product_id, &pictures, &action).await?;
    let message = if removed { "catalog-done-picture-removed" } else { "catalog-done-pictures-saved" };
    forms::done(&urls::pictures(id), message, &[]);
    Ok(())
}

/// A product with its pictures.
///
/// # Errors
/// Without `catalog.write`, and when there is none.
#[cfg(feature = "ssr")]
pub async fn load_pictures(id: Result<Uuid, AppError>) -> Result<MediaPage, AppError> {
    let scope = require(Permission::CatalogWrite)?;
    Ok(service::media_page(&scope, id?, language()).await?)
}

//! Options of a product and the grid of its variants.

use crate::domains::catalog::model::{OptionsForm, VariantLine};
use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use crate::domains::catalog::{model::Matrix, service, urls};
#[cfg(feature = "ssr")]
use crate::server::{
    context::{require, require_change},
    forms,
    i18n::language,
};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Changes the options of a product and makes the variants of them; `confirm` agrees to what would be taken away.
#[server(prefix = "/api/catalog", endpoint = "save_options")]
pub async fn save_options(
    #[server(default)] product_id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(default)] confirm: String,
    #[server(flatten)] form: OptionsForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (id, change) = service::save_options(&scope, &product_id, (&version, &base), &form, &confirm).await?;
    let [added, off, removed] = [change.added, change.switched_off, change.removed].map(|count| count.to_string());
    forms::done(&urls::variants(id), "catalog-done-options", &[("added", &added), ("off", &off), ("removed", &removed)]);
    Ok(())
}

/// Saves the rows of the grid of variants that were changed. Rows are named by the variants' ids.
#[server(prefix = "/api/catalog", endpoint = "save_variants")]
pub async fn save_variants(
    #[server(default)] product_id: String,
    #[server(default)] rows: BTreeMap<String, VariantLine>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (id, changed) = service::save_variants(&scope, &product_id, &rows).await?;
    forms::done(&urls::variants(id), "catalog-done-variants", &[("count", &changed.to_string())]);
    Ok(())
}

/// A product with its options and all of its variants.
///
/// # Errors
/// Without `catalog.write`, and when there is none.
#[cfg(feature = "ssr")]
pub async fn load_matrix(id: Result<Uuid, AppError>) -> Result<Matrix, AppError> {
    let scope = require(Permission::CatalogWrite)?;
    Ok(service::matrix(&scope, id?, language()).await?)
}

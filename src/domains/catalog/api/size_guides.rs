//! Size guides.

use crate::domains::catalog::model::SizeGuideForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::catalog::{
        model::{SizeGuide, SizeGuideRow},
        service, urls,
    },
    server::{
        context::{require, require_change},
        forms,
    },
    shared::{Page, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a size guide.
#[server(prefix = "/api/catalog", endpoint = "create_size_guide")]
pub async fn create_size_guide(#[server(flatten)] form: SizeGuideForm) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::create_size_guide(&scope, &form).await?;
    forms::done(urls::SIZE_GUIDES, "catalog-done-guide-created", &[("name", &name)]);
    Ok(())
}

/// Changes a size guide.
#[server(prefix = "/api/catalog", endpoint = "update_size_guide")]
pub async fn update_size_guide(
    #[server(default)] size_guide_id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(flatten)] form: SizeGuideForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::update_size_guide(&scope, &size_guide_id, (&version, &base), &form).await?;
    forms::done(urls::SIZE_GUIDES, "catalog-done-saved", &[("name", &name)]);
    Ok(())
}

/// Deletes a size guide that is not in use.
#[server(prefix = "/api/catalog", endpoint = "delete_size_guide")]
pub async fn delete_size_guide(#[server(default)] size_guide_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::delete_size_guide(&scope, &size_guide_id).await?;
    forms::done(urls::SIZE_GUIDES, "catalog-done-guide-deleted", &[("name", &name)]);
    Ok(())
}

/// A page of size guides.
///
/// # Errors
/// Without `catalog.read`.
#[cfg(feature = "ssr")]
pub async fn load_size_guides(page: PageRequest) -> Result<Page<SizeGuideRow>, AppError> {
    let scope = require(Permission::CatalogRead)?;
    Ok(service::size_guides(&scope, page).await?)
}

/// A size guide to edit; `None` for a new one.
///
/// # Errors
/// Without `catalog.write`, and when there is no such size guide.
#[cfg(feature = "ssr")]
pub async fn load_size_guide(id: Option<Result<Uuid, AppError>>) -> Result<Option<SizeGuide>, AppError> {
    let scope = require(Permission::CatalogWrite)?;
    Ok(match id {
        Some(id) => Some(service::size_guide(&scope, id?).await?),
        None => None,
    })
}

//! Brands.

use crate::domains::catalog::model::BrandForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::catalog::{model::BrandList, service, urls},
    server::{
        context::{require, require_change},
        forms,
    },
    shared::{Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Renames a brand.
#[server(prefix = "/api/catalog", endpoint = "rename_brand")]
pub async fn rename_brand(
    #[server(default)] brand_id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(flatten)] form: BrandForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::rename_brand(&scope, &brand_id, (&version, &base), &form).await?;
    forms::done(urls::BRANDS, "catalog-done-saved", &[("name", &name)]);
    Ok(())
}

/// Gives all products of a brand to another and deletes it.
#[server(prefix = "/api/catalog", endpoint = "merge_brand")]
pub async fn merge_brand(#[server(default)] brand_id: String, #[server(default)] other_brand_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (gone, kept) = service::merge_brand(&scope, &brand_id, &other_brand_id).await?;
    forms::done(urls::BRANDS, "catalog-done-brand-merged", &[("name", &gone), ("other", &kept)]);
    Ok(())
}

/// Deletes a brand; its products stay.
#[server(prefix = "/api/catalog", endpoint = "delete_brand")]
pub async fn delete_brand(#[server(default)] brand_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::delete_brand(&scope, &brand_id).await?;
    forms::done(urls::BRANDS, "catalog-done-brand-deleted", &[("name", &name)]);
    Ok(())
}

/// A page of brands, and one that is asked for.
///
/// # Errors
/// Without `catalog.read`.
#[cfg(feature = "ssr")]
pub async fn load_brands(query: Option<String>, chosen: Option<Uuid>, page: PageRequest) -> Result<BrandList, AppError> {
    let scope = require(Permission::CatalogRead)?;
    Ok(service::brands(&scope, query.as_deref(), chosen, page).await?)
}

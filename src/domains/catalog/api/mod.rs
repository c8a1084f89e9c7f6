//! Server functions and loaders of the catalog domain.

mod brands;
mod categories;
mod matrix;
mod media;
#[cfg(feature = "ssr")]
mod public;
mod size_guides;

pub use brands::*;
pub use categories::*;
pub use matrix::*;
pub use media::*;
#[cfg(feature = "ssr")]
pub use public::*;
pub use size_guides::*;

use crate::domains::catalog::model::{ProductForm, TaxRateForm, VariantForm, VariantOption};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::catalog::{
        model::{CategoryRow, ProductDetail, ProductFilter, ProductList, TaxTable},
        service::{self, ProductChoices},
        urls,
    },
    server::{
        context::{require, require_change},
        forms,
        i18n::{language, t},
    },
    shared::{Language, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a product with one variant.
#[server(prefix = "/api/catalog", endpoint = "create_product")]
pub async fn create_product(#[server(flatten)] form: ProductForm) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (id, name) = service::create_product(&scope, &form).await?;
    forms::done(&urls::product(id), "catalog-done-created", &[("name", &name)]);
    Ok(())
}

/// Changes a product.
#[server(prefix = "/api/catalog", endpoint = "update_product")]
pub async fn update_product(
    #[server(default)] id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(flatten)] form: ProductForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (id, name) = service::update_product(&scope, &id, (&version, &base), &form).await?;
    forms::done(&urls::product(id), "catalog-done-saved", &[("name", &name)]);
    Ok(())
}

/// Changes SKU, barcode, prices and sale of a variant.
#[server(prefix = "/api/catalog", endpoint = "update_variant")]
pub async fn update_variant(
    #[server(default)] id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(flatten)] form: VariantForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (product_id, sku) = service::update_variant(&scope, &id, (&version, &base), &form).await?;
    forms::done(&urls::product(product_id), "catalog-done-saved", &[("name", &sku)]);
    Ok(())
}

/// Adds a rate of tax from a day on.
#[server(prefix = "/api/catalog", endpoint = "add_tax_rate")]
pub async fn add_tax_rate(#[server(flatten)] form: TaxRateForm) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let class = service::add_tax_rate(&scope, &form).await?;
    forms::done(urls::TAXES, "catalog-done-tax-added", &[("class", &t(class.key()))]);
    Ok(())
}

/// Ends a rate of tax after a day.
#[server(prefix = "/api/catalog", endpoint = "end_tax_rate")]
pub async fn end_tax_rate(#[server(default)] id: String, #[server(default)] valid_to: String) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let class = service::end_tax_rate(&scope, &id, &valid_to).await?;
    forms::done(urls::TAXES, "catalog-done-tax-ended", &[("class", &t(class.key()))]);
    Ok(())
}

/// Deletes a rate of tax that has not begun.
#[server(prefix = "/api/catalog", endpoint = "delete_tax_rate")]
pub async fn delete_tax_rate(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let class = service::delete_tax_rate(&scope, &id).await?;
    forms::done(urls::TAXES, "catalog-done-tax-deleted", &[("class", &t(class.key()))]);
    Ok(())
}

/// Up to twenty variants for sale that match words, a SKU or a barcode, in the language of the screen.
#[server(prefix = "/api/catalog", endpoint = "search_variants")]
pub async fn search_variants(#[server(default)] q: String) -> Result<Vec<VariantOption>, AppError> {
    let scope = require(Permission::CatalogRead)?;
    Ok(service::search_variants_in(&scope, &q, language()).await?)
}

/// A page of products.
///
/// # Errors
/// Without `catalog.read`.
#[cfg(feature = "ssr")]
pub async fn load_products(filter: ProductFilter, page: PageRequest) -> Result<ProductList, AppError> {
    let scope = require(Permission::CatalogRead)?;
    Ok(service::list(&scope, &filter, language(), page).await?)
}

/// One product.
///
/// # Errors
/// Without `catalog.read`, and when there is none.
#[cfg(feature = "ssr")]
pub async fn load_product(id: Result<Uuid, AppError>) -> Result<ProductDetail, AppError> {
    let scope = require(Permission::CatalogRead)?;
    Ok(service::product(&scope, id?, language()).await?)
}

/// What the form of a product shows: `None` for a new one, and what it chooses from.
#[cfg(feature = "ssr")]
pub struct FormPage {
    /// The product.
    pub product: Option<ProductDetail>,
    /// All categories in tree order.
    pub categories: Vec<CategoryRow>,
    /// Names of brands.
    pub brands: Vec<(Uuid, String)>,
    /// Names of size guides.
    pub size_guides: Vec<(Uuid, String)>,
    /// The language that texts are entered in.
    pub source: Language,
}

/// The form of a product.
///
/// # Errors
/// Without `catalog.write`, and when there is no such product.
#[cfg(feature = "ssr")]
pub async fn load_form(id: Option<Result<Uuid, AppError>>) -> Result<FormPage, AppError> {
    let scope = require(Permission::CatalogWrite)?;
    let product = match id {
        Some(id) => Some(service::product(&scope, id?, language()).await?),
        None => None,
    };
    let ProductChoices { categories, brands, size_guides, source } = service::product_choices(&scope, language()).await?;
    Ok(FormPage { product, categories, brands, size_guides, source })
}

/// All rates of tax.
///
/// # Errors
/// Without `settings.read`.
#[cfg(feature = "ssr")]
pub async fn load_taxes() -> Result<TaxTable, AppError> {
    let scope = require(Permission::SettingsRead)?;
    Ok(service::tax_table(&scope).await?)
}

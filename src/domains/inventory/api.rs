//! Server functions and loaders of the inventory domain.

use super::model::AdjustForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{LevelFilter, LevelList, StockLevel, VariantStock, Warehouse},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::{
    server::{
        context::{require, require_change, signed_in},
        forms,
        i18n::language,
    },
    shared::{Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Changes the stock of a variant by hand.
#[server(prefix = "/api/inventory", endpoint = "adjust_stock")]
pub async fn adjust_stock(#[server(default)] id: String, #[server(flatten)] form: AdjustForm) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (variant_id, available) = service::adjust(&scope, &id, &form).await?;
    forms::done(&urls::variant(variant_id), "inventory-done-adjusted", &[("available", &available.to_string())]);
    Ok(())
}

/// Says at which number it is time to order more.
#[server(prefix = "/api/inventory", endpoint = "set_reorder_level")]
pub async fn set_reorder_level(
    #[server(default)] id: String,
    #[server(default)] warehouse_id: String,
    #[server(default)] reorder_level: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let variant_id = service::set_reorder_level(&scope, &id, &warehouse_id, &reorder_level).await?;
    forms::done(&urls::variant(variant_id), "inventory-done-saved", &[]);
    Ok(())
}

/// Makes a warehouse.
#[server(prefix = "/api/inventory", endpoint = "create_warehouse")]
pub async fn create_warehouse(#[server(default)] name: String, #[server(default)] code: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let name = service::create_warehouse(&scope, &name, &code).await?;
    forms::done(urls::WAREHOUSES, "inventory-done-warehouse", &[("name", &name)]);
    Ok(())
}

/// Makes a warehouse the default.
#[server(prefix = "/api/inventory", endpoint = "make_default_warehouse")]
pub async fn make_default_warehouse(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let name = service::make_default(&scope, &id).await?;
    forms::done(urls::WAREHOUSES, "inventory-done-default", &[("name", &name)]);
    Ok(())
}

/// A page of stock.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_levels(filter: LevelFilter, page: PageRequest) -> Result<LevelList, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::list(&scope, &filter, language(), page).await?)
}

/// The stock of one variant.
///
/// # Errors
/// Without `inventory.read`, and when there is no such variant.
#[cfg(feature = "ssr")]
pub async fn load_variant(id: Result<Uuid, AppError>, page: PageRequest) -> Result<VariantStock, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::variant(&scope, id?, language(), page).await?)
}

/// The levels of all variants of a product; none for who may not see stock.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_levels_of_product(product_id: Uuid) -> Result<Vec<StockLevel>, AppError> {
    let scope = signed_in()?;
    if !scope.may(Permission::InventoryRead) {
        return Ok(Vec::new());
    }
    Ok(service::levels_of_product(&scope, product_id).await?)
}

/// All warehouses.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_warehouses() -> Result<Vec<Warehouse>, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::warehouses(&scope).await?)
}

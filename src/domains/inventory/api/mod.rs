//! Server functions and loaders of the inventory domain.

mod buffers;
mod counts;
#[cfg(feature = "ssr")]
mod labels;
mod transfers;
mod warehouses;

pub use buffers::*;
pub use counts::*;
#[cfg(feature = "ssr")]
pub use labels::*;
pub use transfers::*;
pub use warehouses::*;

use super::model::{AdjustForm, LevelForm};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{LevelFilter, LevelList, MovementFilter, MovementList, ReorderFilter, ReorderList, StockLevel, VariantStock},
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
    let done = service::adjust(&scope, &id, &form).await?;
    let (path, available) = (urls::variant(done.variant_id), done.available.to_string());
    if done.short.is_empty() {
        forms::done(&path, "inventory-done-adjusted", &[("available", &available)]);
    } else {
        forms::done(&path, "inventory-done-adjusted-short", &[("available", &available), ("orders", &done.short.join(", "))]);
    }
    Ok(())
}

/// Says what is watched of a variant in a warehouse.
#[server(prefix = "/api/inventory", endpoint = "save_level")]
pub async fn save_level(
    #[server(default)] id: String,
    #[server(default)] warehouse_id: String,
    #[server(flatten)] form: LevelForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let variant_id = service::save_level(&scope, &id, &warehouse_id, &form).await?;
    forms::done(&urls::variant(variant_id), "inventory-done-saved", &[]);
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

/// A page of the ledger.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_movements(filter: MovementFilter, page: PageRequest) -> Result<MovementList, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::movements(&scope, &filter, language(), page).await?)
}

/// A page of what is to be ordered.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_reorder(filter: ReorderFilter, page: PageRequest) -> Result<ReorderList, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::to_reorder(&scope, &filter, language(), page).await?)
}

//! Server functions and loaders of warehouses and their bins.

use crate::domains::inventory::model::WarehouseForm;
use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use crate::{
    domains::inventory::{
        model::{Fulfilment, FulfilmentRule, Warehouse, WarehousePage},
        service, urls,
    },
    server::{
        context::{require, require_change},
        forms,
    },
    shared::Permission,
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

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

/// Says from which warehouses orders are served, and in which order.
#[server(prefix = "/api/inventory", endpoint = "save_fulfilment")]
pub async fn save_fulfilment(
    #[server(default)] by_stock: bool,
    #[server(default)] split_lines: bool,
    #[server(default)] priority: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    service::save_fulfilment(&scope, FulfilmentRule { by_stock, split_lines }, &priority).await?;
    forms::done(urls::WAREHOUSES, "inventory-done-fulfilment", &[]);
    Ok(())
}

/// Changes a warehouse.
#[server(prefix = "/api/inventory", endpoint = "save_warehouse")]
pub async fn save_warehouse(#[server(default)] warehouse_id: String, #[server(flatten)] form: WarehouseForm) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, name) = service::save_warehouse(&scope, &warehouse_id, &form).await?;
    forms::done(&urls::warehouse(id), "inventory-done-warehouse-saved", &[("name", &name)]);
    Ok(())
}

/// Adds bins to a warehouse.
#[server(prefix = "/api/inventory", endpoint = "add_bins")]
pub async fn add_bins(#[server(default)] warehouse_id: String, #[server(default)] codes: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, added) = service::add_bins(&scope, &warehouse_id, &codes).await?;
    forms::done(&urls::warehouse(id), "inventory-done-bins", &[("count", &added.to_string())]);
    Ok(())
}

/// Renames a bin or moves it on the route.
#[server(prefix = "/api/inventory", endpoint = "save_bin")]
pub async fn save_bin(
    #[server(default)] bin_id: String,
    #[server(default)] code: String,
    #[server(default)] route_order: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, code) = service::save_bin(&scope, &bin_id, &code, &route_order).await?;
    forms::done(&urls::warehouse(id), "inventory-done-bin", &[("code", &code)]);
    Ok(())
}

/// Removes a bin.
#[server(prefix = "/api/inventory", endpoint = "remove_bin")]
pub async fn remove_bin(#[server(default)] bin_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, code) = service::remove_bin(&scope, &bin_id).await?;
    forms::done(&urls::warehouse(id), "inventory-done-bin-removed", &[("code", &code)]);
    Ok(())
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

/// From which warehouses orders are served.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_fulfilment() -> Result<Fulfilment, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::fulfilment(&scope).await?)
}

/// One warehouse.
///
/// # Errors
/// Without `inventory.read`, and when there is none.
#[cfg(feature = "ssr")]
pub async fn load_warehouse(id: Result<Uuid, AppError>) -> Result<WarehousePage, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::warehouse_page(&scope, id?).await?)
}

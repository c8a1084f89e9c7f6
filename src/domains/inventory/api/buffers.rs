//! Server functions and loaders of what channels are not shown.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::inventory::{model::StoreBuffers, service, urls},
    server::{
        context::{require, require_change},
        forms,
        i18n::language,
    },
    shared::Permission,
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Says how much a store is not shown of every product, or `of` `one` product by its SKU or barcode.
#[server(prefix = "/api/inventory", endpoint = "set_buffer")]
pub async fn set_buffer(
    #[server(default)] store_id: String,
    #[server(default)] sku: String,
    #[server(default)] buffer: String,
    #[server(default)] of: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let sku = if of == "one" { Some(sku.as_str()) } else { None };
    service::set_buffer(&scope, &store_id, sku, &buffer).await?;
    forms::done(urls::BUFFERS, "inventory-done-buffer", &[]);
    Ok(())
}

/// What these stores are not shown, in their order.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_buffers(stores: Vec<Uuid>) -> Result<Vec<StoreBuffers>, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::buffers(&scope, &stores, language()).await?)
}

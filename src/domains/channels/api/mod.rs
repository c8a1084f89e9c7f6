//! Loaders of the channels domain.

mod files;

pub use files::{load_customer_export, load_export, routes};

use crate::domains::channels::model::StoreRow;
use crate::domains::channels::service;
use crate::server::context;
use crate::shared::{AppError, Area, Permission};
use uuid::Uuid;

/// All stores.
///
/// # Errors
/// Without `imports.write`.
pub async fn load_stores() -> Result<Vec<StoreRow>, AppError> {
    let scope = context::require_in(Area::Channels, Permission::ImportsWrite)?;
    Ok(service::stores(&scope).await?)
}

/// Ids and names of all stores, for who looks after what they are shown of the stock.
///
/// # Errors
/// Without `inventory.read`.
pub async fn load_store_names() -> Result<Vec<(Uuid, String)>, AppError> {
    let scope = context::require(Permission::InventoryRead)?;
    Ok(service::stores(&scope).await?.into_iter().map(|store| (store.id, store.name)).collect())
}

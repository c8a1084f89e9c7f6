//! Orders that travel in one parcel, and where their lines are served from.

use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::domains::orders::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::context::require_change;
#[cfg(feature = "ssr")]
use crate::server::forms;
#[cfg(feature = "ssr")]
use crate::shared::Permission;

/// Puts other orders of the same buyer into one parcel with an order.
#[server(prefix = "/api/orders", endpoint = "merge_orders")]
pub async fn merge_orders(
    #[server(default)] order_id: String,
    #[server(default)] others: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersFulfil)?;
    let id = id(&order_id)?;
    let numbers = service::merge(&scope, id, &others).await?;
    forms::done(&urls::order(id), "orders-done-merged", &[("orders", &numbers)]);
    Ok(())
}

/// Takes an order out of the parcel that it was to share.
#[server(prefix = "/api/orders", endpoint = "separate_order")]
pub async fn separate_order(#[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersFulfil)?;
    let id = id(&order_id)?;
    let number = service::separate(&scope, id).await?;
    forms::done(&urls::order(id), "orders-done-separated", &[("number", &number)]);
    Ok(())
}

/// Serves a line of an order from another warehouse.
#[server(prefix = "/api/orders", endpoint = "move_order_item")]
pub async fn move_order_item(#[server(default)] order_item_id: String, #[server(default)] warehouse_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersFulfil)?;
    let (order_id, warehouse) = service::move_line(&scope, id(&order_item_id)?, id(&warehouse_id)?).await?;
    forms::done(&urls::order(order_id), "orders-done-line-moved", &[("warehouse", &warehouse)]);
    Ok(())
}

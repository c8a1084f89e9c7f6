//! Changing, duplicating and finishing orders.

use crate::domains::orders::model::{EditLine, LineForm};
use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::domains::orders::model::{OrderEdit, OrderHead};
#[cfg(feature = "ssr")]
use crate::domains::orders::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::context::{require, require_change};
#[cfg(feature = "ssr")]
use crate::server::forms;
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Changes an order that has not left. With `action` `place` a draft becomes an order.
#[server(prefix = "/api/orders", endpoint = "update_order")]
pub async fn update_order(
    #[server(default)] order_id: String,
    #[server(default)] base: String,
    #[server(default)] name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] line1: String,
    #[server(default)] line2: String,
    #[server(default)] city: String,
    #[server(default)] district: String,
    #[server(default)] postal_code: String,
    #[server(default)] note: String,
    #[server(default)] shipping: String,
    #[server(default)] discount: String,
    #[server(default)] rows: BTreeMap<String, EditLine>,
    #[server(default)] lines: Vec<LineForm>,
    #[server(default)] action: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let head = OrderHead { name, phone, email, line1, line2, city, district, postal_code, note, shipping, discount };
    let place = action == "place";
    let number = service::update(&scope, id, &service::OrderChange { base, head, rows, lines, place }).await?;
    forms::done(&urls::order(id), if place { "orders-done-created" } else { "orders-done-edited" }, &[("number", &number)]);
    Ok(())
}

/// Cancels pieces of an order's lines.
#[server(prefix = "/api/orders", endpoint = "cancel_order_pieces")]
pub async fn cancel_order_pieces(
    #[server(default)] order_id: String,
    #[server(default)] pieces: BTreeMap<String, String>,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::cancel_pieces(&scope, id, &pieces, &reason).await?;
    forms::done(&urls::order(id), "orders-done-pieces", &[("number", &number)]);
    Ok(())
}

/// Makes a draft of what an order has.
#[server(prefix = "/api/orders", endpoint = "duplicate_order")]
pub async fn duplicate_order(#[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let (id, number) = service::duplicate(&scope, id(&order_id)?).await?;
    forms::done(&urls::edit(id), "orders-done-duplicated", &[("number", &number)]);
    Ok(())
}

/// Makes an order of a draft.
#[server(prefix = "/api/orders", endpoint = "place_order")]
pub async fn place_order(#[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::place_draft(&scope, id).await?;
    forms::done(&urls::order(id), "orders-done-created", &[("number", &number)]);
    Ok(())
}

/// An order as its form shows it.
///
/// # Errors
/// Without `orders.write`; [`AppError::NotFound`]; a conflict when it has left.
#[cfg(feature = "ssr")]
pub async fn load_order_edit(id: Result<Uuid, AppError>) -> Result<OrderEdit, AppError> {
    let scope = require(Permission::OrdersWrite)?;
    Ok(service::editable(&scope, id?).await?)
}

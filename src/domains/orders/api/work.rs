//! Calls to buyers and tags.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::domains::orders::model::{CallForm, CallOutcome, Colleague};
#[cfg(feature = "ssr")]
use crate::domains::orders::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::context::{require, require_change};
#[cfg(feature = "ssr")]
use crate::server::forms;
#[cfg(feature = "ssr")]
use crate::shared::Permission;

/// Writes down a call to the buyer and does what follows from it.
#[server(prefix = "/api/orders", endpoint = "record_order_call")]
pub async fn record_order_call(
    #[server(default)] order_id: String,
    #[server(default)] outcome: String,
    #[server(default)] call_back_at: String,
    #[server(default)] note: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let (number, outcome) = service::record_call(&scope, id, &CallForm { outcome, call_back_at, note }).await?;
    let message = match outcome {
        CallOutcome::Confirmed => "orders-done-confirmed",
        CallOutcome::Cancelled => "orders-done-cancelled",
        CallOutcome::WrongNumber => "orders-done-held",
        CallOutcome::NoAnswer | CallOutcome::CallBack => "orders-done-called",
    };
    forms::done(&urls::order(id), message, &[("number", &number)]);
    Ok(())
}

/// Puts tags on an order.
#[server(prefix = "/api/orders", endpoint = "add_order_tags")]
pub async fn add_order_tags(#[server(default)] order_id: String, #[server(default)] tags: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::add_tags(&scope, id, &tags).await?;
    forms::done(&urls::order(id), "orders-done-tagged", &[("number", &number)]);
    Ok(())
}

/// Takes a tag off an order.
#[server(prefix = "/api/orders", endpoint = "remove_order_tag")]
pub async fn remove_order_tag(#[server(default)] order_id: String, #[server(default)] tag: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::remove_tag(&scope, id, &tag).await?;
    forms::done(&urls::order(id), "orders-done-tagged", &[("number", &number)]);
    Ok(())
}

/// Whom a note on an order can mention.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_colleagues() -> Result<Vec<Colleague>, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::colleagues(&scope).await?)
}

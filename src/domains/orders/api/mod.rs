//! Server functions and loaders of the orders domain.

pub mod carts;
mod edit;
mod groups;
pub mod returns;
mod work;

#[cfg(feature = "ssr")]
pub use edit::load_order_edit;
pub use edit::{
    CancelOrderPieces, DuplicateOrder, PlaceOrder, UpdateOrder, cancel_order_pieces, duplicate_order, place_order, update_order,
};
pub use groups::{MergeOrders, MoveOrderItem, SeparateOrder, merge_orders, move_order_item, separate_order};
#[cfg(feature = "ssr")]
pub use work::load_colleagues;
pub use work::{AddOrderTags, RecordOrderCall, RemoveOrderTag, add_order_tags, record_order_call, remove_order_tag};

use super::model::{AdvanceForm, LineForm};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::model::{OrderDetail, OrderFilter, OrderForm, OrderHead, OrderRow, Queue, StatusCounts, Today};
#[cfg(feature = "ssr")]
use super::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::context::{require, require_change};
#[cfg(feature = "ssr")]
use crate::server::forms;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission, paging::PageRequest};
#[cfg(feature = "ssr")]
use std::sync::Arc;
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

/// Makes an order that waits for confirmation; with `action` `draft`, one that is still being written.
#[server(prefix = "/api/orders", endpoint = "create_order")]
pub async fn create_order(
    #[server(default)] order_id: String,
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
    #[server(default)] source: String,
    #[server(default)] lines: Vec<LineForm>,
    #[server(default)] advance: AdvanceForm,
    #[server(default)] action: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let head = OrderHead { name, phone, email, line1, line2, city, district, postal_code, note, shipping, discount };
    let form = OrderForm { order_id, head, source, lines, advance, action };
    let new = service::parse(&form)?;
    let message = if new.is_draft { "orders-done-drafted" } else { "orders-done-created" };
    let (id, number) = service::create(&scope, new).await?;
    forms::done(&urls::order(id), message, &[("number", &number)]);
    Ok(())
}

/// Confirms an order and reserves its stock.
#[server(prefix = "/api/orders", endpoint = "confirm_order")]
pub async fn confirm_order(#[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::confirm(&scope, id).await?;
    forms::done(&urls::order(id), "orders-done-confirmed", &[("number", &number)]);
    Ok(())
}

/// Writes down that an order's parcel is packed.
#[server(prefix = "/api/orders", endpoint = "pack_order")]
pub async fn pack_order(#[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersFulfil)?;
    let id = id(&order_id)?;
    let number = service::pack(&scope, id).await?;
    forms::done(&urls::order(id), "orders-done-packed", &[("number", &number)]);
    Ok(())
}

/// Cancels an order and releases its stock.
#[server(prefix = "/api/orders", endpoint = "cancel_order")]
pub async fn cancel_order(#[server(default)] order_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::cancel(&scope, id, &reason).await?;
    forms::done(&urls::order(id), "orders-done-cancelled", &[("number", &number)]);
    Ok(())
}

/// Holds an order back.
#[server(prefix = "/api/orders", endpoint = "hold_order")]
pub async fn hold_order(#[server(default)] order_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::set_hold(&scope, id, &reason).await?;
    forms::done(&urls::order(id), "orders-done-held", &[("number", &number)]);
    Ok(())
}

/// Lets a held order go on.
#[server(prefix = "/api/orders", endpoint = "release_order")]
pub async fn release_order(#[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    let number = service::release_hold(&scope, id).await?;
    forms::done(&urls::order(id), "orders-done-released", &[("number", &number)]);
    Ok(())
}

/// Adds a note to an order.
#[server(prefix = "/api/orders", endpoint = "add_order_note")]
pub async fn add_order_note(#[server(default)] order_id: String, #[server(default)] body: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&order_id)?;
    service::add_note(&scope, id, &body).await?;
    forms::done(&urls::order(id), "orders-done-noted", &[]);
    Ok(())
}

/// Says which variant a platform's unknown line is.
#[server(prefix = "/api/orders", endpoint = "match_order_item")]
pub async fn match_order_item(#[server(default)] order_item_id: String, #[server(default)] sku: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let order_id = service::match_item(&scope, id(&order_item_id)?, &sku).await?;
    forms::done(&urls::order(order_id), "orders-done-matched", &[("sku", sku.trim())]);
    Ok(())
}

/// A page of the queue and the counts of its tabs.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_orders(filter: OrderFilter, page: PageRequest) -> Result<Arc<Queue>, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::queue(&scope, &filter, page).await?)
}

/// A page of the queue alone.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_order_rows(filter: OrderFilter, page: PageRequest) -> Result<Page<OrderRow>, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::list(&scope, &filter, page).await?)
}

/// How many orders are in each status.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_counts() -> Result<StatusCounts, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::counts(&scope).await?)
}

/// Longest wait for numbers that are only nice to have, and stand on every page.
#[cfg(feature = "ssr")]
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(30);

/// How many orders each of the first few filters lets through, counted up to `cap`; for the navigation.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_counts_of(filters: Vec<OrderFilter>, cap: i64) -> Result<Vec<Option<i64>>, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::count_each(&scope, &filters, cap, PATIENCE).await?)
}

/// An order whole.
///
/// # Errors
/// Without `orders.read`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_order(id: Result<Uuid, AppError>) -> Result<OrderDetail, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::detail(&scope, id?).await?)
}

/// The form of a new order, only for those who may make one: its currency, and what a pasted text says of buyer and address.
///
/// # Errors
/// Without `orders.write`.
#[cfg(feature = "ssr")]
pub async fn load_new_order(pasted: Option<String>) -> Result<(String, Option<OrderHead>), AppError> {
    let scope = require(Permission::OrdersWrite)?;
    let read = match pasted {
        Some(text) => Some(service::read_address(&scope, &text).await?),
        None => None,
    };
    Ok((scope.organization.currency.clone(), read))
}

/// The numbers of the home page.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_today() -> Result<(Today, StatusCounts), AppError> {
    let scope = require(Permission::OrdersRead)?;
    let today = service::today(&scope).await?;
    let counts = service::counts(&scope).await?;
    Ok((today, counts))
}

//! Server functions and loaders of returns.

use crate::domains::orders::model::{CameBackForm, LineForm, ReturnLineForm};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::domains::orders::model::{OrderReturns, ReturnDetail, ReturnFilter, ReturnList, ReturnRow};
#[cfg(feature = "ssr")]
use crate::domains::orders::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::context::{require, require_change};
#[cfg(feature = "ssr")]
use crate::server::forms;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission, paging::PageRequest};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Asks for goods of an order back, or makes a claim about them.
#[server(prefix = "/api/orders", endpoint = "request_return")]
pub async fn request_return(
    #[server(default)] order_id: String,
    #[server(default)] kind: String,
    #[server(default)] return_reason: String,
    #[server(default)] lines: Vec<ReturnLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let (id, number) = service::request_return(&scope, id(&order_id)?, &kind, &return_reason, &lines).await?;
    forms::done(&urls::return_of(id), "returns-done-requested", &[("number", &number)]);
    Ok(())
}

/// Lets the goods of a return come.
#[server(prefix = "/api/orders", endpoint = "approve_return")]
pub async fn approve_return(#[server(default)] return_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&return_id)?;
    let number = service::approve_return(&scope, id).await?;
    forms::done(&urls::return_of(id), "returns-done-approved", &[("number", &number)]);
    Ok(())
}

/// Does not let them come.
#[server(prefix = "/api/orders", endpoint = "reject_return")]
pub async fn reject_return(#[server(default)] return_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&return_id)?;
    let number = service::reject_return(&scope, id, &reason).await?;
    forms::done(&urls::return_of(id), "returns-done-rejected", &[("number", &number)]);
    Ok(())
}

/// Writes down what came of a return.
#[server(prefix = "/api/orders", endpoint = "receive_return")]
pub async fn receive_return(#[server(default)] return_id: String, #[server(default)] lines: Vec<CameBackForm>) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersFulfil)?;
    let id = id(&return_id)?;
    let number = service::receive_return(&scope, id, &lines).await?;
    forms::done(&urls::return_of(id), "returns-done-received", &[("number", &number)]);
    Ok(())
}

/// Ends a return.
#[server(prefix = "/api/orders", endpoint = "close_return")]
pub async fn close_return(#[server(default)] return_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&return_id)?;
    let number = service::close_return(&scope, id).await?;
    forms::done(&urls::return_of(id), "returns-done-closed", &[("number", &number)]);
    Ok(())
}

/// Makes the order with what the buyer gets instead.
#[server(prefix = "/api/orders", endpoint = "exchange_return")]
pub async fn exchange_return(
    #[server(default)] return_id: String,
    #[server(default)] shipping: String,
    #[server(default)] lines: Vec<LineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&return_id)?;
    let (order_id, number) = service::exchange(&scope, id, &lines, &shipping).await?;
    forms::done(&urls::order(order_id), "returns-done-exchanged", &[("number", &number)]);
    Ok(())
}

/// A page of returns and the counts of its tabs.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_returns(filter: ReturnFilter, page: PageRequest) -> Result<ReturnList, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::returns(&scope, &filter, page).await?)
}

/// A page of returns alone.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_return_rows(filter: ReturnFilter, page: PageRequest) -> Result<Page<ReturnRow>, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::return_rows(&scope, &filter, page).await?)
}

/// A return whole.
///
/// # Errors
/// Without `orders.read`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_return(id: Result<Uuid, AppError>) -> Result<ReturnDetail, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::return_detail(&scope, id?).await?)
}

/// The returns of an order, and what may be asked back of it.
///
/// # Errors
/// Without `orders.read`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_order_returns(order_id: Uuid) -> Result<OrderReturns, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::returns_of_order(&scope, order_id).await?)
}

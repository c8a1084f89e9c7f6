//! Server functions and loaders of carts.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::domains::orders::model::{CartFilter, CartRow, CartView};
#[cfg(feature = "ssr")]
use crate::domains::orders::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::context::{require, require_change};
#[cfg(feature = "ssr")]
use crate::server::forms;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission, paging::PageRequest};
#[cfg(feature = "ssr")]
use chrono::{DateTime, Utc};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a draft order of a cart.
#[server(prefix = "/api/orders", endpoint = "convert_cart")]
pub async fn convert_cart(#[server(default)] cart_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let (order_id, number) = service::convert_cart(&scope, id(&cart_id)?).await?;
    forms::done(&urls::edit(order_id), "carts-done-converted", &[("number", &number)]);
    Ok(())
}

/// Says that nobody is at a cart any more.
#[server(prefix = "/api/orders", endpoint = "abandon_cart")]
pub async fn abandon_cart(#[server(default)] cart_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let id = id(&cart_id)?;
    service::abandon_cart(&scope, id).await?;
    forms::done(&urls::cart(id), "carts-done-abandoned", &[]);
    Ok(())
}

/// A page of carts, and the time of it.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_carts(filter: CartFilter, page: PageRequest) -> Result<(Page<CartRow>, DateTime<Utc>), AppError> {
    let scope = require(Permission::OrdersRead)?;
    let now = scope.clock.now();
    Ok((service::carts(&scope, &filter, page).await?, now))
}

/// A cart with what is in it.
///
/// # Errors
/// Without `orders.read`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_cart(id: Result<Uuid, AppError>) -> Result<CartView, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::cart(&scope, id?).await?)
}

//! Rules of refunds. Whoever changes one holds its order's row, then its payment's.

mod people;
mod providers;
mod request;
mod seen;
mod settings;
mod settle;

pub use people::OF_CUSTOMERS;
pub use providers::{GIFT_CARDS, PROVIDERS};
pub use request::{Requested, request};
pub use seen::OF_PAYMENTS;
pub use settings::{limit, set_limit};
pub use settle::{approve, decline, give_back, pay_out, pay_out_in};

use super::model::{OrderRefunds, RefundFilter, RefundRow};
use super::store;
use crate::server::{Result, Scope};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page};
use uuid::Uuid;

/// A page of refunds, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &RefundFilter, page: PageRequest) -> Result<Page<RefundRow>> {
    store::list(scope.begin().await?.conn(), filter, page).await
}

/// The refunds of an order, and what can still be given back.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn of_order(scope: &Scope, order_id: Uuid) -> Result<OrderRefunds> {
    let mut work = scope.begin().await?;
    let (shipping, has_customer) = store::order(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
    let rows = store::of_order(work.conn(), order_id).await?;
    let payments = store::payments(work.conn(), order_id).await?;
    let mut lines = store::lines(work.conn(), order_id).await?;
    lines.retain(|line| line.left() > 0);
    Ok(OrderRefunds { rows, payments, lines, shipping, has_customer, approval_above: store::approval_above(work.conn()).await? })
}

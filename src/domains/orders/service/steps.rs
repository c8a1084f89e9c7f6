//! The steps of an order's life. Stock is reserved at confirmation, taken at dispatch, released at cancellation.

use super::assign::{self, Reserving};
use super::shelf::Shelf;
use super::{check_free, check_step, locked, move_to, refresh_customer};
use crate::domains::inventory::service::StockOp;
use crate::domains::orders::model::{FinancialStatus, LineToShip, OrderMoney, OrderStatus};
use crate::domains::orders::store;
use crate::domains::{audit, catalog, inventory};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::AppError;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// Reserves the lines of an order that have a variant. All of them, or none.
async fn reserve(work: &mut Work, order_id: Uuid, allow_short: bool) -> Result<()> {
    let lines = store::lines_to_ship(work.conn(), order_id).await?;
    assign::reserve(work, &lines, Reserving { until: None, allow_short }).await
}

/// Reserves what an order from elsewhere has promised already: what is not there is recorded as short, not refused.
pub(super) async fn reserve_promised(work: &mut Work, order_id: Uuid) -> Result<()> {
    reserve(work, order_id, true).await
}

/// Confirms an order and reserves its stock.
///
/// # Errors
/// A conflict when it is not waiting for confirmation or the stock does not suffice; nothing has changed then.
pub async fn confirm(scope: &Scope, order_id: Uuid) -> Result<String> {
    retrying(|| confirm_once(scope, order_id)).await
}

async fn confirm_once(scope: &Scope, order_id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    confirm_locked(&mut work, &order).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// As [`confirm`], for an order that is locked, in a transaction that goes on.
pub(super) async fn confirm_locked(work: &mut Work, order: &OrderMoney) -> Result<()> {
    check_step(order, OrderStatus::Confirmed)?;
    check_free(order)?;
    reserve(work, order.id, false).await?;
    move_to(work, order, order.status, OrderStatus::Confirmed, None).await?;
    finish(work, order, "orders.confirmed", json!({"status": OrderStatus::Confirmed.as_str()})).await
}

/// Cancels an order that has not left and releases its stock; of one that has left in part, what is still here.
///
/// # Errors
/// A field error without a reason; a conflict when it has left or is cancelled already.
pub async fn cancel(scope: &Scope, order_id: Uuid, reason: &str) -> Result<String> {
    retrying(|| cancel_once(scope, order_id, reason)).await
}

async fn cancel_once(scope: &Scope, order_id: Uuid, reason: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    cancel_locked(&mut work, &order, reason).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// A reason as it is kept.
///
/// # Errors
/// A field error without one, and for one that is too long.
pub(super) fn read_reason(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "orders-error-reason"));
    }
    if reason.chars().count() > 500 {
        return Err(Error::field("reason", "error-too-long"));
    }
    Ok(reason)
}

/// As [`cancel`], for an order that is locked, in a transaction that goes on. Returns where it stands then: what has left already is
/// not cancelled, and of an order that was sent in part only the rest is.
pub(super) async fn cancel_locked(work: &mut Work, order: &OrderMoney, reason: &str) -> Result<OrderStatus> {
    let (reason, order_id) = (read_reason(reason)?, order.id);
    check_step(order, OrderStatus::Cancelled)?;
    if order.status == OrderStatus::OutForDelivery {
        // The goods are not here: they come back by a scan, and only then is there something to cancel.
        return Err(Error::conflict("orders-error-cancel-on-the-way"));
    }
    if order.status.holds_stock() {
        if let Some(status) = super::pieces::cancel_what_is_here(work, order, reason).await? {
            return Ok(status);
        }
        let lines = store::lines_to_ship(work.conn(), order_id).await?;
        let ids: Vec<Uuid> = lines.iter().map(|line| line.order_item_id).collect();
        let shelf = Shelf::of(work, &ids).await?;
        let ops: Vec<StockOp> =
            lines.iter().filter_map(|line| Some(shelf.release_all(line.order_item_id, line.variant_id?))).flatten().collect();
        inventory::service::apply(work, &ops).await?;
    }
    store::cancel_rest(work.conn(), order_id, reason).await?;
    move_to(work, order, order.status, OrderStatus::Cancelled, Some(reason)).await?;
    refresh_customer(work, order.customer_id).await?;
    finish(work, order, "orders.cancelled", json!({"status": OrderStatus::Cancelled.as_str(), "reason": reason})).await?;
    Ok(OrderStatus::Cancelled)
}

/// Locks an order and tells what payments and delivery need of it.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn lock_money(work: &mut Work, order_id: Uuid) -> Result<OrderMoney> {
    locked(work, order_id).await
}

/// The lines that have not left yet.
///
/// # Errors
/// When the database refuses.
pub async fn lines_to_ship(work: &mut Work, order_id: Uuid) -> Result<Vec<LineToShip>> {
    store::lines_to_ship(work.conn(), order_id).await
}

/// How much is paid, derived from what was captured and refunded against what is due.
#[must_use]
pub fn financial_status(due: Decimal, captured: Decimal, refunded: Decimal) -> FinancialStatus {
    if refunded > Decimal::ZERO {
        return if refunded >= captured { FinancialStatus::Refunded } else { FinancialStatus::PartiallyRefunded };
    }
    if captured.is_zero() {
        FinancialStatus::Unpaid
    } else if captured >= due {
        FinancialStatus::Paid
    } else {
        FinancialStatus::PartiallyPaid
    }
}

/// Keeps how much of an order is paid. The order's row must be locked by [`lock_money`].
///
/// # Errors
/// When the database refuses.
pub async fn set_paid(work: &mut Work, order_id: Uuid, captured: Decimal, refunded: Decimal) -> Result<()> {
    let order = locked(work, order_id).await?;
    let status = financial_status(order.total - order.cancelled_total, captured, refunded);
    let old = store::set_financial(work.conn(), order_id, status).await?;
    if old != status.as_str() {
        let (at, user_id) = (work.now, work.scope.user_id());
        let entry = store::HistoryEntry {
            id: new_id(),
            order_id,
            field: "FINANCIAL",
            old: Some(&old),
            new: status.as_str(),
            reason: None,
            user_id,
            at,
        };
        store::insert_history(work.conn(), entry).await?;
        outbox::emit(work, "orders.paid_changed", order_id, json!({})).await?;
    }
    Ok(())
}

/// Holds an order back, with a reason that everybody sees.
///
/// # Errors
/// A field error without a reason; a conflict when it has left.
pub async fn set_hold(scope: &Scope, order_id: Uuid, reason: &str) -> Result<String> {
    let reason = reason.trim().to_owned();
    change_hold(scope, order_id, Some(reason)).await
}

/// Lets an order go on.
///
/// # Errors
/// When there is none.
pub async fn release_hold(scope: &Scope, order_id: Uuid) -> Result<String> {
    change_hold(scope, order_id, None).await
}

async fn change_hold(scope: &Scope, order_id: Uuid, reason: Option<String>) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    change_hold_locked(&mut work, &order, reason.as_deref()).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// As [`set_hold`] and [`release_hold`], for an order that is locked, in a transaction that goes on. Returns the reason before.
pub(super) async fn change_hold_locked(work: &mut Work, order: &OrderMoney, reason: Option<&str>) -> Result<Option<String>> {
    let order_id = order.id;
    if reason == Some("") {
        return Err(Error::field("reason", "orders-error-reason"));
    }
    if matches!(order.status, OrderStatus::OutForDelivery | OrderStatus::Delivered | OrderStatus::Cancelled) {
        return Err(Error::conflict("orders-error-hold-late"));
    }
    let user_id = work.scope.user_id();
    let before = store::set_hold(work.conn(), order_id, reason, user_id).await?;
    let action = if reason.is_some() { "orders.held" } else { "orders.hold_released" };
    if before.as_deref() != reason {
        let (at, new) = (work.now, if reason.is_some() { "HELD" } else { "RELEASED" });
        let entry = store::HistoryEntry { id: new_id(), order_id, field: "HOLD", old: None, new, reason, user_id, at };
        store::insert_history(work.conn(), entry).await?;
    }
    audit::service::record(work, action, "order", order_id, json!({"hold_reason": before}), json!({"hold_reason": reason})).await?;
    outbox::emit(work, action, order_id, json!({})).await?;
    Ok(before)
}

/// Says which variant a platform's unknown line is; of a confirmed order it is reserved at once.
///
/// # Errors
/// A field error for an unknown SKU; a conflict when the order has left.
pub async fn match_item(scope: &Scope, item_id: Uuid, sku: &str) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let order_id = store::order_of_item(work.conn(), item_id).await?.ok_or(AppError::NotFound)?;
    let order = locked(&mut work, order_id).await?;
    let sku = sku.trim().to_owned();
    if !order.status.holds_stock() && !matches!(order.status, OrderStatus::Draft | OrderStatus::Pending) {
        return Err(Error::conflict("orders-error-match-late"));
    }
    let known = catalog::service::variants_typed(&mut work, std::slice::from_ref(&sku)).await?;
    let variant = known.get(&sku).ok_or_else(|| Error::field("sku", "orders-error-unknown-sku-plain"))?;
    store::match_item(work.conn(), item_id, variant.id).await?;
    if order.status.holds_stock() {
        let lines = store::lines_to_ship(work.conn(), order_id).await?;
        if let Some(line) = lines.iter().find(|line| line.order_item_id == item_id) {
            assign::reserve(&mut work, std::slice::from_ref(line), Reserving::default()).await?;
        }
    }
    finish(&mut work, &order, "orders.line_matched", json!({"sku": variant.sku})).await?;
    work.commit().await?;
    Ok(order_id)
}

/// Audit row and event of a step.
pub(super) async fn finish(work: &mut Work, order: &OrderMoney, action: &str, new: serde_json::Value) -> Result<()> {
    let old = json!({"status": order.status.as_str()});
    let old = if new.get("status").is_some() { old } else { json!(null) };
    audit::service::record(work, action, "order", order.id, old, new).await?;
    let by = work.scope.user_id();
    outbox::emit(work, action, order.id, json!({"by": by})).await
}

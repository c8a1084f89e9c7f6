//! Cancelling a part of an order.

use super::edit::{check_here, differences, reserve, write};
use super::parcels::nothing_follows;
use super::{locked, price, steps};
use crate::domains::audit;
use crate::domains::orders::model::{EditableLine, OrderHead, OrderMoney, OrderStatus, line_key};
use crate::domains::orders::{ports, store};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::FieldErrors;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Pieces of lines will not be sent: their reservations are let go, what they cost is no longer due. Where nothing is left, the order
/// is cancelled. `pieces` are counts by [`line_key`].
///
/// # Errors
/// [`AppError::NotFound`]; field errors; a conflict when it has left or was cancelled.
pub async fn cancel_pieces(scope: &Scope, order_id: Uuid, pieces: &BTreeMap<String, String>, reason: &str) -> Result<String> {
    retrying(|| cancel_pieces_once(scope, order_id, pieces, reason)).await
}

async fn cancel_pieces_once(scope: &Scope, order_id: Uuid, pieces: &BTreeMap<String, String>, reason: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    check_here(&order)?;
    let reason = steps::read_reason(reason)?;
    let before = store::editable_lines(work.conn(), order_id).await?;
    let mut errors = FieldErrors::default();
    let mut after = before.clone();
    for line in &mut after {
        let key = line_key(line.id);
        let typed = pieces.get(&key).map(|typed| typed.trim()).filter(|typed| !typed.is_empty() && *typed != "0");
        match typed.map(str::parse::<i32>) {
            None => {}
            Some(Ok(count)) if (1..=line.open()).contains(&count) => line.cancelled += count,
            Some(_) => {
                let most = vec![("count".to_owned(), line.open().to_string())];
                errors.add_with(&format!("pieces[{key}]"), "orders-error-pieces", most);
            }
        }
    }
    if errors.0.is_empty() && after == before {
        errors.add("", "orders-error-no-pieces");
    }
    errors.into_result()?;
    if after.iter().all(|line| line.open() == 0 && line.fulfilled == 0) {
        steps::cancel_locked(&mut work, &order, reason).await?;
        work.commit().await?;
        return Ok(order.order_number);
    }
    cut(&mut work, &order, &before, after, reason).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// Cancels what is still here of an order of which a part has left already. Returns where the order stands then; `None` for an order of
/// which nothing has left.
pub(super) async fn cancel_what_is_here(work: &mut Work, order: &OrderMoney, reason: &str) -> Result<Option<OrderStatus>> {
    let before = store::editable_lines(work.conn(), order.id).await?;
    if before.iter().all(|line| line.fulfilled == 0) {
        return Ok(None);
    }
    let after = before.iter().map(|line| EditableLine { cancelled: line.quantity - line.fulfilled, ..line.clone() }).collect();
    cut(work, order, &before, after, reason).await?;
    Ok(Some(locked(work, order.id).await?.status))
}

/// Makes lines what they become by a cancellation: reservations, amounts and log. Where all that remains has left, the order goes on.
async fn cut(work: &mut Work, order: &OrderMoney, before: &[EditableLine], mut after: Vec<EditableLine>, reason: &str) -> Result<()> {
    let order_id = order.id;
    reserve(work, order, before, &mut after).await?;
    write(work, order, before, &after, &[]).await?;
    let value = price::cancelled_value(&after).min(order.total);
    let (at, user_id) = (work.now, work.scope.user_id());
    store::set_cancelled_total(work.conn(), order_id, value, user_id).await?;
    let same = OrderHead::default();
    let (old, mut new) = differences(&same, &same, before, &after);
    new.insert("reason".to_owned(), json!(reason));
    audit::service::record(work, "orders.pieces_cancelled", "order", order_id, Value::Object(old), Value::Object(new)).await?;
    let what = after.iter().zip(before).filter(|(now, old)| now.cancelled != old.cancelled);
    let what = what.map(|(now, old)| format!("{} × {}", now.cancelled - old.cancelled, now.label())).collect::<Vec<_>>().join(", ");
    let entry = store::HistoryEntry {
        id: new_id(),
        order_id,
        field: "EDIT",
        old: Some("CANCELLED"),
        new: &what,
        reason: Some(reason),
        user_id,
        at,
    };
    store::insert_history(work.conn(), entry).await?;
    outbox::emit(work, "orders.pieces_cancelled", order_id, json!({"by": user_id})).await?;
    if let Some(payments) = ports::payments() {
        payments.due_changed(work, order_id).await?;
    }
    if order.status.holds_stock() && after.iter().all(|line| line.open() == 0) {
        nothing_follows(work, order).await?;
    }
    Ok(())
}

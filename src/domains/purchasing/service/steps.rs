//! Steps of an order that a person takes.

use super::{form, locked, move_to, wrong_step};
use crate::domains::audit;
use crate::domains::purchasing::model::{PurchaseStatus, Verification};
use crate::domains::purchasing::store;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use serde_json::{Value, json};
use uuid::Uuid;

/// Writes what was done, in the log and for the worker.
async fn done(work: &mut Work, action: &str, id: Uuid, new: Value) -> Result<()> {
    audit::service::record(work, action, "purchase_order", id, json!(null), new).await?;
    let by = work.scope.user_id();
    outbox::emit(work, action, id, json!({"by": by})).await
}

/// Gives a draft to the supplier: from now on its people see it, and a letter leaves. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`]; conflicts for an order that was sent already, and for a supplier whose papers were not in order.
pub async fn send(scope: &Scope, id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let mut order = locked(&mut work, id).await?;
    let supplier = store::supplier(work.conn(), order.supplier_id, false).await?.ok_or(AppError::NotFound)?;
    if supplier.row.verification == Verification::Rejected || !supplier.row.is_active {
        return Err(Error::conflict("purchasing-error-supplier-refused"));
    }
    move_to(&mut work, &mut order, PurchaseStatus::Sent, None).await?;
    done(&mut work, "purchasing.sent", id, json!({"number": order.number, "supplier": supplier.row.business_name})).await?;
    work.commit().await?;
    Ok(order.number)
}

/// Lets the letter leave once more. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; conflicts for a draft or an order that has ended, and for a supplier without an address.
pub async fn mail_again(scope: &Scope, id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, id).await?;
    if !order.status.is_open() {
        return Err(wrong_step(&order));
    }
    let supplier = store::supplier(work.conn(), order.supplier_id, false).await?.ok_or(AppError::NotFound)?;
    if supplier.row.email.is_none() {
        return Err(Error::conflict("purchasing-error-no-email"));
    }
    done(&mut work, "purchasing.mail_requested", id, json!({"number": order.number})).await?;
    work.commit().await?;
    Ok(order.number)
}

/// Writes down that the supplier will deliver, as they said on the phone. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; conflicts for an order that is not with the supplier, and while a proposal waits for a decision.
pub async fn confirm(scope: &Scope, id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let mut order = locked(&mut work, id).await?;
    let waits = store::proposals(work.conn(), id)
        .await?
        .iter()
        .any(|proposal| proposal.status == crate::domains::purchasing::model::ChangeStatus::Proposed);
    if order.status == PurchaseStatus::Sent && waits {
        return Err(Error::conflict("purchasing-error-proposals-wait"));
    }
    let at = work.now;
    move_to(&mut work, &mut order, PurchaseStatus::Confirmed, None).await?;
    store::confirm_items(work.conn(), id, None, at).await?;
    done(&mut work, "purchasing.confirmed", id, json!({"number": order.number})).await?;
    work.commit().await?;
    Ok(order.number)
}

fn reason(typed: &str) -> Result<String> {
    let mut errors = FieldErrors::default();
    let reason = form::text(&mut errors, "reason", typed, 500);
    if reason.is_empty() {
        errors.add("reason", "orders-error-reason");
    }
    errors.into_result()?;
    Ok(reason)
}

async fn end(scope: &Scope, id: Uuid, typed: &str, to: PurchaseStatus, action: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let mut order = locked(&mut work, id).await?;
    if !order.status.may_become(to) {
        return Err(wrong_step(&order));
    }
    let reason = reason(typed)?;
    move_to(&mut work, &mut order, to, Some(&reason)).await?;
    let (user_id, at) = (scope.user_id(), work.now);
    store::lapse_proposals(work.conn(), id, None, user_id, at).await?;
    done(&mut work, action, id, json!({"number": order.number, "reason": reason})).await?;
    work.commit().await?;
    Ok(order.number)
}

/// Cancels an order of which nothing has come. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`], a conflict for an order of which something has come, a field error without a reason.
pub async fn cancel(scope: &Scope, id: Uuid, reason: &str) -> Result<String> {
    end(scope, id, reason, PurchaseStatus::Cancelled, "purchasing.cancelled").await
}

/// Closes an order of which the rest will not come. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`], a conflict for an order that is not partly received, a field error without a reason.
pub async fn close(scope: &Scope, id: Uuid, reason: &str) -> Result<String> {
    end(scope, id, reason, PurchaseStatus::Closed, "purchasing.closed").await
}

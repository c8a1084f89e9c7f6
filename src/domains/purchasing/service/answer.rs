//! What a supplier says of an order, and what the merchant says to that.

use super::read::my_supplier;
use super::{form, locked, settle, wrong_step};
use crate::domains::audit;
use crate::domains::purchasing::model::{AnswerLineForm, ChangeStatus, PurchaseItem, PurchaseStatus};
use crate::domains::purchasing::store::{self, NewProposal};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::{AppError, FieldErrors};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// What a supplier says of a line.
struct AnswerLine {
    /// Where it stood in the form, for messages.
    row: usize,
    item_id: Uuid,
    /// Pieces; 0 when they cannot deliver it.
    quantity: i32,
    unit_cost: Decimal,
    /// `None` for the order's.
    expected_on: Option<NaiveDate>,
}

/// A supplier's answer that cannot be wrong in form.
struct Answer {
    lines: Vec<AnswerLine>,
    /// Why something is different.
    note: String,
}

/// Reads a supplier's answer: [`AppError::Invalid`] with every field that needs mending.
fn parse(lines: &[AnswerLineForm], note: &str) -> Result<Answer, AppError> {
    let mut errors = FieldErrors::default();
    let mut read = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let field = |name: &str| format!("lines[{row}][{name}]");
        let Ok(item_id) = form::id(&line.item) else {
            errors.add(&field("quantity"), "error-choice");
            continue;
        };
        let quantity = form::whole(&mut errors, &field("quantity"), &line.quantity, 0, form::MOST_PIECES, "purchasing-error-quantity");
        if line.quantity.trim().is_empty() {
            errors.add(&field("quantity"), "error-required");
        }
        let price = form::maybe_amount(&mut errors, &field("price"), &line.price);
        if line.price.trim().is_empty() {
            errors.add(&field("price"), "error-required");
        }
        let expected_on = form::day(&mut errors, &field("expected_on"), &line.expected_on);
        read.push(AnswerLine { row, item_id, quantity: quantity.unwrap_or_default(), unit_cost: price.unwrap_or_default(), expected_on });
    }
    let note = form::text(&mut errors, "note", note, form::LONGEST_NOTE);
    if read.is_empty() && errors.0.is_empty() {
        errors.add("note", "purchasing-error-no-lines");
    }
    errors.into_result()?;
    Ok(Answer { lines: read, note })
}

fn is_as_ordered(line: &AnswerLine, item: &PurchaseItem, day: Option<NaiveDate>) -> bool {
    let wanted = item.expected_on.or(day);
    line.quantity == item.quantity && line.unit_cost == item.unit_cost && (line.expected_on.is_none() || line.expected_on == wanted)
}

/// Takes the answer of the asking person's supplier: lines as ordered are confirmed, others are proposals that the merchant accepts or
/// refuses. Returns the order's number, and how many lines wait for that.
///
/// # Errors
/// [`AppError::NotFound`] for an order that is not theirs; a conflict for one that has ended; field errors for fewer pieces than came.
pub async fn answer(scope: &Scope, id: Uuid, lines: &[AnswerLineForm], note: &str) -> Result<(String, usize)> {
    let mut work = scope.begin().await?;
    let (supplier_id, supplier) = my_supplier(&mut work).await?.ok_or(AppError::NotFound)?;
    let mut order = locked(&mut work, id).await?;
    if order.supplier_id != supplier_id || !order.was_sent {
        return Err(AppError::NotFound.into());
    }
    if !order.status.is_open() {
        return Err(wrong_step(&order));
    }
    let answer = parse(lines, note)?;
    let over = super::over_percent(&mut work).await?;
    let detail = store::detail(work.conn(), id, over).await?.ok_or(AppError::NotFound)?;
    let (user_id, at) = (scope.user_id(), work.now);
    let mut errors = FieldErrors::default();
    let (mut as_ordered, mut proposed) = (Vec::new(), Vec::new());
    for line in &answer.lines {
        let Some(item) = detail.items.iter().find(|item| item.id == line.item_id) else {
            errors.add(&format!("lines[{}][quantity]", line.row), "error-choice");
            continue;
        };
        if line.quantity < item.received {
            let args = vec![("received".to_owned(), item.received.to_string())];
            errors.add_with(&format!("lines[{}][quantity]", line.row), "purchasing-error-below-received", args);
        } else if is_as_ordered(line, item, detail.row.expected_on) {
            as_ordered.push(item.id);
        } else {
            proposed.push(line);
        }
    }
    errors.into_result()?;
    // Who now says that a line is as ordered has taken back what they proposed for it.
    store::lapse_proposals(work.conn(), id, Some(&as_ordered), user_id, at).await?;
    store::confirm_items(work.conn(), id, Some(&as_ordered), at).await?;
    if order.status == PurchaseStatus::Sent {
        let open: Vec<Uuid> = proposed.iter().map(|line| line.item_id).collect();
        store::unconfirm_items(work.conn(), &open).await?;
    }
    for line in &proposed {
        let new = NewProposal {
            id: new_id(),
            order_id: id,
            item_id: line.item_id,
            quantity: line.quantity,
            unit_cost: line.unit_cost,
            expected_on: line.expected_on,
            note: &answer.note,
            user_id,
            at,
        };
        store::propose(work.conn(), &new).await?;
    }
    settle(&mut work, &mut order).await?;
    let new = json!({"supplier": supplier, "confirmed": as_ordered.len(), "proposed": proposed.len(), "note": answer.note});
    audit::service::record(&mut work, "purchasing.answered", "purchase_order", id, json!(null), new).await?;
    outbox::emit(&mut work, "purchasing.answered", id, json!({"by": user_id, "proposed": proposed.len()})).await?;
    work.commit().await?;
    Ok((order.number, proposed.len()))
}

async fn decide(scope: &Scope, change_id: Uuid, accept: bool) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let found = store::proposal(work.conn(), change_id).await?.ok_or(AppError::NotFound)?;
    let mut order = locked(&mut work, found.order_id).await?;
    // Read anew under the order's lock: the supplier may have changed their mind.
    let change = store::proposal(work.conn(), change_id).await?.ok_or(AppError::NotFound)?;
    if change.status != ChangeStatus::Proposed || !order.status.is_open() {
        return Err(Error::conflict("purchasing-error-decided"));
    }
    let items = store::items(work.conn(), order.id).await?;
    let item = items.iter().find(|item| item.id == change.item_id).ok_or(AppError::NotFound)?;
    if accept && change.quantity < item.received {
        return Err(AppError::Conflict {
            key: "purchasing-error-below-received".to_owned(),
            args: vec![("received".to_owned(), item.received.to_string())],
        }
        .into());
    }
    let (user_id, at) = (scope.user_id(), work.now);
    let status = if accept { ChangeStatus::Accepted } else { ChangeStatus::Refused };
    store::decide(work.conn(), change_id, status, user_id, at).await?;
    if accept {
        store::agree(work.conn(), &change, at).await?;
    }
    settle(&mut work, &mut order).await?;
    let action = if accept { "purchasing.change_accepted" } else { "purchasing.change_refused" };
    let old = json!({"sku": item.sku, "quantity": item.quantity, "unit_cost": item.unit_cost, "expected_on": item.expected_on});
    let new = json!({"sku": item.sku, "quantity": change.quantity, "unit_cost": change.unit_cost, "expected_on": change.expected_on});
    audit::service::record(&mut work, action, "purchase_order", order.id, old, new).await?;
    outbox::emit(&mut work, "purchasing.changed", order.id, json!({"by": user_id})).await?;
    work.commit().await?;
    Ok((order.id, item.sku.clone()))
}

/// Makes a line what the supplier has proposed. Returns the order and the line's SKU.
///
/// # Errors
/// [`AppError::NotFound`]; conflicts for a proposal that was decided, and for fewer pieces than came.
pub async fn accept_change(scope: &Scope, change_id: Uuid) -> Result<(Uuid, String)> {
    decide(scope, change_id, true).await
}

/// Leaves a line as it is; the supplier may answer again. Returns the order and the line's SKU.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for a proposal that was decided.
pub async fn refuse_change(scope: &Scope, change_id: Uuid) -> Result<(Uuid, String)> {
    decide(scope, change_id, false).await
}

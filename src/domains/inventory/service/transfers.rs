//! Transfers between warehouses, up to the moment when they leave or are called off. Each step holds the transfer's row first and
//! the levels after it.

use super::apply::apply;
use super::levels::{parse_id, units};
use crate::domains::audit;
use crate::domains::inventory::model::{
    CancelOutcome, Cause, Owner, Reference, SendLineForm, StockOp, TransferDetail, TransferFilter, TransferLineForm, TransferList,
    TransferStatus,
};
use crate::domains::inventory::store::{self, Locked, LockedItem};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// Most lines of a transfer.
const MOST_LINES: usize = 500;

/// A transfer as typed.
#[derive(Clone, Debug, Default)]
pub struct TransferInput {
    /// Id of the warehouse that it leaves.
    pub from: String,
    /// Id of the warehouse that it goes to.
    pub to: String,
    /// For whoever packs it.
    pub notes: String,
    /// Its lines.
    pub lines: Vec<TransferLineForm>,
}

/// A page of transfers with the warehouses to narrow it by.
///
/// # Errors
/// When the database refuses.
pub async fn transfers(scope: &Scope, filter: &TransferFilter, page: PageRequest) -> Result<TransferList> {
    let mut work = scope.begin().await?;
    let page = store::transfers(work.conn(), filter, page).await?;
    Ok(TransferList { page, warehouses: store::warehouses(work.conn()).await? })
}

/// A transfer in full.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn transfer(scope: &Scope, id: Uuid, language: Language) -> Result<TransferDetail> {
    let mut work = scope.begin().await?;
    Ok(store::transfer(work.conn(), id, language.code()).await?.ok_or(AppError::NotFound)?)
}

/// What was typed, checked: both warehouses, notes, and (line, variant, quantity).
struct Checked {
    from: Uuid,
    to: Uuid,
    notes: String,
    items: Vec<(Uuid, Uuid, i32)>,
}

async fn checked(work: &mut Work, input: &TransferInput) -> Result<Checked> {
    let mut errors = FieldErrors::default();
    let warehouses = store::warehouses(work.conn()).await?;
    let mut warehouse = |field: &str, typed: &str| {
        let found = warehouses.iter().find(|warehouse| warehouse.is_active && Uuid::parse_str(typed.trim()) == Ok(warehouse.id));
        if found.is_none() {
            errors.add(field, "error-choice");
        }
        found.map_or(Uuid::nil(), |warehouse| warehouse.id)
    };
    let (from, to) = (warehouse("from", &input.from), warehouse("to", &input.to));
    if from == to && !from.is_nil() {
        errors.add("to", "inventory-error-same-warehouse");
    }
    let notes = input.notes.trim().to_owned();
    if notes.chars().count() > 1000 {
        errors.add("notes", "error-too-long");
    }
    let used: Vec<(usize, String, &str)> = input
        .lines
        .iter()
        .enumerate()
        .map(|(row, line)| (row, line.sku.trim().to_owned(), line.quantity.as_str()))
        .filter(|(_, sku, quantity)| !sku.is_empty() || !quantity.trim().is_empty())
        .collect();
    if used.is_empty() {
        errors.add("lines[0][sku]", "inventory-error-no-lines");
    }
    if used.len() > MOST_LINES {
        errors.add("", "error-too-long");
    }
    let codes: Vec<String> = used.iter().map(|(_, sku, _)| sku.clone()).collect();
    let known: HashMap<String, Uuid> = store::variants_by_code(work.conn(), &codes).await?.into_iter().collect();
    let mut items: Vec<(Uuid, Uuid, i32)> = Vec::new();
    for (row, sku, quantity) in used {
        let quantity = units(&mut errors, &format!("lines[{row}][quantity]"), quantity, 1);
        match known.get(&sku) {
            None => errors.add(&format!("lines[{row}][sku]"), "inventory-error-unknown-sku"),
            // The same product on two lines is one line of both.
            Some(variant_id) => match items.iter_mut().find(|(_, known, _)| known == variant_id) {
                Some((_, _, sum)) => *sum = sum.saturating_add(quantity),
                None => items.push((new_id(), *variant_id, quantity)),
            },
        }
    }
    errors.into_result()?;
    Ok(Checked { from, to, notes, items })
}

fn described(checked: &Checked) -> Value {
    let lines: Vec<Value> =
        checked.items.iter().map(|(_, variant, quantity)| json!({"variant_id": variant, "quantity": quantity})).collect();
    json!({"from": checked.from, "to": checked.to, "notes": checked.notes, "lines": lines})
}

/// Makes a draft. Returns its id and number.
///
/// # Errors
/// Field errors.
pub async fn create_transfer(scope: &Scope, input: &TransferInput) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let checked = checked(&mut work, input).await?;
    let (id, now, user_id) = (new_id(), work.now, work.scope.user_id());
    let number = format!("TR-{:05}", store::next_number(work.conn(), new_id(), "transfer").await?);
    store::insert_transfer(work.conn(), id, &number, (checked.from, checked.to), &checked.notes, user_id, now).await?;
    store::replace_items(work.conn(), id, &checked.items, now).await?;
    audit::service::record(&mut work, "inventory.transfer_created", "transfer", id, Value::Null, described(&checked)).await?;
    outbox::emit(&mut work, "inventory.transfer_created", id, json!({})).await?;
    work.commit().await?;
    Ok((id, number))
}

/// Changes a draft. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when it is no draft any more.
pub async fn save_transfer(scope: &Scope, id: &str, input: &TransferInput) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    let mut work = scope.begin().await?;
    let transfer = locked(&mut work, id).await?;
    if transfer.status != TransferStatus::Draft {
        return Err(wrong_step(&transfer));
    }
    let checked = checked(&mut work, input).await?;
    let now = work.now;
    let before: Vec<Value> = store::locked_items(work.conn(), id)
        .await?
        .iter()
        .map(|item| json!({"variant_id": item.variant_id, "quantity": item.quantity}))
        .collect();
    let old = json!({"from": transfer.from, "to": transfer.to, "notes": transfer.notes, "lines": before});
    let new = described(&checked);
    if old != new {
        store::update_draft(work.conn(), id, (checked.from, checked.to), &checked.notes).await?;
        store::replace_items(work.conn(), id, &checked.items, now).await?;
        audit::service::record(&mut work, "inventory.transfer_changed", "transfer", id, old, new).await?;
        outbox::emit(&mut work, "inventory.transfer_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok((id, transfer.number))
}

/// A transfer, held until the end of the transaction.
pub(super) async fn locked(work: &mut Work, id: Uuid) -> Result<Locked> {
    Ok(store::lock_transfer(work.conn(), id).await?.ok_or(AppError::NotFound)?)
}

/// The refusal of a step that a transfer's status does not allow.
pub(super) fn wrong_step(transfer: &Locked) -> Error {
    let args = vec![("number".to_owned(), transfer.number.clone()), ("status".to_owned(), transfer.status.code().to_owned())];
    AppError::Conflict { key: "inventory-error-transfer-step".to_owned(), args }.into()
}

/// Refuses a step that is not in the table of legal ones.
pub(super) fn check_step(transfer: &Locked, next: TransferStatus) -> Result<()> {
    if transfer.status.may_become(next) { Ok(()) } else { Err(wrong_step(transfer)) }
}

/// Writes the step down, in the log and for whoever listens.
pub(super) async fn take_step(work: &mut Work, transfer: &Locked, next: TransferStatus, action: &str, new: Value) -> Result<()> {
    let now = work.now;
    store::set_transfer_status(work.conn(), transfer.id, next, now).await?;
    let mut new = new;
    new["status"] = json!(next.code());
    audit::service::record(work, action, "transfer", transfer.id, json!({"status": transfer.status.code()}), new).await?;
    outbox::emit(work, action, transfer.id, json!({})).await
}

/// The draft is complete: reserves its stock. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`], a conflict when it is no draft or the stock does not suffice; nothing has changed then.
pub async fn ready_transfer(scope: &Scope, id: &str) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let transfer = locked(&mut work, id).await?;
        check_step(&transfer, TransferStatus::Ready)?;
        let items = store::locked_items(work.conn(), id).await?;
        let reserve = |item: &LockedItem| StockOp::Reserve {
            warehouse_id: transfer.from,
            variant_id: item.variant_id,
            quantity: item.quantity,
            owner: Owner::Transfer(id),
            expires_at: None,
            allow_short: false,
        };
        apply(&mut work, &items.iter().map(reserve).collect::<Vec<_>>()).await?;
        take_step(&mut work, &transfer, TransferStatus::Ready, "inventory.transfer_ready", json!({})).await?;
        work.commit().await?;
        Ok((id, transfer.number))
    })
    .await
}

/// How many units of each line leave: what was typed, all of a line that was left empty.
fn leaving(items: &[LockedItem], typed: &[SendLineForm]) -> Result<Vec<i32>> {
    let mut errors = FieldErrors::default();
    for (row, line) in typed.iter().enumerate() {
        if !items.iter().any(|item| Uuid::parse_str(line.item.trim()) == Ok(item.id)) {
            errors.add(&format!("lines[{row}][quantity]"), "error-choice");
        }
    }
    let mut shipped = Vec::new();
    for item in items {
        let found = typed.iter().enumerate().find(|(_, line)| Uuid::parse_str(line.item.trim()) == Ok(item.id));
        shipped.push(match found.filter(|(_, line)| !line.quantity.trim().is_empty()) {
            None => item.quantity,
            Some((row, line)) => {
                let field = format!("lines[{row}][quantity]");
                let units = units(&mut errors, &field, &line.quantity, 0);
                if units > item.quantity {
                    errors.add_with(&field, "inventory-error-too-many", vec![("most".to_owned(), item.quantity.to_string())]);
                }
                units
            }
        });
    }
    if errors.0.is_empty() && shipped.iter().all(|units| *units == 0) {
        errors.add("", "inventory-error-nothing-leaves");
    }
    errors.into_result()?;
    Ok(shipped)
}

/// The van leaves: the stock of what was packed is taken, the rest is released. Returns the transfer's number.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when it is not ready or its stock is not there any more.
pub async fn send_transfer(scope: &Scope, id: &str, typed: &[SendLineForm]) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let transfer = locked(&mut work, id).await?;
        check_step(&transfer, TransferStatus::InTransit)?;
        let items = store::locked_items(work.conn(), id).await?;
        let shipped = leaving(&items, typed)?;
        let (warehouse_id, owner) = (transfer.from, Owner::Transfer(id));
        let mut ops = Vec::new();
        for (item, units) in items.iter().zip(&shipped) {
            let variant_id = item.variant_id;
            if *units > 0 {
                ops.push(StockOp::Take { warehouse_id, variant_id, owner, quantity: Some(*units) });
            }
            if *units < item.quantity {
                ops.push(StockOp::Release { warehouse_id, variant_id, owner, quantity: None });
            }
        }
        apply(&mut work, &ops).await?;
        let lines: Vec<(Uuid, i32)> = items.iter().map(|item| item.id).zip(shipped.iter().copied()).collect();
        store::set_shipped(work.conn(), &lines).await?;
        let left: i32 = shipped.iter().sum();
        take_step(&mut work, &transfer, TransferStatus::InTransit, "inventory.transfer_sent", json!({"units": left})).await?;
        work.commit().await?;
        Ok((id, transfer.number))
    })
    .await
}

/// Calls a transfer off. What is reserved is released; what is on the road comes home or is written off, as `outcome` says.
/// Returns its number.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when a part of it has arrived already.
pub async fn cancel_transfer(scope: &Scope, id: &str, reason: &str, outcome: &str) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    let reason = reason.trim();
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let transfer = locked(&mut work, id).await?;
        check_step(&transfer, TransferStatus::Cancelled)?;
        let mut errors = FieldErrors::default();
        if reason.is_empty() {
            errors.add("reason", "error-required");
        } else if reason.chars().count() > 500 {
            errors.add("reason", "error-too-long");
        }
        let outcome = CancelOutcome::parse(outcome).filter(|_| transfer.status == TransferStatus::InTransit);
        if transfer.status == TransferStatus::InTransit && outcome.is_none() {
            errors.add("outcome", "error-choice");
        }
        errors.into_result()?;
        let items = store::locked_items(work.conn(), id).await?;
        let warehouse_id = transfer.from;
        let ops: Vec<StockOp> = match (transfer.status, outcome) {
            (TransferStatus::Ready, _) => items
                .iter()
                .map(|item| StockOp::Release { warehouse_id, variant_id: item.variant_id, owner: Owner::Transfer(id), quantity: None })
                .collect(),
            (_, Some(CancelOutcome::Home)) => items
                .iter()
                .filter(|item| item.in_transit() > 0)
                .map(|item| StockOp::Receive {
                    warehouse_id,
                    variant_id: item.variant_id,
                    quantity: item.in_transit(),
                    unavailable: 0,
                    cause: Cause::TransferIn,
                    reference: Some(Reference::new("TRANSFER", id)),
                    reason: Some(reason.to_owned()),
                })
                .collect(),
            // What is written off has left the books of its warehouse when it left, and enters no other.
            _ => Vec::new(),
        };
        apply(&mut work, &ops).await?;
        let new = json!({"reason": reason, "outcome": outcome.map(CancelOutcome::code)});
        take_step(&mut work, &transfer, TransferStatus::Cancelled, "inventory.transfer_cancelled", new).await?;
        store::cancel_transfer(work.conn(), id, reason, outcome).await?;
        work.commit().await?;
        Ok((id, transfer.number))
    })
    .await
}

//! Transfers that arrive, in as many receipts as it takes.

use super::apply::apply;
use super::levels::{parse_id, units};
use super::transfers::{check_step, locked, take_step, wrong_step};
use crate::domains::inventory::model::{Cause, DiscrepancyReason, ReceiveLine, ReceiveLineForm, Reference, StockOp, TransferStatus};
use crate::domains::inventory::store::{self, LockedItem};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::{AppError, FieldErrors};
use serde_json::json;
use uuid::Uuid;

/// What a receipt has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The transfer.
    pub transfer_id: Uuid,
    /// Its number.
    pub number: String,
    /// Units that are still on the road.
    pub outstanding: i32,
    /// The same receipt was there before, and nothing has changed.
    pub is_repeated: bool,
}

/// Reads the form of a receipt: lines without units say nothing.
fn read(typed: &[ReceiveLineForm]) -> Result<Vec<ReceiveLine>> {
    let mut errors = FieldErrors::default();
    let mut lines = Vec::new();
    for (row, line) in typed.iter().enumerate() {
        let count = |errors: &mut FieldErrors, name: &str, typed: &str| {
            if typed.trim().is_empty() { 0 } else { units(errors, &format!("lines[{row}][{name}]"), typed, 0) }
        };
        let received = count(&mut errors, "received", &line.received);
        let missing = count(&mut errors, "discrepancy", &line.discrepancy);
        let reason = DiscrepancyReason::parse(line.reason.trim()).filter(|reason| DiscrepancyReason::OF_RECEIPT.contains(reason));
        if missing > 0 && reason.is_none() {
            errors.add(&format!("lines[{row}][reason]"), "inventory-error-discrepancy-reason");
        }
        let item_id = Uuid::parse_str(line.item.trim()).map_err(|_| AppError::NotFound)?;
        if received > 0 || missing > 0 {
            lines.push(ReceiveLine { item_id, received, discrepancy: reason.filter(|_| missing > 0).map(|reason| (missing, reason)) });
        }
    }
    if errors.0.is_empty() && lines.is_empty() {
        errors.add("", "inventory-error-nothing-received");
    }
    errors.into_result()?;
    Ok(lines)
}

/// Receives what a form says was unpacked.
///
/// # Errors
/// As [`receive`], and field errors.
pub async fn receive_form(scope: &Scope, transfer_id: &str, client_id: &str, typed: &[ReceiveLineForm]) -> Result<Received> {
    let transfer_id = parse_id(transfer_id)?;
    // A transfer that is not there is said before what is wrong with the form.
    let mut work = scope.begin().await?;
    locked(&mut work, transfer_id).await?;
    drop(work);
    receive(scope, transfer_id, client_id, &read(typed)?).await
}

/// Refuses lines of something else, and more than is on the road.
fn check(items: &[LockedItem], lines: &[ReceiveLine]) -> Result<()> {
    for (place, line) in lines.iter().enumerate() {
        let item = items.iter().find(|item| item.id == line.item_id).ok_or(AppError::NotFound)?;
        if lines.iter().skip(place + 1).any(|other| other.item_id == line.item_id) {
            return Err(Error::conflict("inventory-error-line-twice"));
        }
        let missing = line.discrepancy.map_or(0, |(units, _)| units);
        if line.received < 0 || missing < 0 || line.received.saturating_add(missing) > item.in_transit() {
            let args = vec![("sku".to_owned(), item.sku.clone()), ("most".to_owned(), item.in_transit().to_string())];
            return Err(AppError::Conflict { key: "inventory-error-over-receipt".to_owned(), args }.into());
        }
    }
    Ok(())
}

/// Receives what was unpacked. `client_id` is made by whoever unpacks: the same one again changes nothing. The transfer is done
/// when everything that left has arrived or is accounted for.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it is not on the road, or more would arrive than left.
pub async fn receive(scope: &Scope, transfer_id: Uuid, client_id: &str, lines: &[ReceiveLine]) -> Result<Received> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let received = receive_in(&mut work, transfer_id, client_id, lines).await?;
        work.commit().await?;
        Ok(received)
    })
    .await
}

/// As [`receive`], in a transaction that goes on.
///
/// # Errors
/// As [`receive`].
pub async fn receive_in(work: &mut Work, transfer_id: Uuid, client_id: &str, lines: &[ReceiveLine]) -> Result<Received> {
    let client_id = client_id.trim();
    if client_id.is_empty() || client_id.len() > 100 {
        return Err(Error::field("client_id", "error-required"));
    }
    // A line of which nothing is said is no line.
    let lines: Vec<ReceiveLine> = lines
        .iter()
        .map(|line| ReceiveLine { discrepancy: line.discrepancy.filter(|(units, _)| *units != 0), ..*line })
        .filter(|line| line.received != 0 || line.discrepancy.is_some())
        .collect();
    let lines = lines.as_slice();
    let (now, user_id) = (work.now, work.scope.user_id());
    let transfer = locked(work, transfer_id).await?;
    let items = store::locked_items(work.conn(), transfer_id).await?;
    let on_road: i32 = items.iter().map(LockedItem::in_transit).sum();
    let done = |outstanding, is_repeated| Received { transfer_id, number: transfer.number.clone(), outstanding, is_repeated };
    match store::transfer_of_receipt(work.conn(), client_id).await? {
        Some(known) if known == transfer_id => return Ok(done(on_road, true)),
        Some(_) => return Err(Error::conflict("inventory-error-receipt-elsewhere")),
        None => {}
    }
    if !transfer.status.is_under_way() {
        return Err(wrong_step(&transfer));
    }
    check(&items, lines)?;
    let arrived: i32 = lines.iter().map(|line| line.received + line.discrepancy.map_or(0, |(units, _)| units)).sum();
    if arrived == 0 {
        return Err(Error::conflict("inventory-error-nothing-received"));
    }
    let outstanding = on_road - arrived;
    let next = if outstanding == 0 { TransferStatus::Received } else { TransferStatus::PartiallyReceived };
    check_step(&transfer, next)?;
    let variant_of = |id: Uuid| items.iter().find(|item| item.id == id).map(|item| item.variant_id);
    let ops: Vec<StockOp> = lines
        .iter()
        .filter(|line| line.received > 0)
        .filter_map(|line| {
            Some(StockOp::Receive {
                warehouse_id: transfer.to,
                variant_id: variant_of(line.item_id)?,
                quantity: line.received,
                unavailable: 0,
                cause: Cause::TransferIn,
                reference: Some(Reference::new("TRANSFER", transfer_id)),
                reason: None,
            })
        })
        .collect();
    apply(work, &ops).await?;
    let receipt_id = new_id();
    if !store::insert_receipt(work.conn(), receipt_id, transfer_id, client_id, user_id, now).await? {
        // At the same moment, for another transfer.
        return Err(Error::conflict("inventory-error-receipt-elsewhere"));
    }
    let ids: Vec<Uuid> = lines.iter().map(|_| new_id()).collect();
    store::receive_items(work.conn(), receipt_id, &ids, lines, now).await?;
    let told: Vec<_> = lines
        .iter()
        .map(|line| json!({"item_id": line.item_id, "received": line.received, "discrepancy": line.discrepancy.map(|(units, reason)| json!({"units": units, "reason": reason.code()}))}))
        .collect();
    take_step(work, &transfer, next, "inventory.transfer_received", json!({"receipt_id": receipt_id, "lines": told})).await?;
    Ok(done(outstanding, false))
}

/// A transfer as a station needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arriving {
    /// Its number.
    pub number: String,
    /// Something of it is on the road.
    pub is_open: bool,
    /// Its lines, of which something has left.
    pub items: Vec<ArrivingItem>,
}

/// A line of a transfer that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrivingItem {
    /// The line.
    pub id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// Units that left.
    pub shipped: i32,
    /// Units that have arrived or are accounted for.
    pub settled: i32,
}

/// A transfer and its lines, held until the end of the transaction; `None` when there is none.
///
/// # Errors
/// When the database refuses.
pub async fn lock_arriving(work: &mut Work, id: Uuid) -> Result<Option<Arriving>> {
    let Some(transfer) = store::lock_transfer(work.conn(), id).await? else { return Ok(None) };
    let items = store::locked_items(work.conn(), id).await?;
    let items = items.iter().filter(|item| item.shipped > 0).map(|item| ArrivingItem {
        id: item.id,
        variant_id: item.variant_id,
        shipped: item.shipped,
        settled: item.shipped - item.in_transit(),
    });
    Ok(Some(Arriving { number: transfer.number, is_open: transfer.status.is_under_way(), items: items.collect() }))
}

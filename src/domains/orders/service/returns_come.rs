//! Goods that come back: whole pieces are on the shelf, broken ones are set aside and become a claim, missing ones are written down.
//! And what the buyer gets instead.

use super::NewOrder;
use super::create::{create_in, total_of};
use super::returns::{locked_return, open_return, share, step, wrong_return_step};
use super::{form, move_goods};
use crate::domains::customers::model::Address;
use crate::domains::inventory::service::{Cause, Reference, StockOp};
use crate::domains::orders::model::{
    CameBackForm, LineForm, OrderMoney, OrderStatus, ReturnCondition, ReturnKind, ReturnLine, ReturnStatus, ShippingStatus, Source,
};
use crate::domains::orders::store::{self, LockedReturn, NewReturn, OpenReturnItem, ReturnItem};
use crate::domains::{audit, inventory};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::i18n::text_args;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use anyhow::Context;
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Kind of record behind a movement of returned goods.
pub(super) const REFERENCE: &str = "RETURN";

/// Pieces of a return's line that came: whole ones and broken ones. What is not among them is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// They can be sold again.
    pub sellable: i32,
    /// They are here and cannot be sold.
    pub damaged: i32,
}

/// A return as a station needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComingBack {
    /// Its number.
    pub number: String,
    /// The order's number.
    pub order_number: String,
    /// Its goods may come.
    pub is_open: bool,
    /// Its lines.
    pub lines: Vec<ReturnLine>,
}

/// A return and its lines, held until the end of the transaction; `None` when there is none.
///
/// # Errors
/// When the database refuses.
pub async fn lock_coming_back(work: &mut Work, id: Uuid) -> Result<Option<ComingBack>> {
    if store::order_of_return(work.conn(), id).await?.is_none() {
        return Ok(None);
    }
    let (order, found) = locked_return(work, id).await?;
    let lines = store::return_items(work.conn(), id).await?.into_iter().map(|item| ReturnLine {
        id: item.id,
        order_item_id: item.order_item_id,
        variant_id: item.variant_id,
        name: item.name,
        sku: item.sku,
        quantity: item.quantity,
        condition: item.condition,
        amount: item.amount.unwrap_or_default(),
    });
    let is_open = found.status == ReturnStatus::Approved && found.kind != ReturnKind::Claim;
    Ok(Some(ComingBack { number: found.number, order_number: order.order_number, is_open, lines: lines.collect() }))
}

/// Receives the goods of a return as a form says. Returns the return's number.
///
/// # Errors
/// As [`receive_return_in`], and field errors.
pub async fn receive_return(scope: &Scope, id: Uuid, typed: &[CameBackForm]) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let (_, found) = locked_return(&mut work, id).await?;
        if found.status != ReturnStatus::Approved {
            return Err(wrong_return_step(&found));
        }
        let items = store::return_items(work.conn(), id).await?;
        let came = read(&items, typed)?;
        let number = receive_return_in(&mut work, id, &came).await?;
        work.commit().await?;
        Ok(number)
    })
    .await
}

fn read(items: &[OpenReturnItem], typed: &[CameBackForm]) -> Result<HashMap<Uuid, Came>> {
    let mut errors = FieldErrors::default();
    let mut came = HashMap::new();
    for (row, line) in typed.iter().enumerate() {
        let mut count = |name: &str, text: &str| match text.trim() {
            "" => 0,
            text => text.parse::<i32>().ok().filter(|count| *count >= 0).unwrap_or_else(|| {
                errors.add(&format!("lines[{row}][{name}]"), "orders-error-quantity");
                0
            }),
        };
        let pieces = Came { sellable: count("sellable", &line.sellable), damaged: count("damaged", &line.damaged) };
        let item = Uuid::parse_str(line.item.trim()).ok().and_then(|id| items.iter().find(|item| item.id == id));
        let item = item.ok_or(AppError::NotFound)?;
        if pieces.sellable.saturating_add(pieces.damaged) > item.quantity {
            let most = vec![("most".to_owned(), item.quantity.to_string())];
            errors.add_with(&format!("lines[{row}][sellable]"), "returns-error-most", most);
        }
        came.insert(item.id, pieces);
    }
    errors.into_result()?;
    Ok(came)
}

/// The goods of a return are here. Of a line that `came` does not name, all is missing. Stock, the order's lines, the return and,
/// where something is broken, a claim about it change together. Returns the return's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it does not wait for goods, or more came than was asked back.
pub async fn receive_return_in(work: &mut Work, id: Uuid, came: &HashMap<Uuid, Came>) -> Result<String> {
    let (order, found) = locked_return(work, id).await?;
    if !found.status.may_become(ReturnStatus::Received) {
        return Err(wrong_return_step(&found));
    }
    let items = store::return_items(work.conn(), id).await?;
    if found.kind == ReturnKind::Claim {
        return settle_claim(work, &found, &items).await;
    }
    let now = work.now;
    let (mut rows, mut returned, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    for item in &items {
        let pieces = came.get(&item.id).copied().unwrap_or_default();
        let missing = item.quantity - pieces.sellable - pieces.damaged;
        if pieces.sellable < 0 || pieces.damaged < 0 || missing < 0 {
            let args = vec![("name".to_owned(), item.name.clone()), ("most".to_owned(), item.quantity.to_string())];
            return Err(AppError::Conflict { key: "returns-error-too-many".to_owned(), args }.into());
        }
        rows.extend(split(item, pieces, missing));
        if pieces.sellable + pieces.damaged > 0 {
            returned.push((item.order_item_id, pieces.sellable + pieces.damaged));
        }
        if pieces.damaged > 0 {
            broken.push((item.order_item_id, pieces.damaged));
        }
    }
    restock(work, &found, &items, came).await?;
    store::put_return_items(work.conn(), id, &rows, now).await?;
    store::add_returned(work.conn(), &returned).await?;
    if order.status == OrderStatus::Delivered && store::all_returned(work.conn(), order.id).await? {
        move_goods(work, order.id, ShippingStatus::Returned).await?;
    }
    let sum = |condition| rows.iter().filter(|row| row.condition == Some(condition)).map(|row| row.quantity).sum::<i32>();
    let told = json!({
        "sellable": sum(ReturnCondition::Sellable), "damaged": sum(ReturnCondition::Damaged), "missing": sum(ReturnCondition::Missing),
    });
    step(work, &found, ReturnStatus::Received, "orders.return_received", None, told).await?;
    if !broken.is_empty() {
        open_claim(work, &order, &found, &broken).await?;
    }
    Ok(found.number)
}

/// The rows of a line by how its pieces came; the first of them is the row that was there.
fn split(item: &OpenReturnItem, came: Came, missing: i32) -> Vec<ReturnItem> {
    let parts = [(ReturnCondition::Sellable, came.sellable), (ReturnCondition::Damaged, came.damaged), (ReturnCondition::Missing, missing)];
    let mut before = item.returned;
    let mut rows = Vec::new();
    for (condition, quantity) in parts.into_iter().filter(|(_, quantity)| *quantity > 0) {
        let amount = match condition {
            ReturnCondition::Missing => Decimal::ZERO,
            _ => share(item.total, item.ordered, before, quantity),
        };
        before += quantity;
        let id = if rows.is_empty() { item.id } else { new_id() };
        rows.push(ReturnItem { id, order_item_id: item.order_item_id, quantity, condition: Some(condition), amount: Some(amount) });
    }
    rows
}

/// Puts what came on the shelf from which it was taken; broken pieces are there and not for sale.
async fn restock(work: &mut Work, found: &LockedReturn, items: &[OpenReturnItem], came: &HashMap<Uuid, Came>) -> Result<()> {
    let default = inventory::service::default_warehouse(work).await?;
    let mut ops = Vec::new();
    for item in items {
        let pieces = came.get(&item.id).copied().unwrap_or_default();
        let (Some(variant_id), quantity @ 1..) = (item.variant_id, pieces.sellable + pieces.damaged) else { continue };
        ops.push(StockOp::Receive {
            warehouse_id: item.warehouse_id.unwrap_or(default),
            variant_id,
            quantity,
            unavailable: pieces.damaged,
            cause: Cause::Return,
            reference: Some(Reference::new(REFERENCE, found.id)),
            reason: None,
        });
    }
    inventory::service::apply(work, &ops).await?;
    Ok(())
}

/// Somebody is to pay for what came broken: the courier, or who made it.
async fn open_claim(work: &mut Work, order: &OrderMoney, found: &LockedReturn, broken: &[(Uuid, i32)]) -> Result<()> {
    let language = work.scope.organization.language;
    let reason = text_args(language, "returns-claim-reason", &[("number".to_owned(), found.number.clone())]);
    let (user_id, at) = (work.scope.user_id(), work.now);
    let new = NewReturn {
        id: new_id(),
        number: "",
        order_id: order.id,
        kind: ReturnKind::Claim,
        reason: &reason,
        claim_of: Some(found.id),
        user_id,
        at,
    };
    open_return(work, new, broken).await?;
    Ok(())
}

/// A claim was paid. It is about goods that are here or stayed with the buyer: nothing moves.
async fn settle_claim(work: &mut Work, found: &LockedReturn, items: &[OpenReturnItem]) -> Result<String> {
    let rows: Vec<ReturnItem> = items
        .iter()
        .map(|item| ReturnItem {
            id: item.id,
            order_item_id: item.order_item_id,
            quantity: item.quantity,
            condition: Some(ReturnCondition::Damaged),
            amount: Some(share(item.total, item.ordered, 0, item.quantity)),
        })
        .collect();
    let now = work.now;
    store::put_return_items(work.conn(), found.id, &rows, now).await?;
    step(work, found, ReturnStatus::Received, "orders.return_received", None, json!({"claim": true})).await?;
    Ok(found.number.clone())
}

/// Makes the order with what the buyer gets instead. What the goods of the return are worth comes off its price; the rest is due as of
/// any order. Returns its id and number; the same again makes no second one.
///
/// # Errors
/// [`AppError::NotFound`]; field errors of the lines; a conflict when the return is no exchange, or not that far.
pub async fn exchange(scope: &Scope, id: Uuid, lines: &[LineForm], shipping: &str) -> Result<(Uuid, String)> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let (order, found) = locked_return(&mut work, id).await?;
        if let Some(known) = found.exchange_order_id {
            let number = store::exists(work.conn(), known).await?.ok_or(AppError::NotFound)?;
            return Ok((known, number));
        }
        if found.kind != ReturnKind::Exchange || !matches!(found.status, ReturnStatus::Approved | ReturnStatus::Received) {
            return Err(wrong_return_step(&found));
        }
        if order.currency != scope.organization.currency {
            return Err(Error::conflict("returns-error-currency"));
        }
        let mut errors = FieldErrors::default();
        let lines = form::lines(lines, &mut errors);
        if lines.is_empty() {
            errors.add("lines[0][sku]", "orders-error-no-lines");
        }
        let shipping = form::amount(&mut errors, "shipping", shipping);
        errors.into_result()?;
        let worth: Decimal = super::return_worth(&mut work, id).await?.iter().map(|line| line.amount).sum();
        let credit = total_of(&mut work, &lines).await?.min(worth);
        let address: Address =
            serde_json::from_value(order.shipping_address.clone()).context("reading an address").map_err(Error::Other)?;
        let customer = form::identity(&address);
        let note = text_args(scope.organization.language, "returns-exchange-note", &[("number".to_owned(), found.number.clone())]);
        let new = NewOrder {
            id: new_id(),
            customer,
            address,
            lines,
            shipping,
            discount: credit,
            note: Some(note),
            source: Source::Admin,
            is_draft: false,
            advance: None,
        };
        let (order_id, number) = create_in(&mut work, new).await?;
        store::set_exchange(work.conn(), id, order_id, credit).await?;
        let told = json!({"order": number, "credit": credit});
        audit::service::record(&mut work, "orders.return_exchanged", "return", id, json!(null), told).await?;
        outbox::emit(&mut work, "orders.return_exchanged", id, json!({"order_id": order_id})).await?;
        work.commit().await?;
        Ok((order_id, number))
    })
    .await
}

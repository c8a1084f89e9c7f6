//! Goods come in: what came is counted, put on the shelf, and what it cost goes into the cost of the variants.

use super::costs::{Came, spread_cost, value_stock};
use super::create::rate;
use super::{form, locked, move_to, today, wrong_step};
use crate::domains::inventory::model::{Cause, Reference, StockOp};
use crate::domains::purchasing::model::{Condition, CostKind, PurchaseItem, PurchaseStatus, ReceiveForm, most_pieces};
use crate::domains::purchasing::store::{self, Locked, ReceiptItem};
use crate::domains::{audit, inventory};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, money};
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What the movements of a receipt refer to.
const REFERENCE: &str = "PURCHASE_RECEIPT_ITEM";

/// What came of a line.
struct Line {
    /// Where it stood in the form, for messages.
    row: usize,
    item_id: Uuid,
    /// Broken ones too.
    received: i32,
    damaged: i32,
}

/// A receipt that cannot be wrong in form.
struct NewReceipt {
    exchange_rate: Option<Decimal>,
    allow_over: bool,
    reference: String,
    note: String,
    costs: Vec<(CostKind, Decimal)>,
    lines: Vec<Line>,
}

/// Reads a receipt: [`AppError::Invalid`] with every field that needs mending.
fn parse(typed: &ReceiveForm) -> Result<NewReceipt, AppError> {
    let mut errors = FieldErrors::default();
    let mut lines = Vec::new();
    for (row, line) in typed.lines.iter().enumerate() {
        let field = |name: &str| format!("lines[{row}][{name}]");
        let whole = |errors: &mut FieldErrors, name: &str, text: &str| {
            form::whole(errors, &field(name), text, 0, form::MOST_PIECES, "purchasing-error-quantity").unwrap_or_default()
        };
        let received = whole(&mut errors, "received", &line.received);
        let damaged = whole(&mut errors, "damaged", &line.damaged);
        if damaged > received {
            errors.add(&field("damaged"), "purchasing-error-damaged");
        }
        if received == 0 {
            continue;
        }
        match form::id(&line.item) {
            Ok(item_id) if lines.iter().all(|known: &Line| known.item_id != item_id) => {
                lines.push(Line { row, item_id, received, damaged });
            }
            _ => errors.add(&field("received"), "error-choice"),
        }
    }
    if lines.is_empty() && errors.0.is_empty() {
        errors.add("lines[0][received]", "purchasing-error-nothing");
    }
    let costs = [
        (CostKind::Freight, "freight", &typed.freight),
        (CostKind::Duty, "duty", &typed.duty),
        (CostKind::Insurance, "insurance", &typed.insurance),
        (CostKind::Other, "other", &typed.other),
    ];
    let costs = costs.map(|(kind, field, text)| (kind, form::amount(&mut errors, field, text)));
    let new = NewReceipt {
        exchange_rate: form::rate(&mut errors, "exchange_rate", &typed.exchange_rate),
        allow_over: typed.allow_over == "true",
        reference: form::text(&mut errors, "reference", &typed.reference, 100),
        note: form::text(&mut errors, "note", &typed.note, form::LONGEST_NOTE),
        costs: costs.into_iter().filter(|(_, amount)| !amount.is_zero()).collect(),
        lines,
    };
    errors.into_result()?;
    Ok(new)
}

/// Books a receipt: stock, what came of each line, costs spread over what came, and the average cost of the variants. Sent several
/// times (the same receipt), it is booked once. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for an order that nothing can come of; field errors, among them for more pieces than the
/// organization takes, and for more than was ordered without saying that it is meant.
pub async fn receive(scope: &Scope, id: Uuid, typed: &ReceiveForm) -> Result<String> {
    let receipt_id = if typed.receipt_id.is_empty() { new_id() } else { form::id(&typed.receipt_id)? };
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let number = receive_in(&mut work, id, receipt_id, typed).await?;
        work.commit().await?;
        Ok(number)
    })
    .await
}

/// A purchase order as whoever unpacks it needs it, held until the end of the transaction.
#[derive(Clone, Debug)]
pub struct Receivable {
    /// Number.
    pub number: String,
    /// Goods of it may come.
    pub is_open: bool,
    /// Its lines in their places.
    pub items: Vec<PurchaseItem>,
    /// Percentage that may come above what was ordered.
    pub over_percent: Decimal,
}

/// Holds an order whose goods are being unpacked.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn lock_receivable(work: &mut Work, id: Uuid) -> Result<Receivable> {
    let order = locked(work, id).await?;
    let items = store::items(work.conn(), id).await?;
    let over_percent = super::over_percent(work).await?;
    Ok(Receivable { number: order.number.clone(), is_open: order.status.is_open(), items, over_percent })
}

/// As [`receive`], in a transaction that goes on.
///
/// # Errors
/// As [`receive`].
pub async fn receive_in(work: &mut Work, id: Uuid, receipt_id: Uuid, typed: &ReceiveForm) -> Result<String> {
    let scope = work.scope.clone();
    let mut order = locked(work, id).await?;
    match store::order_of_receipt(work.conn(), receipt_id).await? {
        Some(order_id) if order_id == id => return Ok(order.number),
        Some(_) => return Err(AppError::NotFound.into()),
        None => {}
    }
    if !order.status.is_open() {
        return Err(wrong_step(&order));
    }
    let new = parse(typed)?;
    let own = scope.organization.currency.clone();
    let exchange_rate = match new.exchange_rate.filter(|_| order.currency != own) {
        Some(rate) => rate,
        None => rate(work, &order.currency, &own, today(&scope), "exchange_rate").await?,
    };
    let items = store::items(work.conn(), id).await?;
    check_quantities(work, &new, &items).await?;
    let lines = receipt_lines(&new, &items, exchange_rate)?;
    let (user_id, at) = (scope.user_id(), work.now);
    let head = store::NewReceipt {
        id: receipt_id,
        order_id: id,
        warehouse_id: order.warehouse_id,
        exchange_rate,
        allow_over: new.allow_over,
        reference: &new.reference,
        note: &new.note,
        user_id,
        at,
    };
    store::insert_receipt(work.conn(), &head).await?;
    store::insert_receipt_items(work.conn(), receipt_id, &lines, at).await?;
    let mut landed: HashMap<Uuid, Decimal> = HashMap::new();
    for (kind, amount) in &new.costs {
        let cost = store::NewCost { id: new_id(), receipt_id, kind: *kind, amount: *amount, note: "", user_id, at };
        store::insert_cost(work.conn(), &cost).await?;
        for (item_id, share) in spread_cost(work, cost.id, *amount, &lines).await? {
            *landed.entry(item_id).or_default() += share;
        }
    }
    shelve(work, &order, &lines).await?;
    let came: Vec<Came> = lines
        .iter()
        .map(|line| Came {
            variant_id: line.variant_id,
            pieces: i64::from(line.quantity),
            value: line.goods_value + landed.get(&line.id).copied().unwrap_or_default(),
        })
        .collect();
    value_stock(work, &came).await?;
    store::settle_items(work.conn(), id).await?;
    move_on(work, &mut order).await?;
    let pieces: i32 = lines.iter().map(|line| line.quantity).sum();
    let costs: Decimal = new.costs.iter().map(|(_, amount)| *amount).sum();
    let logged = json!({"number": order.number, "receipt": receipt_id, "pieces": pieces, "costs": costs, "exchange_rate": exchange_rate});
    audit::service::record(work, "purchasing.received", "purchase_order", id, json!(null), logged).await?;
    outbox::emit(work, "purchasing.received", id, json!({"by": user_id, "receipt_id": receipt_id})).await?;
    Ok(order.number)
}

/// Refuses lines that are not of the order, and more than may come.
async fn check_quantities(work: &mut Work, new: &NewReceipt, items: &[PurchaseItem]) -> Result<()> {
    let percent = super::over_percent(work).await?;
    let mut errors = FieldErrors::default();
    for line in &new.lines {
        let field = format!("lines[{}][received]", line.row);
        let Some(item) = items.iter().find(|item| item.id == line.item_id) else {
            errors.add(&field, "error-choice");
            continue;
        };
        let after = item.received.saturating_add(line.received);
        let most = most_pieces(item.quantity, percent);
        let args = vec![
            ("sku".to_owned(), item.sku.clone()),
            ("outstanding".to_owned(), item.outstanding().to_string()),
            ("most".to_owned(), (most - item.received).max(0).to_string()),
        ];
        if after > most {
            errors.add_with(&field, "purchasing-error-over", args);
        } else if after > item.quantity && !new.allow_over {
            errors.add_with(&field, "purchasing-error-over-unmeant", args);
        }
    }
    Ok(errors.into_result()?)
}

/// The lines as they are written: whole and broken pieces apart, each with its value.
fn receipt_lines(new: &NewReceipt, items: &[PurchaseItem], exchange_rate: Decimal) -> Result<Vec<ReceiptItem>> {
    let mut lines = Vec::new();
    for line in &new.lines {
        let Some(item) = items.iter().find(|item| item.id == line.item_id) else { continue };
        let parts = [(Condition::Sellable, line.received - line.damaged), (Condition::Damaged, line.damaged)];
        for (condition, quantity) in parts.into_iter().filter(|(_, quantity)| *quantity > 0) {
            let value = (item.unit_cost * Decimal::from(quantity)).checked_mul(exchange_rate);
            let value = value.filter(|value| *value < Decimal::from(1_000_000_000_000_i64));
            let value = value.ok_or_else(|| crate::server::Error::field("exchange_rate", "error-amount-too-large"))?;
            lines.push(ReceiptItem {
                id: new_id(),
                item_id: item.id,
                variant_id: item.variant_id,
                quantity,
                condition,
                unit_cost: item.unit_cost,
                goods_value: money::round(value),
            });
        }
    }
    Ok(lines)
}

/// Puts what came on the shelf; broken pieces are there and not for sale.
async fn shelve(work: &mut Work, order: &Locked, lines: &[ReceiptItem]) -> Result<()> {
    let ops: Vec<StockOp> = lines
        .iter()
        .map(|line| StockOp::Receive {
            warehouse_id: order.warehouse_id,
            variant_id: line.variant_id,
            quantity: line.quantity,
            unavailable: if line.condition == Condition::Damaged { line.quantity } else { 0 },
            cause: Cause::Purchase,
            reference: Some(Reference::new(REFERENCE, line.id)),
            reason: Some(order.number.clone()),
        })
        .collect();
    inventory::service::apply(work, &ops).await?;
    Ok(())
}

/// Moves the order to where its lines say that it stands. Goods that come before the supplier has answered are the answer.
async fn move_on(work: &mut Work, order: &mut Locked) -> Result<()> {
    if order.status == PurchaseStatus::Sent {
        let at = work.now;
        move_to(work, order, PurchaseStatus::Confirmed, None).await?;
        store::confirm_items(work.conn(), order.id, None, at).await?;
    }
    let items = store::items(work.conn(), order.id).await?;
    if items.iter().all(|item| item.outstanding() == 0) {
        let (user_id, at) = (work.scope.user_id(), work.now);
        move_to(work, order, PurchaseStatus::Received, None).await?;
        store::lapse_proposals(work.conn(), order.id, None, user_id, at).await
    } else if order.status == PurchaseStatus::Confirmed {
        move_to(work, order, PurchaseStatus::PartiallyReceived, None).await
    } else {
        Ok(())
    }
}

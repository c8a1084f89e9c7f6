//! Changing an order before it leaves: address, money and lines, with its reservations, in one transaction.

use super::create::{classes_of, new_item, place, rates_at, resolve};
use super::form::{self, MOST_LINES};
use super::shelf::Shelf;
use super::{locked, price};
use crate::domains::audit::service::{Edited, PartClash};
use crate::domains::catalog::model::TaxClass;
use crate::domains::customers::model::Address;
use crate::domains::customers::phone;
use crate::domains::inventory::service::{Owner, Room, StockOp, Wanted};
use crate::domains::orders::model::{
    EditLine, EditableLine, LineCells, LineForm, OrderEdit, OrderHead, OrderMoney, OrderStatus, Source, TaxMode, line_input, line_key,
};
use crate::domains::orders::{ports, store};
use crate::domains::{audit, inventory};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::FieldErrors;
use crate::shared::merge::merge;
use crate::shared::money;
use anyhow::Context;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The form of an order as it was sent.
#[derive(Clone, Debug, Default)]
pub struct OrderChange {
    /// Its head as it was when the form was made, as JSON.
    pub base: String,
    /// Its head as typed.
    pub head: OrderHead,
    /// Lines that it had, by [`line_key`].
    pub rows: BTreeMap<String, EditLine>,
    /// Lines to add.
    pub lines: Vec<LineForm>,
    /// A draft becomes an order.
    pub place: bool,
}

fn read_address(stored: Value) -> Result<Address> {
    serde_json::from_value(stored).context("reading an address").map_err(Error::Other)
}

fn head_of(head: &store::Head, address: &Address, lines: &[EditableLine]) -> OrderHead {
    let discount = money::round(lines.iter().filter(|line| !line.is_gone()).map(|line| line.spread_discount).sum());
    OrderHead::of(address, phone::display(&address.phone), head.customer_note.as_deref(), head.shipping, discount)
}

/// An order as its form shows it.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it has left or was cancelled.
pub async fn editable(scope: &Scope, order_id: Uuid) -> Result<OrderEdit> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    check_here(&order)?;
    let head = store::head(work.conn(), order_id).await?;
    let lines = store::editable_lines(work.conn(), order_id).await?;
    let address = read_address(order.shipping_address)?;
    Ok(OrderEdit {
        id: order.id,
        number: order.order_number,
        status: order.status,
        source: Source::parse(&head.source).unwrap_or(Source::Admin),
        version: order.version,
        currency: order.currency,
        head: head_of(&head, &address, &lines),
        lines,
    })
}

pub(super) fn check_here(order: &OrderMoney) -> Result<()> {
    if order.status.is_here() { Ok(()) } else { Err(Error::conflict("orders-error-edit-late")) }
}

/// Changes an order. What a colleague has changed meanwhile stays where it is another field; where it is the same one, the message says
/// who, when, from what to what. Reservations follow in the same transaction. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; field errors; a conflict when it has left, or the stock does not suffice: nothing has changed then.
pub async fn update(scope: &Scope, order_id: Uuid, change: &OrderChange) -> Result<String> {
    retrying(|| update_once(scope, order_id, change)).await
}

async fn update_once(scope: &Scope, order_id: Uuid, change: &OrderChange) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    check_here(&order)?;
    let stored = store::head(work.conn(), order_id).await?;
    let before = store::editable_lines(work.conn(), order_id).await?;
    let old_address = read_address(stored.shipping_address.clone())?;
    let theirs = head_of(&stored, &old_address, &before);
    let edited = Edited { resource: "order", id: order_id, version: "", base: &change.base, current: order.version };
    let head = audit::service::settle(&mut work, edited, &change.head, &theirs, |_, value| value.to_owned()).await?;

    let mut errors = FieldErrors::default();
    let is_draft = order.status == OrderStatus::Draft && !change.place;
    let address = if head == theirs { old_address.clone() } else { form::address(&head, is_draft, &mut errors) };
    // What is known of the address and has no field stays.
    let address = Address { country: old_address.country.clone(), ..address };
    let shipping = form::amount(&mut errors, "shipping", &head.shipping);
    let discount = form::amount(&mut errors, "discount", &head.discount);
    let rows = read_rows(&mut work, &order, &before, &change.rows, &mut errors).await?;
    let added = form::lines(&change.lines, &mut errors);
    if rows.lines.len() + added.len() > MOST_LINES {
        errors.add("lines[0][sku]", "orders-error-too-many-lines");
    }
    let (added, added_classes) = resolve(&mut work, &added, &mut errors).await?;
    let mut after: Vec<EditableLine> = rows.lines;
    let lines_change = !added.is_empty() || !rows.gone.is_empty() || after != before;
    if lines_change && !order.status.is_editable() {
        errors.add("", "orders-error-edit-packed");
    }
    let mut classes = classes_of(&mut work, &after).await?;
    after.extend(added);
    classes.extend(added_classes);
    if after.iter().all(EditableLine::is_gone) && order.status != OrderStatus::Draft {
        errors.add("lines[0][sku]", "orders-error-no-lines");
    }
    if errors.0.is_empty() && discount > price::most_discount(&after) {
        errors.add("discount", "orders-error-discount");
    }
    errors.into_result()?;

    let money_changes = lines_change || theirs.shipping != head.shipping || theirs.discount != head.discount;
    if money_changes {
        price_anew(&mut work, &stored, &mut after, &before, &classes, discount).await?;
    }
    let sums = price::sums(&after, shipping, stored.shipping_tax, stored.adjustment);
    if sums.total < Decimal::ZERO {
        return Err(Error::field("discount", "orders-error-discount"));
    }
    let (old, new) = differences(&theirs, &head, &before, &after);
    if new.is_empty() && !change.place {
        return Ok(order.order_number);
    }
    if !new.is_empty() {
        if lines_change {
            reserve(&mut work, &order, &before, &mut after).await?;
        }
        write(&mut work, &order, &before, &after, &rows.gone).await?;
        let stored_address = serde_json::to_value(&address).context("writing an address").map_err(Error::Other)?;
        let note = form::optional(&head.note);
        store::update_address(work.conn(), order_id, &stored_address, note.as_deref(), scope.user_id()).await?;
        // What goes elsewhere does not travel with the others any more.
        super::groups::leave_elsewhere(&mut work, order_id).await?;
        // Who changes an address alone changes no amount, also where a platform rounds in its own way.
        if money_changes {
            store::update_sums(work.conn(), order_id, &sums).await?;
        }
        log(&mut work, &order, old, new).await?;
        if let Some(payments) = ports::payments().filter(|_| money_changes) {
            payments.due_changed(&mut work, order_id).await?;
        }
    }
    if change.place {
        let order = locked(&mut work, order_id).await?;
        place(&mut work, &order).await?;
    }
    work.commit().await?;
    Ok(order.order_number)
}

async fn price_anew(
    work: &mut Work,
    stored: &store::Head,
    after: &mut [EditableLine],
    before: &[EditableLine],
    classes: &[Option<TaxClass>],
    discount: Decimal,
) -> Result<()> {
    if stored.is_from_platform {
        price::price_proportionally(after, before, discount);
    } else {
        let rates = rates_at(work, stored.ordered_at).await?;
        price::price(after, classes, discount, &rates);
    }
    Ok(())
}

/// The lines as they are to be, and those that are to go.
struct Rows {
    lines: Vec<EditableLine>,
    gone: Vec<Uuid>,
}

/// Puts together what was typed into the lines with what they are now, cell by cell.
async fn read_rows(
    work: &mut Work,
    order: &OrderMoney,
    before: &[EditableLine],
    typed: &BTreeMap<String, EditLine>,
    errors: &mut FieldErrors,
) -> Result<Rows> {
    let (mut lines, mut gone, mut clashes) = (Vec::with_capacity(before.len()), Vec::new(), Vec::new());
    for line in before {
        let Some(mine) = typed.get(&line_key(line.id)).filter(|_| !line.is_gone()) else {
            lines.push(line.clone());
            continue;
        };
        let theirs = line.cells();
        let Some((merged, both)) = merge(&mine.base, &mine.cells(), &theirs) else {
            errors.add(&line_input(line.id, "quantity"), "error-changed-meanwhile");
            continue;
        };
        clashes.extend(both.into_iter().map(|clash| PartClash {
            part: line.label().to_owned(),
            input: line_input(line.id, &clash.field),
            was: shown(&clash.field, clash.was),
            theirs: shown(&clash.field, clash.theirs),
            field: clash.field,
        }));
        if !mine.remove.is_empty() {
            // Nobody has ever reserved for an order that waits: such a line leaves nothing behind.
            if matches!(order.status, OrderStatus::Draft | OrderStatus::Pending) && line.cancelled == 0 {
                gone.push(line.id);
            } else {
                lines.push(EditableLine { cancelled: line.quantity - line.fulfilled, ..line.clone() });
            }
            continue;
        }
        lines.push(if merged == theirs { line.clone() } else { parse(line, &merged, errors) });
    }
    let known: Vec<String> = before.iter().map(|line| line_key(line.id)).collect();
    let is_changed = |line: &EditLine| serde_json::from_str::<LineCells>(&line.base).ok().is_none_or(|base| base != line.cells());
    if typed.iter().any(|(key, line)| !known.contains(key) && line.remove.is_empty() && is_changed(line)) {
        errors.add("", "orders-error-line-gone");
    }
    audit::service::explain(work, "order", order.id, clashes, errors).await?;
    Ok(Rows { lines, gone })
}

/// What people read of a cell.
fn shown(field: &str, value: String) -> String {
    match TaxMode::parse(&value) {
        Some(mode) if field == "tax" => t(mode.key()),
        _ => value,
    }
}

/// The cells over what is there.
fn parse(line: &EditableLine, cells: &LineCells, errors: &mut FieldErrors) -> EditableLine {
    let at = |field: &str| line_input(line.id, field);
    let quantity = form::pieces(errors, &at("quantity"), &cells.quantity);
    if quantity < line.fulfilled + line.cancelled {
        let least = (line.fulfilled + line.cancelled).to_string();
        errors.add_with(&at("quantity"), "orders-error-quantity-gone", vec![("count".to_owned(), least)]);
    }
    let unit_price = form::amount(errors, &at("price"), &cells.price);
    let own = form::amount(errors, &at("discount"), &cells.discount);
    if own > unit_price * Decimal::from(quantity) {
        errors.add(&at("discount"), "orders-error-line-discount");
    }
    let tax_mode = form::tax_mode(errors, &at("tax"), &cells.tax);
    EditableLine { quantity, unit_price, discount: own + line.spread_discount, tax_mode, ..line.clone() }
}

/// Reserves what is more than before and lets go what is less. All of it, or nothing.
pub(super) async fn reserve(work: &mut Work, order: &OrderMoney, before: &[EditableLine], after: &mut [EditableLine]) -> Result<()> {
    if !order.status.holds_stock() {
        return Ok(());
    }
    let default = inventory::service::default_warehouse(work).await?;
    let ids: Vec<Uuid> = before.iter().map(|line| line.id).collect();
    let shelf = Shelf::of(work, &ids).await?;
    let mut ops = Vec::new();
    let is_new = |line: &&EditableLine| before.iter().all(|old| old.id != line.id) && line.open() > 0;
    let new = after.iter().filter(is_new);
    let new = new.filter_map(|line| Some(Wanted { line_id: line.id, variant_id: line.variant_id?, quantity: line.open() }));
    let new: Vec<Wanted> = new.collect();
    let served = if new.is_empty() { Vec::new() } else { inventory::service::served_from(work, &new, &Room::new()).await? };
    for line in after.iter_mut() {
        let Some(variant_id) = line.variant_id else { continue };
        let parts: Vec<_> = served.iter().filter(|part| part.0 == line.id).collect();
        if let Some((_, first, _)) = parts.first() {
            line.warehouse_id = Some(*first);
            ops.extend(parts.iter().map(|(_, warehouse_id, quantity)| StockOp::Reserve {
                warehouse_id: *warehouse_id,
                variant_id,
                quantity: *quantity,
                owner: Owner::OrderItem(line.id),
                expires_at: None,
                allow_short: false,
            }));
            continue;
        }
        let warehouse_id = *line.warehouse_id.get_or_insert(default);
        let was = before.iter().find(|old| old.id == line.id).map_or(0, EditableLine::open);
        let owner = Owner::OrderItem(line.id);
        match line.open() - was {
            0 => {}
            more @ 1.. => {
                ops.push(StockOp::Reserve { warehouse_id, variant_id, quantity: more, owner, expires_at: None, allow_short: false });
            }
            less => ops.extend(shelf.release(line.id, variant_id, Some(warehouse_id), -less)),
        }
    }
    inventory::service::apply(work, &ops).await?;
    Ok(())
}

pub(super) async fn write(
    work: &mut Work,
    order: &OrderMoney,
    before: &[EditableLine],
    after: &[EditableLine],
    gone: &[Uuid],
) -> Result<()> {
    store::delete_lines(work.conn(), gone).await?;
    let is_old = |line: &EditableLine| before.iter().any(|old| old.id == line.id);
    let changed: Vec<&EditableLine> = after.iter().filter(|line| before.iter().any(|old| old.id == line.id && old != *line)).collect();
    store::update_lines(work.conn(), &changed).await?;
    let items: Vec<store::NewItem> = after.iter().filter(|line| !is_old(line)).cloned().map(new_item).collect();
    store::insert_items(work.conn(), order.id, &items).await
}

/// What the log has: each field that differs; of lines under what they are called.
pub(super) fn differences(
    was: &OrderHead,
    is: &OrderHead,
    before: &[EditableLine],
    after: &[EditableLine],
) -> (Map<String, Value>, Map<String, Value>) {
    let (mut old, mut new) = (Map::new(), Map::new());
    let mut put = |name: String, was: Value, is: Value| {
        if was != is {
            old.insert(name.clone(), was);
            new.insert(name, is);
        }
    };
    let fields = |head: &OrderHead| serde_json::to_value(head).unwrap_or_default();
    if let (Value::Object(was), Value::Object(is)) = (fields(was), fields(is)) {
        for (name, value) in is {
            put(name.clone(), was.get(&name).cloned().unwrap_or_default(), value);
        }
    }
    for line in before {
        let Some(now) = after.iter().find(|now| now.id == line.id) else {
            put(format!("{} quantity", line.label()), json!(line.quantity.to_string()), json!("0"));
            continue;
        };
        let (was, is) = (line.cells(), now.cells());
        let cells = [
            ("quantity", was.quantity, is.quantity),
            ("price", was.price, is.price),
            ("discount", was.discount, is.discount),
            ("tax", was.tax, is.tax),
            ("cancelled", line.cancelled.to_string(), now.cancelled.to_string()),
        ];
        for (field, was, is) in cells {
            put(format!("{} {field}", line.label()), json!(was), json!(is));
        }
    }
    for line in after.iter().filter(|line| before.iter().all(|old| old.id != line.id)) {
        put(format!("{} quantity", line.label()), json!("0"), json!(line.quantity.to_string()));
    }
    (old, new)
}

async fn log(work: &mut Work, order: &OrderMoney, old: Map<String, Value>, new: Map<String, Value>) -> Result<()> {
    let what = new.keys().cloned().collect::<Vec<_>>().join(", ");
    let (at, user_id) = (work.now, work.scope.user_id());
    let entry = store::HistoryEntry { id: new_id(), order_id: order.id, field: "EDIT", old: None, new: &what, reason: None, user_id, at };
    store::insert_history(work.conn(), entry).await?;
    audit::service::record(work, "orders.edited", "order", order.id, Value::Object(old), Value::Object(new)).await?;
    outbox::emit(work, "orders.edited", order.id, json!({"by": user_id})).await
}

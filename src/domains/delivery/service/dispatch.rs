//! Goods leave: all that is left of an order and of those that travel with it, or a part of one.
//!
//! What is due is collected with the last parcel: nobody pays at the door for goods that have not left, and the buyer pays once. What
//! another parcel on its way is to collect is not asked for again.

use super::parcels::{conflict, history};
use crate::domains::audit;
use crate::domains::delivery::model::{CourierKind, DispatchInput, DispatchStep, ParcelStatus, PartLine};
use crate::domains::delivery::store::{self, LockedCourier, NewParcel};
use crate::domains::orders::model::{LineToShip, OrderMoney, OrderStatus, line_key};
use crate::domains::orders::service::Leaving;
use crate::domains::{inventory, orders, payments};
use crate::server::clock::{new_code, new_id};
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What every tracking number of ours begins with.
const PREFIX: &str = "TRK";
/// Symbols after it.
const CODE: usize = 5;
/// Codes to try before giving up; with 32^5 of them a second try is rare.
const TRIES: usize = 20;
/// Longest waybill, in characters.
const LONGEST_WAYBILL: usize = 50;

fn is_tracking_number(text: &str) -> bool {
    text.strip_prefix(PREFIX).is_some_and(|code| {
        code.len() == CODE && code.bytes().all(|b| b.is_ascii_digit() || (b.is_ascii_uppercase() && !b"ILOU".contains(&b)))
    })
}

async fn insert(work: &mut Work, mut parcel: NewParcel<'_>, wanted: &str) -> Result<String> {
    if !wanted.is_empty() {
        parcel.tracking_number = wanted;
        if !store::insert_parcel(work.conn(), &parcel).await? {
            return Err(Error::field("tracking_number", "delivery-error-tracking-taken"));
        }
        return Ok(wanted.to_owned());
    }
    for _ in 0..TRIES {
        let code = format!("{PREFIX}{}", new_code(CODE));
        if store::insert_parcel(work.conn(), &NewParcel { tracking_number: &code, ..parcel }).await? {
            return Ok(code);
        }
    }
    Err(anyhow::anyhow!("no free tracking number in {TRIES} tries").into())
}

/// Hands what is left of a packed order over to a courier, with the orders that travel in its parcel: parcel, what is to be collected,
/// stock and orders in one transaction. Returns the parcel's tracking number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order or courier; a conflict when an order is not packed (any more); field errors.
pub async fn dispatch(scope: &Scope, order_id: Uuid, input: &DispatchInput) -> Result<String> {
    retrying(|| dispatch_once(scope, order_id, input)).await
}

async fn dispatch_once(scope: &Scope, order_id: Uuid, input: &DispatchInput) -> Result<String> {
    let mut work = scope.begin().await?;
    let orders = orders::service::lock_together(&mut work, order_id).await?;
    let courier = courier(&mut work, input).await?;
    if let Some(order) = orders.iter().find(|order| order.status != OrderStatus::Packed) {
        return Err(conflict("delivery-error-not-packed", order));
    }
    let mut leaving = Vec::new();
    for order in orders {
        let lines = orders::service::lines_to_ship(&mut work, order.id).await?;
        if !lines.is_empty() {
            leaving.push(Leaving { order, lines, is_rest: true });
        } else if order.id == order_id {
            return Err(conflict("delivery-error-nothing-to-ship", &order));
        }
    }
    let number = send(&mut work, &leaving, courier, input).await?;
    work.commit().await?;
    Ok(number)
}

/// Sends a part of an order that is here. `pieces` are counts by [`line_key`]; where nothing remains the order has left. Returns the
/// parcel's tracking number.
///
/// # Errors
/// As [`dispatch`]; a conflict when the order travels with others.
pub async fn dispatch_part(scope: &Scope, order_id: Uuid, pieces: &BTreeMap<String, String>, input: &DispatchInput) -> Result<String> {
    retrying(|| dispatch_part_once(scope, order_id, pieces, input)).await
}

async fn dispatch_part_once(scope: &Scope, order_id: Uuid, pieces: &BTreeMap<String, String>, input: &DispatchInput) -> Result<String> {
    let mut work = scope.begin().await?;
    let mut orders = orders::service::lock_together(&mut work, order_id).await?;
    let courier = courier(&mut work, input).await?;
    let is_alone = orders.len() == 1;
    let order = orders.pop().ok_or(AppError::NotFound)?;
    if !is_alone {
        return Err(conflict("delivery-error-part-of-group", &order));
    }
    if !order.status.holds_stock() {
        return Err(conflict("delivery-error-part-late", &order));
    }
    let open = orders::service::lines_to_ship(&mut work, order_id).await?;
    let lines = chosen(&open, pieces)?;
    let is_rest = lines == open;
    let number = send(&mut work, &[Leaving { order, lines, is_rest }], courier, input).await?;
    work.commit().await?;
    Ok(number)
}

/// The lines with the pieces that were typed.
fn chosen(open: &[LineToShip], pieces: &BTreeMap<String, String>) -> Result<Vec<LineToShip>> {
    let mut errors = FieldErrors::default();
    let mut lines = Vec::new();
    for line in open {
        let key = line_key(line.order_item_id);
        let typed = pieces.get(&key).map(|typed| typed.trim()).filter(|typed| !typed.is_empty() && *typed != "0");
        match typed.map(str::parse::<i32>) {
            None => {}
            Some(Ok(quantity)) if (1..=line.quantity).contains(&quantity) => lines.push(LineToShip { quantity, ..line.clone() }),
            Some(_) => {
                let most = vec![("count".to_owned(), line.quantity.to_string())];
                errors.add_with(&format!("parts[{key}]"), "delivery-error-part-pieces", most);
            }
        }
    }
    // A line that has left since the form was opened: to send less than was asked for would go unseen.
    let is_wanted = |typed: &str| !matches!(typed.trim(), "" | "0");
    let is_here = |key: &String| open.iter().any(|line| line_key(line.order_item_id) == *key);
    if pieces.iter().any(|(key, typed)| is_wanted(typed) && !is_here(key)) {
        errors.add("", "delivery-error-part-gone");
    }
    if errors.0.is_empty() && lines.is_empty() {
        errors.add("", "delivery-error-part-none");
    }
    errors.into_result()?;
    Ok(lines)
}

async fn courier(work: &mut Work, input: &DispatchInput) -> Result<(Uuid, LockedCourier)> {
    if input.courier_id.is_empty() {
        return Err(Error::field("courier_id", "error-required"));
    }
    let id = Uuid::parse_str(&input.courier_id).map_err(|_| AppError::NotFound)?;
    Ok((id, store::lock_courier(work.conn(), id).await?.ok_or(AppError::NotFound)?))
}

/// What is to be collected at the door for an order whose rest leaves.
async fn to_collect(work: &mut Work, order_id: Uuid) -> Result<Decimal> {
    let due = payments::service::due(work, order_id).await?;
    Ok((due - store::cod_on_the_way(work.conn(), order_id).await?).max(Decimal::ZERO))
}

fn numbers(leaving: &[Leaving]) -> String {
    leaving.iter().map(|one| one.order.order_number.as_str()).collect::<Vec<_>>().join(", ")
}

/// Makes the parcel and all that belongs to it.
async fn send(work: &mut Work, leaving: &[Leaving], courier: (Uuid, LockedCourier), input: &DispatchInput) -> Result<String> {
    let (courier_id, courier) = courier;
    let Some(first) = leaving.first().map(|one| &one.order) else { return Err(AppError::NotFound.into()) };
    if !courier.is_active {
        return Err(Error::field("courier_id", "delivery-error-courier-inactive"));
    }
    let wanted = input.tracking_number.trim().to_uppercase();
    if !wanted.is_empty() && !is_tracking_number(&wanted) {
        return Err(Error::field("tracking_number", "delivery-error-tracking-form"));
    }
    let waybill = Some(input.waybill.trim().to_uppercase()).filter(|text| !text.is_empty());
    if waybill.as_deref().is_some_and(|text| text.chars().count() > LONGEST_WAYBILL) {
        return Err(Error::field("waybill", "error-too-long"));
    }
    let mut amounts: Vec<(&OrderMoney, Decimal)> = Vec::new();
    for one in leaving {
        let amount = if one.is_rest { to_collect(work, one.order.id).await? } else { Decimal::ZERO };
        amounts.push((&one.order, amount));
    }
    let amount: Decimal = amounts.iter().map(|(_, amount)| amount).sum();
    let items = leaving.iter().flat_map(|one| {
        one.lines.iter().map(|line| json!({"name": line.name, "sku": line.sku, "quantity": line.quantity, "order": one.order.order_number}))
    });
    let items = Value::Array(items.collect());
    let id = new_id();
    let parcel = NewParcel {
        id,
        courier_id,
        tracking_number: "",
        waybill: waybill.as_deref(),
        parcel_status: if courier.values.kind == CourierKind::Rider { "out_for_delivery" } else { "picked_up" },
        cod_amount: amount,
        currency: &first.currency,
        address: &first.shipping_address,
        items: &items,
        at: work.now,
    };
    let tracking_number = insert(work, parcel, &wanted).await?;
    if leaving.iter().all(|one| one.is_rest) {
        let ids: Vec<Uuid> = leaving.iter().map(|one| one.order.id).collect();
        store::weight::take_weight(work.conn(), id, &ids).await?;
    }
    for (order, amount) in &amounts {
        store::insert_parcel_order(work.conn(), new_id(), id, order.id, *amount).await?;
    }
    let rows = leaving.iter().flat_map(|one| one.lines.iter().map(|line| (new_id(), line.order_item_id, line.quantity)));
    store::insert_parcel_items(work.conn(), id, &rows.collect::<Vec<_>>()).await?;
    history(work, id, None, ParcelStatus::Dispatched, "INFO", None).await?;
    for (order, amount) in &amounts {
        if !amount.is_zero() {
            payments::service::expect_cod(work, order, *amount).await?;
        }
    }
    orders::service::mark_dispatched(work, leaving, courier_id, &tracking_number).await?;
    let values = json!({
        "order": numbers(leaving), "courier": courier.values.name, "tracking_number": tracking_number, "waybill": waybill, "cod_amount": amount
    });
    audit::service::record(work, "delivery.dispatched", "delivery", id, json!(null), values).await?;
    outbox::emit(work, "delivery.dispatched", id, json!({"order_id": first.id, "courier_id": courier_id})).await?;
    Ok(tracking_number)
}

/// What is needed to hand an order over, or a part of it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn dispatch_step(scope: &Scope, order_id: Uuid) -> Result<DispatchStep> {
    let couriers = super::couriers(scope).await?.into_iter().filter(|courier| courier.is_active).collect();
    let mut work = scope.begin().await?;
    let orders = orders::service::lock_together(&mut work, order_id).await?;
    let currency = orders.first().map(|order| order.currency.clone()).unwrap_or_default();
    let mut amount = Decimal::ZERO;
    for order in &orders {
        amount += to_collect(&mut work, order.id).await?;
    }
    let open = orders::service::lines_to_ship(&mut work, order_id).await?;
    let ids: Vec<Uuid> = open.iter().map(|line| line.order_item_id).collect();
    let places = inventory::service::places_of_lines(&mut work, &ids).await?;
    let lines = open.into_iter().map(|line| PartLine {
        here: places.get(&line.order_item_id).map_or(line.quantity, |places| places.iter().map(|place| place.here).sum()),
        id: line.order_item_id,
        name: line.name,
        open: line.quantity,
    });
    let others = orders.iter().filter(|order| order.id != order_id).map(|order| order.order_number.clone()).collect();
    Ok(DispatchStep { couriers, to_collect: amount, currency, lines: lines.collect(), others })
}

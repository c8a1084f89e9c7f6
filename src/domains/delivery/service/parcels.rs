//! From the packed order to the door, and back when nobody opens.

use crate::domains::audit;
use crate::domains::delivery::model::{
    CourierKind, DeliverInput, DeliverStep, DispatchInput, DispatchStep, ParcelFilter, ParcelHead, ParcelRow, ParcelStatus,
};
use crate::domains::delivery::store::{self, History, NewParcel, OpenParcel};
use crate::domains::orders::model::{OrderMoney, OrderStatus};
use crate::domains::orders::service::CameBack;
use crate::domains::{orders, payments};
use crate::server::clock::{new_code, new_id};
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::parse_amount;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// What every tracking number of ours begins with.
const PREFIX: &str = "TRK";
/// Symbols after it.
const CODE: usize = 5;
/// Codes to try before giving up; with 32^5 of them a second try is rare.
const TRIES: usize = 20;
/// Longest waybill, in characters.
const LONGEST_WAYBILL: usize = 50;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

fn conflict(key: &str, order: &OrderMoney) -> Error {
    AppError::Conflict { key: key.to_owned(), args: vec![("number".to_owned(), order.order_number.clone())] }.into()
}

fn is_tracking_number(text: &str) -> bool {
    text.strip_prefix(PREFIX).is_some_and(|code| {
        code.len() == CODE && code.bytes().all(|b| b.is_ascii_digit() || (b.is_ascii_uppercase() && !b"ILOU".contains(&b)))
    })
}

async fn history(
    work: &mut Work,
    parcel_id: Uuid,
    from: Option<ParcelStatus>,
    to: ParcelStatus,
    kind: &str,
    reason: Option<&str>,
) -> Result<()> {
    let row = History { id: new_id(), parcel_id, from, to, kind, reason, user_id: work.scope.user_id(), at: work.now };
    store::insert_history(work.conn(), row).await
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

/// Hands a packed order over to a courier: parcel, what is to be collected, stock and order in one transaction. Returns the
/// parcel's tracking number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order or courier; a conflict when the order is not packed (any more); field errors.
pub async fn dispatch(scope: &Scope, order_id: Uuid, input: &DispatchInput) -> Result<String> {
    retrying(|| dispatch_once(scope, order_id, input)).await
}

async fn dispatch_once(scope: &Scope, order_id: Uuid, input: &DispatchInput) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = orders::service::lock_money(&mut work, order_id).await?;
    if input.courier_id.is_empty() {
        return Err(Error::field("courier_id", "error-required"));
    }
    let courier_id = Uuid::parse_str(&input.courier_id).map_err(|_| AppError::NotFound)?;
    let courier = store::lock_courier(work.conn(), courier_id).await?.ok_or(AppError::NotFound)?;
    if order.status != OrderStatus::Packed {
        return Err(conflict("delivery-error-not-packed", &order));
    }
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

    let lines = orders::service::lines_to_ship(&mut work, order_id).await?;
    if lines.is_empty() {
        return Err(conflict("delivery-error-nothing-to-ship", &order));
    }
    let amount = payments::service::due(&mut work, order_id).await?;
    let items: Vec<Value> = lines.iter().map(|line| json!({"name": line.name, "sku": line.sku, "quantity": line.quantity})).collect();
    let id = new_id();
    let parcel = NewParcel {
        id,
        courier_id,
        tracking_number: "",
        waybill: waybill.as_deref(),
        parcel_status: if courier.values.kind == CourierKind::Rider { "out_for_delivery" } else { "picked_up" },
        cod_amount: amount,
        currency: &order.currency,
        address: &order.shipping_address,
        items: &Value::Array(items),
        at: work.now,
    };
    let tracking_number = insert(&mut work, parcel, &wanted).await?;
    store::insert_parcel_order(work.conn(), new_id(), id, order_id, amount).await?;
    store::weight::take_weight(work.conn(), id, order_id).await?;
    let rows: Vec<(Uuid, Uuid, i32)> = lines.iter().map(|line| (new_id(), line.order_item_id, line.quantity)).collect();
    store::insert_parcel_items(work.conn(), id, &rows).await?;
    history(&mut work, id, None, ParcelStatus::Dispatched, "INFO", None).await?;
    if !amount.is_zero() {
        payments::service::expect_cod(&mut work, &order, amount).await?;
    }
    orders::service::mark_dispatched(&mut work, order_id, courier_id, &tracking_number).await?;
    let values = json!({
        "order": order.order_number, "courier": courier.values.name, "tracking_number": tracking_number, "waybill": waybill, "cod_amount": amount
    });
    audit::service::record(&mut work, "delivery.dispatched", "delivery", id, json!(null), values).await?;
    outbox::emit(&mut work, "delivery.dispatched", id, json!({"order_id": order_id, "courier_id": courier_id})).await?;
    work.commit().await?;
    Ok(tracking_number)
}

/// The order under its lock, and the parcel that is on its way with it. An order that came in from elsewhere may be on its
/// way without a parcel of ours.
async fn on_the_way(work: &mut Work, order_id: Uuid) -> Result<(OrderMoney, Option<OpenParcel>)> {
    let order = orders::service::lock_money(work, order_id).await?;
    if order.status != OrderStatus::OutForDelivery {
        return Err(conflict("delivery-error-not-on-the-way", &order));
    }
    let parcel = store::lock_open_parcel(work.conn(), order_id).await?;
    Ok((order, parcel))
}

async fn to_collect(work: &mut Work, order_id: Uuid, parcel: Option<&OpenParcel>) -> Result<Decimal> {
    match parcel {
        Some(parcel) => Ok(parcel.cod_amount),
        None => payments::service::due(work, order_id).await,
    }
}

/// The buyer has the parcel. What was collected is what was to be collected, or a reason says why not. Returns the order's
/// number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; a conflict when it is not on its way (any more); field errors.
pub async fn deliver(scope: &Scope, order_id: Uuid, input: &DeliverInput) -> Result<String> {
    retrying(|| deliver_once(scope, order_id, input)).await
}

async fn deliver_once(scope: &Scope, order_id: Uuid, input: &DeliverInput) -> Result<String> {
    let mut work = scope.begin().await?;
    let (order, parcel) = on_the_way(&mut work, order_id).await?;
    let expected = to_collect(&mut work, order_id, parcel.as_ref()).await?;
    let reason = Some(input.reason.trim()).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
        return Err(Error::field("reason", "error-too-long"));
    }
    let collected = match input.collected.trim() {
        "" if expected.is_zero() => Decimal::ZERO,
        "" => return Err(Error::field("collected", "error-required")),
        text => parse_amount(text).map_err(|error| Error::field("collected", error.key()))?,
    };
    if collected != expected && reason.is_none() {
        return Err(Error::field("reason", "delivery-error-reason-for-amount"));
    }
    if let Some(parcel) = &parcel {
        let now = work.now;
        store::set_delivered(work.conn(), parcel.id, reason, now).await?;
        history(&mut work, parcel.id, Some(ParcelStatus::Dispatched), ParcelStatus::Delivered, "SUCCESS", reason).await?;
        let old = json!({"status": ParcelStatus::Dispatched.code(), "cod_amount": expected});
        let new = json!({"status": ParcelStatus::Delivered.code(), "collected": collected, "remitted": input.remitted, "reason": reason});
        audit::service::record(&mut work, "delivery.delivered", "delivery", parcel.id, old, new).await?;
        outbox::emit(&mut work, "delivery.delivered", parcel.id, json!({"order_id": order_id})).await?;
    }
    orders::service::mark_delivered(&mut work, order_id).await?;
    if !(expected.is_zero() && collected.is_zero()) {
        payments::service::cod_collected(&mut work, order_id, collected, input.remitted).await?;
    }
    work.commit().await?;
    Ok(order.order_number)
}

/// The parcel came back and lies on the table again: its stock is back, its cash will not come. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; a conflict when it is not on its way (any more); a field error without a reason.
pub async fn bring_back(scope: &Scope, order_id: Uuid, reason: &str) -> Result<String> {
    retrying(|| bring_back_once(scope, order_id, reason)).await
}

async fn bring_back_once(scope: &Scope, order_id: Uuid, reason: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let number = bring_back_in(&mut work, order_id, reason, &HashMap::new()).await?;
    work.commit().await?;
    Ok(number)
}

/// As [`bring_back`], in a transaction that goes on; `faults` says of lines what is broken or missing.
///
/// # Errors
/// As [`bring_back`].
pub async fn bring_back_in(work: &mut Work, order_id: Uuid, reason: &str, faults: &HashMap<Uuid, CameBack>) -> Result<String> {
    let (order, parcel) = on_the_way(work, order_id).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("return_reason", "error-required"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::field("return_reason", "error-too-long"));
    }
    if let Some(parcel) = &parcel {
        store::set_returned(work.conn(), parcel.id, reason).await?;
        history(work, parcel.id, Some(ParcelStatus::Dispatched), ParcelStatus::Returned, "WARNING", Some(reason)).await?;
        let old = json!({"status": ParcelStatus::Dispatched.code()});
        let new = json!({"status": ParcelStatus::Returned.code(), "reason": reason});
        audit::service::record(work, "delivery.returned", "delivery", parcel.id, old, new).await?;
        let by = work.scope.user_id();
        outbox::emit(work, "delivery.returned", parcel.id, json!({"order_id": order_id, "by": by})).await?;
    }
    payments::service::fail_cod(work, order_id).await?;
    orders::service::mark_returned(work, order_id, reason, faults).await?;
    Ok(order.order_number)
}

/// A page of parcels, newest first, with what the head of the list shows.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &ParcelFilter, page: PageRequest) -> Result<(ParcelHead, Page<ParcelRow>)> {
    let mut work = scope.begin().await?;
    let ids = match filter.query.as_deref() {
        Some(query) => Some(store::find(work.conn(), &query.trim().trim_start_matches('#').to_uppercase()).await?),
        None => None,
    };
    let rows = store::list(work.conn(), filter, ids.as_deref(), page).await?;
    let counts = store::counts(work.conn(), filter.courier_id).await?;
    let couriers = store::couriers(work.conn()).await?;
    Ok((ParcelHead { counts, couriers }, rows))
}

/// The parcels of an order, newest first.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn of_order(scope: &Scope, order_id: Uuid) -> Result<Vec<ParcelRow>> {
    let mut work = scope.begin().await?;
    if !store::order_exists(work.conn(), order_id).await? {
        return Err(AppError::NotFound.into());
    }
    store::of_order(work.conn(), order_id).await
}

/// What is needed to hand an order over.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn dispatch_step(scope: &Scope, order_id: Uuid) -> Result<DispatchStep> {
    let money = payments::service::of_order(scope, order_id).await?;
    let couriers = super::couriers(scope).await?.into_iter().filter(|courier| courier.is_active).collect();
    Ok(DispatchStep { couriers, to_collect: money.due, currency: money.currency })
}

/// What is needed to say that an order has arrived.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn deliver_step(scope: &Scope, order_id: Uuid) -> Result<DeliverStep> {
    let money = payments::service::of_order(scope, order_id).await?;
    let parcels = of_order(scope, order_id).await?;
    let open = parcels.into_iter().find(|parcel| parcel.status == ParcelStatus::Dispatched);
    let to_collect = open.as_ref().map_or(money.due, |parcel| parcel.cod_amount);
    Ok(DeliverStep { to_collect, currency: money.currency, courier: open.and_then(|parcel| parcel.courier) })
}

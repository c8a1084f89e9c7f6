//! At the door, and back when nobody opens.

use crate::domains::audit;
use crate::domains::delivery::model::{DeliverInput, DeliverStep, ParcelFilter, ParcelHead, ParcelRow, ParcelStatus};
use crate::domains::delivery::store::{self, History, OpenParcel};
use crate::domains::orders::model::{LineToShip, OrderMoney, OrderStatus};
use crate::domains::orders::ports::Parcels;
use crate::domains::orders::service::CameBack;
use crate::domains::{orders, payments};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::parse_amount;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page};
use async_trait::async_trait;
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

pub(super) fn conflict(key: &str, order: &OrderMoney) -> Error {
    AppError::Conflict { key: key.to_owned(), args: vec![("number".to_owned(), order.order_number.clone())] }.into()
}

pub(super) async fn history(
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

/// The orders under their locks, and the parcel that is on its way with them: a certain one, or the newest of the order. An order that
/// came in from elsewhere may be on its way without a parcel of ours.
async fn on_the_way(work: &mut Work, order_id: Uuid, parcel: &str) -> Result<(Vec<OrderMoney>, Option<OpenParcel>)> {
    let wanted = match parcel.trim() {
        "" => None,
        id => Some(Uuid::parse_str(id).map_err(|_| AppError::NotFound)?),
    };
    let Some(id) = store::open_parcel(work.conn(), order_id, wanted).await? else {
        let order = orders::service::lock_money(work, order_id).await?;
        if wanted.is_some() || order.status != OrderStatus::OutForDelivery {
            return Err(conflict("delivery-error-not-on-the-way", &order));
        }
        return Ok((vec![order], None));
    };
    let shares = store::shares(work.conn(), id).await?;
    let orders = orders::service::lock_all(work, &shares.iter().map(|share| share.0).collect::<Vec<_>>()).await?;
    match store::lock_open_parcel(work.conn(), id).await? {
        Some(head) => Ok((orders, Some(OpenParcel { id, tracking_number: head, shares }))),
        None => match orders.iter().find(|order| order.id == order_id) {
            Some(order) => Err(conflict("delivery-error-not-on-the-way", order)),
            None => Err(AppError::NotFound.into()),
        },
    }
}

/// What is to be collected of each order.
async fn to_collect(work: &mut Work, orders: &[OrderMoney], parcel: Option<&OpenParcel>) -> Result<Vec<(Uuid, Decimal)>> {
    if let Some(parcel) = parcel {
        return Ok(parcel.shares.clone());
    }
    let mut shares = Vec::new();
    for order in orders {
        shares.push((order.id, payments::service::due(work, order.id).await?));
    }
    Ok(shares)
}

/// What was collected, spread over the orders of a parcel in their order until it is used up; what is too much goes to the last one that
/// got something.
fn spread(collected: Decimal, shares: &[(Uuid, Decimal)]) -> Vec<(Uuid, Decimal)> {
    let mut rest = collected;
    let mut parts: Vec<(Uuid, Decimal)> = Vec::with_capacity(shares.len());
    for (id, share) in shares {
        let part = rest.min(*share);
        rest -= part;
        parts.push((*id, part));
    }
    let last = parts.iter().rposition(|(_, part)| !part.is_zero()).unwrap_or(0);
    if let Some(part) = parts.get_mut(last) {
        part.1 += rest;
    }
    parts
}

fn numbers(orders: &[OrderMoney]) -> String {
    orders.iter().map(|order| order.order_number.as_str()).collect::<Vec<_>>().join(", ")
}

/// The buyer has the parcel. What was collected is what was to be collected, or a reason says why not. Returns the numbers of the orders
/// in it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; a conflict when it is not on its way (any more); field errors.
pub async fn deliver(scope: &Scope, order_id: Uuid, input: &DeliverInput) -> Result<String> {
    retrying(|| deliver_once(scope, order_id, input)).await
}

async fn deliver_once(scope: &Scope, order_id: Uuid, input: &DeliverInput) -> Result<String> {
    let mut work = scope.begin().await?;
    let (orders, parcel) = on_the_way(&mut work, order_id, &input.parcel).await?;
    let shares = to_collect(&mut work, &orders, parcel.as_ref()).await?;
    let expected: Decimal = shares.iter().map(|(_, share)| share).sum();
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
    for order in &orders {
        orders::service::mark_delivered(&mut work, order.id).await?;
    }
    for ((id, share), (_, part)) in shares.iter().zip(spread(collected, &shares)) {
        if !(share.is_zero() && part.is_zero()) {
            payments::service::cod_collected(&mut work, *id, part, input.remitted).await?;
        }
    }
    work.commit().await?;
    Ok(numbers(&orders))
}

/// The newest parcel of an order came back and lies on the table again: its stock is back, its cash will not come. Returns the numbers
/// of the orders in it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; a conflict when it is not on its way (any more); a field error without a reason.
pub async fn bring_back(scope: &Scope, order_id: Uuid, reason: &str) -> Result<String> {
    bring_back_parcel(scope, order_id, "", reason).await
}

/// As [`bring_back`], for a certain parcel of the order.
///
/// # Errors
/// As [`bring_back`].
pub async fn bring_back_parcel(scope: &Scope, order_id: Uuid, parcel: &str, reason: &str) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let number = back_in(&mut work, order_id, parcel, reason, &HashMap::new()).await?;
        work.commit().await?;
        Ok(number)
    })
    .await
}

/// As [`bring_back`], in a transaction that goes on; `faults` says of lines what is broken or missing.
///
/// # Errors
/// As [`bring_back`].
pub async fn bring_back_in(work: &mut Work, order_id: Uuid, reason: &str, faults: &HashMap<Uuid, CameBack>) -> Result<String> {
    back_in(work, order_id, "", reason, faults).await
}

async fn back_in(work: &mut Work, order_id: Uuid, parcel: &str, reason: &str, faults: &HashMap<Uuid, CameBack>) -> Result<String> {
    let (orders, parcel) = on_the_way(work, order_id, parcel).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("return_reason", "error-required"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::field("return_reason", "error-too-long"));
    }
    let numbers = numbers(&orders);
    let mut back = Vec::with_capacity(orders.len());
    for order in orders {
        let lines = lines_back(work, order.id, parcel.as_ref().map(|parcel| parcel.id)).await?;
        back.push((order, lines));
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
    for (order, _) in &back {
        // Another parcel of the order may still be there to collect it.
        if store::cod_on_the_way(work.conn(), order.id).await?.is_zero() {
            payments::service::fail_cod(work, order.id).await?;
        }
    }
    let number = parcel.as_ref().map(|parcel| parcel.tracking_number.as_str());
    orders::service::mark_returned(work, &back, reason, faults, number).await?;
    Ok(numbers)
}

/// The pieces of an order that come back with a parcel; without one, all that have left.
async fn lines_back(work: &mut Work, order_id: Uuid, parcel_id: Option<Uuid>) -> Result<Vec<LineToShip>> {
    match parcel_id {
        Some(id) => store::parcel_lines(work.conn(), id, order_id).await,
        None => orders::service::lines_on_the_way(work, order_id).await,
    }
}

/// What would come back with the newest parcel of an order that is on its way, of all orders in it; nothing where none is.
///
/// # Errors
/// When the database refuses.
pub async fn lines_coming_back(work: &mut Work, order: &OrderMoney) -> Result<Vec<LineToShip>> {
    let Some(id) = store::open_parcel(work.conn(), order.id, None).await? else {
        let is_out = order.status == OrderStatus::OutForDelivery;
        return if is_out { orders::service::lines_on_the_way(work, order.id).await } else { Ok(Vec::new()) };
    };
    let mut lines = Vec::new();
    for (order_id, _) in store::shares(work.conn(), id).await? {
        lines.extend(store::parcel_lines(work.conn(), id, order_id).await?);
    }
    Ok(lines)
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

/// What is needed to say of the parcels of an order that they have arrived: those on their way, the oldest first; one without a number
/// for an order that is on its way without a parcel of ours.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn deliver_steps(scope: &Scope, order_id: Uuid) -> Result<Vec<DeliverStep>> {
    let parcels = of_order(scope, order_id).await?;
    let mut steps: Vec<DeliverStep> = parcels
        .into_iter()
        .filter(|parcel| parcel.status == ParcelStatus::Dispatched)
        .map(|parcel| DeliverStep {
            parcel: Some((parcel.id, parcel.tracking_number)),
            to_collect: parcel.cod_amount,
            currency: parcel.currency,
            courier: parcel.courier,
            orders: parcel.orders.into_iter().map(|(_, number)| number).collect(),
        })
        .collect();
    steps.reverse();
    if steps.is_empty() {
        let mut work = scope.begin().await?;
        let order = orders::service::lock_money(&mut work, order_id).await?;
        if order.status == OrderStatus::OutForDelivery {
            let to_collect = payments::service::due(&mut work, order_id).await?;
            steps.push(DeliverStep { parcel: None, to_collect, currency: order.currency, courier: None, orders: vec![order.order_number] });
        }
    }
    Ok(steps)
}

/// What parcels tell orders.
pub static OF_ORDERS: ParcelsOfOrders = ParcelsOfOrders;

/// Knows which orders have a parcel on its way.
pub struct ParcelsOfOrders;

#[async_trait]
impl Parcels for ParcelsOfOrders {
    async fn is_on_its_way(&self, work: &mut Work, order_id: Uuid) -> Result<bool> {
        Ok(store::open_parcel(work.conn(), order_id, None).await?.is_some())
    }
}

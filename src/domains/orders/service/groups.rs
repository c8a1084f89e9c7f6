//! Orders of one buyer that travel in one parcel and remain what they are: each has its number, lines, money and history. Whoever locks
//! several orders locks them in the order of their ids.

use super::locked;
use super::steps::finish;
use crate::domains::orders::model::{OrderMoney, OrderStatus, line_key};
use crate::domains::orders::store::{self, Mate};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::AppError;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Locks orders.
///
/// # Errors
/// [`AppError::NotFound`] when one of them is not there.
pub async fn lock_all(work: &mut Work, ids: &[Uuid]) -> Result<Vec<OrderMoney>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    store::lock_ids(work.conn(), &ids).await?;
    let mut orders = Vec::with_capacity(ids.len());
    for id in ids {
        orders.push(locked(work, id).await?);
    }
    Ok(orders)
}

const fn may_travel(status: OrderStatus) -> bool {
    status.is_here() && !matches!(status, OrderStatus::Draft)
}

fn changed_meanwhile() -> Error {
    Error::conflict("orders-error-group-changed")
}

/// Locks an order and those that travel with it and have not left, in the order of their ids.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when somebody has just put another order to them.
pub async fn lock_together(work: &mut Work, order_id: Uuid) -> Result<Vec<OrderMoney>> {
    let Some(group_id) = store::group_id(work.conn(), order_id).await?.ok_or(AppError::NotFound)? else {
        let order = locked(work, order_id).await?;
        return match store::group_id(work.conn(), order_id).await? {
            Some(None) => Ok(vec![order]),
            _ => Err(changed_meanwhile()),
        };
    };
    let mut ids = store::members(work.conn(), &[group_id]).await?;
    ids.push(order_id);
    let mut orders = lock_all(work, &ids).await?;
    let now = store::members(work.conn(), &[group_id]).await?;
    if store::group_id(work.conn(), order_id).await? != Some(Some(group_id)) || now.iter().any(|id| !ids.contains(id)) {
        return Err(changed_meanwhile());
    }
    orders.retain(|order| order.id == order_id || now.contains(&order.id) && may_travel(order.status));
    Ok(orders)
}

/// Puts other orders of the same buyer to an order, with those that travel with them already. `others` are ticks by [`line_key`].
///
/// # Errors
/// [`AppError::NotFound`]; a field error when none is ticked; a conflict when one has left or goes to another buyer or address.
pub async fn merge(scope: &Scope, order_id: Uuid, others: &BTreeMap<String, String>) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let numbers = merge_in(&mut work, order_id, others).await?;
        work.commit().await?;
        Ok(numbers)
    })
    .await
}

async fn merge_in(work: &mut Work, order_id: Uuid, others: &BTreeMap<String, String>) -> Result<String> {
    if store::group_id(work.conn(), order_id).await?.is_none() {
        return Err(AppError::NotFound.into());
    }
    let wanted: Vec<Uuid> =
        store::companions(work.conn(), order_id).await?.iter().map(|one| one.id).filter(|id| others.contains_key(&line_key(*id))).collect();
    if wanted.is_empty() {
        return Err(if others.is_empty() { Error::field("others", "orders-error-merge-none") } else { changed_meanwhile() });
    }
    let mut ids = wanted;
    ids.push(order_id);
    let groups = |mates: &[Mate]| mates.iter().filter_map(|mate| mate.group_id).collect::<Vec<_>>();
    let before = groups(&store::mates(work.conn(), &ids).await?);
    ids.extend(store::members(work.conn(), &before).await?);
    let orders = lock_all(work, &ids).await?;
    let ids: Vec<Uuid> = orders.iter().map(|order| order.id).collect();
    let mates = store::mates(work.conn(), &ids).await?;
    // Somebody may have put others to one of them before the lock was there.
    if store::members(work.conn(), &groups(&mates)).await?.iter().any(|id| !ids.contains(id)) {
        return Err(changed_meanwhile());
    }
    let Some(first) = mates.first() else { return Err(AppError::NotFound.into()) };
    for (order, mate) in orders.iter().zip(&mates) {
        let is_same = (mate.customer_id, &mate.currency, &mate.address) == (first.customer_id, &first.currency, &first.address);
        if !may_travel(order.status) || !is_same || mate.customer_id.is_none() {
            let args = vec![("number".to_owned(), order.order_number.clone())];
            return Err(AppError::Conflict { key: "orders-error-merge-other".to_owned(), args }.into());
        }
    }
    let group_id = mates.iter().find_map(|mate| mate.group_id).unwrap_or_else(new_id);
    let user_id = work.scope.user_id();
    store::set_group(work.conn(), &ids, Some(group_id), user_id).await?;
    let numbers = orders.iter().map(|order| order.order_number.as_str()).collect::<Vec<_>>().join(", ");
    for (order, mate) in orders.iter().zip(&mates) {
        if mate.group_id != Some(group_id) || order.id == order_id {
            tell(work, order, "MERGED", &numbers).await?;
            finish(work, order, "orders.merged", json!({"orders": numbers})).await?;
        }
    }
    Ok(numbers)
}

async fn tell(work: &mut Work, order: &OrderMoney, what: &'static str, numbers: &str) -> Result<()> {
    let (at, user_id) = (work.now, work.scope.user_id());
    let entry =
        store::HistoryEntry { id: new_id(), order_id: order.id, field: "PARCEL", old: Some(what), new: numbers, reason: None, user_id, at };
    store::insert_history(work.conn(), entry).await
}

/// Takes an order out of the parcel that it was to share. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it shares none, or the parcel has left.
pub async fn separate(scope: &Scope, order_id: Uuid) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let orders = lock_together(&mut work, order_id).await?;
        let order = orders.iter().find(|order| order.id == order_id).ok_or(AppError::NotFound)?;
        if orders.len() < 2 || !may_travel(order.status) {
            return Err(Error::conflict("orders-error-separate"));
        }
        let user_id = work.scope.user_id();
        // One that remains alone shares nothing either.
        let alone = orders.len() == 2;
        for gone in orders.iter().filter(|one| alone || one.id == order_id) {
            store::set_group(work.conn(), &[gone.id], None, user_id).await?;
            tell(&mut work, gone, "SEPARATED", &order.order_number).await?;
            finish(&mut work, gone, "orders.separated", json!({"order": order.order_number})).await?;
        }
        let number = order.order_number.clone();
        work.commit().await?;
        Ok(number)
    })
    .await
}

/// An order whose address was changed leaves the parcel that it was to share, where the others go to another address.
pub(super) async fn leave_elsewhere(work: &mut Work, order_id: Uuid) -> Result<()> {
    let Some(Some(group_id)) = store::group_id(work.conn(), order_id).await? else { return Ok(()) };
    if store::goes_elsewhere(work.conn(), order_id, group_id).await? {
        let order = locked(work, order_id).await?;
        let user_id = work.scope.user_id();
        store::set_group(work.conn(), &[order_id], None, user_id).await?;
        tell(work, &order, "SEPARATED", &order.order_number).await?;
        finish(work, &order, "orders.separated", json!({"order": order.order_number})).await?;
    }
    Ok(())
}

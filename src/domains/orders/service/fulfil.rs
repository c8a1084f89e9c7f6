//! What happens at the packing table: picking begins, a parcel is packed.

use super::groups::lock_together;
use super::steps::finish;
use super::{check_free, check_step, move_goods, move_to};
use crate::domains::orders::model::{LineToShip, OrderMoney, OrderStatus, ShippingStatus};
use crate::domains::orders::store;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work};
use serde_json::json;
use uuid::Uuid;

/// Heaviest parcel, in grams.
const HEAVIEST: i32 = 1_000_000;

/// Writes down that somebody has begun to collect an order's goods; nothing for one that is being picked already.
///
/// # Errors
/// A conflict when it is neither confirmed nor being picked.
pub async fn begin_picking(work: &mut Work, order: &OrderMoney) -> Result<()> {
    if order.status == OrderStatus::Processing {
        return check_free(order);
    }
    check_step(order, OrderStatus::Processing)?;
    check_free(order)?;
    move_to(work, order, order.status, OrderStatus::Processing, None).await?;
    finish(work, order, "orders.picking", json!({"status": OrderStatus::Processing.as_str()})).await
}

/// Writes down that an order's parcel is packed, with the other orders that travel in it; they pass through picking if nobody had
/// begun that.
///
/// # Errors
/// A conflict when one of them is neither confirmed nor being picked.
pub async fn pack(scope: &Scope, order_id: Uuid) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let orders = lock_together(&mut work, order_id).await?;
        let mut numbers = Vec::new();
        for order in orders.iter().filter(|order| order.id == order_id || order.status != OrderStatus::Packed) {
            pack_locked(&mut work, order, None).await?;
            numbers.push(order.order_number.clone());
        }
        work.commit().await?;
        Ok(numbers.join(", "))
    })
    .await
}

/// As [`pack`], for an order that is locked, in a transaction that goes on; with what the parcel weighs, in grams.
///
/// # Errors
/// As [`pack`], and a field error for a weight that no parcel has.
pub async fn pack_locked(work: &mut Work, order: &OrderMoney, weight_g: Option<i32>) -> Result<()> {
    if weight_g.is_some_and(|grams| !(1..=HEAVIEST).contains(&grams)) {
        return Err(Error::field("weight", "orders-error-weight"));
    }
    let mut from = order.status;
    if from.may_become(OrderStatus::Processing) || from.may_become(OrderStatus::Packed) {
        check_free(order)?;
    }
    if from == OrderStatus::Confirmed {
        move_to(work, order, from, OrderStatus::Processing, None).await?;
        from = OrderStatus::Processing;
    }
    check_step(&OrderMoney { status: from, ..order.clone() }, OrderStatus::Packed)?;
    move_to(work, order, from, OrderStatus::Packed, None).await?;
    move_goods(work, order.id, ShippingStatus::Processing).await?;
    if let Some(grams) = weight_g {
        store::set_weight(work.conn(), order.id, grams).await?;
    }
    finish(work, order, "orders.packed", json!({"status": OrderStatus::Packed.as_str(), "weight_g": weight_g})).await
}

/// The lines that have left with the parcel.
///
/// # Errors
/// When the database refuses.
pub async fn lines_on_the_way(work: &mut Work, order_id: Uuid) -> Result<Vec<LineToShip>> {
    store::fulfilled_lines(work.conn(), order_id).await
}

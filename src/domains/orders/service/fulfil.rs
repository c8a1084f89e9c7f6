//! What happens at the packing table: picking begins, a parcel is packed, a parcel comes back.

use super::steps::finish;
use super::{check_free, check_step, locked, move_goods, move_to, refresh_customer};
use crate::domains::inventory;
use crate::domains::inventory::service::{Cause, Owner, Reference, StockOp};
use crate::domains::orders::model::{LineToShip, OrderMoney, OrderStatus, ShippingStatus};
use crate::domains::orders::store;
use crate::server::{Error, Result, Scope, Work};
use serde_json::json;
use std::collections::HashMap;
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

/// Writes down that an order's parcel is packed; it passes through picking if nobody had begun that.
///
/// # Errors
/// A conflict when it is neither confirmed nor being picked.
pub async fn pack(scope: &Scope, order_id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    pack_locked(&mut work, &order, None).await?;
    work.commit().await?;
    Ok(order.order_number)
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

/// Of a line that came back: pieces that nobody can buy any more, and pieces that were not in the parcel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CameBack {
    /// Broken: there, and not for sale.
    pub damaged: i32,
    /// Not in the parcel: written off.
    pub missing: i32,
}

/// The parcel came back and was scanned in: its goods are on the shelf and reserved for the order again. `faults` says of lines what
/// is broken or missing; who is short of it then is written down.
///
/// # Errors
/// A conflict when the order is not on its way.
pub async fn mark_returned(work: &mut Work, order_id: Uuid, reason: &str, faults: &HashMap<Uuid, CameBack>) -> Result<()> {
    let order = locked(work, order_id).await?;
    if order.status != OrderStatus::OutForDelivery {
        check_step(&order, OrderStatus::OutForDelivery)?;
        return Err(Error::conflict("orders-error-not-on-the-way"));
    }
    let lines = store::fulfilled_lines(work.conn(), order_id).await?;
    let mut ops = Vec::new();
    for line in &lines {
        let (Some(warehouse_id), Some(variant_id)) = (line.warehouse_id, line.variant_id) else { continue };
        let fault = faults.get(&line.order_item_id).copied().unwrap_or_default();
        let reference = Some(Reference::new("ORDER_ITEM", line.order_item_id));
        ops.push(StockOp::Receive {
            warehouse_id,
            variant_id,
            quantity: line.quantity,
            cause: Cause::Return,
            unavailable: fault.damaged,
            reference: reference.clone(),
            reason: Some(reason.to_owned()),
        });
        if fault.missing > 0 {
            ops.push(StockOp::Adjust {
                warehouse_id,
                variant_id,
                change: -fault.missing,
                unavailable_change: 0,
                cause: Cause::WriteOff,
                reason: Some(reason.to_owned()),
                reference: Some(Reference::new("ORDER", order_id)),
                allow_short: true,
                client_id: None,
            });
        }
        ops.push(StockOp::Reserve {
            warehouse_id,
            variant_id,
            quantity: line.quantity,
            owner: Owner::OrderItem(line.order_item_id),
            expires_at: None,
            allow_short: true,
        });
    }
    inventory::service::apply(work, &ops).await?;
    store::clear_fulfilled(work.conn(), order_id).await?;
    store::set_courier(work.conn(), order_id, None, None).await?;
    move_to(work, &order, order.status, OrderStatus::Packed, Some(reason)).await?;
    move_goods(work, order_id, ShippingStatus::Returned).await?;
    refresh_customer(work, order.customer_id).await?;
    let damaged: i32 = faults.values().map(|fault| fault.damaged).sum();
    let missing: i32 = faults.values().map(|fault| fault.missing).sum();
    let mut new = json!({"status": OrderStatus::Packed.as_str(), "reason": reason});
    if damaged + missing > 0 {
        new["damaged"] = json!(damaged);
        new["missing"] = json!(missing);
    }
    finish(work, &order, "orders.returned", new).await
}

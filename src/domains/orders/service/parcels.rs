//! An order and its parcels: all of it leaves at once or a part after the other, and each parcel arrives or comes back by itself. The
//! least advanced piece says where the order stands: as long as something of it is here it is here, and delivered is what has arrived
//! to the last parcel.

use super::shelf::Shelf;
use super::steps::finish;
use super::{check_free, locked, move_goods, move_to, refresh_customer};
use crate::domains::inventory;
use crate::domains::inventory::service::{Cause, Owner, Reference, StockOp};
use crate::domains::orders::model::{LineToShip, OrderMoney, OrderStatus, ShippingStatus};
use crate::domains::orders::{ports, store};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Work};
use crate::shared::AppError;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What leaves of an order with a parcel.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The order; its row is locked.
    pub order: OrderMoney,
    /// Its lines with the pieces that leave.
    pub lines: Vec<LineToShip>,
    /// Nothing of it remains here.
    pub is_rest: bool,
}

/// Of a line that came back: pieces that nobody can buy any more, and pieces that were not in the parcel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CameBack {
    /// Broken: there, and not for sale.
    pub damaged: i32,
    /// Not in the parcel: written off.
    pub missing: i32,
}

/// The way of an order that leaves.
const WAY: [OrderStatus; 5] =
    [OrderStatus::Confirmed, OrderStatus::Processing, OrderStatus::Packed, OrderStatus::OutForDelivery, OrderStatus::Delivered];

/// Goes on to a status, step by step, as if each had been pressed.
async fn walk(work: &mut Work, order: &OrderMoney, until: OrderStatus) -> Result<()> {
    let mut from = order.status;
    for next in WAY {
        if from != until && from.may_become(next) && WAY.iter().position(|step| *step == next) > WAY.iter().position(|step| *step == from) {
            move_to(work, order, from, next, None).await?;
            from = next;
        }
    }
    Ok(())
}

async fn told(work: &mut Work, order_id: Uuid, old: Option<&str>, new: &str) -> Result<()> {
    let (at, user_id) = (work.now, work.scope.user_id());
    let entry = store::HistoryEntry { id: new_id(), order_id, field: "PARCEL", old, new, reason: None, user_id, at };
    store::insert_history(work.conn(), entry).await
}

/// A parcel leaves with these orders, or with a part of one: takes the stock.
///
/// # Errors
/// A conflict when an order is not here or is held back, and when pieces are promised that have not come yet.
pub async fn mark_dispatched(work: &mut Work, leaving: &[Leaving], courier_id: Uuid, tracking_number: &str) -> Result<()> {
    let ids: Vec<Uuid> = leaving.iter().flat_map(|one| one.lines.iter().map(|line| line.order_item_id)).collect();
    let shelf = Shelf::of(work, &ids).await?;
    let mut ops = Vec::new();
    for one in leaving {
        if !one.order.status.holds_stock() {
            return Err(Error::conflict("orders-error-not-packed"));
        }
        check_free(&one.order)?;
        // What lies on the table because it came back is nobody else's, whoever waits longer.
        if !store::came_back(work.conn(), one.order.id).await? {
            check_here(&shelf, &one.lines)?;
        }
        ops.extend(one.lines.iter().flat_map(|line| shelf.take(line)));
    }
    inventory::service::apply(work, &ops).await?;
    for one in leaving {
        let order = &one.order;
        let pieces: Vec<(Uuid, i32)> = one.lines.iter().map(|line| (line.order_item_id, line.quantity)).collect();
        store::add_fulfilled(work.conn(), &pieces).await?;
        store::set_courier(work.conn(), order.id, Some(courier_id), Some(tracking_number)).await?;
        if one.is_rest {
            walk(work, order, OrderStatus::OutForDelivery).await?;
            move_goods(work, order.id, ShippingStatus::Dispatched).await?;
            let new = json!({"status": OrderStatus::OutForDelivery.as_str(), "tracking_number": tracking_number});
            finish(work, order, "orders.dispatched", new).await?;
        } else {
            if order.status == OrderStatus::Confirmed {
                walk(work, order, OrderStatus::Processing).await?;
            }
            move_goods(work, order.id, ShippingStatus::Processing).await?;
            told(work, order.id, Some("PART"), tracking_number).await?;
            let sent: i32 = pieces.iter().map(|(_, quantity)| quantity).sum();
            finish(work, order, "orders.part_dispatched", json!({"tracking_number": tracking_number, "pieces": sent})).await?;
        }
        // What had come back is on its way again, and refused no more.
        refresh_customer(work, order.customer_id).await?;
    }
    Ok(())
}

/// Refuses pieces that were promised before they have come.
fn check_here(shelf: &Shelf, lines: &[LineToShip]) -> Result<()> {
    for line in lines {
        if let Some(here) = shelf.here(line.order_item_id).filter(|here| *here < line.quantity) {
            let args = [("name", line.name.clone()), ("count", here.to_string()), ("wanted", line.quantity.to_string())];
            let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            return Err(AppError::Conflict { key: "orders-error-backordered".to_owned(), args }.into());
        }
    }
    Ok(())
}

/// A parcel with goods of this order has arrived. The order is delivered once nothing of it is here or on its way.
///
/// # Errors
/// When the database refuses.
pub async fn mark_delivered(work: &mut Work, order_id: Uuid) -> Result<()> {
    let order = locked(work, order_id).await?;
    if order.status == OrderStatus::OutForDelivery {
        arrive(work, &order).await?;
    }
    Ok(())
}

/// All of an order has left: it is delivered where none of its parcels is on its way.
async fn arrive(work: &mut Work, order: &OrderMoney) -> Result<()> {
    if let Some(parcels) = ports::parcels()
        && parcels.is_on_its_way(work, order.id).await?
    {
        return Ok(());
    }
    walk(work, order, OrderStatus::Delivered).await?;
    move_goods(work, order.id, ShippingStatus::Delivered).await?;
    refresh_customer(work, order.customer_id).await?;
    finish(work, order, "orders.delivered", json!({"status": OrderStatus::Delivered.as_str()})).await
}

/// Nothing of an order that was sent in part will follow, because the rest was cancelled: where it stands is what its parcels say.
pub(super) async fn nothing_follows(work: &mut Work, order: &OrderMoney) -> Result<()> {
    walk(work, order, OrderStatus::OutForDelivery).await?;
    move_goods(work, order.id, ShippingStatus::Dispatched).await?;
    refresh_customer(work, order.customer_id).await?;
    finish(work, order, "orders.dispatched", json!({"status": OrderStatus::OutForDelivery.as_str()})).await?;
    let order = locked(work, order.id).await?;
    arrive(work, &order).await
}

/// A parcel came back and was scanned in: its pieces of an order are on the shelf and reserved for it again. `faults` says of lines
/// what is broken or missing; who is short of it then is written down.
///
/// # Errors
/// A conflict when the order is neither on its way nor partly here.
pub async fn mark_returned(
    work: &mut Work,
    back: &[(OrderMoney, Vec<LineToShip>)],
    reason: &str,
    faults: &HashMap<Uuid, CameBack>,
    tracking_number: Option<&str>,
) -> Result<()> {
    let mut ops = Vec::new();
    for (order, lines) in back {
        if order.status != OrderStatus::OutForDelivery && !order.status.holds_stock() {
            super::check_step(order, OrderStatus::Packed)?;
        }
        for line in lines {
            ops.extend(shelve(order.id, line, faults.get(&line.order_item_id).copied().unwrap_or_default(), reason));
        }
    }
    inventory::service::apply(work, &ops).await?;
    for (order, lines) in back {
        let pieces: Vec<(Uuid, i32)> = lines.iter().map(|line| (line.order_item_id, -line.quantity)).collect();
        store::add_fulfilled(work.conn(), &pieces).await?;
        store::forget_courier(work.conn(), order.id, tracking_number).await?;
        if order.status == OrderStatus::OutForDelivery {
            move_to(work, order, order.status, OrderStatus::Packed, Some(reason)).await?;
            move_goods(work, order.id, ShippingStatus::Returned).await?;
        } else if let Some(number) = tracking_number {
            told(work, order.id, Some("BACK"), number).await?;
        }
        refresh_customer(work, order.customer_id).await?;
        let of_order = || lines.iter().filter_map(|line| faults.get(&line.order_item_id));
        let (damaged, missing) = (of_order().map(|fault| fault.damaged).sum::<i32>(), of_order().map(|fault| fault.missing).sum::<i32>());
        let mut new = json!({"reason": reason});
        if order.status == OrderStatus::OutForDelivery {
            new["status"] = json!(OrderStatus::Packed.as_str());
        }
        if damaged + missing > 0 {
            new["damaged"] = json!(damaged);
            new["missing"] = json!(missing);
        }
        finish(work, order, "orders.returned", new).await?;
    }
    Ok(())
}

/// What a line that came back does to the stock.
fn shelve(order_id: Uuid, line: &LineToShip, fault: CameBack, reason: &str) -> Vec<StockOp> {
    let (Some(warehouse_id), Some(variant_id)) = (line.warehouse_id, line.variant_id) else { return Vec::new() };
    let mut ops = vec![StockOp::Receive {
        warehouse_id,
        variant_id,
        quantity: line.quantity,
        cause: Cause::Return,
        unavailable: fault.damaged,
        reference: Some(Reference::new("ORDER_ITEM", line.order_item_id)),
        reason: Some(reason.to_owned()),
    }];
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
    ops
}

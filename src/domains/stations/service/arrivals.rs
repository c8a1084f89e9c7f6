//! Goods that come in: of a purchase order, or of a transfer between warehouses.

use super::scan::{Scan, variant};
use super::stations::{Taken, conflict, live, unknown};
use crate::domains::inventory::model::{DiscrepancyReason, ReceiveLine};
use crate::domains::inventory::service::Arriving;
use crate::domains::purchasing::model::most_pieces;
use crate::domains::purchasing::service::Receivable;
use crate::domains::stations::model::{BoardLine, Station, TaskKind};
use crate::domains::stations::store;
use crate::domains::{inventory, purchasing};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Result, Scope, Work};
use crate::shared::{AppError, Permission};
use std::collections::HashMap;
use uuid::Uuid;

/// What comes in, held until the end of the transaction.
pub(super) enum Incoming {
    /// From a supplier.
    Purchase(Receivable),
    /// From another warehouse.
    Transfer(Arriving),
}

/// What comes in under this id.
///
/// # Errors
/// [`AppError::NotFound`]; for a transfer without the right to change stock.
pub(super) async fn incoming(work: &mut Work, id: Uuid) -> Result<Incoming> {
    match inventory::service::lock_arriving(work, id).await? {
        Some(transfer) => {
            work.scope.require(Permission::InventoryWrite)?;
            Ok(Incoming::Transfer(transfer))
        }
        None => Ok(Incoming::Purchase(purchasing::service::lock_receivable(work, id).await?)),
    }
}

/// Counts a piece that has come.
pub(super) async fn take(work: &mut Work, scan: &Scan) -> Result<Taken> {
    match incoming(work, scan.task_id).await? {
        Incoming::Purchase(order) => purchase(work, scan, &order).await,
        Incoming::Transfer(transfer) => arrival(work, scan, &transfer).await,
    }
}

async fn purchase(work: &mut Work, scan: &Scan, order: &Receivable) -> Result<Taken> {
    if !order.is_open {
        return Err(conflict("stations-error-purchase-closed", &[("number", &order.number)]));
    }
    let variant_id = variant(work, &scan.code).await?.ok_or_else(|| unknown(&scan.code))?;
    let ids: Vec<Uuid> = order.items.iter().map(|item| item.id).collect();
    let live = live(work, Station::Receive, &ids).await?;
    let done = |id: &Uuid| live.get(id).map_or(0, |live| live.pieces);
    let of_it = || order.items.iter().filter(|item| item.variant_id == variant_id);
    // The first line with room for it; without one, the last takes what is too much.
    let line = of_it().find(|item| item.received + done(&item.id) + scan.quantity <= item.quantity).or_else(|| of_it().next_back());
    let line = line.ok_or_else(|| conflict("stations-error-not-ordered", &[("code", &scan.code), ("number", &order.number)]))?;
    let after = line.received + done(&line.id) + scan.quantity;
    let most = most_pieces(line.quantity, order.over_percent);
    let (ordered, most_text) = (line.quantity.to_string(), most.to_string());
    if after > most {
        return Err(conflict("stations-error-most", &[("name", &line.name), ("most", &most_text), ("number", &order.number)]));
    }
    if after > line.quantity && !scan.is_over {
        return Err(conflict("stations-error-over", &[("name", &line.name), ("expected", &ordered), ("number", &order.number)]));
    }
    Ok(Taken::counted((line.id, Some(variant_id)), &line.name, after, Some(line.quantity)))
}

/// No more can arrive than has left.
async fn arrival(work: &mut Work, scan: &Scan, transfer: &Arriving) -> Result<Taken> {
    if !transfer.is_open {
        return Err(conflict("stations-error-purchase-closed", &[("number", &transfer.number)]));
    }
    let variant_id = variant(work, &scan.code).await?.ok_or_else(|| unknown(&scan.code))?;
    let Some(line) = transfer.items.iter().find(|item| item.variant_id == variant_id) else {
        return Err(conflict("stations-error-not-ordered", &[("code", &scan.code), ("number", &transfer.number)]));
    };
    let live = live(work, Station::Receive, &[line.id]).await?;
    let name = store::names(work.conn(), &[variant_id]).await?.remove(&variant_id).map(|(name, _)| name).unwrap_or_default();
    let after = line.settled + live.get(&line.id).map_or(0, |live| live.pieces) + scan.quantity;
    if after > line.shipped {
        let most = line.shipped.to_string();
        return Err(conflict("stations-error-most", &[("name", &name), ("most", &most), ("number", &transfer.number)]));
    }
    Ok(Taken::counted((line.id, Some(variant_id)), &name, after, Some(line.shipped)))
}

/// What a board shows of it, and what it is.
pub(super) async fn shown(work: &mut Work, id: Uuid) -> Result<(super::boards::Shown, TaskKind)> {
    match incoming(work, id).await? {
        Incoming::Purchase(order) => Ok((purchase_shown(work, id, order).await?, TaskKind::Usual)),
        Incoming::Transfer(transfer) => Ok((transfer_shown(work, id, transfer).await?, TaskKind::Transfer)),
    }
}

async fn purchase_shown(work: &mut Work, id: Uuid, order: Receivable) -> Result<super::boards::Shown> {
    let ids: Vec<Uuid> = order.items.iter().map(|item| item.id).collect();
    let variants: Vec<Uuid> = order.items.iter().map(|item| item.variant_id).collect();
    let (live, codes) = (live(work, Station::Receive, &ids).await?, store::codes(work.conn(), &variants).await?);
    let lines = order.items.into_iter().map(|item| BoardLine {
        id: item.id,
        name: item.name,
        codes: codes.get(&item.variant_id).cloned().unwrap_or_default(),
        sku: item.sku,
        bin: None,
        order: None,
        expected: Some(item.quantity),
        most: Some(most_pieces(item.quantity, order.over_percent)),
        done: item.received + live.get(&item.id).map_or(0, |live| live.pieces),
        damaged: live.get(&item.id).map_or(0, |live| live.damaged),
    });
    let sub = store::to_receive(work.conn()).await?.into_iter().find(|choice| choice.id == id).map(|choice| choice.sub).unwrap_or_default();
    Ok((order.number, sub, order.is_open, lines.collect()))
}

async fn transfer_shown(work: &mut Work, id: Uuid, transfer: Arriving) -> Result<super::boards::Shown> {
    let ids: Vec<Uuid> = transfer.items.iter().map(|item| item.id).collect();
    let variants: Vec<Uuid> = transfer.items.iter().map(|item| item.variant_id).collect();
    let live = live(work, Station::Receive, &ids).await?;
    let (codes, names) = (store::codes(work.conn(), &variants).await?, store::names(work.conn(), &variants).await?);
    let lines = transfer.items.iter().map(|item| {
        let (name, sku) = names.get(&item.variant_id).cloned().unwrap_or_default();
        BoardLine {
            id: item.id,
            name,
            sku,
            codes: codes.get(&item.variant_id).cloned().unwrap_or_default(),
            bin: None,
            order: None,
            expected: Some(item.shipped),
            most: Some(item.shipped),
            done: item.settled + live.get(&item.id).map_or(0, |live| live.pieces),
            damaged: live.get(&item.id).map_or(0, |live| live.damaged),
        }
    });
    let way = store::way_of_transfer(work.conn(), id).await?.unwrap_or_default();
    Ok((transfer.number, way, transfer.is_open, lines.collect()))
}

/// Books what was scanned of a transfer as one receipt: whole pieces are on the shelf, broken ones are written down as such. Where the
/// person says that the rest is missing, nothing of the transfer is on the road afterwards. Returns its number and how many pieces came.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when nothing was scanned or nothing is on the road.
pub async fn finish_transfer(scope: &Scope, transfer_id: Uuid, rest_is_missing: bool) -> Result<(String, i32)> {
    let receipt = new_id();
    retrying(|| async move {
        let mut work = scope.begin().await?;
        store::hold(work.conn(), Station::Receive, transfer_id).await?;
        let transfer = inventory::service::lock_arriving(&mut work, transfer_id).await?.ok_or(AppError::NotFound)?;
        let ids: Vec<Uuid> = transfer.items.iter().map(|item| item.id).collect();
        let live = live(&mut work, Station::Receive, &ids).await?;
        if live.is_empty() && !rest_is_missing {
            return Err(conflict("stations-error-nothing", &[("number", &transfer.number)]));
        }
        if !transfer.is_open {
            return Err(conflict("stations-error-purchase-closed", &[("number", &transfer.number)]));
        }
        let came: Vec<ReceiveLine> = live
            .values()
            .map(|line| ReceiveLine {
                item_id: line.line_id,
                received: line.pieces - line.damaged,
                discrepancy: Some((line.damaged, DiscrepancyReason::Damaged)),
            })
            .collect();
        if !came.is_empty() {
            inventory::service::receive_in(&mut work, transfer_id, &format!("station {receipt}"), &came).await?;
        }
        if rest_is_missing {
            let rest = missing(&transfer, &live);
            if !rest.is_empty() {
                inventory::service::receive_in(&mut work, transfer_id, &format!("station {receipt} rest"), &rest).await?;
            }
        }
        let now = work.now;
        store::settle(work.conn(), &[Station::Receive], &ids, now).await?;
        work.commit().await?;
        Ok((transfer.number, live.values().map(|live| live.pieces - live.damaged).sum()))
    })
    .await
}

/// What is still on the road after what was scanned.
fn missing(transfer: &Arriving, live: &HashMap<Uuid, store::Live>) -> Vec<ReceiveLine> {
    let rest = transfer.items.iter().map(|item| {
        let units = item.shipped - item.settled - live.get(&item.id).map_or(0, |live| live.pieces);
        ReceiveLine { item_id: item.id, received: 0, discrepancy: Some((units.max(0), DiscrepancyReason::Missing)) }
    });
    rest.filter(|line| line.discrepancy.is_some_and(|(units, _)| units > 0)).collect()
}

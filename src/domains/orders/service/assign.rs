//! From which warehouses the lines of an order are served, and changing that by hand.

use super::locked;
use super::shelf::Shelf;
use super::steps::finish;
use crate::domains::inventory;
use crate::domains::inventory::service::{Owner, Room, StockOp, Wanted};
use crate::domains::orders::model::LineToShip;
use crate::domains::orders::store;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::AppError;
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What was free may be promised to somebody else before it is locked: so often another choice is made.
const TRIES: usize = 3;

/// How lines are reserved.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reserving {
    /// Ends by itself at this moment; such a promise does not say yet where the line is served from.
    pub until: Option<DateTime<Utc>>,
    /// What is not there is recorded as short, not refused.
    pub allow_short: bool,
}

/// Reserves lines: those that have a warehouse there, the others by the organization's rule. What was kept for them before is let go.
/// All of it, or nothing.
pub(super) async fn reserve(work: &mut Work, lines: &[LineToShip], how: Reserving) -> Result<()> {
    let ids: Vec<Uuid> = lines.iter().map(|line| line.order_item_id).collect();
    let shelf = Shelf::of(work, &ids).await?;
    // Where there is nothing to choose, another try would say the same.
    let tries = if lines.iter().any(|line| line.warehouse_id.is_none()) { TRIES } else { 1 };
    for _ in 1..tries {
        let outcome = reserve_once(work, lines, &shelf, how).await;
        if !matches!(outcome, Err(Error::App(AppError::Conflict { .. }))) {
            return outcome;
        }
    }
    reserve_once(work, lines, &shelf, how).await
}

async fn reserve_once(work: &mut Work, lines: &[LineToShip], shelf: &Shelf, how: Reserving) -> Result<()> {
    let wanted: Vec<Wanted> = lines
        .iter()
        .filter(|line| line.warehouse_id.is_none())
        .filter_map(|line| Some(Wanted { line_id: line.order_item_id, variant_id: line.variant_id?, quantity: line.quantity }))
        .collect();
    let mut own = Room::new();
    for line in &wanted {
        for place in shelf.places(line.line_id) {
            *own.entry((place.warehouse_id, line.variant_id)).or_default() += place.quantity;
        }
    }
    let served = if wanted.is_empty() { Vec::new() } else { inventory::service::served_from(work, &wanted, &own).await? };
    let mut ops = Vec::new();
    for line in lines {
        let Some(variant_id) = line.variant_id else { continue };
        ops.extend(shelf.release_all(line.order_item_id, variant_id));
        let parts: Vec<(Uuid, i32)> = match line.warehouse_id {
            Some(warehouse_id) => vec![(warehouse_id, line.quantity)],
            None => served.iter().filter(|part| part.0 == line.order_item_id).map(|part| (part.1, part.2)).collect(),
        };
        let owner = Owner::OrderItem(line.order_item_id);
        ops.extend(parts.into_iter().map(|(warehouse_id, quantity)| StockOp::Reserve {
            warehouse_id,
            variant_id,
            quantity,
            owner,
            expires_at: how.until,
            allow_short: how.allow_short,
        }));
    }
    inventory::service::apply(work, &ops).await?;
    if how.until.is_none() {
        // A line's own warehouse is that of its first part: what comes back goes there.
        let mut first: HashMap<Uuid, Uuid> = HashMap::new();
        for (line_id, warehouse_id, _) in served {
            first.entry(line_id).or_insert(warehouse_id);
        }
        store::set_warehouses(work.conn(), &first.into_iter().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// Serves a line of an order that is reserved from another warehouse. Returns the order and the name of the warehouse.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when the order holds no stock, nothing of the line is here, or there are not enough.
pub async fn move_line(scope: &Scope, item_id: Uuid, warehouse_id: Uuid) -> Result<(Uuid, String)> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let order_id = store::order_of_item(work.conn(), item_id).await?.ok_or(AppError::NotFound)?;
        let order = locked(&mut work, order_id).await?;
        let warehouse = inventory::service::warehouse_in_use(&mut work, warehouse_id).await?.ok_or(AppError::NotFound)?;
        let lines = store::lines_to_ship(work.conn(), order_id).await?;
        let line = lines.into_iter().find(|line| line.order_item_id == item_id && line.variant_id.is_some());
        let Some(line) = line.filter(|_| order.status.holds_stock()) else {
            return Err(Error::conflict("orders-error-move-late"));
        };
        let before = line.warehouse_id;
        let there = LineToShip { warehouse_id: Some(warehouse_id), ..line };
        reserve(&mut work, std::slice::from_ref(&there), Reserving::default()).await?;
        store::set_warehouses(work.conn(), &[(item_id, warehouse_id)]).await?;
        let new = json!({"line": there.name, "warehouse": warehouse, "warehouse_id": warehouse_id, "before": before});
        finish(&mut work, &order, "orders.line_moved", new).await?;
        work.commit().await?;
        Ok((order_id, warehouse))
    })
    .await
}

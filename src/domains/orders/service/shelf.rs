//! Where the goods of lines are reserved: in one warehouse, or in several.

use crate::domains::inventory;
use crate::domains::inventory::service::{Owner, Place, StockOp};
use crate::domains::orders::model::LineToShip;
use crate::server::{Result, Work};
use std::collections::HashMap;
use uuid::Uuid;

/// What is reserved for lines, warehouse by warehouse.
pub(super) struct Shelf(HashMap<Uuid, Vec<Place>>);

impl Shelf {
    /// Asks for the reservations of lines.
    pub(super) async fn of(work: &mut Work, lines: &[Uuid]) -> Result<Self> {
        Ok(Self(inventory::service::places_of_lines(work, lines).await?))
    }

    /// The reservations of a line.
    pub(super) fn places(&self, line_id: Uuid) -> &[Place] {
        self.0.get(&line_id).map_or(&[], Vec::as_slice)
    }

    /// Pieces of a line that lie where they are reserved; `None` where nothing is reserved for it.
    pub(super) fn here(&self, line_id: Uuid) -> Option<i32> {
        self.0.get(&line_id).map(|places| places.iter().map(|place| place.here).sum())
    }

    /// Takes the pieces of a line: from its own warehouse first, and what lies there before what is promised there. What is reserved
    /// nowhere is asked of its own warehouse, which refuses it.
    pub(super) fn take(&self, line: &LineToShip) -> Vec<StockOp> {
        let Some(variant_id) = line.variant_id else { return Vec::new() };
        let mut places = self.places(line.order_item_id).to_vec();
        places.sort_by_key(|place| Some(place.warehouse_id) != line.warehouse_id);
        let mut rest = line.quantity;
        let mut parts: Vec<(Uuid, i32)> = Vec::new();
        for place in &places {
            let part = place.here.min(rest);
            rest -= part;
            parts.push((place.warehouse_id, part));
        }
        for (part, place) in parts.iter_mut().zip(&places) {
            let more = (place.quantity - part.1).min(rest);
            rest -= more;
            part.1 += more;
        }
        if rest > 0 {
            match (parts.first_mut(), line.warehouse_id) {
                (Some(first), _) => first.1 += rest,
                (None, Some(warehouse_id)) => parts.push((warehouse_id, rest)),
                (None, None) => {}
            }
        }
        let owner = Owner::OrderItem(line.order_item_id);
        let parts = parts.into_iter().filter(|(_, quantity)| *quantity > 0);
        parts.map(|(warehouse_id, quantity)| StockOp::Take { warehouse_id, variant_id, quantity: Some(quantity), owner }).collect()
    }

    /// Lets go so many pieces of a line: what does not lie there first, and from other warehouses before its own.
    pub(super) fn release(&self, line_id: Uuid, variant_id: Uuid, own: Option<Uuid>, pieces: i32) -> Vec<StockOp> {
        let mut places = self.places(line_id).to_vec();
        places.sort_by_key(|place| (place.here >= place.quantity, Some(place.warehouse_id) == own));
        let owner = Owner::OrderItem(line_id);
        let mut rest = pieces;
        let mut ops = Vec::new();
        for place in places {
            let part = place.quantity.min(rest);
            rest -= part;
            if part > 0 {
                ops.push(StockOp::Release { warehouse_id: place.warehouse_id, variant_id, quantity: Some(part), owner });
            }
        }
        ops
    }

    /// Lets go all that is reserved for a line.
    pub(super) fn release_all(&self, line_id: Uuid, variant_id: Uuid) -> impl Iterator<Item = StockOp> + use<'_> {
        let owner = Owner::OrderItem(line_id);
        let places = self.places(line_id).iter();
        places.map(move |place| StockOp::Release { warehouse_id: place.warehouse_id, variant_id, quantity: None, owner })
    }
}

//! Orders and the parcels that they travel in.

use super::OrderStatus;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the queue says of an order's parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowParcels {
    /// Pieces that have left.
    pub sent: i32,
    /// Pieces that were not cancelled.
    pub pieces: i32,
    /// Other orders of the buyer that could travel with it.
    pub others: i32,
    /// Other orders that travel with it.
    pub together: i32,
}

impl RowParcels {
    /// Some of it has left, and some has not.
    #[must_use]
    pub const fn is_partly_sent(self) -> bool {
        self.sent > 0 && self.sent < self.pieces
    }
}

/// Another order of the same buyer to the same address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub order_number: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// When it was ordered, UTC.
    pub ordered_at: DateTime<Utc>,
    /// It travels in the same parcel.
    pub is_together: bool,
}

/// What is reserved for a line in a warehouse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservedAt {
    /// Name of the warehouse.
    pub warehouse: String,
    /// Pieces.
    pub quantity: i32,
    /// Of these, pieces that are neither there nor may be promised before they are.
    pub short: i32,
    /// Of these, pieces that lie there: what is there goes to the oldest promises.
    pub here: i32,
}

impl ReservedAt {
    /// Pieces that are promised before they are here.
    #[must_use]
    pub const fn backordered(&self) -> i32 {
        let rest = self.quantity - self.here - self.short;
        if rest > 0 { rest } else { 0 }
    }
}

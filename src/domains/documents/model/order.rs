//! An order as its documents need it.

use crate::domains::customers::model::Address;
use crate::domains::orders::model::OrderStatus;
use crate::shared::Language;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Most orders of one file.
pub const MOST_ORDERS: usize = 200;

/// An order as it is printed: one of its parcels, with the other orders in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedOrder {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub number: String,
    /// Numbers of all orders in the parcel, its own first.
    pub numbers: Vec<String>,
    /// Where it stands.
    pub status: OrderStatus,
    /// ISO 4217 code.
    pub currency: String,
    /// When it was ordered, UTC.
    pub ordered_at: DateTime<Utc>,
    /// Where it goes.
    pub address: Address,
    /// The language of the buyer, if it is known.
    pub language: Option<Language>,
    /// What the buyer wrote.
    pub note: Option<String>,
    /// What is collected at the door: what the parcel says once there is one, and before that what is still due.
    pub collect: Decimal,
    /// The parcel that it is in, if there is one.
    pub parcel: Option<PrintedParcel>,
    /// What is in the parcel.
    pub lines: Vec<PrintedLine>,
}

/// A parcel as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedParcel {
    /// Our number of it.
    pub tracking_number: String,
    /// The courier company's number.
    pub waybill: Option<String>,
    /// Who carries it.
    pub courier: Option<String>,
}

/// A line as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedLine {
    /// Number of its order.
    pub order: String,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: String,
    /// Pieces in the parcel.
    pub quantity: i32,
}

/// Goods to fetch from one place, for one or more orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickRow {
    /// Name of the warehouse.
    pub warehouse: String,
    /// Code of the place; `None` where nobody has said where they lie.
    pub bin: Option<String>,
    /// Name of the goods.
    pub name: String,
    /// Their SKU.
    pub sku: String,
    /// Pieces for all of the orders.
    pub quantity: i64,
    /// (order, pieces) of each.
    pub orders: Vec<(String, i64)>,
}

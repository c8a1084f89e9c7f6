//! What the delivery domain shows and takes.

use crate::domains::orders::model::OrderStatus;
use crate::shared::{Language, words};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// Where a parcel stands.
    ParcelStatus {
        /// Not yet made up.
        Pending = "PENDING", "delivery-status-pending";
        /// Being made up.
        Processing = "PROCESSING", "delivery-status-processing";
        /// With the courier.
        Dispatched = "DISPATCHED", "delivery-status-dispatched";
        /// With the buyer.
        Delivered = "DELIVERED", "delivery-status-delivered";
        /// Back with the merchant.
        Returned = "RETURNED", "delivery-status-returned";
        /// Nobody knows.
        Lost = "LOST", "delivery-status-lost";
        /// Never left.
        Cancelled = "CANCELLED", "delivery-status-cancelled";
    }
}

words! {
    /// Who carries.
    CourierKind {
        /// Somebody of the merchant's own.
        Rider = "RIDER", "delivery-kind-rider";
        /// A courier company.
        Company = "COMPANY", "delivery-kind-company";
    }
}

/// A courier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Courier {
    /// Primary key.
    pub id: Uuid,
    /// Rider or company.
    pub kind: CourierKind,
    /// Name for people.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What a rider rides.
    pub vehicle_type: Option<String>,
    /// Whether parcels may be given to them.
    pub is_active: bool,
    /// Parcels that they have now.
    pub on_the_way: i64,
    /// What they will collect for these, in the organization's currency.
    pub to_collect: Decimal,
}

/// The form of a courier, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CourierForm {
    /// A word of [`CourierKind`].
    pub kind: String,
    /// Name for people.
    pub name: String,
    /// In any notation.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// What a rider rides.
    pub vehicle_type: String,
}

/// A parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelRow {
    /// Primary key.
    pub id: Uuid,
    /// Our number: `TRK` and five symbols.
    pub tracking_number: String,
    /// The courier company's number.
    pub waybill: Option<String>,
    /// Where it stands.
    pub status: ParcelStatus,
    /// Who carries it.
    pub courier: Option<String>,
    /// Who receives it.
    pub receiver: String,
    /// Where.
    pub city: String,
    /// What is collected at the door.
    pub cod_amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// What is in it: (order, its number).
    pub orders: Vec<(Uuid, String)>,
    /// Its pieces; only where the parcels of an order are shown.
    pub items: Vec<ParcelItem>,
    /// When it was made up, UTC.
    pub created_at: DateTime<Utc>,
    /// When it left, UTC.
    pub shipped_at: Option<DateTime<Utc>>,
    /// When it arrived, UTC.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Why it came back, or why another amount was collected.
    pub reason: Option<String>,
}

/// Goods in a parcel, as they were when it was made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParcelItem {
    /// Name at the time of the order.
    pub name: String,
    /// Pieces.
    pub quantity: i32,
    /// Number of the order, where it was written down.
    pub order: String,
}

/// Which parcels to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParcelFilter {
    /// Only these.
    pub status: Option<ParcelStatus>,
    /// Only this courier's.
    pub courier_id: Option<Uuid>,
    /// A tracking number, waybill or order number.
    pub query: Option<String>,
}

impl ParcelFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &crate::shared::Params) -> Self {
        Self {
            status: params.query("status").and_then(|code| ParcelStatus::parse(&code)),
            courier_id: params.query("courier").and_then(|id| Uuid::parse_str(&id).ok()),
            query: params.query("q"),
        }
    }
}

/// What the list's head shows: (status, how many, counted up to a cap) and the couriers to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParcelHead {
    /// Counts of the statuses that have a tab.
    pub counts: Vec<(ParcelStatus, i64)>,
    /// Everybody who may carry, and those who did.
    pub couriers: Vec<Courier>,
}

/// What is needed to hand an order over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispatchStep {
    /// Who may carry it.
    pub couriers: Vec<Courier>,
    /// What will be collected at the door, with the last parcel.
    pub to_collect: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// What of the order is still here.
    pub lines: Vec<PartLine>,
    /// Numbers of the orders that travel with it.
    pub others: Vec<String>,
}

/// A line of which pieces can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartLine {
    /// The line.
    pub id: Uuid,
    /// Name at the time of the order.
    pub name: String,
    /// Pieces that have not left.
    pub open: i32,
    /// Of these, pieces that lie there.
    pub here: i32,
}

/// What is needed to say that a parcel has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliverStep {
    /// The parcel and its number; `None` for an order that is on its way without a parcel of ours.
    pub parcel: Option<(Uuid, String)>,
    /// Numbers of the orders in it.
    pub orders: Vec<String>,
    /// What is to be collected at the door.
    pub to_collect: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Who carries it.
    pub courier: Option<String>,
}

/// The form that hands an order over, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DispatchInput {
    /// Id of the courier.
    pub courier_id: String,
    /// Our own number; made when empty.
    pub tracking_number: String,
    /// The courier company's number; may be empty.
    pub waybill: String,
}

/// The form that says that an order has arrived, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliverInput {
    /// Id of the parcel; empty for the newest of the order.
    pub parcel: String,
    /// The amount that was collected; empty where nothing was to be.
    pub collected: String,
    /// The cash is ours already.
    pub remitted: bool,
    /// Why it is not the amount that was to be collected.
    pub reason: String,
}

/// Where a buyer's parcel is: everything that the public page may show, and nothing else of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracking {
    /// Name of the merchant.
    pub merchant: String,
    /// Key of the merchant's logo in the file store.
    pub logo: Option<String>,
    /// The order's number.
    pub order_number: String,
    /// The parcel's number.
    pub tracking_number: Option<String>,
    /// The buyer's first name.
    pub first_name: String,
    /// Town of the address.
    pub city: String,
    /// Who carries it.
    pub courier: Option<String>,
    /// Where the order stands.
    pub status: OrderStatus,
    /// Its last parcel came back.
    pub came_back: bool,
    /// What is to be paid at the door.
    pub to_pay: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// UTC.
    pub ordered_at: DateTime<Utc>,
    /// UTC.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// UTC.
    pub packed_at: Option<DateTime<Utc>>,
    /// UTC.
    pub dispatched_at: Option<DateTime<Utc>>,
    /// UTC.
    pub delivered_at: Option<DateTime<Utc>>,
    /// UTC.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// What is in the order.
    pub items: Vec<TrackedItem>,
    /// The buyer's language, if it is known.
    pub language: Option<Language>,
    /// Store time.
    pub time_zone: String,
}

/// A line of an order as its buyer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackedItem {
    /// Name at the time of the order.
    pub name: String,
    /// Its names in the languages that it is translated into.
    pub names: Vec<(Language, String)>,
    /// Pieces.
    pub quantity: i32,
}

impl TrackedItem {
    /// Its name in a language where it is translated, else as it was ordered.
    #[must_use]
    pub fn name_in(&self, language: Language) -> &str {
        self.names.iter().find(|(of, _)| *of == language).map_or(&self.name, |(_, name)| name)
    }
}

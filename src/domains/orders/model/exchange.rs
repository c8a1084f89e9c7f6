//! What other domains ask of orders and bring to them.

use super::{OrderStatus, Source};
use crate::domains::customers::model::Address;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

/// What payments and delivery need of an order; its row is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMoney {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub order_number: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// ISO 4217 code.
    pub currency: String,
    /// What the buyer pays altogether.
    pub total: Decimal,
    /// Value of what was cancelled: what is due is `total - cancelled_total`.
    pub cancelled_total: Decimal,
    /// The customer, if known.
    pub customer_id: Option<Uuid>,
    /// Where it goes.
    pub shipping_address: serde_json::Value,
    /// Changes with every edit.
    pub version: i32,
    /// Why it waits, if somebody holds it.
    pub hold_reason: Option<String>,
}

/// A line that a parcel will hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineToShip {
    /// Primary key of the line.
    pub order_item_id: Uuid,
    /// The variant, if known.
    pub variant_id: Option<Uuid>,
    /// Where its stock is reserved.
    pub warehouse_id: Option<Uuid>,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: Option<String>,
    /// Pieces still to ship.
    pub quantity: i32,
}

/// An order from elsewhere, its lines matched.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedOrder {
    /// The store that it comes from.
    pub store_id: Uuid,
    /// The platform's id, unique in the store.
    pub platform_order_id: String,
    /// The platform's number for people.
    pub platform_order_number: Option<String>,
    /// Kind of platform.
    pub source: Source,
    /// Its status in our words.
    pub status: OrderStatus,
    /// Why it waits.
    pub hold_reason: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// When, UTC.
    pub ordered_at: DateTime<Utc>,
    /// When it was completed there, UTC.
    pub completed_at: Option<DateTime<Utc>>,
    /// The customer.
    pub customer_id: Option<Uuid>,
    /// Where it goes.
    pub shipping_address: Address,
    /// Who pays.
    pub billing_address: Option<Address>,
    /// Lines.
    pub items: Vec<ImportedItem>,
    /// Sum of price times quantity.
    pub subtotal: Decimal,
    /// Off; the sum of the lines'.
    pub discount: Decimal,
    /// Delivery.
    pub shipping: Decimal,
    /// Tax on delivery.
    pub shipping_tax: Decimal,
    /// Tax added, that on delivery included.
    pub tax: Decimal,
    /// Tax contained in the prices.
    pub tax_included: Decimal,
    /// Fees and rounding.
    pub adjustment: Decimal,
    /// What the buyer pays.
    pub total: Decimal,
    /// What the buyer wrote.
    pub customer_note: Option<String>,
    /// What else the platform said.
    pub platform_data: serde_json::Value,
}

/// A line of an order from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedItem {
    /// The platform's product.
    pub platform_product_id: Option<String>,
    /// The platform's variant.
    pub platform_variant_id: Option<String>,
    /// Our variant, if the SKU is known.
    pub variant_id: Option<Uuid>,
    /// Name there.
    pub name: String,
    /// SKU there.
    pub sku: Option<String>,
    /// Pieces.
    pub quantity: i32,
    /// Price of a piece.
    pub unit_price: Decimal,
    /// Off the line.
    pub discount: Decimal,
    /// Tax added.
    pub tax: Decimal,
    /// Tax contained.
    pub tax_included: Decimal,
    /// What the line costs.
    pub total: Decimal,
}

/// What became of an imported record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Created,
    /// It has changed.
    Updated,
    /// Nothing to do.
    Unchanged,
}

/// What became of an imported order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedOutcome {
    /// Primary key.
    pub order_id: Uuid,
    /// Number for people.
    pub order_number: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Fluent key of something to know about it.
    pub note: Option<&'static str>,
}

/// The numbers of the home page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Orders placed today, store time.
    pub placed: i64,
    /// Their value.
    pub placed_value: Decimal,
    /// Orders delivered today.
    pub delivered: i64,
    /// Their value.
    pub delivered_value: Decimal,
    /// The same of the same weekday a week ago, up to the same time: placed and its value.
    pub placed_before: i64,
    /// Value of those.
    pub placed_value_before: Decimal,
    /// Orders that are held.
    pub held: i64,
    /// Lines whose SKU is not known here, in open orders.
    pub unmatched: i64,
    /// Value placed on each of the last fourteen days, oldest first.
    pub days: Vec<(NaiveDate, Decimal, i64)>,
}

/// A line of an order as its buyer is shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Name at the time of the order.
    pub name: String,
    /// The product, if the SKU is known here.
    pub product_id: Option<Uuid>,
    /// Name of its variant; empty for the only one of a product.
    pub variant_name: String,
    /// Pieces that are not cancelled.
    pub quantity: i32,
}

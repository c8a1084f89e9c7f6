//! Carts, and the half hour of a quick checkout.

use crate::domains::customers::model::Address;
use crate::shared::{Params, words};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// Where a cart stands.
    CartStatus {
        /// Its buyer is at it.
        Open = "OPEN", "carts-status-open";
        /// Its buyer has gone away.
        Abandoned = "ABANDONED", "carts-status-abandoned";
        /// It became an order.
        Converted = "CONVERTED", "carts-status-converted";
    }
}

words! {
    /// Where a quick checkout stands.
    CheckoutStatus {
        /// Its buyer may pay.
        Active = "ACTIVE", "carts-checkout-active";
        /// It became an order.
        Completed = "COMPLETED", "carts-checkout-completed";
        /// Its buyer does not want it.
        Cancelled = "CANCELLED", "carts-checkout-cancelled";
        /// Its time is over.
        Expired = "EXPIRED", "carts-checkout-expired";
    }
}

/// Whose a cart is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartOwner {
    /// Somebody who is known.
    Customer(Uuid),
    /// A visitor, by the token that their browser has.
    Visitor(String),
}

/// A cart in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartRow {
    /// Primary key.
    pub id: Uuid,
    /// Its buyer, if they are known: id and name.
    pub customer: Option<(Uuid, String)>,
    /// Where it stands; one that nobody has touched for a day is abandoned before anybody has written it down.
    pub status: CartStatus,
    /// How many things are in it.
    pub lines: i64,
    /// How many pieces of them.
    pub pieces: i64,
    /// What they cost when they were put in.
    pub value: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// The order that it became: id and number.
    pub order: Option<(Uuid, String)>,
    /// When its buyer last changed it, UTC.
    pub touched_at: DateTime<Utc>,
    /// When it was begun, UTC.
    pub created_at: DateTime<Utc>,
}

/// A thing in a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// What.
    pub variant_id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// What it is called.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Pieces.
    pub quantity: i32,
    /// What a piece cost when it was put in.
    pub price_seen: Decimal,
    /// What a piece costs now.
    pub price: Decimal,
    /// It can be bought.
    pub is_sellable: bool,
}

/// A cart with what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartView {
    /// What the list shows of it.
    pub row: CartRow,
    /// In the order in which they were put in.
    pub lines: Vec<CartLine>,
}

/// Which carts to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CartFilter {
    /// Only these; without it those that are no order.
    pub status: Option<CartStatus>,
    /// Only those of people who are known, or only those of visitors.
    pub known: Option<bool>,
}

impl CartFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        Self {
            status: params.query("status").and_then(|code| CartStatus::parse(&code)),
            known: params.query("who").and_then(|who| match who.as_str() {
                "customer" => Some(true),
                "visitor" => Some(false),
                _ => None,
            }),
        }
    }
}

/// What a quick checkout begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCheckout {
    /// Who buys.
    pub customer_id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// Pieces.
    pub quantity: i32,
    /// By which of their saved ways to pay.
    pub payment_method_id: Uuid,
    /// To which of their addresses.
    pub shipping_address_id: Uuid,
    /// To which of their addresses the bill goes, if to another one.
    pub billing_address_id: Option<Uuid>,
    /// Delivery charge.
    pub shipping: Decimal,
}

/// A quick checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickCheckout {
    /// Primary key.
    pub id: Uuid,
    /// Who buys.
    pub customer_id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// Pieces.
    pub quantity: i32,
    /// Where they are kept.
    pub warehouse_id: Uuid,
    /// By which of their saved ways to pay.
    pub payment_method_id: Uuid,
    /// Where they go.
    pub shipping_address: Address,
    /// Price times pieces.
    pub subtotal: Decimal,
    /// Delivery charge.
    pub shipping: Decimal,
    /// Tax that is added.
    pub tax: Decimal,
    /// What is to be paid.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Where it stands; one whose time is over is expired before anybody has written it down.
    pub status: CheckoutStatus,
    /// The order that it became.
    pub order_id: Option<Uuid>,
    /// Until when its pieces are kept, UTC.
    pub expires_at: DateTime<Utc>,
}

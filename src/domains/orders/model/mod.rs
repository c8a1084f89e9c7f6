//! Orders as they cross the wire.

mod carts;
mod exchange;
mod parcels;
mod places;
mod returns;

pub use carts::*;
pub use edit::*;
pub use exchange::*;
pub use parcels::*;
pub use places::*;
pub use returns::*;
pub use work::*;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domains::customers::model::Address;
use crate::shared::params::day;
use crate::shared::{Language, Params, words};

mod edit;
mod work;

words! {
    /// Where an order stands.
    OrderStatus.as_str {
        /// Not yet an order: somebody is still writing it.
        Draft = "DRAFT", "orders-status-draft";
        /// Waits for confirmation.
        Pending = "PENDING", "orders-status-pending";
        /// Confirmed; its stock is reserved.
        Confirmed = "CONFIRMED", "orders-status-confirmed";
        /// Being picked.
        Processing = "PROCESSING", "orders-status-processing";
        /// In its parcel.
        Packed = "PACKED", "orders-status-packed";
        /// With the courier; its stock has left.
        OutForDelivery = "OUT_FOR_DELIVERY", "orders-status-out-for-delivery";
        /// With the buyer.
        Delivered = "DELIVERED", "orders-status-delivered";
        /// Will not be fulfilled.
        Cancelled = "CANCELLED", "orders-status-cancelled";
    }
}

words! {
    /// Where the goods are.
    ShippingStatus.as_str {
        /// On the shelf.
        Pending = "PENDING", "orders-shipping-pending";
        /// Being made ready.
        Processing = "PROCESSING", "orders-shipping-processing";
        /// With the courier.
        Dispatched = "DISPATCHED", "orders-shipping-dispatched";
        /// With the buyer.
        Delivered = "DELIVERED", "orders-shipping-delivered";
        /// Came back.
        Returned = "RETURNED", "orders-shipping-returned";
    }
}

words! {
    /// How much of an order is paid; derived from its payments.
    FinancialStatus.as_str {
        /// Nothing yet.
        Unpaid = "UNPAID", "orders-financial-unpaid";
        /// A part.
        PartiallyPaid = "PARTIALLY_PAID", "orders-financial-partially-paid";
        /// All.
        Paid = "PAID", "orders-financial-paid";
        /// A part of what was paid went back.
        PartiallyRefunded = "PARTIALLY_REFUNDED", "orders-financial-partially-refunded";
        /// All that was paid went back.
        Refunded = "REFUNDED", "orders-financial-refunded";
    }
}

words! {
    /// Where an order came from.
    Source.as_str {
        /// Made in the admin.
        Admin = "ADMIN", "orders-source-admin";
        /// Taken on the phone.
        Phone = "PHONE", "orders-source-phone";
        /// The merchant's own website.
        Website = "WEBSITE", "orders-source-website";
        /// WooCommerce.
        Woocommerce = "WOOCOMMERCE", "orders-source-woocommerce";
        /// Shopee.
        Shopee = "SHOPEE", "orders-source-shopee";
        /// TikTok Shop.
        TiktokShop = "TIKTOK_SHOP", "orders-source-tiktok-shop";
        /// A live session.
        Live = "LIVE", "orders-source-live";
        /// WhatsApp.
        Whatsapp = "WHATSAPP", "orders-source-whatsapp";
        /// Messenger.
        Messenger = "MESSENGER", "orders-source-messenger";
        /// The public API.
        Api = "API", "orders-source-api";
    }
}

impl OrderStatus {
    /// Whether an order may go from here to there: the state machine of orders. Everything else is refused.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use OrderStatus::{Cancelled, Confirmed, Delivered, Draft, OutForDelivery, Packed, Pending, Processing};
        matches!(
            (self, next),
            (Draft, Pending)
                | (Pending, Confirmed)
                | (Confirmed, Processing)
                | (Processing, Packed)
                | (Packed, OutForDelivery)
                | (OutForDelivery, Delivered | Packed | Cancelled)
                | (Delivered, OutForDelivery)
                | (Draft | Pending | Confirmed | Processing | Packed, Cancelled)
        )
    }

    /// Whether stock is reserved for the order in this state.
    #[must_use]
    pub const fn holds_stock(self) -> bool {
        matches!(self, Self::Confirmed | Self::Processing | Self::Packed)
    }
}

/// A line of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub order_number: String,
    /// The platform's number, for orders from elsewhere.
    pub platform_order_number: Option<String>,
    /// Where it came from.
    pub source: Source,
    /// Where it stands.
    pub status: OrderStatus,
    /// How much is paid.
    pub financial_status: FinancialStatus,
    /// Receiver.
    pub name: String,
    /// Receiver's phone as given.
    pub phone: String,
    /// Receiver's city.
    pub city: String,
    /// What the buyer pays altogether, in `currency`.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Why it waits, if somebody holds it.
    pub hold_reason: Option<String>,
    /// When it was ordered, UTC.
    pub ordered_at: DateTime<Utc>,
    /// How likely it is to come back.
    pub risk: Option<Risk>,
    /// Words that people have put on it.
    pub tags: Vec<String>,
    /// Calls to the buyer so far.
    pub call_attempts: i32,
    /// When to call them again, UTC.
    pub next_call_at: Option<DateTime<Utc>>,
    /// The parcels that it travels in; only where the queue is shown, and of what has not left.
    pub parcels: RowParcels,
}

/// What the queue shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFilter {
    /// One status.
    pub status: Option<OrderStatus>,
    /// Number, phone, last four digits, name or SKU.
    pub search: Option<String>,
    /// One source.
    pub source: Option<Source>,
    /// How much is paid.
    pub financial_status: Option<FinancialStatus>,
    /// One customer.
    pub customer_id: Option<Uuid>,
    /// First day, store time.
    pub from: Option<NaiveDate>,
    /// Last day, store time.
    pub to: Option<NaiveDate>,
    /// Orders of at least this total.
    pub least: Option<Decimal>,
    /// Orders with this tag.
    pub tag: Option<String>,
    /// One risk.
    pub risk: Option<Risk>,
    /// Only what is held, or only what is not.
    pub held: Option<bool>,
    /// Only what waits for a call now.
    pub to_call: bool,
}

impl OrderFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        Self {
            status: params.query("status").as_deref().and_then(OrderStatus::parse),
            search: params.query("q"),
            source: params.query("source").as_deref().and_then(Source::parse),
            financial_status: params.query("paid").as_deref().and_then(FinancialStatus::parse),
            customer_id: params.query("customer").and_then(|id| Uuid::parse_str(&id).ok()),
            from: params.value("from").and_then(day),
            to: params.value("to").and_then(day),
            least: params.query("least").and_then(|amount| amount.replace([',', ' '], "").parse().ok()),
            tag: params.query("tag"),
            risk: params.query("risk").as_deref().and_then(Risk::parse),
            held: params.query("held").map(|held| held == "yes"),
            to_call: params.query("call").is_some(),
        }
    }

    /// Whether something besides the status narrows the list.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        self.search.is_some()
            || self.source.is_some()
            || self.financial_status.is_some()
            || self.customer_id.is_some()
            || self.from.is_some()
            || self.to.is_some()
            || self.least.is_some()
            || self.tag.is_some()
            || self.risk.is_some()
            || self.held.is_some()
            || self.to_call
    }
}

/// Counts stop here: the tabs show `1,000+`.
pub const COUNT_CAP: i64 = 1_000;

/// How many orders are in each status, counted up to [`COUNT_CAP`] + 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCounts {
    /// Each status with its count.
    pub statuses: Vec<(OrderStatus, i64)>,
    /// Orders whose buyer is to be called now.
    pub to_call: i64,
}

/// A page of the queue, and how many orders are in each status.
pub type Queue = (crate::shared::Page<OrderRow>, StatusCounts);

impl StatusCounts {
    /// The count of one status.
    #[must_use]
    pub fn of(&self, status: OrderStatus) -> i64 {
        self.statuses.iter().find(|(candidate, _)| *candidate == status).map_or(0, |(_, count)| *count)
    }
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    /// Primary key.
    pub id: Uuid,
    /// The variant; `None` for a platform's line whose SKU is not known here.
    pub variant_id: Option<Uuid>,
    /// The variant's product.
    pub product_id: Option<Uuid>,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: Option<String>,
    /// Pieces.
    pub quantity: i32,
    /// Price of a piece.
    pub unit_price: Decimal,
    /// Off the whole line.
    pub discount: Decimal,
    /// Tax added to the line.
    pub tax: Decimal,
    /// Tax contained in its price.
    pub tax_included: Decimal,
    /// What the line costs.
    pub total: Decimal,
    /// Pieces that have left.
    pub fulfilled: i32,
    /// Pieces that were cancelled.
    pub cancelled: i32,
    /// Pieces available for sale now; `None` without a variant.
    pub available: Option<i64>,
    /// Pieces that may be promised before they are here.
    pub backorder: i64,
    /// What is reserved for it.
    pub reserved: Vec<ReservedAt>,
}

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// `STATUS`, `SHIPPING`, `FINANCIAL`, `EDIT`, `HOLD`, `PARCEL`, `CALL` or `NOTE`.
    pub field: String,
    /// From.
    pub old: Option<String>,
    /// To; the outcome of a call; the text of a note.
    pub new: String,
    /// Why.
    pub reason: Option<String>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// An order whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDetail {
    /// What the queue shows of it.
    pub row: OrderRow,
    /// Where the goods are.
    pub shipping_status: ShippingStatus,
    /// The customer, if known.
    pub customer_id: Option<Uuid>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// How many parcels this customer took, and how many they refused.
    pub customer_record: Option<(i32, i32)>,
    /// Orders of this customer want a second look.
    pub is_blocked: bool,
    /// The language in which this customer is spoken to, if known.
    pub language: Option<Language>,
    /// Where it goes.
    pub shipping_address: Address,
    /// Sum of price times quantity.
    pub subtotal: Decimal,
    /// Off.
    pub discount: Decimal,
    /// Delivery.
    pub shipping: Decimal,
    /// Tax added, that on delivery included.
    pub tax: Decimal,
    /// Tax contained in the prices.
    pub tax_included: Decimal,
    /// Fees and rounding of a platform.
    pub adjustment: Decimal,
    /// Value of what was cancelled.
    pub cancelled_total: Decimal,
    /// The courier's number.
    pub tracking_number: Option<String>,
    /// What the buyer wrote.
    pub customer_note: Option<String>,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// Lines.
    pub items: Vec<OrderItem>,
    /// What happened, newest first.
    pub history: Vec<HistoryRow>,
    /// What was sent about it, newest first.
    pub messages: Vec<Message>,
    /// The buyer's other orders to the same address that have not left.
    pub companions: Vec<Companion>,
    /// Warehouses that its lines could be served from; only while it holds stock.
    pub warehouses: Vec<(Uuid, String)>,
    /// Changes with every edit.
    pub version: i32,
}

/// A line of a phone order as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    /// SKU or barcode; an empty one is an unused row.
    pub sku: String,
    /// Pieces.
    pub quantity: String,
    /// Price of a piece; empty for the catalog's.
    pub price: String,
    /// Off the line.
    pub discount: String,
    /// The stored word of a [`TaxMode`]; empty as the rate says.
    pub tax: String,
}

/// A phone order as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderForm {
    /// Made by the form, so that sending it twice makes one order.
    pub order_id: String,
    /// Everything but the lines.
    pub head: OrderHead,
    /// Where it came from: PHONE, WHATSAPP, MESSENGER or ADMIN.
    pub source: String,
    /// Lines.
    pub lines: Vec<LineForm>,
    /// Money that has come already.
    pub advance: AdvanceForm,
    /// `draft` to keep it for later.
    pub action: String,
}

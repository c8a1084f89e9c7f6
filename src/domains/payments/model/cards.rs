//! Gift cards.

use crate::shared::{Params, words};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// Where a gift card stands.
    CardStatus {
        /// It can be spent.
        Active = "ACTIVE", "giftcards-status-active";
        /// Nothing is left on it.
        Used = "USED", "giftcards-status-used";
        /// Its day has passed.
        Expired = "EXPIRED", "giftcards-status-expired";
        /// Somebody has deactivated it.
        Cancelled = "CANCELLED", "giftcards-status-cancelled";
    }
}

words! {
    /// Why the balance of a card has changed.
    CardReason {
        /// It was issued with this much.
        Issued = "ISSUED", "giftcards-reason-issued";
        /// It has paid for an order.
        Spent = "SPENT", "giftcards-reason-spent";
        /// A refund went back to it.
        Refunded = "REFUNDED", "giftcards-reason-refunded";
    }
}

/// A gift card in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRow {
    /// Primary key.
    pub id: Uuid,
    /// The last four symbols of its code.
    pub last4: String,
    /// Where it stands; one whose day has passed is expired before anybody has written it down.
    pub status: CardStatus,
    /// What it was issued with.
    pub initial_value: Decimal,
    /// What is left on it.
    pub balance: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Until when it is good, UTC.
    pub expires_at: DateTime<Utc>,
    /// Whom it is for.
    pub recipient_name: Option<String>,
    /// When it was issued, UTC.
    pub created_at: DateTime<Utc>,
}

/// A line of a card's ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardEntry {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: CardReason,
    /// How much; what was spent is negative.
    pub amount: Decimal,
    /// The order that it was about: its id and number.
    pub order: Option<(Uuid, String)>,
    /// Who did it, if somebody was signed in.
    pub person: Option<String>,
}

/// A gift card with its ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// What the list shows of it.
    pub row: CardRow,
    /// The number that the merchant's goods have for it.
    pub sku: Option<String>,
    /// Who bought it, if they are known: id and name.
    pub customer: Option<(Uuid, String)>,
    /// Who bought it.
    pub purchaser_email: Option<String>,
    /// Whom it is for.
    pub recipient_email: Option<String>,
    /// What is written on it.
    pub message: Option<String>,
    /// For the staff.
    pub notes: Option<String>,
    /// Newest first.
    pub entries: Vec<CardEntry>,
}

/// The form that issues a card, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardForm {
    /// With how much.
    pub value: String,
    /// Last day on which it is good; empty for a year from now.
    pub expires_on: String,
    /// Whom it is for.
    pub recipient_name: String,
    /// Their e-mail address.
    pub recipient_email: String,
    /// The buyer's e-mail address, by which they are recognised.
    pub purchaser_email: String,
    /// What is written on it.
    pub message: String,
    /// The number that the merchant's goods have for it.
    pub sku: String,
    /// For the staff.
    pub notes: String,
    /// Made by the form: the same key again issues nothing.
    pub key: String,
}

/// Which cards to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardFilter {
    /// Only these.
    pub status: Option<CardStatus>,
    /// A whole code, or its last four symbols.
    pub code: Option<String>,
}

impl CardFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        Self { status: params.query("status").and_then(|code| CardStatus::parse(&code)), code: params.query("q") }
    }
}

/// What an order's page offers beside money: the buyer's credit with the shop, and gift cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouchers {
    /// What is still due on the order.
    pub due: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// What the order's buyer has with the shop, in this currency.
    pub credit: Decimal,
}

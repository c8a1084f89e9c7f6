//! Returns: what a buyer sends back, exchanges or complains of.

use crate::shared::{Page, Params, words};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// Where a return stands.
    ReturnStatus {
        /// Somebody has asked for it.
        Requested = "REQUESTED", "returns-status-requested";
        /// The goods may come.
        Approved = "APPROVED", "returns-status-approved";
        /// The goods are here.
        Received = "RECEIVED", "returns-status-received";
        /// All is settled.
        Closed = "CLOSED", "returns-status-closed";
        /// It will not be.
        Rejected = "REJECTED", "returns-status-rejected";
    }
}

impl ReturnStatus {
    /// Whether a return may go from here to there: the state machine of returns. Everything else is refused.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use ReturnStatus::{Approved, Closed, Received, Rejected, Requested};
        matches!((self, next), (Requested, Approved | Rejected) | (Approved, Received | Rejected) | (Received, Closed))
    }
}

words! {
    /// What is wanted.
    ReturnKind {
        /// The goods go back and the money too.
        Return = "RETURN", "returns-kind-return";
        /// The goods go back and others are sent.
        Exchange = "EXCHANGE", "returns-kind-exchange";
        /// Somebody is to pay for broken goods; nothing comes.
        Claim = "CLAIM", "returns-kind-claim";
    }
}

words! {
    /// How pieces came back.
    ReturnCondition {
        /// They can be sold again.
        Sellable = "SELLABLE", "returns-condition-sellable";
        /// They are here and cannot be sold.
        Damaged = "DAMAGED", "returns-condition-damaged";
        /// They did not come.
        Missing = "MISSING", "returns-condition-missing";
    }
}

/// A return in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnRow {
    /// Primary key.
    pub id: Uuid,
    /// Such as `RT-00012`.
    pub number: String,
    /// What is wanted.
    pub kind: ReturnKind,
    /// Where it stands.
    pub status: ReturnStatus,
    /// The order.
    pub order_id: Uuid,
    /// Its number.
    pub order_number: String,
    /// Who bought.
    pub buyer: String,
    /// Pieces that are meant.
    pub pieces: i64,
    /// Why.
    pub reason: String,
    /// When it was asked for, UTC.
    pub created_at: DateTime<Utc>,
}

/// What the list of returns shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnFilter {
    /// One status.
    pub status: Option<ReturnStatus>,
    /// One kind.
    pub kind: Option<ReturnKind>,
    /// Number of the return, or the beginning of it, or of the order.
    pub query: Option<String>,
}

impl ReturnFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        Self {
            status: params.value("status").and_then(ReturnStatus::parse),
            kind: params.value("kind").and_then(ReturnKind::parse),
            query: params.query("q"),
        }
    }
}

/// How many returns are in each status, counted up to one more than [`super::COUNT_CAP`].
pub type ReturnCounts = Vec<(ReturnStatus, i64)>;

/// A page of returns and the counts of its tabs.
pub type ReturnList = (Page<ReturnRow>, ReturnCounts);

/// Pieces of a line that are meant, in one condition once they have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnLine {
    /// Primary key.
    pub id: Uuid,
    /// The order's line.
    pub order_item_id: Uuid,
    /// The variant, if known.
    pub variant_id: Option<Uuid>,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: String,
    /// Pieces.
    pub quantity: i32,
    /// How they came; `None` before.
    pub condition: Option<ReturnCondition>,
    /// What they are worth: of the price that was paid for the line, tax included. Before they have come what they would be.
    pub amount: Decimal,
}

/// A step of a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnEvent {
    /// From.
    pub old: Option<ReturnStatus>,
    /// To.
    pub new: ReturnStatus,
    /// Why.
    pub reason: Option<String>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// A return whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnDetail {
    /// What the list shows of it.
    pub row: ReturnRow,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// Why it was rejected.
    pub reject_reason: Option<String>,
    /// The order with what the buyer gets instead: id, number, and what it costs the buyer.
    pub exchange: Option<(Uuid, String, Decimal)>,
    /// The return whose broken goods this claim is about: id and number.
    pub claim_of: Option<(Uuid, String)>,
    /// The claim about its broken goods: id and number.
    pub claim: Option<(Uuid, String)>,
    /// Its lines.
    pub lines: Vec<ReturnLine>,
    /// What happened, newest first.
    pub history: Vec<ReturnEvent>,
}

/// A line of an order of which something may come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returnable {
    /// The order's line.
    pub order_item_id: Uuid,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: String,
    /// Pieces that have left and neither came back nor are asked back.
    pub quantity: i32,
}

/// What an order's page shows of returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderReturns {
    /// Its returns, newest first.
    pub rows: Vec<ReturnRow>,
    /// What may be asked back.
    pub open: Vec<Returnable>,
}

/// What a line of an order is worth of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineWorth {
    /// The order's line.
    pub order_item_id: Uuid,
    /// Pieces.
    pub quantity: i32,
    /// What they are worth, in the order's currency.
    pub amount: Decimal,
}

/// Pieces of a line as somebody asks them back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnLineForm {
    /// The order's line.
    pub item: String,
    /// Pieces; empty for none.
    pub quantity: String,
}

/// Pieces of a line as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CameBackForm {
    /// The return's line.
    pub item: String,
    /// Pieces that can be sold again.
    pub sellable: String,
    /// Broken pieces.
    pub damaged: String,
}

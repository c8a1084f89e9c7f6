//! Purchase orders.

use super::{ChangeStatus, CostKind, PurchaseStatus};
use crate::shared::{Language, Params};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A line of the list of purchase orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseRow {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub number: String,
    /// To whom.
    pub supplier_id: Uuid,
    /// Name of their business.
    pub supplier: String,
    /// Where the goods go.
    pub warehouse: String,
    /// Where it stands.
    pub status: PurchaseStatus,
    /// What its lines cost, in `currency`.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Day on which it should come, store time.
    pub expected_on: Option<NaiveDate>,
    /// Pieces that were ordered.
    pub ordered: i64,
    /// Pieces that came.
    pub received: i64,
    /// Proposals of the supplier that wait for a decision.
    pub proposals: i64,
    /// When it was written, UTC.
    pub created_at: DateTime<Utc>,
}

/// Which purchase orders to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PurchaseFilter {
    /// One status.
    pub status: Option<PurchaseStatus>,
    /// Number, supplier or SKU.
    pub query: Option<String>,
    /// One supplier.
    pub supplier_id: Option<Uuid>,
    /// Still open although it should have come.
    pub is_late: bool,
    /// The supplier has proposed something.
    pub has_proposals: bool,
}

impl PurchaseFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        Self {
            status: params.query("status").as_deref().and_then(PurchaseStatus::parse),
            query: params.query("q"),
            supplier_id: params.query("supplier").and_then(|id| Uuid::parse_str(&id).ok()),
            is_late: params.value("late") == Some("1"),
            has_proposals: params.value("proposals") == Some("1"),
        }
    }

    /// Whether something besides the status narrows the list.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        self.query.is_some() || self.supplier_id.is_some() || self.is_late || self.has_proposals
    }
}

/// Counts stop here.
pub const COUNT_CAP: i64 = 1_000;

/// How many orders are in each status, counted up to [`COUNT_CAP`] + 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseCounts(pub Vec<(PurchaseStatus, i64)>);

impl PurchaseCounts {
    /// The count of one status.
    #[must_use]
    pub fn of(&self, status: PurchaseStatus) -> i64 {
        self.0.iter().find(|(candidate, _)| *candidate == status).map_or(0, |(_, count)| *count)
    }
}

/// What a supplier proposes for a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Primary key.
    pub id: Uuid,
    /// The line.
    pub item_id: Uuid,
    /// Pieces; 0 when they cannot deliver it.
    pub quantity: i32,
    /// Price of a piece, in the order's currency.
    pub unit_cost: Decimal,
    /// Another day than the order's.
    pub expected_on: Option<NaiveDate>,
    /// Why.
    pub note: String,
    /// What became of it.
    pub status: ChangeStatus,
    /// When it was made, UTC.
    pub at: DateTime<Utc>,
}

/// A line of a purchase order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseItem {
    /// Primary key.
    pub id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// Name when it was ordered.
    pub name: String,
    /// SKU when it was ordered.
    pub sku: String,
    /// Pieces.
    pub quantity: i32,
    /// Price of a piece, in the order's currency.
    pub unit_cost: Decimal,
    /// Pieces that came.
    pub received: i32,
    /// What a piece has cost here with freight and duty, in the organization's currency.
    pub landed_unit_cost: Option<Decimal>,
    /// Another day than the order's.
    pub expected_on: Option<NaiveDate>,
    /// The supplier will deliver it.
    pub is_confirmed: bool,
}

impl PurchaseItem {
    /// What the line costs, in the order's currency.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.unit_cost * Decimal::from(self.quantity)
    }

    /// Pieces that are still to come.
    #[must_use]
    pub const fn outstanding(&self) -> i32 {
        if self.quantity > self.received { self.quantity - self.received } else { 0 }
    }
}

/// A line of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// SKU when it was ordered.
    pub sku: String,
    /// Name when it was ordered.
    pub name: String,
    /// Pieces.
    pub quantity: i32,
    /// They are broken.
    pub is_damaged: bool,
    /// What they cost, in the organization's currency.
    pub goods_value: Decimal,
    /// Freight, duty and the like that fell on them.
    pub landed: Decimal,
}

/// A cost of bringing goods here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandedCost {
    /// Of what.
    pub kind: CostKind,
    /// In the organization's currency.
    pub amount: Decimal,
    /// In words.
    pub note: String,
    /// When it was written down, UTC.
    pub at: DateTime<Utc>,
}

/// What came at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Primary key.
    pub id: Uuid,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who counted; `None` for the program itself.
    pub person: Option<String>,
    /// One unit of the order's currency in the organization's.
    pub exchange_rate: Decimal,
    /// The supplier's delivery note.
    pub reference: String,
    /// In words.
    pub note: String,
    /// Its lines.
    pub lines: Vec<ReceiptLine>,
    /// What it cost to bring them here.
    pub costs: Vec<LandedCost>,
}

/// Something that happened to a purchase order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseEvent {
    /// From.
    pub old: Option<PurchaseStatus>,
    /// To.
    pub new: PurchaseStatus,
    /// Why.
    pub reason: Option<String>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// A purchase order whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseDetail {
    /// What the list shows of it.
    pub row: PurchaseRow,
    /// Where the goods go.
    pub warehouse_id: Uuid,
    /// The supplier's language.
    pub language: Language,
    /// The supplier's address for letters.
    pub supplier_email: Option<String>,
    /// One unit of its currency in the organization's, when it was written.
    pub exchange_rate: Decimal,
    /// Freight that is expected, in the organization's currency.
    pub freight: Decimal,
    /// Duty that is expected, in the organization's currency.
    pub duty: Decimal,
    /// For the supplier.
    pub notes: String,
    /// Why it was cancelled or closed.
    pub reason: Option<String>,
    /// When the last letter left, UTC.
    pub mailed_at: Option<DateTime<Utc>>,
    /// Lines.
    pub items: Vec<PurchaseItem>,
    /// Proposals, the newest first.
    pub proposals: Vec<Proposal>,
    /// Receipts, the newest first.
    pub receipts: Vec<Receipt>,
    /// What happened, newest first.
    pub history: Vec<PurchaseEvent>,
    /// Percentage that may come above what was ordered.
    pub over_percent: Decimal,
    /// Counts its changes.
    pub version: i32,
}

impl PurchaseDetail {
    /// The proposal for a line that waits for a decision.
    #[must_use]
    pub fn open_proposal(&self, item_id: Uuid) -> Option<&Proposal> {
        self.proposals.iter().find(|proposal| proposal.item_id == item_id && proposal.status == ChangeStatus::Proposed)
    }
}

/// A line of a purchase order, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PurchaseLineForm {
    /// SKU or barcode; an empty one is an unused row.
    pub sku: String,
    /// Pieces.
    pub quantity: String,
    /// Price of a piece; empty for what it cost last.
    pub price: String,
}

/// A purchase order, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PurchaseForm {
    /// To whom.
    pub supplier_id: String,
    /// Where the goods go; empty for the default warehouse.
    pub warehouse_id: String,
    /// ISO 4217 code; empty for the supplier's.
    pub currency: String,
    /// Day, as `2026-12-31`.
    pub expected_on: String,
    /// Freight that is expected.
    pub freight: String,
    /// Duty that is expected.
    pub duty: String,
    /// For the supplier.
    pub notes: String,
    /// Lines.
    pub lines: Vec<PurchaseLineForm>,
}

/// What came of a line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceiveLineForm {
    /// The line.
    pub item: String,
    /// Pieces that came, broken ones too.
    pub received: String,
    /// Pieces of them that are broken.
    pub damaged: String,
}

/// A receipt, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceiveForm {
    /// Made by the form, so that sending it twice books it once.
    pub receipt_id: String,
    /// One unit of the order's currency in the organization's; empty for the day's.
    pub exchange_rate: String,
    /// The supplier's delivery note.
    pub reference: String,
    /// `true` when ticked: more than was ordered is meant.
    pub allow_over: String,
    /// Freight.
    pub freight: String,
    /// Duty.
    pub duty: String,
    /// Insurance.
    pub insurance: String,
    /// Other costs.
    pub other: String,
    /// In words.
    pub note: String,
    /// Lines.
    pub lines: Vec<ReceiveLineForm>,
}

/// What a supplier says of a line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerLineForm {
    /// The line.
    pub item: String,
    /// Pieces.
    pub quantity: String,
    /// Price of a piece.
    pub price: String,
    /// Day, as `2026-12-31`; empty for the order's.
    pub expected_on: String,
}

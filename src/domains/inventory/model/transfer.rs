//! Transfers between warehouses.

use super::Warehouse;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TransferStatus {
    /// Is being put together; holds nothing.
    Draft,
    /// Its stock is reserved and waits for the van.
    Ready,
    /// Has left, and nothing of it has arrived.
    InTransit,
    /// A part has arrived.
    PartiallyReceived,
    /// All of it has arrived or is accounted for.
    Received,
    /// Called off.
    Cancelled,
}

use TransferStatus as S;

/// Every step that a transfer may take; anything else is refused.
pub const TRANSFER_STEPS: &[(TransferStatus, TransferStatus)] = &[
    (S::Draft, S::Ready),
    (S::Draft, S::Cancelled),
    (S::Ready, S::InTransit),
    (S::Ready, S::Cancelled),
    (S::InTransit, S::PartiallyReceived),
    (S::InTransit, S::Received),
    (S::InTransit, S::Cancelled),
    (S::PartiallyReceived, S::PartiallyReceived),
    (S::PartiallyReceived, S::Received),
];

impl TransferStatus {
    /// All, in the order of their life.
    pub const ALL: [Self; 6] = [Self::Draft, Self::Ready, Self::InTransit, Self::PartiallyReceived, Self::Received, Self::Cancelled];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Ready => "READY",
            Self::InTransit => "IN_TRANSIT",
            Self::PartiallyReceived => "PARTIALLY_RECEIVED",
            Self::Received => "RECEIVED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Reads [`TransferStatus::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "inventory-transfer-draft",
            Self::Ready => "inventory-transfer-ready",
            Self::InTransit => "inventory-transfer-in-transit",
            Self::PartiallyReceived => "inventory-transfer-partially-received",
            Self::Received => "inventory-transfer-received",
            Self::Cancelled => "inventory-transfer-cancelled",
        }
    }

    /// Whether this step is legal.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        TRANSFER_STEPS.contains(&(self, next))
    }

    /// Whether something of it is on the road.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::InTransit | Self::PartiallyReceived)
    }
}

/// Why something that was sent did not arrive as it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DiscrepancyReason {
    /// It was not in the box.
    Missing,
    /// It arrived broken.
    Damaged,
    /// Something else was in the box.
    WrongItem,
    /// Anything else.
    Other,
    /// The transfer was called off on the way and given up; never given by a receipt.
    WrittenOff,
}

impl DiscrepancyReason {
    /// All.
    pub const ALL: [Self; 5] = [Self::Missing, Self::Damaged, Self::WrongItem, Self::Other, Self::WrittenOff];
    /// Those that a receipt may give.
    pub const OF_RECEIPT: [Self; 4] = [Self::Missing, Self::Damaged, Self::WrongItem, Self::Other];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "MISSING",
            Self::Damaged => "DAMAGED",
            Self::WrongItem => "WRONG_ITEM",
            Self::Other => "OTHER",
            Self::WrittenOff => "WRITTEN_OFF",
        }
    }

    /// Reads [`DiscrepancyReason::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "inventory-discrepancy-missing",
            Self::Damaged => "inventory-discrepancy-damaged",
            Self::WrongItem => "inventory-discrepancy-wrong-item",
            Self::Other => "inventory-discrepancy-other",
            Self::WrittenOff => "inventory-discrepancy-written-off",
        }
    }
}

/// What becomes of goods that are on the road when their transfer is called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CancelOutcome {
    /// They come back to where they left.
    Home,
    /// They are given up.
    WrittenOff,
}

impl CancelOutcome {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Home, Self::WrittenOff];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Home => "HOME",
            Self::WrittenOff => "WRITTEN_OFF",
        }
    }

    /// Reads [`CancelOutcome::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Home => "inventory-cancel-home",
            Self::WrittenOff => "inventory-cancel-written-off",
        }
    }
}

/// Narrows the list of transfers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferFilter {
    /// One status.
    pub status: Option<TransferStatus>,
    /// From or to this warehouse.
    pub warehouse: Option<Uuid>,
    /// Its number, or the beginning of it.
    pub query: Option<String>,
}

impl TransferFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &crate::shared::Params) -> Self {
        Self {
            status: params.query("status").and_then(|code| TransferStatus::parse(&code)),
            warehouse: params.query("warehouse").and_then(|id| Uuid::parse_str(&id).ok()),
            query: params.query("q"),
        }
    }
}

/// A line of the list of transfers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferRow {
    /// Primary key.
    pub id: Uuid,
    /// Such as `TR-00012`.
    pub number: String,
    /// How far it is.
    pub status: TransferStatus,
    /// Name of the warehouse that it leaves.
    pub from: String,
    /// Name of the warehouse that it goes to.
    pub to: String,
    /// Units of all lines.
    pub quantity: i64,
    /// Units on the road.
    pub in_transit: i64,
    /// Units that did not arrive as they were sent.
    pub discrepancy: i64,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// When it left, UTC.
    pub shipped_at: Option<DateTime<Utc>>,
}

/// The list of transfers with the choices of its filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferList {
    /// The transfers, newest first.
    pub page: crate::shared::Page<TransferRow>,
    /// All warehouses.
    pub warehouses: Vec<Warehouse>,
}

/// A line of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferItem {
    /// Primary key.
    pub id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Units that are wanted.
    pub quantity: i32,
    /// Units that left.
    pub shipped: i32,
    /// Units that arrived.
    pub received: i32,
    /// Units that came home.
    pub returned: i32,
    /// Units that did not arrive as they were sent.
    pub discrepancy: i32,
    /// Why, of the newest of them.
    pub discrepancy_reason: Option<DiscrepancyReason>,
}

impl TransferItem {
    /// Units on the road.
    #[must_use]
    pub const fn in_transit(&self) -> i32 {
        self.shipped - self.received - self.returned - self.discrepancy
    }
}

/// Something that was unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Primary key.
    pub id: Uuid,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who.
    pub person: Option<String>,
    /// Units that arrived.
    pub received: i64,
    /// Units that did not arrive as they were sent.
    pub discrepancy: i64,
}

/// A transfer in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferDetail {
    /// Primary key.
    pub id: Uuid,
    /// Such as `TR-00012`.
    pub number: String,
    /// How far it is.
    pub status: TransferStatus,
    /// The warehouse that it leaves: id and name.
    pub from: (Uuid, String),
    /// The warehouse that it goes to: id and name.
    pub to: (Uuid, String),
    /// For whoever packs it.
    pub notes: String,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// When it left, UTC.
    pub shipped_at: Option<DateTime<Utc>>,
    /// When the last of it arrived, UTC.
    pub received_at: Option<DateTime<Utc>>,
    /// When it was called off, UTC.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// What became of what was on the road then.
    pub cancel_outcome: Option<CancelOutcome>,
    /// Who made it.
    pub person: Option<String>,
    /// Its lines.
    pub items: Vec<TransferItem>,
    /// What was unpacked, oldest first.
    pub receipts: Vec<ReceiptRow>,
    /// All warehouses, for a draft's form.
    pub warehouses: Vec<Warehouse>,
}

/// A line of a draft, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferLineForm {
    /// SKU or barcode; an empty one is an unused row.
    pub sku: String,
    /// Units.
    pub quantity: String,
}

/// What leaves of a line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendLineForm {
    /// The line.
    pub item: String,
    /// Units; empty for all.
    pub quantity: String,
}

/// What is unpacked of a line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceiveLineForm {
    /// The line.
    pub item: String,
    /// Units that are there.
    pub received: String,
    /// Units that will not come as they were sent.
    pub discrepancy: String,
    /// [`DiscrepancyReason::code`].
    pub reason: String,
}

/// What was unpacked of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiveLine {
    /// The line.
    pub item_id: Uuid,
    /// Units that are there.
    pub received: i32,
    /// Units that will not come as they were sent, and why.
    pub discrepancy: Option<(i32, DiscrepancyReason)>,
}

//! Stock counts.

use super::{Bin, Warehouse};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far a count is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CountStatus {
    /// Planned.
    Draft,
    /// Its lines are being counted.
    Counting,
    /// Its differences are booked.
    Posted,
    /// Called off; nothing was booked.
    Cancelled,
}

/// Every step that a count may take; anything else is refused.
pub const COUNT_STEPS: &[(CountStatus, CountStatus)] = &[
    (CountStatus::Draft, CountStatus::Counting),
    (CountStatus::Draft, CountStatus::Cancelled),
    (CountStatus::Counting, CountStatus::Posted),
    (CountStatus::Counting, CountStatus::Cancelled),
];

impl CountStatus {
    /// All, in the order of their life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Counting, Self::Posted, Self::Cancelled];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Counting => "COUNTING",
            Self::Posted => "POSTED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Reads [`CountStatus::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "inventory-count-draft",
            Self::Counting => "inventory-count-counting",
            Self::Posted => "inventory-count-posted",
            Self::Cancelled => "inventory-count-cancelled",
        }
    }

    /// Whether this step is legal.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        COUNT_STEPS.contains(&(self, next))
    }
}

/// A class of variants by how much of the value of all sales is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AbcClass {
    /// Those that make up the first 80 % of the value sold.
    A,
    /// Those that make up the next 15 %.
    B,
    /// The rest, and what was not sold.
    C,
}

impl AbcClass {
    /// All.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    /// Reads [`AbcClass::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::A => "inventory-class-a",
            Self::B => "inventory-class-b",
            Self::C => "inventory-class-c",
        }
    }
}

/// What a count looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CountScope {
    /// Everything that the warehouse has.
    All,
    /// What lies in one bin; `None` when the bin is gone.
    Bin(Option<Uuid>),
    /// A class by sales.
    Abc(AbcClass),
}

impl CountScope {
    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Bin(_) => "BIN",
            Self::Abc(_) => "ABC",
        }
    }
}

/// A line of the list of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// Primary key.
    pub id: Uuid,
    /// Such as `C-00012`.
    pub number: String,
    /// How far it is.
    pub status: CountStatus,
    /// Name of the warehouse.
    pub warehouse: String,
    /// What it looks at.
    pub scope: CountScope,
    /// Code of the bin.
    pub bin: Option<String>,
    /// Whoever counts does not see what is expected.
    pub is_blind: bool,
    /// Lines.
    pub lines: i64,
    /// Lines that are counted.
    pub counted: i64,
    /// Units by which the books were changed.
    pub posted_change: i64,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
}

/// The list of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountList {
    /// The counts, newest first.
    pub page: crate::shared::Page<CountRow>,
    /// All warehouses, for the form of a new count.
    pub warehouses: Vec<Warehouse>,
    /// All bins.
    pub bins: Vec<Bin>,
}

/// A line of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountItem {
    /// Primary key.
    pub id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Where it lies.
    pub bin: Option<String>,
    /// What the books said when the count began.
    pub expected_at_snapshot: i32,
    /// What was counted.
    pub counted: Option<i32>,
    /// What the books said at the moment of counting.
    pub expected_at_count: Option<i32>,
    /// When it was counted, UTC.
    pub counted_at: Option<DateTime<Utc>>,
    /// Who counted it.
    pub person: Option<String>,
    /// Units by which the books were changed.
    pub posted_change: Option<i32>,
}

impl CountItem {
    /// Units more or fewer than the books said at the moment of counting.
    #[must_use]
    pub fn difference(&self) -> Option<i32> {
        Some(self.counted? - self.expected_at_count?)
    }
}

/// Which lines of a count to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CountView {
    /// All.
    #[default]
    All,
    /// Those that are not counted.
    Open,
    /// Those that differ.
    Different,
}

impl CountView {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::All, Self::Open, Self::Different];

    /// The word in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Open => "open",
            Self::Different => "different",
        }
    }

    /// Reads [`CountView::code`]; all lines for anything else.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.code() == code).unwrap_or_default()
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "inventory-state-all",
            Self::Open => "inventory-count-open",
            Self::Different => "inventory-count-different",
        }
    }
}

/// A count in full, with a page of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountDetail {
    /// What the list says of it.
    pub row: CountRow,
    /// For whoever counts.
    pub notes: String,
    /// When its lines were written down, UTC.
    pub snapshot_at: Option<DateTime<Utc>>,
    /// When its differences were booked, UTC.
    pub posted_at: Option<DateTime<Utc>>,
    /// Who made it.
    pub person: Option<String>,
    /// Counted lines that differ.
    pub different: i64,
    /// Its lines, on the way through the warehouse.
    pub items: crate::shared::Page<CountItem>,
}

/// A count to be made, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountForm {
    /// Id of the warehouse.
    pub warehouse: String,
    /// [`CountScope::code`].
    pub scope: String,
    /// Id of the bin.
    pub bin: String,
    /// [`AbcClass::code`].
    pub abc_class: String,
    /// `true` when whoever counts is not to see what is expected.
    pub is_blind: String,
    /// For whoever counts.
    pub notes: String,
}

/// What was counted of a line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountLineForm {
    /// The line.
    pub item: String,
    /// Units; empty while it is not counted.
    pub counted: String,
}

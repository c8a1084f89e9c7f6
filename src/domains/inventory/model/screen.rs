//! What the pages of the inventory domain show, and their forms.

use super::{Bin, Cause, OwnerName, Reference, Warehouse};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a person does to stock by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AdjustMode {
    /// Puts units in.
    Add,
    /// Takes units out.
    Remove,
    /// Says how many were counted.
    Count,
    /// Sets units aside: they are there, but not for sale.
    Hold,
    /// Puts units that were set aside on sale again.
    Unhold,
}

impl AdjustMode {
    /// All, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Add, Self::Remove, Self::Count, Self::Hold, Self::Unhold];

    /// The word in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Count => "count",
            Self::Hold => "hold",
            Self::Unhold => "unhold",
        }
    }

    /// Reads [`AdjustMode::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Add => "inventory-mode-add",
            Self::Remove => "inventory-mode-remove",
            Self::Count => "inventory-mode-count",
            Self::Hold => "inventory-mode-hold",
            Self::Unhold => "inventory-mode-unhold",
        }
    }
}

/// Which stock to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LevelState {
    /// Above zero, at or below the reorder level.
    Low,
    /// On sale, and nothing can be promised.
    Out,
    /// More promised than there is.
    Short,
}

impl LevelState {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Low, Self::Out, Self::Short];

    /// The word in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Out => "out",
            Self::Short => "short",
        }
    }

    /// Reads [`LevelState::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Low => "inventory-state-low",
            Self::Out => "inventory-state-out",
            Self::Short => "inventory-state-short",
        }
    }
}

/// Narrows the list of stock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelFilter {
    /// Words in any of the three scripts, SKU or barcode.
    pub query: Option<String>,
    /// State of stock.
    pub state: Option<LevelState>,
    /// One warehouse; else all together.
    pub warehouse: Option<Uuid>,
}

impl LevelFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &crate::shared::Params) -> Self {
        Self {
            query: params.query("q"),
            state: params.query("state").and_then(|code| LevelState::parse(&code)),
            warehouse: params.query("warehouse").and_then(|id| Uuid::parse_str(&id).ok()),
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }
}

/// A line of the list of stock: a variant in one warehouse or in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelRow {
    /// The variant.
    pub variant_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Address of the product's first picture.
    pub image: Option<String>,
    /// In the warehouse.
    pub on_hand: i64,
    /// Promised.
    pub reserved: i64,
    /// In the warehouse, but not for sale.
    pub unavailable: i64,
    /// Promised, but not there.
    pub short: i64,
    /// Can be promised.
    pub available: i64,
    /// At or below the reorder level somewhere.
    pub is_low: bool,
}

/// The list of stock with the choices of its filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelList {
    /// The stock.
    pub page: crate::shared::Page<LevelRow>,
    /// All warehouses.
    pub warehouses: Vec<Warehouse>,
}

/// A variant in one warehouse. Reservations that have expired count as released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    /// The variant.
    pub variant_id: Uuid,
    /// Where.
    pub warehouse_id: Uuid,
    /// Name of the warehouse.
    pub warehouse: String,
    /// In the warehouse.
    pub on_hand: i32,
    /// Promised.
    pub reserved: i32,
    /// In the warehouse, but not for sale.
    pub unavailable: i32,
    /// Promised, but not there.
    pub short: i32,
    /// Can be promised: on hand less reserved less unavailable.
    pub available: i32,
    /// At or below this it is time to order more; 0 never is.
    pub reorder_level: i32,
    /// Least units of an order; 0 for any.
    pub reorder_quantity: i32,
    /// Never more than so many.
    pub max_level: Option<i32>,
    /// May be promised before it is here.
    pub backorder_limit: i32,
    /// Where it lies.
    pub bin_id: Option<Uuid>,
}

impl StockLevel {
    /// Units that are promised before they are here: within the limit; what is above it is short.
    #[must_use]
    pub const fn backordered(&self) -> i32 {
        let gap = self.reserved + self.unavailable - self.on_hand - self.short;
        if gap > 0 { gap } else { 0 }
    }
}

/// How fast a variant leaves a warehouse, and what is coming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Where.
    pub warehouse_id: Uuid,
    /// Units sold in the last [`SOLD_DAYS`] days, less those that came back.
    pub sold: i64,
    /// Units on their way here from other warehouses.
    pub coming: i64,
    /// Ordered from suppliers, and not come yet.
    pub on_order: i64,
}

/// A promise that is kept for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationRow {
    /// Primary key.
    pub id: Uuid,
    /// Where.
    pub warehouse_id: Uuid,
    /// Units.
    pub quantity: i32,
    /// Of these, units that are not there.
    pub short: i32,
    /// [`super::Owner::kind`].
    pub owner_kind: String,
    /// Whose.
    pub owner_id: Uuid,
    /// When it ends by itself, UTC.
    pub expires_at: Option<DateTime<Utc>>,
    /// Since when, UTC.
    pub created_at: DateTime<Utc>,
}

/// Days whose sales are looked at where nobody chose another number.
pub const SOLD_DAYS: i64 = 30;

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovementRow {
    /// Primary key.
    pub id: Uuid,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What.
    pub variant_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Name of the warehouse.
    pub warehouse: String,
    /// Why.
    pub cause: Cause,
    /// Units more or fewer.
    pub change: i32,
    /// Units more or fewer that are not for sale.
    pub unavailable_change: i32,
    /// Units there afterwards.
    pub on_hand_after: i32,
    /// What it belongs to.
    pub reference: Option<Reference>,
    /// What that is called, where it is known.
    pub reference_name: Option<OwnerName>,
    /// In words.
    pub reason: Option<String>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
}

/// Narrows the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovementFilter {
    /// Words in any of the three scripts, SKU or barcode.
    pub query: Option<String>,
    /// One variant.
    pub variant: Option<Uuid>,
    /// One warehouse.
    pub warehouse: Option<Uuid>,
    /// One cause.
    pub cause: Option<Cause>,
    /// First day, store time.
    pub from: Option<NaiveDate>,
    /// Last day, store time.
    pub to: Option<NaiveDate>,
}

impl MovementFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &crate::shared::Params) -> Self {
        let id = |name| params.query(name).and_then(|id| Uuid::parse_str(&id).ok());
        let day = |name| params.query(name).and_then(|day| day.parse().ok());
        Self {
            query: params.query("q"),
            variant: id("variant"),
            warehouse: id("warehouse"),
            cause: params.query("cause").and_then(|code| Cause::parse(&code)),
            from: day("from"),
            to: day("to"),
        }
    }
}

/// The ledger with the choices of its filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovementList {
    /// The lines, newest first.
    pub page: crate::shared::Page<MovementRow>,
    /// All warehouses.
    pub warehouses: Vec<Warehouse>,
    /// Name of the variant that it is narrowed to.
    pub variant: Option<String>,
}

/// The stock of one variant in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantStock {
    /// The variant.
    pub variant_id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// One a warehouse, the default one first.
    pub levels: Vec<StockLevel>,
    /// How fast it leaves each warehouse.
    pub pace: Vec<Pace>,
    /// The newest promises that are kept, at most [`SHOWN_RESERVATIONS`].
    pub reservations: Vec<ReservationRow>,
    /// What their owners are called, where it is known.
    pub owners: Vec<OwnerName>,
    /// Bins of all warehouses, by warehouse and route.
    pub bins: Vec<Bin>,
    /// The ledger, newest first.
    pub movements: crate::shared::Page<MovementRow>,
}

/// Most reservations on the page of a variant.
pub const SHOWN_RESERVATIONS: i64 = 200;

/// An adjustment by hand, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdjustForm {
    /// Id of the warehouse.
    pub warehouse_id: String,
    /// [`AdjustMode::code`].
    pub mode: String,
    /// Units.
    pub quantity: String,
    /// [`Cause::code`], or empty for the usual one.
    pub cause: String,
    /// In words.
    pub reason: String,
    /// `true` to do it even when less remains than is promised; who is short is written down then.
    pub allow_short: String,
}

/// What an adjustment has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjusted {
    /// The variant.
    pub variant_id: Uuid,
    /// What can be promised afterwards.
    pub available: i32,
    /// Names of those who are short of stock now.
    pub short: Vec<String>,
}

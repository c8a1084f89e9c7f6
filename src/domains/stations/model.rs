//! What crosses the wire at the stations.

use crate::shared::{Cursor, Page, Permission, words};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// A kind of work.
    Station {
        /// Goods of a purchase order or of a transfer come in.
        Receive = "RECEIVE", "stations-receive";
        /// Goods of orders are collected in a warehouse.
        Pick = "PICK", "stations-pick";
        /// An order's parcel is packed.
        Pack = "PACK", "stations-pack";
        /// Stock is counted.
        Count = "COUNT", "stations-count";
        /// An order's parcel came back, or what a buyer returns.
        Returns = "RETURNS", "stations-returns";
    }
}

impl Station {
    /// As it stands in addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Pick => "pick",
            Self::Pack => "pack",
            Self::Count => "count",
            Self::Returns => "returns",
        }
    }

    /// Who may work at it.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Receive => Permission::PurchasingReceive,
            Self::Pick | Self::Pack | Self::Returns => Permission::OrdersFulfil,
            Self::Count => Permission::InventoryWrite,
        }
    }

    /// The Fluent key of what is done at it.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Receive => "stations-receive-text",
            Self::Pick => "stations-pick-text",
            Self::Pack => "stations-pack-text",
            Self::Count => "stations-count-text",
            Self::Returns => "stations-returns-text",
        }
    }
}

words! {
    /// What became of a scan.
    Verdict {
        /// It counts.
        Applied = "APPLIED", "stations-verdict-applied";
        /// All of it was there already; nothing has changed.
        Repeated = "REPEATED", "stations-verdict-repeated";
        /// It cannot be, and whoever scanned it was told at once.
        Refused = "REFUSED", "stations-verdict-refused";
        /// It cannot be, and nobody stood by: somebody decides about it later.
        Conflict = "CONFLICT", "stations-verdict-conflict";
    }
}

/// A scan as a form or a device sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanForm {
    /// Id that the device has made for it.
    pub client_id: String,
    /// Station by its stored name.
    pub station: String,
    /// Id of what is worked on.
    pub task: String,
    /// `SCAN` or `UNDO`.
    pub action: String,
    /// What was scanned: a SKU in any case, or a barcode.
    pub code: String,
    /// Pieces; one when it is empty.
    pub quantity: String,
    /// `true` for broken pieces.
    pub damaged: String,
    /// `true` when more than is expected is meant.
    pub over: String,
    /// Id of the scan that is taken back.
    pub undoes: String,
    /// How long ago it was scanned: devices' clocks are wrong, the time between two looks at one is right.
    pub seconds_ago: String,
    /// `true` when whoever scans sees the answer.
    pub attended: String,
    /// Whose scan it is, see [`sender`]: a device's queue is never sent as somebody else.
    pub sender: String,
}

/// Whose queue it is.
#[must_use]
pub fn sender(organization_id: Uuid, user_id: Uuid) -> String {
    format!("{}.{}", organization_id.simple(), user_id.simple())
}

/// A line of what is worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardLine {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// SKU.
    pub sku: String,
    /// What its label may say, in capitals.
    pub codes: Vec<String>,
    /// Where it lies.
    pub bin: Option<String>,
    /// The order that it is for, where several are worked on.
    pub order: Option<String>,
    /// Pieces that should be; `None` where whoever counts should not know, or nobody does.
    pub expected: Option<i32>,
    /// Pieces that may be at most, where more than expected can be meant.
    pub most: Option<i32>,
    /// Pieces so far.
    pub done: i32,
    /// Broken ones of them.
    pub damaged: i32,
}

impl BoardLine {
    /// Pieces that are still to come.
    #[must_use]
    pub fn open(&self) -> i32 {
        self.expected.map_or(0, |expected| (expected - self.done).max(0))
    }
}

/// A Fluent key with its arguments.
pub type Message = (String, Vec<(String, String)>);

/// A scan that the server knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownScan {
    /// Id that the device has made.
    pub client_id: Uuid,
    /// Where.
    pub station: Station,
    /// What was worked on.
    pub task_id: Uuid,
    /// It takes another one back.
    pub is_undo: bool,
    /// What was scanned.
    pub code: String,
    /// Pieces.
    pub quantity: i32,
    /// Broken pieces.
    pub is_damaged: bool,
    /// More than expected was meant.
    pub is_over: bool,
    /// What became of it.
    pub verdict: Verdict,
    /// In words.
    pub message: Message,
    /// The line that it counts for.
    pub line_id: Option<Uuid>,
    /// It was taken back.
    pub is_undone: bool,
    /// It is booked.
    pub is_settled: bool,
    /// When it was scanned.
    pub scanned_at: DateTime<Utc>,
}

/// What a device is told about a scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanAnswer {
    /// The scan.
    pub client_id: Uuid,
    /// What became of it.
    pub verdict: Verdict,
    /// In the person's language.
    pub text: String,
    /// The line that it counts for, as it stands now.
    pub line: Option<BoardLine>,
}

/// What kind of work something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskKind {
    /// What the station is for.
    #[default]
    Usual,
    /// Goods of another warehouse come in.
    Transfer,
    /// A buyer sends goods back that they had taken.
    Return,
}

/// A warehouse from which pieces of an order are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickPlace {
    /// Its name.
    pub warehouse: String,
    /// Pieces that are still here of the order and come from there.
    pub pieces: i64,
    /// Of these, pieces that were picked there.
    pub picked: i64,
    /// Somebody has scanned something of it there.
    pub is_scanned: bool,
}

impl PickPlace {
    /// Pieces that are still to be picked.
    #[must_use]
    pub const fn open(&self) -> i64 {
        self.pieces - self.picked
    }
}

/// The warehouses where something of an order is still to be picked. Empty for an order that is fetched from one warehouse in which nobody
/// has scanned it: whoever works without the pick station is not told of it.
#[must_use]
pub fn still_to_pick(places: &[PickPlace]) -> Vec<&PickPlace> {
    let is_told = places.len() > 1 || places.iter().any(|place| place.is_scanned);
    places.iter().filter(|place| is_told && place.open() > 0).collect()
}

/// What is worked on at a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// Where.
    pub station: Station,
    /// Id of the purchase order, transfer, warehouse, order, return or count.
    pub task_id: Uuid,
    /// What kind of work it is, where a station has several.
    pub kind: TaskKind,
    /// Its number or name.
    pub title: String,
    /// Whom it is from, or where.
    pub sub: String,
    /// It can be worked on.
    pub is_open: bool,
    /// Its lines.
    pub lines: Vec<BoardLine>,
    /// Where the pieces of a parcel are picked.
    pub places: Vec<PickPlace>,
    /// Scans that are in these numbers, the newest first.
    pub seen: Vec<Uuid>,
    /// The newest scan of the person that can be taken back.
    pub last: Option<KnownScan>,
}

impl Board {
    /// Pieces so far.
    #[must_use]
    pub fn done(&self) -> i64 {
        self.lines.iter().map(|line| i64::from(line.done)).sum()
    }

    /// Pieces that should be; `None` where nobody says.
    #[must_use]
    pub fn expected(&self) -> Option<i64> {
        self.lines.iter().map(|line| line.expected.map(i64::from)).sum()
    }
}

/// Something to work on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Id.
    pub id: Uuid,
    /// Number or name.
    pub name: String,
    /// Whom it is from, or where.
    pub sub: String,
    /// Pieces or lines that wait.
    pub waiting: i64,
}

/// A scan that waits for somebody's decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanTask {
    /// Id.
    pub id: Uuid,
    /// The scan.
    pub scan: KnownScan,
    /// Who scanned it.
    pub person: Option<String>,
    /// When it was found out.
    pub created_at: DateTime<Utc>,
}

/// A page of tasks.
pub type TaskPage = Page<ScanTask>;

impl ScanTask {
    /// Where it stands in the list.
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.created_at, id: self.id }
    }
}

/// What somebody decides about a scan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResolveForm {
    /// `apply` or `drop`.
    pub choice: String,
    /// What it was really, where the code was wrong.
    pub code: String,
    /// Why.
    pub note: String,
}

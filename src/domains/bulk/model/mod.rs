//! What the bulk domain shows.

use crate::shared::{Page, words};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod actions;

pub use actions::*;

words! {
    /// What a file holds.
    ImportKind {
        /// Products and their variants.
        Products = "PRODUCTS", "bulk-kind-products";
        /// Orders.
        Orders = "ORDERS", "bulk-kind-orders";
        /// Customers.
        Customers = "CUSTOMERS", "bulk-kind-customers";
    }
}

words! {
    /// How a file is written.
    ImportFormat {
        /// WooCommerce's CSV of products, or the JSON of its REST API.
        Woocommerce = "WOOCOMMERCE", "bulk-format-woocommerce";
        /// Shopify's CSV.
        Shopify = "SHOPIFY", "bulk-format-shopify";
        /// Our own CSV.
        Smartstore = "SMARTSTORE", "bulk-format-smartstore";
    }
}

words! {
    /// Where an import stands.
    ImportStatus {
        /// It can be looked at; nothing has happened yet.
        Uploaded = "UPLOADED", "bulk-status-uploaded";
        /// Waits for a worker.
        Queued = "QUEUED", "bulk-status-queued";
        /// Under way.
        Running = "RUNNING", "bulk-status-running";
        /// Every row has its result.
        Completed = "COMPLETED", "bulk-status-completed";
        /// The file cannot be read any more.
        Failed = "FAILED", "bulk-status-failed";
        /// Stopped by a person; what was done stays.
        Cancelled = "CANCELLED", "bulk-status-cancelled";
    }
}

impl ImportStatus {
    /// Whether something is still to be expected without anybody doing anything.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

words! {
    /// What became of a row.
    RowStatus {
        /// Nothing yet.
        Pending = "PENDING", "bulk-row-pending";
        /// It made something new.
        Created = "CREATED", "bulk-row-created";
        /// It changed something.
        Updated = "UPDATED", "bulk-row-updated";
        /// Everything was as the row says.
        Unchanged = "UNCHANGED", "bulk-row-unchanged";
        /// It was refused.
        Failed = "FAILED", "bulk-row-failed";
    }
}

/// Something to say about a row or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The column, if one cell is meant.
    pub column: Option<String>,
    /// Fluent key.
    pub key: String,
    /// Arguments, as text.
    pub args: Vec<(String, String)>,
}

impl Message {
    /// A message without column and arguments.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self { column: None, key: key.to_owned(), args: Vec::new() }
    }

    /// The same with an argument.
    #[must_use]
    pub fn arg(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }
}

/// How many rows there are and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All.
    pub total: i32,
    /// Those that have a result.
    pub done: i32,
    /// Made something new.
    pub created: i32,
    /// Changed something.
    pub updated: i32,
    /// Found everything as they say.
    pub unchanged: i32,
    /// Were refused.
    pub failed: i32,
}

/// What an open page asks for while an import runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Where it stands.
    pub status: ImportStatus,
    /// The numbers.
    pub counts: Counts,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportJob {
    /// Primary key.
    pub id: Uuid,
    /// What the file holds.
    pub kind: ImportKind,
    /// How it is written.
    pub format: ImportFormat,
    /// Its name on the person's computer.
    pub file_name: String,
    /// Where it stands.
    pub status: ImportStatus,
    /// The numbers.
    pub counts: Counts,
    /// Who uploaded it; `None` for the program itself.
    pub person: Option<String>,
    /// When, UTC.
    pub created_at: DateTime<Utc>,
    /// When every row had its result, UTC.
    pub completed_at: Option<DateTime<Utc>>,
    /// When anything about it last changed, UTC.
    pub updated_at: DateTime<Utc>,
    /// Why the file could not be read.
    pub error: Option<Message>,
}

/// A row and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Its number in the file, from 1, the header not counted.
    pub number: i32,
    /// What it is, for people.
    pub label: String,
    /// What became of it.
    pub status: RowStatus,
    /// Why, and what else to know.
    pub messages: Vec<Message>,
    /// What it made or changed: `product`, `order` or `customer`, and its id.
    pub resource: Option<(String, Uuid)>,
}

/// A page of rows, in the file's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPage {
    /// The rows.
    pub rows: Vec<ImportRow>,
    /// The row after which the next page begins.
    pub next: Option<i32>,
    /// The row before which the previous page ends.
    pub previous: Option<i32>,
}

/// Which rows to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// One result.
    pub status: Option<RowStatus>,
    /// Rows after this one.
    pub after: Option<i32>,
    /// Rows before this one; ignored with `after`.
    pub before: Option<i32>,
}

/// A meaning that a column can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChoice {
    /// The word that is stored.
    pub code: String,
    /// Fluent key of its name.
    pub key: String,
    /// Arguments of the name.
    pub args: Vec<(String, String)>,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// The first filled cell.
    pub sample: String,
    /// [`FieldChoice::code`] of what it means; empty when it is not imported.
    pub field: String,
}

/// A row as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Its number.
    pub number: i32,
    /// One text for each of [`Inspection::heads`].
    pub cells: Vec<String>,
    /// It will be refused.
    pub is_refused: bool,
    /// Why, and what else to know.
    pub messages: Vec<Message>,
}

/// What a file looks like before anything is done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// Its columns; none for a file that is not a table.
    pub columns: Vec<Column>,
    /// What they can mean.
    pub fields: Vec<FieldChoice>,
    /// Fluent keys of the heads of the preview.
    pub heads: Vec<String>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// How many rows there are.
    pub total: usize,
    /// How many of them will be refused as they are.
    pub refused: usize,
    /// What to know about the file as a whole.
    pub notes: Vec<Message>,
}

/// Another upload of the very same file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameFile {
    /// That import.
    pub id: Uuid,
    /// When it was uploaded, UTC.
    pub at: DateTime<Utc>,
}

/// An import with what its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDetail {
    /// The import.
    pub job: ImportJob,
    /// The newest other upload of the same file.
    pub same_file: Option<SameFile>,
    /// How the file is understood; only before it is started.
    pub preview: Option<Inspection>,
    /// Results; empty before it is started.
    pub rows: RowPage,
    /// It should be under way, but nothing has happened for a while.
    pub is_stale: bool,
}

/// The list of imports.
pub type ImportList = Page<ImportJob>;

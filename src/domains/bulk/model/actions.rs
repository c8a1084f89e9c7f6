//! Changes of many rows at once.

use super::Message;
use crate::shared::{Page, Permission, words};
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most rows that one job changes.
pub const LARGEST_JOB: usize = 50_000;

words! {
    /// Where a job stands.
    JobStatus {
        /// What would happen is being found out.
        Previewing = "PREVIEWING", "bulk-job-previewing";
        /// It can be looked at; nothing has changed yet.
        Previewed = "PREVIEWED", "bulk-job-previewed";
        /// Waits for a worker.
        Queued = "QUEUED", "bulk-job-queued";
        /// Under way.
        Running = "RUNNING", "bulk-job-running";
        /// Every row has its result.
        Completed = "COMPLETED", "bulk-job-completed";
        /// Stopped; what was done stays.
        Cancelled = "CANCELLED", "bulk-job-cancelled";
        /// Its changes are being taken back.
        Undoing = "UNDOING", "bulk-job-undoing";
        /// Its changes were taken back, where nobody had changed the rows since.
        Undone = "UNDONE", "bulk-job-undone";
    }
}

impl JobStatus {
    /// Whether something is still to be expected without anybody doing anything.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        self.open().is_some()
    }

    /// The rows that the phase of this status works off; `None` when it is nobody's turn but a person's.
    #[must_use]
    pub const fn open(self) -> Option<ItemStatus> {
        match self {
            Self::Previewing => Some(ItemStatus::Pending),
            Self::Queued | Self::Running => Some(ItemStatus::Ready),
            Self::Undoing => Some(ItemStatus::Changed),
            Self::Previewed | Self::Completed | Self::Cancelled | Self::Undone => None,
        }
    }
}

words! {
    /// What will become, or has become, of a row.
    ItemStatus {
        /// Not looked at yet.
        Pending = "PENDING", "bulk-item-pending";
        /// It would change.
        Ready = "READY", "bulk-item-ready";
        /// It is as wanted already.
        Unchanged = "UNCHANGED", "bulk-item-unchanged";
        /// A rule is against it.
        Refused = "REFUSED", "bulk-item-refused";
        /// It was changed.
        Changed = "CHANGED", "bulk-item-changed";
        /// The change was taken back.
        Undone = "UNDONE", "bulk-item-undone";
        /// The change was not taken back, because somebody has changed the row since.
        Kept = "KEPT", "bulk-item-kept";
    }
}

/// A value as people see it, in whatever language they read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// Nothing there.
    #[default]
    Nothing,
    /// As it is.
    Text(String),
    /// A Fluent key.
    Key(String),
    /// Least and greatest of some amounts, and their ISO 4217 code.
    Amounts(Decimal, Decimal, String),
}

impl Shown {
    /// Text, or nothing where it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }
}

/// How a field of an action's form is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// One of these: stored word and what is read. The first is chosen at first.
    Choice(Vec<(String, Shown)>),
    /// A line.
    Text,
    /// An amount or a number.
    Number,
}

/// A field of an action's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionField {
    /// Its name.
    pub name: String,
    /// Fluent key of its label.
    pub label: String,
    /// Fluent key of a line below; empty for none.
    pub help: String,
    /// How it is filled in.
    pub kind: FieldKind,
    /// It cannot stay empty.
    pub is_required: bool,
}

impl ActionField {
    /// A field that must be filled in.
    #[must_use]
    pub fn new(name: &str, label: &str, kind: FieldKind) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), help: String::new(), kind, is_required: true }
    }

    /// The same with a line below.
    #[must_use]
    pub fn help(mut self, key: &str) -> Self {
        key.clone_into(&mut self.help);
        self
    }

    /// The same, and it may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_required = false;
        self
    }

    /// A typed value as people see it.
    #[must_use]
    pub fn said(&self, typed: &str) -> Shown {
        match &self.kind {
            FieldKind::Choice(choices) => {
                choices.iter().find(|(value, _)| value == typed).map_or_else(|| Shown::text(typed), |(_, shown)| shown.clone())
            }
            FieldKind::Text | FieldKind::Number => Shown::text(typed),
        }
    }
}

/// The values of an action's form by the names of its fields, as typed.
pub type Typed = BTreeMap<String, String>;

/// What is known about an action without asking the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionFacts {
    /// Its name, such as `products.status`.
    pub key: &'static str,
    /// The list whose rows it changes; its path is `/area`.
    pub area: &'static str,
    /// Fluent key of what it does: a verb first.
    pub label: &'static str,
    /// Who may do it.
    pub permission: Permission,
    /// It can be taken back.
    pub is_reversible: bool,
    /// It ends something for good: its button warns.
    pub is_grave: bool,
}

/// How many rows there are and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All.
    pub total: i32,
    /// Not looked at yet.
    pub pending: i32,
    /// Would change.
    pub ready: i32,
    /// As wanted already.
    pub unchanged: i32,
    /// A rule is against it.
    pub refused: i32,
    /// Were changed.
    pub changed: i32,
    /// Were taken back.
    pub undone: i32,
    /// Were not taken back.
    pub kept: i32,
}

impl Tally {
    /// The number of one kind.
    #[must_use]
    pub const fn of(&self, status: ItemStatus) -> i32 {
        match status {
            ItemStatus::Pending => self.pending,
            ItemStatus::Ready => self.ready,
            ItemStatus::Unchanged => self.unchanged,
            ItemStatus::Refused => self.refused,
            ItemStatus::Changed => self.changed,
            ItemStatus::Undone => self.undone,
            ItemStatus::Kept => self.kept,
        }
    }
}

/// How far something is that people wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Rows to work off.
    pub total: i32,
    /// Rows that are done.
    pub done: i32,
    /// More is to be expected.
    pub is_under_way: bool,
}

/// Days that a job is kept after its end; one that was only looked at, after it was made.
pub const KEEP_DAYS: i64 = 90;

/// A job: an action, the rows it is for, and how they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Primary key.
    pub id: Uuid,
    /// The action.
    pub action: ActionFacts,
    /// What was typed into its form.
    pub typed: Typed,
    /// The list's query string when all that it finds was chosen.
    pub query: Option<String>,
    /// Where it stands.
    pub status: JobStatus,
    /// The numbers.
    pub tally: Tally,
    /// Rows of the phase that is under way or was the last one.
    pub phase_total: i32,
    /// Who made it; `None` for the program itself.
    pub person: Option<String>,
    /// Why it was stopped, where no person has stopped it.
    pub stopped_because: Option<Message>,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// When its last phase ended, UTC.
    pub completed_at: Option<DateTime<Utc>>,
}

impl Job {
    /// How far its phase is.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let open = self.status.open().map_or(0, |open| self.tally.of(open));
        let total = self.phase_total.max(open);
        Standing { total, done: total - open, is_under_way: self.status.is_under_way() }
    }

    /// Until when it is kept; `None` while it has not ended.
    #[must_use]
    pub fn kept_until(&self) -> Option<DateTime<Utc>> {
        self.completed_at.map(|at| at + TimeDelta::days(KEEP_DAYS))
    }

    /// Whether there are changes that can be taken back, as long as it is kept.
    #[must_use]
    pub fn can_be_undone(&self, now: DateTime<Utc>) -> bool {
        self.action.is_reversible
            && self.tally.changed > 0
            && matches!(self.status, JobStatus::Completed | JobStatus::Cancelled)
            && !self.is_too_old(now)
    }

    /// Whether it ended so long ago that it is not kept any more.
    #[must_use]
    pub fn is_too_old(&self, now: DateTime<Utc>) -> bool {
        self.kept_until().is_some_and(|until| until <= now)
    }
}

/// A row of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its place, from 1.
    pub number: i32,
    /// Which row of the list it is.
    pub target_id: Uuid,
    /// Its name when it was chosen.
    pub label: String,
    /// How it stands.
    pub status: ItemStatus,
    /// Why.
    pub messages: Vec<Message>,
    /// What would be changed, or was, as it was before.
    pub before: Shown,
    /// As it is afterwards.
    pub after: Shown,
}

/// A page of items, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemPage {
    /// The items.
    pub rows: Vec<Item>,
    /// The item after which the next page begins.
    pub next: Option<i32>,
    /// The item before which the previous page ends.
    pub previous: Option<i32>,
}

/// Which items to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// One kind.
    pub status: Option<ItemStatus>,
    /// Items after this one.
    pub after: Option<i32>,
    /// Items before this one; ignored with `after`.
    pub before: Option<i32>,
}

/// A job with what its page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobDetail {
    /// The job.
    pub job: Job,
    /// The form of its action.
    pub fields: Vec<ActionField>,
    /// A page of its items.
    pub items: ItemPage,
}

/// The list of jobs.
pub type JobList = Page<Job>;

/// A new job before it is made: what is asked of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// The action.
    pub action: ActionFacts,
    /// Its form.
    pub fields: Vec<ActionField>,
}

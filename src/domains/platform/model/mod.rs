//! What the platform domain shows.

mod organizations;

pub use organizations::{OrganizationDetail, OrganizationFilter, OrganizationRow, Plan, Status};

use crate::domains::bulk::model::Message;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rows that the system page shows of each list.
pub const SHOWN: i64 = 100;

/// Work that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// Primary key.
    pub id: Uuid,
    /// Such as `bulk.import_requested`.
    pub kind: String,
    /// What it is about.
    pub aggregate_id: Option<Uuid>,
    /// Failed attempts.
    pub attempts: i32,
    /// What the last one said.
    pub last_error: Option<String>,
    /// When it happened, UTC.
    pub created_at: DateTime<Utc>,
    /// When it is tried again, UTC.
    pub next_attempt_at: DateTime<Utc>,
    /// It is not tried again by itself.
    pub is_dead: bool,
}

/// What became of something that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum InboxStatus {
    /// Waits to be worked on.
    Received,
    /// Done.
    Processed,
    /// Could not be done.
    Failed,
    /// Nothing that we listen to.
    Ignored,
    /// The signature was wrong; kept for the log only.
    Rejected,
}

impl InboxStatus {
    /// All values.
    pub const ALL: [Self; 5] = [Self::Received, Self::Processed, Self::Failed, Self::Ignored, Self::Rejected];

    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "RECEIVED",
            Self::Processed => "PROCESSED",
            Self::Failed => "FAILED",
            Self::Ignored => "IGNORED",
            Self::Rejected => "REJECTED",
        }
    }

    /// Reads the stored form.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Received => "platform-inbox-received",
            Self::Processed => "platform-inbox-processed",
            Self::Failed => "platform-inbox-failed",
            Self::Ignored => "platform-inbox-ignored",
            Self::Rejected => "platform-inbox-rejected",
        }
    }
}

/// Something that came in and was not worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// Primary key.
    pub id: Uuid,
    /// Such as `order.updated`.
    pub topic: String,
    /// The store that it came from.
    pub store: String,
    /// What became of it.
    pub status: InboxStatus,
    /// Why.
    pub messages: Vec<Message>,
    /// How often a person had it tried again.
    pub retries: i32,
    /// When it came, UTC.
    pub created_at: DateTime<Utc>,
}

/// The system page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemState {
    /// Failing and dead events, newest first.
    pub outbox: Vec<OutboxRow>,
    /// Failed and rejected webhooks, newest first.
    pub inbox: Vec<InboxRow>,
}

/// A way for a store's webhooks to come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Primary key, part of its URL.
    pub id: Uuid,
    /// The store.
    pub store_id: Uuid,
    /// Whether it takes anything.
    pub is_active: bool,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// When something last came in, UTC.
    pub last_event_at: Option<DateTime<Utc>>,
}

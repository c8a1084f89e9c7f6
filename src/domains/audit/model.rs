//! What the audit domain shows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Primary key.
    pub id: Uuid,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
    /// What was done, such as `orders.confirmed`.
    pub action: String,
    /// Kind of the record.
    pub resource: String,
    /// The record.
    pub resource_id: Option<Uuid>,
    /// What changed, one line a field: (field, old, new).
    pub changes: Vec<(String, String, String)>,
    /// From where.
    pub ip: Option<String>,
}

/// Which lines to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Kind of record.
    pub resource: Option<String>,
    /// One record.
    pub resource_id: Option<Uuid>,
    /// Beginning of the action, such as `orders.`.
    pub action: Option<String>,
}

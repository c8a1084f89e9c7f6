//! How the log is hashed: its values, and each link of the chain that seals it. The database hashes links by itself when it seals;
//! this is the second hand that checks them.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The hash of what was and what is. JSON objects are sorted by key, in memory and as they come back from the database.
#[must_use]
pub fn values_hash(old: &Value, new: &Value) -> Vec<u8> {
    Sha256::digest(format!("{old}\n{new}")).to_vec()
}

/// What a link holds of a log.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// Primary key of the log.
    pub id: Uuid,
    /// Whose.
    pub organization_id: Uuid,
    /// Who did it.
    pub user_id: Option<Uuid>,
    /// What was done.
    pub action: &'a str,
    /// Kind of record.
    pub resource: &'a str,
    /// The record.
    pub resource_id: Option<Uuid>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// [`values_hash`] of the log.
    pub values_hash: &'a [u8],
}

/// The hash of a link; `audit_link` of the database says the same.
#[must_use]
pub fn link(previous: &[u8], log: Sealed<'_>) -> Vec<u8> {
    let optional = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let values = log.values_hash.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let text = format!(
        "{}|{}|{}|{}|{}|{values}|{}|{}|{}",
        log.id,
        log.organization_id,
        optional(log.user_id),
        log.created_at.timestamp_micros(),
        optional(log.resource_id),
        log.action.len(),
        log.action,
        log.resource,
    );
    Sha256::new().chain_update(previous).chain_update(text).finalize().to_vec()
}

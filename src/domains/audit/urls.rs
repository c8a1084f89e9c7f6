//! Paths of the audit domain.

use uuid::Uuid;

/// The audit log.
pub const LIST: &str = "/settings/audit";
/// The log as CSV; takes the list's filters.
pub const EXPORT: &str = "/settings/audit/export.csv";

/// The log of one record.
#[must_use]
pub fn of_record(resource: &str, id: Uuid) -> String {
    format!("{LIST}?resource={resource}&id={id}")
}

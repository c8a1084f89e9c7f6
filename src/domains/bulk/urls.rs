//! Paths of the bulk domain.

use uuid::Uuid;

/// The list of imports, with the form for a new one.
pub const LIST: &str = "/imports";
/// Where the form sends its file.
pub const UPLOAD: &str = "/imports/upload";

/// One import.
#[must_use]
pub fn import(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The refused rows of an import as CSV.
#[must_use]
pub fn refused(id: Uuid) -> String {
    format!("{LIST}/{id}/refused.csv")
}

/// The file as it was uploaded.
#[must_use]
pub fn original(id: Uuid) -> String {
    format!("{LIST}/{id}/original")
}

/// The list of changes of many rows.
pub const JOBS: &str = "/bulk";
/// A new one: `action`, and what a list's form sends of its ticked rows.
pub const NEW_JOB: &str = "/bulk/new";

/// One change of many rows.
#[must_use]
pub fn job(id: Uuid) -> String {
    format!("{JOBS}/{id}")
}

/// The list that a job's rows are of, as it was when they were chosen.
#[must_use]
pub fn list_of(area: &str, query: Option<&str>) -> String {
    match query.filter(|query| !query.is_empty()) {
        Some(query) => format!("/{area}?{query}"),
        None => format!("/{area}"),
    }
}

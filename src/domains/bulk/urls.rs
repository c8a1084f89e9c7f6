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

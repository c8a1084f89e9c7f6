//! Paths of the customers domain.

use uuid::Uuid;

/// All customers.
pub const LIST: &str = "/customers";
/// The form for a new one.
pub const NEW: &str = "/customers/new";

/// Customers that may be one person.
pub const DUPLICATES: &str = "/customers/duplicates";

/// Saved conditions on customers.
pub const SEGMENTS: &str = "/customers/segments";
/// The form for a new segment.
pub const NEW_SEGMENT: &str = "/customers/segments/new";

/// The form that changes a segment.
#[must_use]
pub fn segment(id: Uuid) -> String {
    format!("{SEGMENTS}/{id}")
}

/// Who is in a segment.
#[must_use]
pub fn members(id: Uuid) -> String {
    format!("{LIST}?segment={id}")
}

/// One person.
#[must_use]
pub fn detail(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The form that changes them.
#[must_use]
pub fn edit(id: Uuid) -> String {
    format!("{LIST}/{id}/edit")
}

/// The look at a merge of somebody into a person.
#[must_use]
pub fn merge(into: Uuid, from: Uuid) -> String {
    format!("{LIST}/{into}/merge/{from}")
}

//! Paths of the customers domain.

use uuid::Uuid;

/// All customers.
pub const LIST: &str = "/customers";
/// The form for a new one.
pub const NEW: &str = "/customers/new";

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

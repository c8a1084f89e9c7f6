//! Paths of the views domain: it has none of its own, its dialogs stand on the lists.

/// The dialog that saves what a list shows.
pub const SAVE: &str = "save-view";
/// The dialog that changes a saved view.
pub const EDIT: &str = "edit-view";

/// The list of an area.
#[must_use]
pub fn list(area: &str) -> String {
    format!("/{area}")
}

//! Paths of the inventory domain.

use uuid::Uuid;

/// The list of stock.
pub const LIST: &str = "/inventory";
/// The warehouses.
pub const WAREHOUSES: &str = "/inventory/warehouses";

/// The stock of one variant.
#[must_use]
pub fn variant(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

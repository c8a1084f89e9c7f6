//! Paths of the inventory domain.

use uuid::Uuid;

/// The list of stock.
pub const LIST: &str = "/inventory";
/// The warehouses.
pub const WAREHOUSES: &str = "/inventory/warehouses";
/// The ledger.
pub const MOVEMENTS: &str = "/inventory/movements";
/// The transfers between warehouses.
pub const TRANSFERS: &str = "/inventory/transfers";
/// The form for a new transfer.
pub const NEW_TRANSFER: &str = "/inventory/transfers/new";

/// The stock counts.
pub const COUNTS: &str = "/inventory/counts";

/// What is to be ordered.
pub const REORDER: &str = "/inventory/reorder";

/// What channels are not shown.
pub const BUFFERS: &str = "/inventory/buffers";

/// The form of labels.
pub const LABELS: &str = "/inventory/labels";
/// The labels as a file.
pub const LABELS_FILE: &str = "/inventory/labels.pdf";

/// The form of labels for variants, with how many of each.
#[must_use]
pub fn labels_of(variants: &[(Uuid, i64)]) -> String {
    let counts: Vec<String> = variants.iter().map(|(id, count)| format!("count%5B{id}%5D={count}")).collect();
    format!("{LABELS}?{}", counts.join("&"))
}

/// The labels of a warehouse's places as a file.
#[must_use]
pub fn bin_labels(warehouse_id: Uuid) -> String {
    format!("{WAREHOUSES}/{warehouse_id}/labels.pdf")
}

/// The stock of one variant.
#[must_use]
pub fn variant(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// One warehouse.
#[must_use]
pub fn warehouse(id: Uuid) -> String {
    format!("{WAREHOUSES}/{id}")
}

/// The ledger of a variant in one warehouse.
#[must_use]
pub fn movements_of(variant_id: Uuid, warehouse_id: Uuid) -> String {
    format!("{MOVEMENTS}?variant={variant_id}&warehouse={warehouse_id}")
}

/// One count.
#[must_use]
pub fn count(id: Uuid) -> String {
    format!("{COUNTS}/{id}")
}

/// One transfer.
#[must_use]
pub fn transfer(id: Uuid) -> String {
    format!("{TRANSFERS}/{id}")
}

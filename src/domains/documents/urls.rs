//! Paths of the documents domain.

use uuid::Uuid;

/// All invoices.
pub const INVOICES: &str = "/orders/invoices";
/// Branches and layouts of invoices.
pub const SETTINGS: &str = "/settings/invoices";

/// Packing slips of the chosen orders, a PDF file.
pub const PACKING_SLIPS: &str = "/orders/documents/packing-slips.pdf";
/// Labels of the parcels of the chosen orders, a PDF file.
pub const LABELS: &str = "/orders/documents/labels.pdf";
/// What is to be picked for the chosen orders, a PDF file.
pub const PICK_LIST: &str = "/orders/documents/pick-list.pdf";

/// One of these files for one order.
#[must_use]
pub fn of_order(file: &str, order_id: Uuid) -> String {
    format!("{file}?ids={order_id}")
}

/// One invoice.
#[must_use]
pub fn invoice(id: Uuid) -> String {
    format!("{INVOICES}/{id}")
}

/// One invoice as a PDF file.
#[must_use]
pub fn invoice_file(id: Uuid) -> String {
    format!("{INVOICES}/{id}/invoice.pdf")
}

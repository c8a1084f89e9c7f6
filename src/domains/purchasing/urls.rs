//! Paths of the purchasing domain.

use super::model::PurchaseStatus;
use uuid::Uuid;

/// All purchase orders.
pub const LIST: &str = "/purchasing";
/// The form for a new one.
pub const NEW: &str = "/purchasing/new";
/// What is to be ordered, by supplier; takes the query string of the list of stock to order.
pub const SUGGESTIONS: &str = "/purchasing/suggestions";
/// All suppliers.
pub const SUPPLIERS: &str = "/suppliers";
/// The form for a new one.
pub const NEW_SUPPLIER: &str = "/suppliers/new";
/// What a supplier's own people see: the orders to them.
pub const SUPPLY: &str = "/supply";
/// What a supplier's own people see: the stock that they supply.
pub const SUPPLY_STOCK: &str = "/supply/stock";

/// One purchase order.
#[must_use]
pub fn order(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The form that changes it.
#[must_use]
pub fn edit(id: Uuid) -> String {
    format!("{LIST}/{id}/edit")
}

/// The form that receives its goods.
#[must_use]
pub fn receive(id: Uuid) -> String {
    format!("{LIST}/{id}/receive")
}

/// The order as the supplier gets it, to print.
#[must_use]
pub fn print(id: Uuid) -> String {
    format!("{LIST}/{id}/print")
}

/// The order as the supplier gets it, as a file.
#[must_use]
pub fn file(id: Uuid) -> String {
    format!("{LIST}/{id}/order.pdf")
}

/// The orders with one status.
#[must_use]
pub fn with_status(status: PurchaseStatus) -> String {
    format!("{LIST}?status={}", status.code())
}

/// The orders to a supplier.
#[must_use]
pub fn of_supplier(supplier_id: Uuid) -> String {
    format!("{LIST}?supplier={supplier_id}")
}

/// A new order to a supplier.
#[must_use]
pub fn new_for(supplier_id: Uuid) -> String {
    format!("{NEW}?supplier={supplier_id}")
}

/// One supplier.
#[must_use]
pub fn supplier(id: Uuid) -> String {
    format!("{SUPPLIERS}/{id}")
}

/// A tab of a supplier's page.
#[must_use]
pub fn supplier_tab(id: Uuid, tab: &str) -> String {
    format!("{SUPPLIERS}/{id}?tab={tab}")
}

/// The form that changes a supplier.
#[must_use]
pub fn edit_supplier(id: Uuid) -> String {
    format!("{SUPPLIERS}/{id}/edit")
}

/// An order for the supplier's own people, as a file.
#[must_use]
pub fn supply_file(id: Uuid) -> String {
    format!("{SUPPLY}/{id}/order.pdf")
}

/// One order as the supplier's own people see it.
#[must_use]
pub fn supply(id: Uuid) -> String {
    format!("{SUPPLY}/{id}")
}

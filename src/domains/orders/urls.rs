//! Paths of the orders domain.

use crate::shared::Params;
use uuid::Uuid;

/// The queue.
pub const LIST: &str = "/orders";
/// The form for a new phone order.
pub const NEW: &str = "/orders/new";

/// Carts that are no order yet.
pub const CARTS: &str = "/orders/carts";

/// One cart.
#[must_use]
pub fn cart(id: Uuid) -> String {
    format!("{CARTS}/{id}")
}

/// All returns.
pub const RETURNS: &str = "/orders/returns";

/// One return.
#[must_use]
pub fn return_of(id: Uuid) -> String {
    format!("{RETURNS}/{id}")
}

/// One order.
#[must_use]
pub fn order(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The form that changes an order.
#[must_use]
pub fn edit(id: Uuid) -> String {
    format!("{LIST}/{id}/edit")
}

/// The queue with one status.
#[must_use]
pub fn with_status(status: super::model::OrderStatus) -> String {
    format!("{LIST}?status={}", status.as_str())
}

/// The orders with a tag.
#[must_use]
pub fn with_tag(tag: &str) -> String {
    Params::default().with("tag", tag).address(LIST)
}

/// The orders of a customer.
#[must_use]
pub fn of_customer(customer_id: Uuid) -> String {
    format!("{LIST}?customer={customer_id}")
}

/// The page on which a buyer sees where their parcel is.
#[must_use]
pub fn tracking(organization: &str, number: &str) -> String {
    format!("/s/{organization}/track/{number}")
}

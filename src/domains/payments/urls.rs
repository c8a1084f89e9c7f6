//! Paths of the payments domain.

use uuid::Uuid;

/// All payments.
pub const LIST: &str = "/payments";
/// Cash that couriers have collected and not yet handed over.
pub const WITH_COURIERS: &str = "/payments?status=PROCESSING&method=COD";

/// Where the payments of an order are shown: on its page.
#[must_use]
pub fn of_order(order_id: Uuid) -> String {
    format!("/orders/{order_id}")
}

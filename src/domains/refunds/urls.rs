//! Paths of the refunds domain.

use uuid::Uuid;

/// All refunds.
pub const LIST: &str = "/payments/refunds";
/// Those that wait for a second person.
pub const TO_APPROVE: &str = "/payments/refunds?state=APPROVAL";

/// Where the refunds of an order are shown: on its page.
#[must_use]
pub fn of_order(order_id: Uuid) -> String {
    format!("/orders/{order_id}")
}

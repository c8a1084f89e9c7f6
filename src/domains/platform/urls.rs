//! Paths of the platform domain.

use uuid::Uuid;

/// What went wrong in the background.
pub const SYSTEM: &str = "/settings/system";

/// Where WooCommerce sends the webhooks of a connection.
#[must_use]
pub fn woocommerce_hook(endpoint_id: Uuid) -> String {
    format!("/hooks/woocommerce/{endpoint_id}")
}

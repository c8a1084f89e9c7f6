//! Paths of the platform domain.

use uuid::Uuid;

/// What went wrong in the background.
pub const SYSTEM: &str = "/settings/system";

/// All organizations, for the platform's administrators.
pub const ORGANIZATIONS: &str = "/platform/organizations";

/// One organization.
#[must_use]
pub fn organization(id: Uuid) -> String {
    format!("{ORGANIZATIONS}/{id}")
}

/// Where WooCommerce sends the webhooks of a connection.
#[must_use]
pub fn woocommerce_hook(endpoint_id: Uuid) -> String {
    format!("/hooks/woocommerce/{endpoint_id}")
}

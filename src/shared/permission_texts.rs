//! What permissions are called: Fluent keys of their names, of a line that explains them, and of the area they belong to.

use super::permission::Permission;
use Permission as P;

impl Permission {
    /// The Fluent key of its name.
    #[must_use]
    pub const fn name_key(self) -> &'static str {
        self.texts().0
    }

    /// The Fluent key of a line that says what it allows.
    #[must_use]
    pub const fn help_key(self) -> &'static str {
        self.texts().1
    }

    /// The Fluent key of the area it belongs to; the areas stand together in [`Permission::ALL`].
    #[must_use]
    pub const fn area_key(self) -> &'static str {
        match self {
            P::OrdersRead | P::OrdersWrite | P::OrdersFulfil => "nav-orders",
            P::CatalogRead | P::CatalogWrite => "nav-products",
            P::InventoryRead | P::InventoryWrite => "nav-inventory",
            P::CustomersRead | P::CustomersWrite | P::CustomersAnonymise => "nav-customers",
            P::PaymentsRead | P::PaymentsWrite => "nav-payments",
            P::DeliveryRead | P::DeliveryWrite => "nav-deliveries",
            P::PurchasingRead | P::PurchasingWrite | P::PurchasingReceive | P::PurchasingSupply => "nav-purchasing",
            P::ImportsWrite => "nav-imports",
            P::UsersRead | P::UsersWrite | P::RolesWrite => "nav-users",
            P::SettingsRead | P::SettingsWrite | P::TranslationsWrite => "nav-group-settings",
            P::AuditRead | P::SystemWrite => "nav-system",
        }
    }

    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            P::OrdersRead => ("access-permission-orders-read", "access-permission-orders-read-help"),
            P::OrdersWrite => ("access-permission-orders-write", "access-permission-orders-write-help"),
            P::OrdersFulfil => ("access-permission-orders-fulfil", "access-permission-orders-fulfil-help"),
            P::CatalogRead => ("access-permission-catalog-read", "access-permission-catalog-read-help"),
            P::CatalogWrite => ("access-permission-catalog-write", "access-permission-catalog-write-help"),
            P::InventoryRead => ("access-permission-inventory-read", "access-permission-inventory-read-help"),
            P::InventoryWrite => ("access-permission-inventory-write", "access-permission-inventory-write-help"),
            P::CustomersRead => ("access-permission-customers-read", "access-permission-customers-read-help"),
            P::CustomersWrite => ("access-permission-customers-write", "access-permission-customers-write-help"),
            P::CustomersAnonymise => ("access-permission-customers-anonymise", "access-permission-customers-anonymise-help"),
            P::PaymentsRead => ("access-permission-payments-read", "access-permission-payments-read-help"),
            P::PaymentsWrite => ("access-permission-payments-write", "access-permission-payments-write-help"),
            P::DeliveryRead => ("access-permission-delivery-read", "access-permission-delivery-read-help"),
            P::DeliveryWrite => ("access-permission-delivery-write", "access-permission-delivery-write-help"),
            P::PurchasingRead => ("access-permission-purchasing-read", "access-permission-purchasing-read-help"),
            P::PurchasingWrite => ("access-permission-purchasing-write", "access-permission-purchasing-write-help"),
            P::PurchasingReceive => ("access-permission-purchasing-receive", "access-permission-purchasing-receive-help"),
            P::PurchasingSupply => ("access-permission-purchasing-supply", "access-permission-purchasing-supply-help"),
            P::ImportsWrite => ("access-permission-imports-write", "access-permission-imports-write-help"),
            P::UsersRead => ("access-permission-users-read", "access-permission-users-read-help"),
            P::UsersWrite => ("access-permission-users-write", "access-permission-users-write-help"),
            P::RolesWrite => ("access-permission-roles-write", "access-permission-roles-write-help"),
            P::SettingsRead => ("access-permission-settings-read", "access-permission-settings-read-help"),
            P::SettingsWrite => ("access-permission-settings-write", "access-permission-settings-write-help"),
            P::TranslationsWrite => ("access-permission-translations-write", "access-permission-translations-write-help"),
            P::AuditRead => ("access-permission-audit-read", "access-permission-audit-read-help"),
            P::SystemWrite => ("access-permission-system-write", "access-permission-system-write-help"),
        }
    }
}

//! Permission keys and the roles that every organization starts with.

use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($(#[$doc:meta])* $variant:ident = $key:literal),+ $(,)?) => {
        /// What somebody may do. Roles and, later, API keys are sets of these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Permission { $($(#[$doc])* $variant),+ }

        impl Permission {
            /// Every permission, in the order of the permission table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key as stored in `roles.permissions`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }
    };
}

permissions! {
    /// See orders, their lines and history.
    OrdersRead = "orders.read",
    /// Make, confirm, cancel and annotate orders.
    OrdersWrite = "orders.write",
    /// Pack, dispatch and deliver.
    OrdersFulfil = "orders.fulfil",
    /// See products, variants and categories.
    CatalogRead = "catalog.read",
    /// Make and change products.
    CatalogWrite = "catalog.write",
    /// See levels, reservations and movements.
    InventoryRead = "inventory.read",
    /// Adjust stock.
    InventoryWrite = "inventory.write",
    /// See customers.
    CustomersRead = "customers.read",
    /// Make and change customers.
    CustomersWrite = "customers.write",
    /// Forget a customer's person for good.
    CustomersAnonymise = "customers.anonymise",
    /// See payments.
    PaymentsRead = "payments.read",
    /// Record money received.
    PaymentsWrite = "payments.write",
    /// See parcels and couriers.
    DeliveryRead = "delivery.read",
    /// Make and change couriers.
    DeliveryWrite = "delivery.write",
    /// See suppliers and purchase orders.
    PurchasingRead = "purchasing.read",
    /// Make and change suppliers and purchase orders.
    PurchasingWrite = "purchasing.write",
    /// Book what came of purchase orders.
    PurchasingReceive = "purchasing.receive",
    /// See and answer the orders to the supplier that one signs in for.
    PurchasingSupply = "purchasing.supply",
    /// Import files.
    ImportsWrite = "imports.write",
    /// See who works here and with which role.
    UsersRead = "users.read",
    /// Invite people, change their role, take them out.
    UsersWrite = "users.write",
    /// Make and change roles.
    RolesWrite = "roles.write",
    /// See the organization's settings.
    SettingsRead = "settings.read",
    /// Change the organization's settings: name, taxes, currencies, security.
    SettingsWrite = "settings.write",
    /// Translate texts of products and categories.
    TranslationsWrite = "translations.write",
    /// See the audit log.
    AuditRead = "audit.read",
    /// See and retry work that failed in the background.
    SystemWrite = "system.write",
}

impl Permission {
    /// Finds a permission by its key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.key() == key)
    }
}

/// A role that every organization has from the start. Custom roles are rows beside these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInRole {
    /// Name as stored in `roles.name`.
    pub name: &'static str,
    /// What the role may do.
    pub permissions: &'static [Permission],
}

use Permission as P;

const OPERATE: &[Permission] = &[
    P::OrdersRead,
    P::OrdersWrite,
    P::OrdersFulfil,
    P::CatalogRead,
    P::CatalogWrite,
    P::InventoryRead,
    P::InventoryWrite,
    P::CustomersRead,
    P::CustomersWrite,
    P::PaymentsRead,
    P::PaymentsWrite,
    P::DeliveryRead,
    P::DeliveryWrite,
    P::PurchasingRead,
    P::PurchasingWrite,
    P::PurchasingReceive,
    P::ImportsWrite,
    P::UsersRead,
    P::SettingsRead,
    P::TranslationsWrite,
    P::AuditRead,
];

/// The seven built-in roles.
pub const BUILT_IN_ROLES: &[BuiltInRole] = &[
    BuiltInRole { name: "OWNER", permissions: Permission::ALL },
    BuiltInRole { name: "ADMIN", permissions: Permission::ALL },
    BuiltInRole { name: "STAFF", permissions: OPERATE },
    BuiltInRole {
        name: "WAREHOUSE",
        permissions: &[
            P::OrdersRead,
            P::OrdersFulfil,
            P::CatalogRead,
            P::InventoryRead,
            P::InventoryWrite,
            P::DeliveryRead,
            P::PurchasingRead,
            P::PurchasingReceive,
        ],
    },
    BuiltInRole { name: "INFLUENCER", permissions: &[] },
    BuiltInRole { name: "WHOLESALER", permissions: &[P::PurchasingSupply] },
    BuiltInRole {
        name: "VIEWER",
        permissions: &[
            P::OrdersRead,
            P::CatalogRead,
            P::InventoryRead,
            P::CustomersRead,
            P::PaymentsRead,
            P::DeliveryRead,
            P::PurchasingRead,
            P::SettingsRead,
            P::AuditRead,
        ],
    },
];

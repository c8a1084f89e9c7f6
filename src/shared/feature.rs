//! Areas of the program that can be switched off for an organization, and the permissions that each of them covers.

use super::permission::Permission as P;

macro_rules! areas {
    ($($(#[$doc:meta])* $variant:ident = $key:literal, $name:literal, [$($permission:ident),* $(,)?];)+) => {
        /// An area that can be switched off.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Area { $($(#[$doc])* $variant),+ }

        impl Area {
            /// Every area, in the order of the navigation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key as stored in `organizations.features`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The Fluent key of its name.
            #[must_use]
            pub const fn name_key(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What cannot be done while it is off.
            #[must_use]
            pub const fn permissions(self) -> &'static [P] {
                match self { $(Self::$variant => &[$(P::$permission),*]),+ }
            }
        }
    };
}

areas! {
    /// Orders and everything on their pages.
    Orders = "orders", "nav-orders", [OrdersRead, OrdersWrite, OrdersFulfil];
    /// Customers.
    Customers = "customers", "nav-customers", [CustomersRead, CustomersWrite, CustomersAnonymise];
    /// Payments.
    Payments = "payments", "nav-payments", [PaymentsRead, PaymentsWrite];
    /// Shops that are connected. They have no permission of their own: who imports may connect.
    Channels = "channels", "nav-channels", [];
    /// Products and categories.
    Catalog = "catalog", "nav-products", [CatalogRead, CatalogWrite];
    /// Stock and warehouses.
    Inventory = "inventory", "nav-inventory", [InventoryRead, InventoryWrite];
    /// Suppliers and purchase orders.
    Purchasing = "purchasing", "nav-purchasing", [PurchasingRead, PurchasingWrite, PurchasingReceive, PurchasingSupply];
    /// Imports of files.
    Imports = "imports", "nav-imports", [ImportsWrite];
    /// Parcels and couriers.
    Delivery = "delivery", "nav-deliveries", [DeliveryRead, DeliveryWrite];
}

impl Area {
    /// The area that a permission belongs to; `None` for what is never switched off.
    #[must_use]
    pub fn of(permission: P) -> Option<Self> {
        Self::ALL.iter().copied().find(|area| area.permissions().contains(&permission))
    }

    /// Reads the stored form.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|area| area.key() == key)
    }
}

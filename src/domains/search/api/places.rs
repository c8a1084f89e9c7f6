//! Pages and actions, found by their names in any of the three languages.

use crate::domains::search::model::{MOST, Place};
use crate::domains::{
    access, audit, bulk, catalog, channels, customers, delivery, documents, inventory, localization, notifications, orders, payments,
    platform, purchasing, refunds, statements,
};
use crate::server::Scope;
use crate::server::i18n::text;
use crate::shared::{Language, Permission};

const fn place(key: &'static str, path: &'static str) -> Place {
    Place { key, path }
}

/// Everything that has a name, with what one needs to go there.
const PLACES: &[(Place, Option<Permission>)] = &[
    (place("orders-new", orders::urls::NEW), Some(Permission::OrdersWrite)),
    (place("catalog-new", catalog::urls::NEW), Some(Permission::CatalogWrite)),
    (place("customers-new", customers::urls::NEW), Some(Permission::CustomersWrite)),
    (place("search-import-products", bulk::urls::LIST), Some(Permission::ImportsWrite)),
    (place("search-import-orders", bulk::urls::LIST), Some(Permission::ImportsWrite)),
    (place("nav-home", "/"), None),
    (place("nav-orders", orders::urls::LIST), Some(Permission::OrdersRead)),
    (place("nav-returns", orders::urls::RETURNS), Some(Permission::OrdersRead)),
    (place("documents-invoices", documents::urls::INVOICES), Some(Permission::OrdersRead)),
    (place("nav-customers", customers::urls::LIST), Some(Permission::CustomersRead)),
    (place("customers-duplicates", customers::urls::DUPLICATES), Some(Permission::CustomersRead)),
    (place("customers-segments", customers::urls::SEGMENTS), Some(Permission::CustomersRead)),
    (place("nav-payments", payments::urls::LIST), Some(Permission::PaymentsRead)),
    (place("payments-with-courier", payments::urls::WITH_COURIERS), Some(Permission::PaymentsRead)),
    (place("payments-slips", payments::urls::SLIPS), Some(Permission::PaymentsRead)),
    (place("statements-title", statements::urls::LIST), Some(Permission::PaymentsRead)),
    (place("refunds-title", refunds::urls::LIST), Some(Permission::PaymentsRead)),
    (place("nav-products", catalog::urls::LIST), Some(Permission::CatalogRead)),
    (place("catalog-categories", catalog::urls::CATEGORIES), Some(Permission::CatalogRead)),
    (place("catalog-brands", catalog::urls::BRANDS), Some(Permission::CatalogRead)),
    (place("catalog-size-guides", catalog::urls::SIZE_GUIDES), Some(Permission::CatalogRead)),
    (place("nav-inventory", inventory::urls::LIST), Some(Permission::InventoryRead)),
    (place("inventory-warehouses", inventory::urls::WAREHOUSES), Some(Permission::InventoryRead)),
    (place("inventory-movements", inventory::urls::MOVEMENTS), Some(Permission::InventoryRead)),
    (place("inventory-transfers", inventory::urls::TRANSFERS), Some(Permission::InventoryRead)),
    (place("inventory-transfer-new", inventory::urls::NEW_TRANSFER), Some(Permission::InventoryWrite)),
    (place("inventory-counts", inventory::urls::COUNTS), Some(Permission::InventoryRead)),
    (place("inventory-to-order", inventory::urls::REORDER), Some(Permission::InventoryRead)),
    (place("inventory-buffers", inventory::urls::BUFFERS), Some(Permission::InventoryRead)),
    (place("nav-purchasing", purchasing::urls::LIST), Some(Permission::PurchasingRead)),
    (place("purchasing-new", purchasing::urls::NEW), Some(Permission::PurchasingWrite)),
    (place("purchasing-suggestions", purchasing::urls::SUGGESTIONS), Some(Permission::PurchasingWrite)),
    (place("nav-suppliers", purchasing::urls::SUPPLIERS), Some(Permission::PurchasingRead)),
    (place("nav-deliveries", delivery::urls::LIST), Some(Permission::DeliveryRead)),
    (place("nav-couriers", delivery::urls::COURIERS), Some(Permission::DeliveryRead)),
    (place("nav-channels", channels::urls::LIST), Some(Permission::ImportsWrite)),
    (place("nav-imports", bulk::urls::LIST), Some(Permission::ImportsWrite)),
    (place("nav-settings", access::urls::SETTINGS), None),
    (place("nav-organization", access::urls::ORGANIZATION), Some(Permission::SettingsRead)),
    (place("nav-users", access::urls::USERS), Some(Permission::UsersRead)),
    (place("access-roles", access::urls::ROLES), Some(Permission::UsersRead)),
    (place("nav-security", access::urls::SECURITY), Some(Permission::SettingsRead)),
    (place("nav-taxes", catalog::urls::TAXES), Some(Permission::SettingsRead)),
    (place("payments-accounts", payments::urls::SETTINGS), Some(Permission::SettingsRead)),
    (place("documents-settings", documents::urls::SETTINGS), Some(Permission::SettingsRead)),
    (place("nav-currencies", localization::urls::CURRENCIES), Some(Permission::SettingsRead)),
    (place("nav-translations", localization::urls::TRANSLATIONS), Some(Permission::TranslationsWrite)),
    (place("notifications-title", notifications::urls::LIST), None),
    (place("notifications-settings", notifications::urls::SETTINGS), None),
    (place("nav-profile", access::urls::PROFILE), None),
    (place("factor-title", access::urls::SECOND_FACTOR), None),
    (place("access-sessions-title", access::urls::SESSIONS), None),
    (place("access-organizations", access::urls::ORGANIZATIONS), None),
    (place("nav-audit", audit::urls::LIST), Some(Permission::AuditRead)),
    (place("nav-system", platform::urls::SYSTEM), Some(Permission::SystemWrite)),
];

/// Whether every typed word begins a word of the name.
fn is_named(name: &str, query: &str) -> bool {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut typed = query.split_whitespace();
    typed.all(|typed| words.iter().any(|word| word.starts_with(typed)))
}

/// The first few places that the person may go to and whose name matches.
pub(super) fn matching(scope: &Scope, query: &str) -> Vec<Place> {
    let query = query.to_lowercase();
    if query.is_empty() {
        return Vec::new();
    }
    let open = PLACES.iter().filter(|(_, permission)| permission.is_none_or(|permission| scope.may(permission)));
    let named = open.filter(|(place, _)| Language::ALL.into_iter().any(|language| is_named(&text(language, place.key, None), &query)));
    named.map(|(place, _)| *place).take(usize::try_from(MOST).unwrap_or_default()).collect()
}

//! The places of the admin, grouped, each with the permission that shows it.

use crate::domains::{access, audit, bulk, catalog, channels, customers, delivery, inventory, orders, payments, purchasing, stations};
use crate::server::Scope;
use crate::shared::{Area, Permission};
use crate::ui::icon::Icon;

/// A place in the navigation.
pub struct Place {
    /// Fluent key of its name.
    pub name: &'static str,
    /// Path.
    pub path: &'static str,
    /// Picture.
    pub icon: Icon,
    /// Who sees it; `None` for everybody.
    pub permission: Option<Permission>,
    /// Whoever holds one of these sees it too.
    pub or: &'static [Permission],
    /// Who may do this has another place for it.
    pub unless: Option<Permission>,
    /// Its area, where that is another than the permission's.
    pub area: Option<Area>,
    /// Letter that follows `g` on the keyboard.
    pub shortcut: Option<char>,
    /// Stands in the phone's bottom bar.
    pub on_phone: bool,
    /// The path of a page beside it that belongs to it.
    pub beside: Option<&'static str>,
}

/// A group of places.
pub struct Group {
    /// Fluent key of its name; empty for the group without a title.
    pub name: &'static str,
    /// Its places.
    pub places: &'static [Place],
}

const fn place(name: &'static str, path: &'static str, icon: Icon, permission: Permission, shortcut: char) -> Place {
    Place {
        name,
        path,
        icon,
        permission: Some(permission),
        or: &[],
        unless: None,
        area: None,
        shortcut: Some(shortcut),
        on_phone: false,
        beside: None,
    }
}

/// A place of a supplier's own people: who buys has other places for the same.
const fn supply(name: &'static str, path: &'static str, icon: Icon) -> Place {
    let place = place(name, path, icon, Permission::PurchasingSupply, ' ');
    Place { unless: Some(Permission::PurchasingRead), shortcut: None, on_phone: true, ..place }
}

/// All groups in the order of the page.
pub const GROUPS: &[Group] = &[
    Group {
        name: "",
        places: &[Place {
            name: "nav-home",
            path: "/",
            icon: Icon::Home,
            permission: None,
            or: &[],
            unless: None,
            area: None,
            shortcut: Some('h'),
            on_phone: true,
            beside: None,
        }],
    },
    Group {
        name: "nav-group-sell",
        places: &[
            Place { on_phone: true, ..place("nav-orders", orders::urls::LIST, Icon::Orders, Permission::OrdersRead, 'o') },
            place("nav-returns", orders::urls::RETURNS, Icon::Undo, Permission::OrdersRead, 'u'),
            place("nav-customers", customers::urls::LIST, Icon::Customers, Permission::CustomersRead, 'c'),
            place("nav-payments", payments::urls::LIST, Icon::Payments, Permission::PaymentsRead, 'y'),
            Place {
                area: Some(Area::Channels),
                ..place("nav-channels", channels::urls::LIST, Icon::Channels, Permission::ImportsWrite, 'n')
            },
        ],
    },
    Group {
        name: "nav-group-stock",
        places: &[
            Place { on_phone: true, ..place("nav-products", catalog::urls::LIST, Icon::Products, Permission::CatalogRead, 'p') },
            place("nav-inventory", inventory::urls::LIST, Icon::Inventory, Permission::InventoryRead, 'i'),
            Place {
                or: &[Permission::OrdersFulfil, Permission::PurchasingReceive],
                ..place("nav-stations", stations::urls::INDEX, Icon::Scan, Permission::InventoryWrite, 't')
            },
            place("nav-purchasing", purchasing::urls::LIST, Icon::Purchasing, Permission::PurchasingRead, 'b'),
            place("nav-suppliers", purchasing::urls::SUPPLIERS, Icon::Building, Permission::PurchasingRead, 'v'),
            supply("nav-supply", purchasing::urls::SUPPLY, Icon::Purchasing),
            supply("nav-supply-stock", purchasing::urls::SUPPLY_STOCK, Icon::Inventory),
            place("nav-imports", bulk::urls::LIST, Icon::Upload, Permission::ImportsWrite, 'm'),
            Place {
                or: &[Permission::OrdersWrite, Permission::CustomersWrite],
                ..place("bulk-jobs", bulk::urls::JOBS, Icon::Edit, Permission::CatalogWrite, 'j')
            },
        ],
    },
    Group {
        name: "nav-group-deliver",
        places: &[
            Place { on_phone: true, ..place("nav-deliveries", delivery::urls::LIST, Icon::Delivery, Permission::DeliveryRead, 'd') },
            place("nav-couriers", delivery::urls::COURIERS, Icon::Rider, Permission::DeliveryRead, 'r'),
        ],
    },
    // What is used daily; the rest is one step further, in the index of settings.
    Group {
        name: "nav-group-settings",
        places: &[
            Place { permission: None, ..place("nav-settings", access::urls::SETTINGS, Icon::Settings, Permission::SettingsRead, 'e') },
            Place {
                beside: Some(access::urls::ROLES),
                ..place("nav-users", access::urls::USERS, Icon::People, Permission::UsersRead, 'w')
            },
            place("nav-audit", audit::urls::LIST, Icon::Activity, Permission::AuditRead, 'a'),
        ],
    },
];

/// Whether somebody sees a place.
#[must_use]
pub fn visible(place: &Place, scope: &Scope) -> bool {
    if place.unless.is_some_and(|permission| scope.may(permission)) {
        return false;
    }
    place.permission.is_none_or(|permission| place.area.map_or_else(|| scope.may(permission), |area| scope.may_in(area, permission)))
        || place.or.iter().any(|permission| scope.may(*permission))
}

fn is_at_or_below(path: &str, place: &Place) -> bool {
    let is_below = |above: &str| above != "/" && path.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'));
    std::iter::once(place.path).chain(place.beside).any(|above| path == above || is_below(above))
}

/// Whether a path lies at or below a place, and not at or below another that is deeper.
#[must_use]
pub fn is_current(place: &Place, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    let is_deeper = |other: &Place| other.path.len() > place.path.len() && is_at_or_below(path, other);
    is_at_or_below(path, place) && !GROUPS.iter().flat_map(|group| group.places).any(is_deeper)
}

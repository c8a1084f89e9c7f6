//! What was found, in the order in which it is shown.

use crate::domains::customers::phone;
use crate::domains::search::model::Found;
use crate::domains::{catalog, customers, orders, purchasing};
use crate::server::format::money;
use crate::server::i18n::t;
use crate::ui::icon::Icon;

/// A line of results.
pub struct Hit {
    /// Its picture.
    pub icon: Icon,
    /// What it is.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Where it is.
    pub href: String,
}

fn joined(parts: &[String]) -> String {
    parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Groups with their headings; exact hits are a group of their own, before the others.
pub fn groups(found: &Found) -> Vec<(String, Vec<Hit>)> {
    let mut exact = Vec::new();
    let (mut found_orders, mut people, mut products) = (Vec::new(), Vec::new(), Vec::new());
    let (mut suppliers, mut purchases) = (Vec::new(), Vec::new());
    for order in &found.orders {
        let status = order.status.map(|status| t(status.key())).unwrap_or_default();
        let hit = Hit {
            icon: Icon::Orders,
            title: order.number.clone(),
            detail: joined(&[order.name.clone(), order.city.clone(), status, money(order.total, &order.currency)]),
            href: orders::urls::order(order.id),
        };
        if order.is_exact { exact.push(hit) } else { found_orders.push(hit) }
    }
    for person in &found.customers {
        let number = person.phone.as_deref().map(phone::display).unwrap_or_default();
        let hit = Hit {
            icon: Icon::Customers,
            title: person.name.clone(),
            detail: joined(&[number, person.email.clone().unwrap_or_default()]),
            href: customers::urls::detail(person.id),
        };
        if person.is_exact { exact.push(hit) } else { people.push(hit) }
    }
    for product in &found.products {
        let hit = Hit {
            icon: Icon::Products,
            title: product.name.clone(),
            detail: product.sku.clone(),
            href: catalog::urls::product(product.id),
        };
        if product.is_exact { exact.push(hit) } else { products.push(hit) }
    }
    for supplier in &found.suppliers {
        let number = supplier.phone.as_deref().map(phone::display).unwrap_or_default();
        let hit = Hit {
            icon: Icon::Building,
            title: supplier.name.clone(),
            detail: joined(&[supplier.contact.clone(), number]),
            href: purchasing::urls::supplier(supplier.id),
        };
        if supplier.is_exact { exact.push(hit) } else { suppliers.push(hit) }
    }
    for order in &found.purchases {
        let status = order.status.map(|status| t(status.key())).unwrap_or_default();
        let hit = Hit {
            icon: Icon::Purchasing,
            title: order.number.clone(),
            detail: joined(&[order.supplier.clone(), status, money(order.total, &order.currency)]),
            href: purchasing::urls::order(order.id),
        };
        if order.is_exact { exact.push(hit) } else { purchases.push(hit) }
    }
    let places = found
        .places
        .iter()
        .map(|place| Hit { icon: Icon::ArrowRight, title: t(place.key), detail: String::new(), href: place.path.to_owned() })
        .collect();
    let groups = [
        (t("search-exact"), exact),
        (t("nav-orders"), found_orders),
        (t("nav-customers"), people),
        (t("nav-products"), products),
        (t("nav-suppliers"), suppliers),
        (t("nav-purchasing"), purchases),
        (t("search-places"), places),
    ];
    groups.into_iter().filter(|(_, hits)| !hits.is_empty()).collect()
}

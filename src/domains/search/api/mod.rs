//! Loaders of the search domain.

#[cfg(feature = "ssr")]
mod places;

#[cfg(feature = "ssr")]
use super::{model::Found, service};
#[cfg(feature = "ssr")]
use crate::{
    domains::{catalog, customers, orders, purchasing},
    server::{context, i18n::language},
    shared::AppError,
};

/// Everything that matches and that the person may see.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_search(query: String) -> Result<Found, AppError> {
    let scope = context::signed_in()?;
    let mut found = service::search(&scope, &query, language()).await?;
    found.places = places::matching(&scope, &found.query);
    Ok(found)
}

/// As [`load_search`]; what was scanned, or typed whole and sent by Enter, leads straight to the one thing that it is the number
/// of.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_exact(query: String) -> Result<Found, AppError> {
    let found = load_search(query).await?;
    let orders = found.orders.iter().filter(|hit| hit.is_exact).map(|hit| orders::urls::order(hit.id));
    let customers = found.customers.iter().filter(|hit| hit.is_exact).map(|hit| customers::urls::detail(hit.id));
    let products = found.products.iter().filter(|hit| hit.is_exact).map(|hit| catalog::urls::product(hit.id));
    let suppliers = found.suppliers.iter().filter(|hit| hit.is_exact).map(|hit| purchasing::urls::supplier(hit.id));
    let purchases = found.purchases.iter().filter(|hit| hit.is_exact).map(|hit| purchasing::urls::order(hit.id));
    let exact: Vec<String> = orders.chain(customers).chain(products).chain(suppliers).chain(purchases).collect();
    if let [only] = exact.as_slice() {
        leptos_axum::redirect(only);
    }
    Ok(found)
}

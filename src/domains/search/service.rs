//! Rules of the search domain: who finds what.

use super::model::Found;
use super::store;
use crate::server::{Result, Scope};
use crate::shared::{Language, Permission};

/// Longest query, in characters; more is cut off.
const LONGEST: usize = 100;

/// Orders, customers, products, suppliers and orders to them that match, at most a handful of each, in one transaction with one statement a kind.
///
/// # Errors
/// When the database refuses.
pub async fn search(scope: &Scope, query: &str, language: Language) -> Result<Found> {
    let query: String = query.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    let mut found = Found { query: query.clone(), ..Found::default() };
    if query.is_empty() {
        return Ok(found);
    }
    let mut work = scope.begin().await?;
    if scope.may(Permission::OrdersRead) {
        found.orders = store::orders(work.conn(), &query).await?;
    }
    if scope.may(Permission::CustomersRead) {
        found.customers = store::customers(work.conn(), &query).await?;
    }
    if scope.may(Permission::CatalogRead) {
        found.products = store::products(work.conn(), &query, language.code()).await?;
    }
    if scope.may(Permission::PurchasingRead) {
        found.suppliers = store::suppliers(work.conn(), &query).await?;
        found.purchases = store::purchases(work.conn(), &query).await?;
    }
    Ok(found)
}

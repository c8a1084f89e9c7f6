//! What is to be ordered.

use crate::domains::inventory::model::{ReorderFilter, ReorderList};
use crate::domains::inventory::store;
use crate::server::{Result, Scope};
use crate::shared::Language;
use crate::shared::paging::PageRequest;

/// A page of what has come down to where more is ordered, with the warehouses to narrow it by.
///
/// # Errors
/// When the database refuses.
pub async fn to_reorder(scope: &Scope, filter: &ReorderFilter, language: Language, page: PageRequest) -> Result<ReorderList> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let variants = match &filter.query {
        Some(query) => {
            let products = store::search(work.conn(), query).await?;
            Some(store::variants_of_products(work.conn(), &products).await?)
        }
        None => None,
    };
    let page = store::to_reorder(work.conn(), filter, variants.as_deref(), language.code(), now, page).await?;
    Ok(ReorderList { page, warehouses: store::warehouses(work.conn()).await? })
}

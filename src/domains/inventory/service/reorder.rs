//! What is to be ordered.

use crate::domains::inventory::model::{ReorderFilter, ReorderList, ReorderRow};
use crate::domains::inventory::{ports, store};
use crate::server::{Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{Language, Page};
use uuid::Uuid;

/// A page of what has come down to where more is ordered, with the warehouses to narrow it by.
///
/// # Errors
/// When the database refuses.
pub async fn to_reorder(scope: &Scope, filter: &ReorderFilter, language: Language, page: PageRequest) -> Result<ReorderList> {
    let mut work = scope.begin().await?;
    let page = needs(&mut work, filter, language, page).await?;
    Ok(ReorderList { page, warehouses: store::warehouses(work.conn()).await? })
}

/// A page of what has come down to where more is ordered, with what of it suppliers were asked for already.
///
/// # Errors
/// When the database refuses.
pub async fn needs(work: &mut Work, filter: &ReorderFilter, language: Language, page: PageRequest) -> Result<Page<ReorderRow>> {
    let now = work.now;
    let variants = match &filter.query {
        Some(query) => {
            let products = store::search(work.conn(), query).await?;
            Some(store::variants_of_products(work.conn(), &products).await?)
        }
        None => None,
    };
    let mut page = store::to_reorder(work.conn(), filter, variants.as_deref(), language.code(), now, page).await?;
    let ids: Vec<Uuid> = page.rows.iter().map(|row| row.variant_id).collect();
    let ordered = on_order(work, &ids).await?;
    for row in &mut page.rows {
        row.need.on_order = ordered.iter().filter(|order| order.is_of(row.variant_id, row.warehouse_id)).map(|order| order.quantity).sum();
    }
    Ok(page)
}

/// What suppliers were asked for and has not come; nothing where nobody buys.
pub(super) async fn on_order(work: &mut Work, variants: &[Uuid]) -> Result<Vec<ports::Ordered>> {
    match ports::purchases() {
        Some(purchases) if !variants.is_empty() => purchases.on_order(work, variants).await,
        _ => Ok(Vec::new()),
    }
}

//! The ledger.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{Cause, MovementFilter, MovementList, MovementRow};
use crate::domains::inventory::store;
use crate::server::clock::{end_of_day, start_of_day};
use crate::server::{Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{Language, Page};
use uuid::Uuid;

/// A page of the ledger, with the names of the records behind its lines.
pub(super) async fn named(work: &mut Work, by: &store::Narrowed<'_>, language: Language, page: PageRequest) -> Result<Page<MovementRow>> {
    let mut movements = store::movements(work.conn(), by, language.code(), page).await?;
    let references = movements.rows.iter().filter_map(|row| row.reference.as_ref()).map(|reference| (reference.kind.clone(), reference.id));
    let names = super::names::names_of(work, references.collect::<Vec<_>>()).await?;
    for row in &mut movements.rows {
        let Some(reference) = &row.reference else { continue };
        row.reference_name = names.iter().find(|name| name.kind == reference.kind && name.owner_id == reference.id).cloned();
    }
    Ok(movements)
}

/// A page of the ledger with the warehouses to narrow it by. Days are those of the organization.
///
/// # Errors
/// When the database refuses.
pub async fn movements(scope: &Scope, filter: &MovementFilter, language: Language, page: PageRequest) -> Result<MovementList> {
    let mut work = scope.begin().await?;
    let zone = scope.organization.time_zone;
    let variants: Option<Vec<Uuid>> = match (&filter.variant, &filter.query) {
        (Some(variant), _) => Some(vec![*variant]),
        (None, Some(query)) => {
            let products = store::search(work.conn(), query).await?;
            Some(store::variants_of_products(work.conn(), &products).await?)
        }
        (None, None) => None,
    };
    let by = store::Narrowed {
        variants: variants.as_deref(),
        warehouse: filter.warehouse,
        cause: filter.cause.map(Cause::code),
        from: filter.from.map(|day| start_of_day(day, zone)),
        until: filter.to.map(|day| end_of_day(day, zone)),
    };
    let page = named(&mut work, &by, language, page).await?;
    let variant = match filter.variant {
        Some(id) => store::head(work.conn(), id, language.code()).await?.map(|head| label(&head.product_name, &head.variant_name)),
        None => None,
    };
    Ok(MovementList { page, warehouses: store::warehouses(work.conn()).await?, variant })
}

//! Products with everything that is known of them, in batches, for files that are read back.

use super::products::places;
use crate::domains::catalog::model::{CategoryRow, ExportedProduct, ProductFilter};
use crate::domains::catalog::store;
use crate::server::{Result, Scope, Work};
use crate::shared::paging::{PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Permission};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Products that are read at once; each has as many rows as variants.
const BATCH: i64 = 100;

/// The next products of a list, in its order, and the place after them; `None` at the end.
///
/// # Errors
/// When the database refuses.
pub async fn export_batch(scope: &Scope, filter: &ProductFilter, place: Option<Cursor>) -> Result<(Vec<ExportedProduct>, Option<Cursor>)> {
    // How far a search looks depends on the size of its pages, so its pages are those of the screen.
    let size = if filter.query.is_some() { PAGE_SIZE } else { BATCH };
    let mut work = scope.begin().await?;
    let tree = super::categories::tree(&mut work, false, scope.organization.language).await?;
    let page = places(&mut work, filter, &tree, PageRequest { cursor: place, size, ..PageRequest::default() }).await?;
    let ids: Vec<Uuid> = page.rows.iter().map(|place| place.id).collect();
    let found = store::exported(work.conn(), &ids).await?;
    let mut variants = by_product(store::exported_variants(work.conn(), &ids).await?);
    let mut pictures = by_product(store::exported_pictures(work.conn(), &ids).await?);
    let texts = store::exported_texts(work.conn(), &ids).await?;
    let mut texts = by_product(texts.into_iter().map(|(id, language, field, value)| (id, (language, field, value))).collect());
    let sees_stock = scope.may(Permission::InventoryRead);
    let products = found
        .into_iter()
        .map(|(mut product, category)| {
            product.category = path(&tree, category);
            product.pictures = pictures.remove(&product.id).unwrap_or_default();
            product.translations = texts.remove(&product.id).unwrap_or_default();
            product.variants = variants.remove(&product.id).unwrap_or_default();
            for variant in &mut product.variants {
                variant.available = variant.available.filter(|_| sees_stock);
                let place = |name: &str| product.options.iter().position(|(option, _)| option == name).unwrap_or(usize::MAX);
                variant.options.sort_by_key(|(name, _)| place(name));
            }
            product
        })
        .collect();
    Ok((products, page.next))
}

/// How many options the product with the most of them has.
///
/// # Errors
/// When the database refuses.
pub async fn most_options(scope: &Scope) -> Result<u8> {
    let mut work = scope.begin().await?;
    Ok(u8::try_from(store::most_options(work.conn()).await?).unwrap_or(u8::MAX))
}

/// Those of some names that a size guide has.
///
/// # Errors
/// When the database refuses.
pub async fn known_size_guides(work: &mut Work, names: &[String]) -> Result<HashSet<String>> {
    if names.is_empty() {
        return Ok(HashSet::new());
    }
    Ok(store::size_guides_named(work.conn(), names).await?.into_iter().map(|(name, _)| name).collect())
}

fn by_product<T>(rows: Vec<(Uuid, T)>) -> HashMap<Uuid, Vec<T>> {
    let mut all: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (id, row) in rows {
        all.entry(id).or_default().push(row);
    }
    all
}

/// Names from the root to a category.
fn path(tree: &[CategoryRow], mut at: Option<Uuid>) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(row) = at.and_then(|id| tree.iter().find(|row| row.id == id)) {
        names.push(row.name.clone());
        at = row.parent_id.filter(|_| names.len() < tree.len());
    }
    names.reverse();
    names
}

//! Brands: made by writing their name into a product, listed, renamed, merged and deleted here.

use super::form;
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::catalog::model::{BrandForm, BrandList, BrandRow};
use crate::domains::catalog::store;
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, FieldErrors, Page};
use serde_json::json;
use uuid::Uuid;

/// Most brands that a form lists; others can be typed.
pub(super) const MOST_CHOICES: i64 = 500;

/// A page of brands, with one that was asked for and names to choose from.
///
/// # Errors
/// When the database refuses.
pub async fn brands(scope: &Scope, query: Option<&str>, chosen: Option<Uuid>, page: PageRequest) -> Result<BrandList> {
    let mut work = scope.begin().await?;
    let rows = store::brands(work.conn(), query, page).await?;
    let chosen = match chosen {
        Some(id) => store::brand(work.conn(), id).await?,
        None => None,
    };
    let names = if chosen.is_some() { store::brand_names(work.conn(), MOST_CHOICES).await? } else { Vec::new() };
    let page = Page::from_fetched(page, rows, |row: &BrandRow| Cursor { at: row.created_at, id: row.id });
    Ok(BrandList { page, chosen, names })
}

/// The brand with this name in whatever case, made where it is missing.
pub(super) async fn ensure(work: &mut Work, name: &str) -> Result<Uuid> {
    let now = work.now;
    let (id, is_new) = store::ensure_brand(work.conn(), new_id(), name, now).await?;
    if is_new {
        audit::service::record(work, "catalog.brand_created", "brand", id, json!(null), json!({"name": name})).await?;
    }
    Ok(id)
}

/// Renames a brand.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn rename_brand(scope: &Scope, id: &str, made_from: (&str, &str), typed: &BrandForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let before = store::lock_brand(work.conn(), form::id(id)?).await?.ok_or(AppError::NotFound)?;
    let edited = Edited { resource: "brand", id: before.id, version: made_from.0, base: made_from.1, current: before.version };
    let theirs = BrandForm { name: before.name.clone() };
    let typed = audit::service::settle(&mut work, edited, typed, &theirs, |_, value| value.to_owned()).await?;
    let mut errors = FieldErrors::default();
    let name = form::short(&mut errors, "name", &typed.name);
    if name.is_empty() {
        errors.add("name", "error-required");
    }
    errors.into_result()?;
    if name != before.name {
        let taken = [("brands_organization_id_name_key", "name", "catalog-error-brand-taken")];
        store::rename_brand(work.conn(), before.id, &name).await.on_constraint(&taken)?;
        let (old, new) = (json!({"name": before.name}), json!({"name": name}));
        audit::service::record(&mut work, "catalog.brand_changed", "brand", before.id, old, new).await?;
        outbox::emit(&mut work, "catalog.brand_changed", before.id, json!({})).await?;
    }
    work.commit().await?;
    Ok(name)
}

/// Gives all products of a brand to another and deletes it. Returns its name and the other's.
///
/// # Errors
/// [`AppError::NotFound`]; field errors where the other is no other brand.
pub async fn merge_brand(scope: &Scope, id: &str, into: &str) -> Result<(String, String)> {
    let mut work = scope.begin().await?;
    let id = form::id(id)?;
    let other = if into.trim().is_empty() { None } else { Some(form::id(into)?) };
    let Some(other) = other.filter(|other| *other != id) else {
        store::lock_brand(work.conn(), id).await?.ok_or(AppError::NotFound)?;
        return Err(Error::field("other_brand_id", "error-choice"));
    };
    // In one order, whoever merges what into what at the same time.
    let (first, second) = (id.min(other), id.max(other));
    let one = store::lock_brand(work.conn(), first).await?.ok_or(AppError::NotFound)?;
    let two = store::lock_brand(work.conn(), second).await?.ok_or(AppError::NotFound)?;
    let (gone, kept) = if one.id == id { (one, two) } else { (two, one) };
    let moved = store::move_brand_products(work.conn(), gone.id, Some(kept.id)).await?;
    store::delete_brand(work.conn(), gone.id).await?;
    let (old, new) = (json!({"name": gone.name}), json!({"name": kept.name, "products": moved}));
    audit::service::record(&mut work, "catalog.brand_merged", "brand", kept.id, old, new).await?;
    outbox::emit(&mut work, "catalog.brand_changed", kept.id, json!({})).await?;
    work.commit().await?;
    Ok((gone.name, kept.name))
}

/// Deletes a brand; its products stay without one.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete_brand(scope: &Scope, id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let brand = store::lock_brand(work.conn(), form::id(id)?).await?.ok_or(AppError::NotFound)?;
    let freed = store::move_brand_products(work.conn(), brand.id, None).await?;
    store::delete_brand(work.conn(), brand.id).await?;
    let old = json!({"name": brand.name, "products": freed});
    audit::service::record(&mut work, "catalog.brand_deleted", "brand", brand.id, old, json!(null)).await?;
    outbox::emit(&mut work, "catalog.brand_changed", brand.id, json!({})).await?;
    work.commit().await?;
    Ok(brand.name)
}

//! The tree of categories.

use super::form;
use crate::domains::catalog::model::CategoryRow;
use crate::domains::catalog::store::{self, Category};
use crate::domains::{audit, localization};
use crate::server::clock::{new_code, new_id};
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// All categories in tree order with their counts. Names are in `language` too where they are translated.
///
/// # Errors
/// When the database refuses.
pub async fn categories(scope: &Scope, language: Language) -> Result<Vec<CategoryRow>> {
    let mut work = scope.begin().await?;
    tree(&mut work, true, language).await
}

/// All categories in tree order; counts of products are 0 unless `counted`.
pub(super) async fn tree(work: &mut Work, counted: bool, language: Language) -> Result<Vec<CategoryRow>> {
    let mut below: BTreeMap<Option<Uuid>, Vec<Category>> = BTreeMap::new();
    for category in store::categories(work.conn(), counted, language.code()).await? {
        below.entry(category.parent_id).or_default().push(category);
    }
    let mut rows = Vec::new();
    // A stack, last first, instead of recursion: nobody limits how deep an import goes.
    let mut open: Vec<(usize, Category)> =
        below.remove(&None).unwrap_or_default().into_iter().rev().map(|category| (0, category)).collect();
    while let Some((depth, category)) = open.pop() {
        let children = below.remove(&Some(category.id)).unwrap_or_default();
        rows.push(CategoryRow {
            id: category.id,
            parent_id: category.parent_id,
            name: category.name,
            shown_name: category.shown_name,
            depth,
            products: category.products,
            children: i64::try_from(children.len()).unwrap_or(i64::MAX),
        });
        open.extend(children.into_iter().rev().map(|child| (depth + 1, child)));
    }
    Ok(rows)
}

/// A category with all below it. The rows are in tree order, so parents come before children.
pub(super) fn with_all_below(rows: &[CategoryRow], root: Uuid) -> Vec<Uuid> {
    let mut inside = HashSet::from([root]);
    for row in rows {
        if row.parent_id.is_some_and(|parent| inside.contains(&parent)) {
            inside.insert(row.id);
        }
    }
    inside.into_iter().collect()
}

/// Names from the root to a category.
pub(super) fn path(rows: &[CategoryRow], id: Uuid) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = Some(id);
    for row in rows.iter().rev() {
        if next == Some(row.id) {
            names.push(row.shown_name.clone());
            next = row.parent_id;
        }
    }
    names.reverse();
    names
}

/// Makes a category. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown parent, field errors.
pub async fn create_category(scope: &Scope, name: &str, parent_id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let parent_id = if parent_id.trim().is_empty() { None } else { Some(form::id(parent_id)?) };
    if let Some(parent_id) = parent_id {
        store::lock_category(work.conn(), parent_id).await?.ok_or(AppError::NotFound)?;
    }
    let mut errors = FieldErrors::default();
    let name = form::name(&mut errors, "name", name);
    errors.into_result()?;
    if store::category_named(work.conn(), parent_id, &name).await?.is_some() {
        return Err(Error::field("name", "catalog-error-category-taken"));
    }
    insert(&mut work, parent_id, &name).await?;
    work.commit().await?;
    Ok(name)
}

/// Renames a category.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn rename_category(scope: &Scope, id: &str, name: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let id = form::id(id)?;
    let (before, parent_id) = store::lock_category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let mut errors = FieldErrors::default();
    let name = form::name(&mut errors, "name", name);
    errors.into_result()?;
    if store::category_named(work.conn(), parent_id, &name).await?.is_some_and(|other| other != id) {
        return Err(Error::field("name", "catalog-error-category-taken"));
    }
    if before != name {
        store::rename_category(work.conn(), id, &name).await?;
        audit::service::record(&mut work, "catalog.category_changed", "category", id, json!({"name": before}), json!({"name": name}))
            .await?;
        outbox::emit(&mut work, "catalog.category_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok(name)
}

/// Deletes an empty category. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`], a conflict while products or categories are in it.
pub async fn delete_category(scope: &Scope, id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let id = form::id(id)?;
    let (name, _) = store::lock_category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let (products, children) = store::category_use(work.conn(), id).await?;
    if products > 0 || children > 0 {
        return Err(AppError::Conflict {
            key: "catalog-error-category-not-empty".to_owned(),
            args: vec![
                ("name".to_owned(), name),
                ("products".to_owned(), products.to_string()),
                ("children".to_owned(), children.to_string()),
            ],
        }
        .into());
    }
    store::delete_category(work.conn(), id).await?;
    localization::service::forget(&mut work, "category", id).await?;
    audit::service::record(&mut work, "catalog.category_deleted", "category", id, json!({"name": name}), json!(null)).await?;
    outbox::emit(&mut work, "catalog.category_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(name)
}

/// The category at the end of a path of names, making what is missing.
pub(super) async fn ensure_path(work: &mut Work, path: &[String]) -> Result<Option<Uuid>> {
    let mut at: Option<Uuid> = None;
    for name in path.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        at = match store::category_named(work.conn(), at, name).await? {
            Some(id) => Some(id),
            None => Some(insert(work, at, name).await?),
        };
    }
    Ok(at)
}

async fn insert(work: &mut Work, parent_id: Option<Uuid>, name: &str) -> Result<Uuid> {
    let (id, now) = (new_id(), work.now);
    let plain = slug::slugify(name);
    let free = !plain.is_empty() && store::insert_category(work.conn(), id, parent_id, name, &plain, now).await?;
    if !free {
        // Two categories of one name, in two branches: the second gets a code.
        let coded = slug::slugify(format!("{plain} {}", new_code(8)));
        if !store::insert_category(work.conn(), id, parent_id, name, &coded, now).await? {
            return Err(Error::field("name", "catalog-error-category-taken"));
        }
    }
    audit::service::record(work, "catalog.category_created", "category", id, json!(null), json!({"name": name, "parent_id": parent_id}))
        .await?;
    outbox::emit(work, "catalog.category_changed", id, json!({})).await?;
    Ok(id)
}

//! The tree of categories.

use super::form;
use super::products::differences;
use crate::domains::audit::service::Edited;
use crate::domains::catalog::model::{CategoryDetail, CategoryForm, CategoryRow};
use crate::domains::catalog::store::{self, Category};
use crate::domains::{access, audit, localization};
use crate::server::clock::{new_code, new_id};
use crate::server::error::OnConstraint;
use crate::server::i18n::t;
use crate::server::images::NewFile;
use crate::server::storage::Storage;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::{Value, json};
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
    let mut open = siblings(0, true, below.remove(&None).unwrap_or_default());
    while let Some(Open { depth, is_public, is_first, is_last, category }) = open.pop() {
        let children = below.remove(&Some(category.id)).unwrap_or_default();
        let is_public = is_public && category.is_active;
        rows.push(CategoryRow {
            id: category.id,
            parent_id: category.parent_id,
            name: category.name,
            shown_name: category.shown_name,
            depth,
            products: category.products,
            children: i64::try_from(children.len()).unwrap_or(i64::MAX),
            is_active: category.is_active,
            is_public,
            size_guide_id: category.size_guide_id,
            image_key: category.image_key,
            is_first,
            is_last,
        });
        open.extend(siblings(depth + 1, is_public, children));
    }
    Ok(rows)
}

/// A category that waits for its turn, with what is known of its place.
struct Open {
    depth: usize,
    is_public: bool,
    is_first: bool,
    is_last: bool,
    category: Category,
}

/// The categories right below one, the last first.
fn siblings(depth: usize, is_public: bool, categories: Vec<Category>) -> Vec<Open> {
    let last = categories.len().saturating_sub(1);
    let numbered = categories.into_iter().enumerate();
    numbered.map(|(place, category)| Open { depth, is_public, is_first: place == 0, is_last: place == last, category }).rev().collect()
}

/// The size guide of a category, or of the nearest one above that has one. The rows are in tree order, so parents come before
/// children.
pub(super) fn size_guide(rows: &[CategoryRow], id: Uuid) -> Option<Uuid> {
    let mut next = Some(id);
    for row in rows.iter().rev() {
        if next == Some(row.id) {
            if row.size_guide_id.is_some() {
                return row.size_guide_id;
            }
            next = row.parent_id;
        }
    }
    None
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

/// A category in full, and the names of size guides to choose from.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn category(scope: &Scope, id: Uuid) -> Result<(CategoryDetail, Vec<(Uuid, String)>)> {
    let mut work = scope.begin().await?;
    let category = store::category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    Ok((category, store::size_guide_names(work.conn(), super::size_guides::MOST_CHOICES).await?))
}

/// Makes a category. Returns its id and its name.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown parent, field errors.
pub async fn create_category(scope: &Scope, name: &str, parent_id: &str) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let parent_id = if parent_id.trim().is_empty() { None } else { Some(form::id(parent_id)?) };
    store::lock_tree(work.conn(), scope.organization.id).await?;
    if let Some(parent_id) = parent_id {
        store::lock_category(work.conn(), parent_id).await?.ok_or(AppError::NotFound)?;
    }
    let mut errors = FieldErrors::default();
    let name = form::name(&mut errors, "name", name);
    errors.into_result()?;
    if store::category_named(work.conn(), parent_id, &name).await?.is_some() {
        return Err(Error::field("name", "catalog-error-category-taken"));
    }
    let id = insert(&mut work, parent_id, &name).await?;
    work.commit().await?;
    Ok((id, name))
}

/// Changes name, slug, description, size guide and use of a category. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`], field errors, among them for fields that both have changed.
pub async fn update_category(scope: &Scope, id: &str, made_from: (&str, &str), typed: &CategoryForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let id = form::id(id)?;
    store::lock_tree(work.conn(), scope.organization.id).await?;
    store::lock_category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let before = store::category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let guides = store::size_guide_names(work.conn(), super::size_guides::MOST_CHOICES).await?;
    let shown = |field: &str, value: &str| match field {
        "is_active" => t("catalog-category-active"),
        "size_guide_id" => guides.iter().find(|(id, _)| id.to_string() == value).map_or_else(|| value.to_owned(), |(_, name)| name.clone()),
        _ => value.to_owned(),
    };
    let edited = Edited { resource: "category", id, version: made_from.0, base: made_from.1, current: before.version };
    let form = audit::service::settle(&mut work, edited, typed, &CategoryForm::from(&before), shown).await?;
    let mut errors = FieldErrors::default();
    let mut after = CategoryDetail {
        name: form::name(&mut errors, "name", &form.name),
        slug: form::slug(&mut errors, "slug", &form.slug),
        description: form::text(&mut errors, "description", &form.description),
        size_guide_id: form::choice(&mut errors, "size_guide_id", &form.size_guide_id),
        is_active: form.is_active == "true",
        ..before.clone()
    };
    errors.into_result()?;
    if after.slug.is_empty() {
        after.slug = Some(slug::slugify(&after.name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| before.slug.clone());
    }
    if store::category_named(work.conn(), before.parent_id, &after.name).await?.is_some_and(|other| other != id) {
        return Err(Error::field("name", "catalog-error-category-taken"));
    }
    if before != after {
        store::update_category(work.conn(), &after).await.on_constraint(TAKEN)?;
        let (old, new) = differences(&values(&before), &values(&after));
        audit::service::record(&mut work, "catalog.category_changed", "category", id, old, new).await?;
        outbox::emit(&mut work, "catalog.category_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok(after.name)
}

/// What the database says about what is taken or gone, beside its field.
const TAKEN: &[(&str, &str, &str)] = &[
    ("categories_organization_id_slug_key", "slug", "catalog-error-slug-taken"),
    ("categories_size_guide_id_fkey", "size_guide_id", "error-choice"),
];

fn values(category: &CategoryDetail) -> Value {
    json!({
        "name": category.name, "slug": category.slug, "description": category.description, "is_active": category.is_active,
        "size_guide_id": category.size_guide_id,
    })
}

/// Kind of the files of categories' pictures.
const PICTURE: &str = "category";

/// Gives a category a picture. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`]; field errors of `image` for what is no picture or too large a one.
pub async fn set_category_image(scope: &Scope, storage: &Storage, id: &str, file: Option<NewFile>) -> Result<String> {
    let id = form::id(id)?;
    let mut work = scope.begin().await?;
    store::category_name(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    // Reading a picture takes its time: no transaction waits for it.
    drop(work);
    let file = file.ok_or_else(|| Error::field("image", "error-file-missing"))?;
    let written = access::service::write_picture(scope, storage, PICTURE, "image", file).await?;
    let mut work = scope.begin().await?;
    access::service::keep(&mut work, PICTURE, &written).await?;
    change_image(work, id, Some(written.key.as_str())).await
}

/// Takes the picture of a category away. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn remove_category_image(scope: &Scope, id: &str) -> Result<String> {
    let work = scope.begin().await?;
    change_image(work, form::id(id)?, None).await
}

async fn change_image(mut work: Work, id: Uuid, key: Option<&str>) -> Result<String> {
    store::lock_category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let before = store::category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if before.image_key.as_deref() != key {
        store::set_category_image(work.conn(), id, key).await?;
        if let Some(old) = &before.image_key {
            access::service::let_go(&mut work, old).await?;
        }
        let (old, new) = (json!({"image_key": before.image_key}), json!({"image_key": key}));
        audit::service::record(&mut work, "catalog.category_changed", "category", id, old, new).await?;
        outbox::emit(&mut work, "catalog.category_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok(before.name)
}

/// Deletes a category that nothing is in. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict while products or categories are in it.
pub async fn delete_category(scope: &Scope, id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let id = form::id(id)?;
    store::lock_tree(work.conn(), scope.organization.id).await?;
    store::lock_category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let category = store::category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if category.products > 0 || category.children > 0 {
        return Err(AppError::Conflict {
            key: "catalog-error-category-not-empty".to_owned(),
            args: vec![
                ("name".to_owned(), category.name),
                ("products".to_owned(), category.products.to_string()),
                ("children".to_owned(), category.children.to_string()),
            ],
        }
        .into());
    }
    store::delete_category(work.conn(), id).await?;
    if let Some(key) = &category.image_key {
        access::service::let_go(&mut work, key).await?;
    }
    localization::service::forget(&mut work, "category", id).await?;
    audit::service::record(&mut work, "catalog.category_deleted", "category", id, json!({"name": category.name}), json!(null)).await?;
    outbox::emit(&mut work, "catalog.category_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(category.name)
}

/// The category at the end of a path of names, making what is missing.
pub(super) async fn ensure_path(work: &mut Work, path: &[String]) -> Result<Option<Uuid>> {
    let mut at: Option<Uuid> = None;
    for name in path.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if let Some(id) = store::category_named(work.conn(), at, name).await? {
            at = Some(id);
            continue;
        }
        let organization_id = work.scope.organization.id;
        store::lock_tree(work.conn(), organization_id).await?;
        // Somebody may have made it while this waited.
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

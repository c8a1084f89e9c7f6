//! Size guides.

use super::form;
use super::products::differences;
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::catalog::model::{LengthUnit, MeasureRow, Measurements, SizeGuide, SizeGuideForm, SizeGuideRow};
use crate::domains::catalog::store;
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::i18n::t;
use crate::server::{Result, Scope, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, FieldErrors, Page};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::HashSet;
use uuid::Uuid;

/// Most size guides that a form lists.
pub(super) const MOST_CHOICES: i64 = 500;
/// Most sizes, and most rows, of a table.
const MOST: usize = 40;
/// Longest length, in its unit.
const LONGEST: i64 = 1_000;

const TAKEN: &[(&str, &str, &str)] = &[("size_guides_name_key", "name", "catalog-error-guide-taken")];

/// A page of size guides.
///
/// # Errors
/// When the database refuses.
pub async fn size_guides(scope: &Scope, page: PageRequest) -> Result<Page<SizeGuideRow>> {
    let mut work = scope.begin().await?;
    let rows = store::size_guides(work.conn(), page).await?;
    Ok(Page::from_fetched(page, rows, |row: &SizeGuideRow| Cursor { at: row.created_at, id: row.id }))
}

/// A size guide.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn size_guide(scope: &Scope, id: Uuid) -> Result<SizeGuide> {
    let mut work = scope.begin().await?;
    Ok(store::size_guide(work.conn(), id, false).await?.ok_or(AppError::NotFound)?)
}

/// Makes a size guide.
///
/// # Errors
/// Field errors.
pub async fn create_size_guide(scope: &Scope, form: &SizeGuideForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let mut errors = FieldErrors::default();
    let guide = read(&mut errors, form, new_id());
    errors.into_result()?;
    let now = work.now;
    store::insert_size_guide(work.conn(), &guide, now).await.on_constraint(TAKEN)?;
    audit::service::record(&mut work, "catalog.size_guide_created", "size_guide", guide.id, json!(null), values(&guide)).await?;
    work.commit().await?;
    Ok(guide.name)
}

/// Changes a size guide.
///
/// # Errors
/// [`AppError::NotFound`], field errors, among them for fields that both have changed.
pub async fn update_size_guide(scope: &Scope, id: &str, made_from: (&str, &str), typed: &SizeGuideForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let before = store::size_guide(work.conn(), form::id(id)?, true).await?.ok_or(AppError::NotFound)?;
    let edited = Edited { resource: "size_guide", id: before.id, version: made_from.0, base: made_from.1, current: before.version };
    let shown = |field: &str, value: &str| match field {
        "unit" => LengthUnit::parse(value).map_or_else(|| value.to_owned(), |unit| t(unit.key())),
        _ => value.to_owned(),
    };
    let form = audit::service::settle(&mut work, edited, typed, &SizeGuideForm::from(&before), shown).await?;
    let mut errors = FieldErrors::default();
    let after = SizeGuide { version: before.version, ..read(&mut errors, &form, before.id) };
    errors.into_result()?;
    if after != before {
        store::update_size_guide(work.conn(), &after).await.on_constraint(TAKEN)?;
        let (old, new) = differences(&values(&before), &values(&after));
        audit::service::record(&mut work, "catalog.size_guide_changed", "size_guide", after.id, old, new).await?;
        outbox::emit(&mut work, "catalog.size_guide_changed", after.id, json!({})).await?;
    }
    work.commit().await?;
    Ok(after.name)
}

/// Deletes a size guide that no product and no category has.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict while it is in use.
pub async fn delete_size_guide(scope: &Scope, id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let guide = store::size_guide(work.conn(), form::id(id)?, true).await?.ok_or(AppError::NotFound)?;
    let (products, categories) = store::size_guide_use(work.conn(), guide.id).await?;
    if products > 0 || categories > 0 {
        return Err(AppError::Conflict {
            key: "catalog-error-guide-used".to_owned(),
            args: vec![
                ("name".to_owned(), guide.name),
                ("products".to_owned(), products.to_string()),
                ("categories".to_owned(), categories.to_string()),
            ],
        }
        .into());
    }
    store::delete_size_guide(work.conn(), guide.id).await?;
    audit::service::record(&mut work, "catalog.size_guide_deleted", "size_guide", guide.id, values(&guide), json!(null)).await?;
    work.commit().await?;
    Ok(guide.name)
}

fn values(guide: &SizeGuide) -> Value {
    json!({
        "name": guide.name, "description": guide.description, "unit": guide.unit.code(), "grid": guide.measurements,
        "fit_description": guide.fit_description,
    })
}

fn read(errors: &mut FieldErrors, form: &SizeGuideForm, id: Uuid) -> SizeGuide {
    let unit = LengthUnit::parse(&form.unit);
    if unit.is_none() {
        errors.add("unit", "error-choice");
    }
    let name = form::name(errors, "name", &form.name);
    SizeGuide {
        id,
        name,
        description: form::text(errors, "description", &form.description).trim().to_owned(),
        unit: unit.unwrap_or_default(),
        measurements: measurements(errors, &form.grid),
        fit_description: form::text(errors, "fit_description", &form.fit_description).trim().to_owned(),
        version: 1,
    }
}

/// The typed table without its empty rows and columns.
fn measurements(errors: &mut FieldErrors, grid: &Measurements) -> Measurements {
    let cell = |row: &MeasureRow, column: usize| row.values.get(column).map(|value| value.trim().to_owned()).unwrap_or_default();
    let columns = grid.rows.iter().map(|row| row.values.len()).chain([grid.sizes.len()]).max().unwrap_or_default();
    let mut kept = Vec::new();
    let mut seen = HashSet::new();
    let mut sizes = Vec::new();
    for column in 0..columns {
        let field = format!("grid[sizes][{column}]");
        let size = form::short(errors, &field, grid.sizes.get(column).map(String::as_str).unwrap_or_default());
        let is_used = grid.rows.iter().any(|row| !cell(row, column).is_empty());
        if size.is_empty() && !is_used {
            continue;
        }
        if size.is_empty() {
            errors.add(&field, "catalog-error-size-missing");
        } else if !seen.insert(size.to_lowercase()) {
            errors.add(&field, "catalog-error-size-twice");
        }
        kept.push(column);
        sizes.push(size);
    }
    let mut rows = Vec::new();
    for (place, row) in grid.rows.iter().enumerate() {
        let field = format!("grid[rows][{place}][name]");
        let name = form::short(errors, &field, &row.name);
        let is_used = (0..columns).any(|column| !cell(row, column).is_empty());
        if name.is_empty() && !is_used {
            continue;
        }
        if name.is_empty() {
            errors.add(&field, "catalog-error-measure-missing");
        }
        let mut values = Vec::new();
        for column in &kept {
            values.push(length(errors, &format!("grid[rows][{place}][values][{column}]"), &cell(row, *column)));
        }
        rows.push(MeasureRow { name, values });
    }
    if sizes.is_empty() {
        errors.add("grid[sizes][0]", "catalog-error-size-missing");
    }
    if rows.is_empty() {
        errors.add("grid[rows][0][name]", "catalog-error-measure-missing");
    }
    if sizes.len() > MOST || rows.len() > MOST {
        errors.add_with("grid[sizes][0]", "catalog-error-grid-large", vec![("most".to_owned(), MOST.to_string())]);
    }
    Measurements { sizes, rows }
}

/// A length with at most two places, as it is kept; empty stays empty.
fn length(errors: &mut FieldErrors, field: &str, typed: &str) -> String {
    if typed.is_empty() {
        return String::new();
    }
    let length = typed.parse::<Decimal>().ok().map(|length| length.normalize());
    match length.filter(|length| *length > Decimal::ZERO && *length <= Decimal::from(LONGEST) && length.scale() <= 2) {
        Some(length) => length.to_string(),
        None => {
            errors.add(field, "catalog-error-length");
            typed.to_owned()
        }
    }
}

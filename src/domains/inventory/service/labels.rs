//! Labels of goods and of places.

use crate::domains::catalog;
use crate::domains::inventory::model::{LabelRequest, LabelRow, MOST_LABELS};
use crate::domains::inventory::store;
use crate::server::format::money_in;
use crate::server::{Error, Result, Scope, pdf};
use crate::shared::{AppError, FieldErrors, Label, LabelFormat, Language};
use uuid::Uuid;

/// The variants of a request, and the one that is added to them by its SKU or barcode; whether there is one.
///
/// # Errors
/// When the database refuses.
pub async fn labelled(scope: &Scope, request: &LabelRequest, language: Language) -> Result<(Vec<LabelRow>, bool)> {
    let mut work = scope.begin().await?;
    let mut wanted = request.counts.clone();
    let mut is_known = true;
    if let Some(code) = &request.add {
        let found = catalog::service::variants_typed(&mut work, std::slice::from_ref(code)).await?;
        match found.into_values().next() {
            Some(variant) => match wanted.iter_mut().find(|(known, _)| *known == variant.id) {
                Some((_, count)) => *count += 1,
                None => wanted.push((variant.id, 1)),
            },
            None => is_known = false,
        }
    }
    Ok((store::labelled(work.conn(), &wanted, language.code()).await?, is_known))
}

/// The labels as a file: its name and bytes.
///
/// # Errors
/// Field errors when a number cannot be read, there is nothing to print, or more than [`MOST_LABELS`].
pub async fn label_file(scope: &Scope, request: &LabelRequest, language: Language) -> Result<(String, Vec<u8>)> {
    let (rows, _) = labelled(scope, &LabelRequest { add: None, ..request.clone() }, language).await?;
    check(&rows, request)?;
    let mut labels = Vec::new();
    for row in rows {
        let one = Label {
            title: row.name,
            note: row.sku.clone(),
            price: if request.with_price { money_in(row.price, &row.currency, language) } else { String::new() },
            code: row.barcode.unwrap_or(row.sku),
        };
        labels.extend(std::iter::repeat_n(one, usize::try_from(row.count).unwrap_or_default()));
    }
    let bytes = make(labels, request.format, request.skip, language).await?;
    Ok((format!("labels-{}.pdf", request.format.code()), bytes))
}

/// Refuses what makes no file: beside the field with the number that is wrong, or beside the one that adds a variant.
fn check(rows: &[LabelRow], request: &LabelRequest) -> Result<()> {
    let field = |row: &LabelRow| format!("count[{}]", row.variant_id);
    let mut errors = FieldErrors::default();
    for row in rows.iter().filter(|row| request.unreadable.contains(&row.variant_id)) {
        errors.add(&field(row), "inventory-error-quantity");
    }
    let count: i64 = rows.iter().map(|row| row.count).sum();
    if count > MOST_LABELS {
        let most = rows.iter().max_by_key(|row| row.count).map(field).unwrap_or_default();
        errors.add_with(&most, "inventory-error-many-labels", vec![("most".to_owned(), MOST_LABELS.to_string())]);
    } else if count == 0 && errors.0.is_empty() {
        errors.add(&rows.first().map_or_else(|| "add".to_owned(), field), "inventory-error-no-labels");
    }
    errors.into_result().map_err(Error::App)
}

/// The labels of all places of a warehouse as a file, in the order in which one walks past them.
///
/// # Errors
/// [`AppError::NotFound`]; a field error when it has no places.
pub async fn bin_label_file(scope: &Scope, warehouse_id: Uuid, language: Language) -> Result<(String, Vec<u8>)> {
    let mut work = scope.begin().await?;
    let warehouses = store::warehouses(work.conn()).await?;
    let warehouse = warehouses.into_iter().find(|warehouse| warehouse.id == warehouse_id).ok_or(AppError::NotFound)?;
    let bins = store::bins(work.conn(), Some(warehouse_id)).await?;
    if bins.is_empty() {
        return Err(Error::field("count", "inventory-error-no-labels"));
    }
    let labels =
        bins.into_iter().map(|bin| Label { title: bin.code.clone(), note: warehouse.name.clone(), price: String::new(), code: bin.code });
    let bytes = make(labels.collect(), LabelFormat::A4By16, 0, language).await?;
    Ok((format!("places-{}.pdf", warehouse.code), bytes))
}

/// Setting thousands of labels is work for a thread of its own.
async fn make(labels: Vec<Label>, format: LabelFormat, skip: usize, language: Language) -> Result<Vec<u8>> {
    let title = crate::server::i18n::text(language, "inventory-labels", None);
    let made = tokio::task::spawn_blocking(move || pdf::labels(&labels, format, skip, &title, language)).await;
    Ok(made.map_err(anyhow::Error::from)??)
}

//! The grid of a product's variants, saved at once.

use super::form;
use crate::domains::audit;
use crate::domains::audit::service::PartClash;
use crate::domains::catalog::model::{GridVariant, VariantCells, VariantLine, cell_name, row_key};
use crate::domains::catalog::store::{self, PriceStep, Row};
use crate::server::clock::new_id;
use crate::server::i18n::t;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::merge::merge;
use crate::shared::{AppError, FieldErrors};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Saves the rows of a grid that differ from what is there: cell by cell, so that what somebody else has changed meanwhile stays
/// where it is not the same cell. However many rows there are, it asks the database the same few questions. Returns the product
/// and how many variants were changed.
///
/// # Errors
/// [`AppError::NotFound`], errors beside the cells, among them for cells that both have changed.
pub(super) async fn save(scope: &Scope, id: &str, lines: &BTreeMap<String, VariantLine>) -> Result<(Uuid, usize)> {
    let mut work = scope.begin().await?;
    let product_id = store::lock_product(work.conn(), form::id(id)?).await?.ok_or(AppError::NotFound)?.id;
    let rows = store::grid(work.conn(), product_id).await?;
    let mut errors = FieldErrors::default();
    let after = read(&mut work, product_id, &rows, lines, &mut errors).await?;
    check_codes(&mut work, product_id, &rows, &after, &mut errors).await?;
    errors.into_result()?;
    let changes: Vec<(&GridVariant, &GridVariant)> =
        rows.iter().map(|row| &row.variant).zip(&after).filter(|(before, after)| before != after).collect();
    if changes.is_empty() {
        return Ok((product_id, 0));
    }
    write(&mut work, product_id, &rows, &changes).await?;
    let count = changes.len();
    outbox::emit(&mut work, "catalog.product_changed", product_id, json!({})).await?;
    work.commit().await?;
    Ok((product_id, count))
}

/// The variants as they are to be, in the order of the rows.
async fn read(
    work: &mut Work,
    product_id: Uuid,
    rows: &[Row],
    lines: &BTreeMap<String, VariantLine>,
    errors: &mut FieldErrors,
) -> Result<Vec<GridVariant>> {
    let mut clashes = Vec::new();
    let mut after = Vec::with_capacity(rows.len());
    let mut known = HashSet::with_capacity(rows.len());
    for row in rows {
        let variant = &row.variant;
        let key = row_key(variant.id);
        let Some(line) = lines.get(&key) else {
            after.push(variant.clone());
            continue;
        };
        known.insert(key);
        let (mine, theirs) = (line.cells(), VariantCells::from(variant));
        let merged = match merge(&line.base, &mine, &theirs) {
            Some((merged, both)) => {
                clashes.extend(both.into_iter().map(|clash| PartClash {
                    part: variant.sku.clone(),
                    input: cell_name(variant.id, &clash.field),
                    was: shown(&clash.field, clash.was),
                    theirs: shown(&clash.field, clash.theirs),
                    field: clash.field,
                }));
                merged
            }
            None if line.version.trim().parse() == Ok(variant.version) => mine,
            None => {
                errors.add(&cell_name(variant.id, "sku"), "error-changed-meanwhile");
                continue;
            }
        };
        // What nobody has touched is not read again: an importer may have written what a person may not type.
        after.push(if merged == theirs { variant.clone() } else { parse(errors, variant, &merged) });
    }
    if let Some(line) = lines.iter().find(|(key, line)| !known.contains(*key) && is_changed(line)).map(|(_, line)| line) {
        errors.add_with("", "catalog-error-variant-gone", vec![("sku".to_owned(), line.sku.trim().to_owned())]);
    }
    audit::service::explain(work, "product", product_id, clashes, errors).await?;
    Ok(after)
}

/// Whether a row says something else than what it was made from.
fn is_changed(line: &VariantLine) -> bool {
    serde_json::from_str::<VariantCells>(&line.base).ok().is_none_or(|base| base != line.cells())
}

/// What people read of a cell.
fn shown(field: &str, value: String) -> String {
    match field {
        "is_active" if value.is_empty() => t("catalog-not-for-sale"),
        "is_active" => t("catalog-for-sale"),
        _ => value,
    }
}

/// The cells over what is there.
fn parse(errors: &mut FieldErrors, before: &GridVariant, cells: &VariantCells) -> GridVariant {
    let at = |field: &str| cell_name(before.id, field);
    let sku = form::code(errors, &at("sku"), &cells.sku);
    if sku.is_none() {
        errors.add(&at("sku"), "error-required");
    }
    GridVariant {
        sku: sku.unwrap_or_default(),
        barcode: form::code(errors, &at("barcode"), &cells.barcode),
        price: form::price(errors, &at("price"), &cells.price),
        compare_at_price: form::amount(errors, &at("compare_at_price"), &cells.compare_at_price),
        cost_price: form::amount(errors, &at("cost_price"), &cells.cost_price),
        wholesale_price: form::amount(errors, &at("wholesale_price"), &cells.wholesale_price),
        weight_g: form::grams(errors, &at("weight_g"), &cells.weight_g),
        is_active: cells.is_active == "true",
        ..before.clone()
    }
}

/// Messages beside SKUs and barcodes that another row or another product has.
async fn check_codes(work: &mut Work, product_id: Uuid, rows: &[Row], after: &[GridVariant], errors: &mut FieldErrors) -> Result<()> {
    let before: HashMap<Uuid, &GridVariant> = rows.iter().map(|row| (row.variant.id, &row.variant)).collect();
    let codes = |variant: &GridVariant| {
        let sku = Some(variant.sku.clone()).filter(|sku| !sku.is_empty());
        [("sku", sku), ("barcode", variant.barcode.clone())]
    };
    let mut owners: HashMap<(&str, String), Vec<Uuid>> = HashMap::new();
    let mut asked: HashMap<(&str, String), Uuid> = HashMap::new();
    for variant in after {
        let old = before.get(&variant.id).map(|old| codes(old));
        for (field, code) in codes(variant) {
            let Some(code) = code else { continue };
            owners.entry((field, code.clone())).or_default().push(variant.id);
            let had = old.as_ref().and_then(|old| old.iter().find(|(known, _)| *known == field)).and_then(|(_, had)| had.clone());
            if had.as_ref() != Some(&code) {
                asked.insert((field, code), variant.id);
            }
        }
    }
    for variant in after {
        for (field, code) in codes(variant) {
            let Some(code) = code else { continue };
            let key = (field, code);
            let is_twice = owners.get(&key).is_some_and(|owners| owners.len() > 1);
            // The row that had it before is right.
            let is_new =
                before.get(&variant.id).is_some_and(|old| codes(old).iter().all(|(of, had)| *of != key.0 || had.as_ref() != Some(&key.1)));
            if is_twice && is_new {
                errors.add(
                    &cell_name(variant.id, field),
                    if field == "sku" { "catalog-error-sku-twice" } else { "catalog-error-barcode-twice" },
                );
            }
        }
    }
    let of = |wanted: &str| asked.keys().filter(|(field, _)| *field == wanted).map(|(_, code)| code.clone()).collect::<Vec<_>>();
    let (skus, barcodes) = (of("sku"), of("barcode"));
    if skus.is_empty() && barcodes.is_empty() {
        return Ok(());
    }
    for (is_barcode, code, name) in store::codes_elsewhere(work.conn(), product_id, &skus, &barcodes).await? {
        let (field, key) = if is_barcode { ("barcode", "catalog-error-barcode-taken-by") } else { ("sku", "catalog-error-sku-taken-by") };
        if let Some(id) = asked.get(&(field, code)) {
            errors.add_with(&cell_name(*id, field), key, vec![("product".to_owned(), name)]);
        }
    }
    Ok(())
}

async fn write(work: &mut Work, product_id: Uuid, rows: &[Row], changes: &[(&GridVariant, &GridVariant)]) -> Result<()> {
    let (user_id, now) = (work.scope.user_id(), work.now);
    // A statement checks each row by itself: who takes a code that another row gives up in the same save must find it free.
    let given_up: HashSet<(&str, &str)> = rows
        .iter()
        .flat_map(|row| [Some(("sku", row.variant.sku.as_str())), row.variant.barcode.as_deref().map(|code| ("barcode", code))])
        .flatten()
        .collect();
    let takes = |(before, after): &&(&GridVariant, &GridVariant)| {
        before.sku != after.sku && given_up.contains(&("sku", after.sku.as_str()))
            || before.barcode != after.barcode && after.barcode.as_deref().is_some_and(|code| given_up.contains(&("barcode", code)))
    };
    if changes.iter().any(|change| takes(&change)) {
        let ids: Vec<Uuid> = changes.iter().map(|(before, _)| before.id).collect();
        store::free_codes(work.conn(), &ids).await?;
    }
    let wanted: Vec<&GridVariant> = changes.iter().map(|(_, after)| *after).collect();
    store::update_cells(work.conn(), &wanted).await?;
    let steps: Vec<PriceStep> = changes.iter().flat_map(|(before, after)| prices(before, after)).collect();
    if !steps.is_empty() {
        store::insert_prices(work.conn(), &steps, user_id, now).await?;
    }
    let (old, new) = values(changes);
    audit::service::record(work, "catalog.variants_changed", "product", product_id, old, new).await
}

/// The prices that differ.
fn prices(before: &GridVariant, after: &GridVariant) -> Vec<PriceStep> {
    let fields: [(&'static str, Option<Decimal>, Option<Decimal>); 4] = [
        ("price", Some(before.price), Some(after.price)),
        ("compare_at_price", before.compare_at_price, after.compare_at_price),
        ("cost_price", before.cost_price, after.cost_price),
        ("wholesale_price", before.wholesale_price, after.wholesale_price),
    ];
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(field, old, new)| PriceStep { id: new_id(), variant_id: after.id, field, old, new }).collect()
}

/// What the log has: each cell that differs, under the SKU that the row had and its field.
fn values(changes: &[(&GridVariant, &GridVariant)]) -> (Value, Value) {
    let (mut old, mut new) = (Map::new(), Map::new());
    for (before, after) in changes {
        for ((field, was), (_, is)) in VariantCells::from(*before).cells().into_iter().zip(VariantCells::from(*after).cells()) {
            if was != is {
                let key = format!("{} {field}", before.sku);
                old.insert(key.clone(), json!(was));
                new.insert(key, json!(is));
            }
        }
    }
    (Value::Object(old), Value::Object(new))
}

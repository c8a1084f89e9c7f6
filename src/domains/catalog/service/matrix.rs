//! Options of a product, and the variants that they make.

use super::plan::{self, Plan};
use super::products::{TAKEN, differences};
use super::{form, grid};
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::catalog::model::{GridVariant, Matrix, MatrixChange, OptionsForm, ProductOption, VariantLine};
use crate::domains::catalog::store::{self, Product, Row};
use crate::server::clock::{new_code, new_id};
use crate::server::error::OnConstraint;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// So many names are named in a question.
const NAMED: usize = 12;

/// A product with its options and all of its variants, named in a language where it is translated.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn matrix(scope: &Scope, id: Uuid, language: Language) -> Result<Matrix> {
    let mut work = scope.begin().await?;
    let product = store::shown(work.conn(), id).await?.ok_or(AppError::NotFound)?.product;
    let rows = store::grid(work.conn(), id).await?;
    let translations = store::translations(work.conn(), id).await?;
    let name = translations.into_iter().find(|(of, field, _)| *of == language && field == "name").map(|(_, _, name)| name);
    Ok(Matrix {
        product_id: id,
        name: name.unwrap_or(product.name),
        sku: product.sku,
        currency: product.currency,
        version: product.version,
        options: plan::read(&product.options, &rows),
        variants: rows.into_iter().map(|row| row.variant).collect(),
    })
}

/// Changes the options of a product: makes the combinations that are missing and takes away those that are none any more. A variant
/// that has stock, is promised, ordered or written down anywhere is only put out of sale. `confirmed` names what has been agreed to.
/// Returns the product and what was done.
///
/// # Errors
/// [`AppError::NotFound`], field errors, and a conflict that asks before anything is taken away or called otherwise.
pub async fn save_options(
    scope: &Scope,
    id: &str,
    made_from: (&str, &str),
    typed: &OptionsForm,
    confirmed: &str,
) -> Result<(Uuid, MatrixChange)> {
    let mut work = scope.begin().await?;
    let before = store::lock_product(work.conn(), form::id(id)?).await?.ok_or(AppError::NotFound)?;
    let rows = store::grid(work.conn(), before.id).await?;
    let old = plan::read(&before.options, &rows);
    let theirs = OptionsForm::from(old.as_slice());
    let edited = Edited { resource: "product", id: before.id, version: made_from.0, base: made_from.1, current: before.version };
    let settled = audit::service::settle(&mut work, edited, typed, &theirs, |_, value| value.replace('\n', ", ")).await?;
    let mut errors = FieldErrors::default();
    let new = plan::parse(&settled, &mut errors);
    errors.into_result()?;
    let planned = plan::make(&old, &new, rows.clone());
    let left: Vec<Uuid> = planned.left.iter().map(|row| row.variant.id).collect();
    let in_use: HashSet<Uuid> = store::lock_in_use(work.conn(), &left).await?.into_iter().collect();
    let (off, gone): (Vec<&Row>, Vec<&Row>) = planned.left.iter().partition(|row| in_use.contains(&row.variant.id));
    let off: Vec<&Row> = off.into_iter().filter(|row| row.variant.is_active).collect();
    ask(&planned, &off, &gone, confirmed)?;

    let made = new_rows(&mut work, &before, &planned, &new, &rows).await?;
    let switched: Vec<Row> =
        off.iter().map(|row| Row { variant: GridVariant { is_active: false, ..row.variant.clone() }, ..(*row).clone() }).collect();
    let moved: Vec<&Row> = planned.kept.iter().chain(&switched).filter(|row| !rows.contains(row)).collect();
    let change = MatrixChange { added: made.len(), switched_off: switched.len(), removed: gone.len() };
    if moved.is_empty() && change == MatrixChange::default() && old == new {
        return Ok((before.id, change));
    }
    let now = work.now;
    if !gone.is_empty() {
        let ids: Vec<Uuid> = gone.iter().map(|row| row.variant.id).collect();
        store::delete_variants(work.conn(), &ids, now).await?;
    }
    if !moved.is_empty() {
        store::update_places(work.conn(), &moved).await?;
    }
    if !made.is_empty() {
        store::insert_rows(work.conn(), before.id, &made.iter().collect::<Vec<_>>(), now).await.on_constraint(TAKEN)?;
    }
    let after = Product { options: json!(new), ..before.clone() };
    let user_id = work.scope.user_id();
    store::update_product(work.conn(), &after, user_id).await?;
    let skus = |rows: &[&Row]| rows.iter().map(|row| row.variant.sku.clone()).collect::<Vec<_>>().join(", ");
    let (old_values, mut new_values) = differences(&json!(theirs), &json!(settled));
    if let Some(fields) = new_values.as_object_mut() {
        fields.insert("added".to_owned(), json!(change.added));
        fields.insert("switched_off".to_owned(), json!(skus(&off)));
        fields.insert("removed".to_owned(), json!(skus(&gone)));
    }
    audit::service::record(&mut work, "catalog.options_changed", "product", before.id, old_values, new_values).await?;
    outbox::emit(&mut work, "catalog.product_changed", before.id, json!({})).await?;
    work.commit().await?;
    Ok((before.id, change))
}

/// Asks once before variants are taken away or called otherwise. What was agreed to is named by its numbers, so that something else
/// is asked for again.
fn ask(planned: &Plan, off: &[&Row], gone: &[&Row], confirmed: &str) -> Result<()> {
    if off.is_empty() && gone.is_empty() && planned.renamed.is_empty() {
        return Ok(());
    }
    let code = format!("{}-{}-{}-{}", planned.missing.len(), off.len(), gone.len(), planned.renamed.len());
    if confirmed == code {
        return Ok(());
    }
    let named = |rows: &[&Row]| {
        let names: Vec<&str> = rows.iter().take(NAMED).map(|row| shown_name(row)).collect();
        if rows.len() > NAMED { format!("{} …", names.join(", ")) } else { names.join(", ") }
    };
    let renamed: Vec<String> = planned.renamed.iter().map(|(before, after)| format!("{before} → {after}")).collect();
    let args = [
        ("plan", code),
        ("added", planned.missing.len().to_string()),
        ("off", off.len().to_string()),
        ("offNames", named(off)),
        ("gone", gone.len().to_string()),
        ("goneNames", named(gone)),
        ("hasRenamed", if renamed.is_empty() { "no" } else { "yes" }.to_owned()),
        ("renamed", renamed.join(", ")),
    ];
    let args = args.map(|(name, value)| (name.to_owned(), value)).to_vec();
    Err(AppError::Conflict { key: "catalog-options-sure".to_owned(), args }.into())
}

fn shown_name(row: &Row) -> &str {
    if row.variant.name.is_empty() { &row.variant.sku } else { &row.variant.name }
}

/// The variants of combinations that are missing, with the prices of the first one that is there and SKUs that nobody has.
async fn new_rows(work: &mut Work, product: &Product, planned: &Plan, options: &[ProductOption], rows: &[Row]) -> Result<Vec<Row>> {
    if planned.missing.is_empty() {
        return Ok(Vec::new());
    }
    let candidates: Vec<Vec<String>> = planned.missing.iter().map(|(_, values)| plan::sku_candidates(&product.sku, values)).collect();
    let mut taken: HashSet<String> = store::taken_skus(work.conn(), &candidates.concat()).await?.into_iter().collect();
    let like = planned.kept.first().or_else(|| rows.first()).map(|row| &row.variant);
    let mut made = Vec::with_capacity(planned.missing.len());
    for ((sort_order, values), candidates) in planned.missing.iter().zip(candidates) {
        let sku = candidates.into_iter().find(|sku| !taken.contains(sku)).unwrap_or_else(|| format!("{}-{}", product.sku, new_code(8)));
        taken.insert(sku.clone());
        let variant = GridVariant {
            id: new_id(),
            name: plan::name_of(values),
            sku,
            barcode: None,
            price: like.map(|like| like.price).unwrap_or_default(),
            compare_at_price: like.and_then(|like| like.compare_at_price),
            cost_price: like.and_then(|like| like.cost_price),
            wholesale_price: like.and_then(|like| like.wholesale_price),
            weight_g: like.and_then(|like| like.weight_g),
            is_active: true,
            version: 1,
        };
        made.push(Row { variant, options: plan::object(options, values), sort_order: *sort_order });
    }
    Ok(made)
}

/// As [`grid::save`]; a SKU or barcode that somebody else took at the same moment is found by a second look.
///
/// # Errors
/// As [`grid::save`].
pub async fn save_variants(scope: &Scope, id: &str, lines: &BTreeMap<String, VariantLine>) -> Result<(Uuid, usize)> {
    match grid::save(scope, id, lines).await {
        Err(Error::Db(error)) if error.as_database_error().is_some_and(|cause| cause.is_unique_violation()) => {
            grid::save(scope, id, lines).await
        }
        outcome => outcome,
    }
}

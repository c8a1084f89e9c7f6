//! Variants, for this domain's pages and for the others.

use super::form;
use super::products::{TAKEN, differences, variant_row};
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::catalog::model::{VariantForm, VariantOption, VariantRef};
use crate::domains::catalog::store::{self, NewPrice, Variant};
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::i18n::t;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// Most options that a search returns.
const OPTIONS: i32 = 20;

/// Variants by their exact SKU, in one query. SKUs that nobody has are absent.
///
/// # Errors
/// When the database refuses.
pub async fn variants_by_sku(work: &mut Work, skus: &[String]) -> Result<HashMap<String, VariantRef>> {
    if skus.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::refs_by_sku(work.conn(), skus).await?.into_iter().map(|variant| (variant.sku.clone(), variant)).collect())
}

/// Variants by what people type or scan into a form: a SKU in whatever case, or a barcode. In one query; what nothing is found
/// for is absent.
///
/// # Errors
/// When the database refuses.
pub async fn variants_typed(work: &mut Work, typed: &[String]) -> Result<HashMap<String, VariantRef>> {
    if typed.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::refs_by_typed(work.conn(), typed).await?.into_iter().collect())
}

/// Variants by id, in one query; deleted ones are there, and not sellable. Unknown ids are absent.
///
/// # Errors
/// When the database refuses.
pub async fn variants_by_id(work: &mut Work, ids: &[Uuid]) -> Result<HashMap<Uuid, VariantRef>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::refs_by_id(work.conn(), ids).await?.into_iter().map(|variant| (variant.id, variant)).collect())
}

/// Up to twenty variants for sale that match words, a SKU or a barcode, named as they were entered.
///
/// # Errors
/// When the database refuses.
pub async fn search_variants(scope: &Scope, query: &str) -> Result<Vec<VariantOption>> {
    search_variants_in(scope, query, scope.organization.language).await
}

/// As [`search_variants`], named in a language where there is a translation.
///
/// # Errors
/// When the database refuses.
pub async fn search_variants_in(scope: &Scope, query: &str, language: Language) -> Result<Vec<VariantOption>> {
    let mut work = scope.begin().await?;
    store::options(work.conn(), query.trim(), language.code(), OPTIONS).await
}

/// Changes SKU, barcode, prices and sale of a variant. What somebody else has changed since the form was made (`made_from`: its
/// version and its fields) stays, where it is not the same field. Returns its product and its SKU.
///
/// # Errors
/// [`AppError::NotFound`], field errors, among them for fields that both have changed.
pub async fn update_variant(scope: &Scope, id: &str, made_from: (&str, &str), typed: &VariantForm) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let id = form::id(id)?;
    let product_id = store::product_of(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    // The product's lock is the variants' too.
    store::lock_product(work.conn(), product_id).await?.ok_or(AppError::NotFound)?;
    let variants = store::variants(work.conn(), product_id).await?;
    let before = variants.iter().find(|variant| variant.id == id).ok_or(AppError::NotFound)?;
    let theirs = VariantForm::from(&variant_row(before.clone()));
    let shown = |field: &str, value: &str| if field == "is_active" { t("catalog-for-sale") } else { value.to_owned() };
    let edited = Edited { resource: "product", id: product_id, version: made_from.0, base: made_from.1, current: before.version };
    let form = &audit::service::settle(&mut work, edited, typed, &theirs, shown).await?;
    let mut errors = FieldErrors::default();
    let sku = form::code(&mut errors, "sku", &form.sku);
    if sku.is_none() {
        errors.add("sku", "error-required");
    }
    let after = Variant {
        sku: sku.unwrap_or_default(),
        barcode: form::code(&mut errors, "barcode", &form.barcode),
        price: form::price(&mut errors, "price", &form.price),
        compare_at_price: form::amount(&mut errors, "compare_at_price", &form.compare_at_price),
        cost_price: form::amount(&mut errors, "cost_price", &form.cost_price),
        wholesale_price: form::amount(&mut errors, "wholesale_price", &form.wholesale_price),
        minimum_wholesale_quantity: form::pieces(&mut errors, "minimum_wholesale_quantity", &form.minimum_wholesale_quantity),
        is_active: form.is_active == "true",
        ..before.clone()
    };
    errors.into_result()?;
    if save_variant(&mut work, Some(before), &after).await? {
        outbox::emit(&mut work, "catalog.product_changed", product_id, json!({})).await?;
    }
    work.commit().await?;
    Ok((product_id, after.sku))
}

/// Writes a variant where it differs, with the history of its prices and its audit row. True when anything was written.
pub(super) async fn save_variant(work: &mut Work, before: Option<&Variant>, after: &Variant) -> Result<bool> {
    let (user_id, now) = (work.scope.user_id(), work.now);
    let Some(before) = before else {
        store::insert_variant(work.conn(), after, now).await.on_constraint(TAKEN)?;
        return Ok(true);
    };
    if before == after {
        return Ok(false);
    }
    store::update_variant(work.conn(), after).await.on_constraint(TAKEN)?;
    let prices = [
        ("price", Some(before.price), Some(after.price)),
        ("compare_at_price", before.compare_at_price, after.compare_at_price),
        ("cost_price", before.cost_price, after.cost_price),
        ("wholesale_price", before.wholesale_price, after.wholesale_price),
    ];
    for (field, old, new) in prices.into_iter().filter(|(_, old, new)| old != new) {
        store::insert_price(work.conn(), NewPrice { id: new_id(), variant_id: after.id, field, old, new, user_id, at: now }).await?;
    }
    let (mut old, mut new) = differences(&values(before), &values(after));
    for (values, variant) in [(&mut old, before), (&mut new, after)] {
        if let Some(fields) = values.as_object_mut() {
            fields.insert("sku".to_owned(), json!(variant.sku));
        }
    }
    audit::service::record(work, "catalog.variant_changed", "product", after.product_id, old, new).await?;
    Ok(true)
}

fn values(variant: &Variant) -> Value {
    json!({
        "name": variant.name, "options": variant.options, "sku": variant.sku, "barcode": variant.barcode, "price": variant.price,
        "compare_at_price": variant.compare_at_price, "cost_price": variant.cost_price, "wholesale_price": variant.wholesale_price,
        "minimum_wholesale_quantity": variant.minimum_wholesale_quantity, "weight_g": variant.weight_g,
        "sort_order": variant.sort_order, "is_active": variant.is_active,
    })
}

//! Stock on the screen, and changes of it by hand.

use super::apply::apply;
use crate::domains::audit;
use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{
    AdjustForm, AdjustMode, Cause, LevelFilter, LevelList, LevelState, StockLevel, StockOp, VariantStock,
};
use crate::domains::inventory::store;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, FieldErrors, Language, Page};
use serde_json::json;
use uuid::Uuid;

/// Most units that one form may move.
const MOST: i32 = 1_000_000;

/// A page of stock with the warehouses to narrow it by. Names are in `language` where they are translated.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &LevelFilter, language: Language, page: PageRequest) -> Result<LevelList> {
    let mut work = scope.begin().await?;
    let warehouses = store::warehouses(work.conn()).await?;
    let products = match &filter.query {
        Some(query) => Some(store::search(work.conn(), query).await?),
        None => None,
    };
    let state = filter.state.map(LevelState::code);
    let places = store::browse(work.conn(), products.as_deref(), state, filter.warehouse, page).await?;
    let places = Page::from_fetched(page, places, |place: &Cursor| *place);
    let ids: Vec<Uuid> = places.rows.iter().map(|place| place.id).collect();
    let rows = store::rows(work.conn(), &ids, filter.warehouse, language.code()).await?;
    Ok(LevelList { page: Page { rows, next: places.next, previous: places.previous }, warehouses })
}

/// The stock of a variant in full, with a page of its ledger.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn variant(scope: &Scope, variant_id: Uuid, language: Language, page: PageRequest) -> Result<VariantStock> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let head = store::head(work.conn(), variant_id, language.code()).await?.ok_or(AppError::NotFound)?;
    Ok(VariantStock {
        variant_id,
        product_id: head.product_id,
        name: label(&head.product_name, &head.variant_name),
        sku: head.sku,
        levels: store::levels(work.conn(), &[variant_id], now).await?,
        reservations: store::reservations(work.conn(), variant_id, now).await?,
        movements: store::movements(work.conn(), variant_id, page).await?,
    })
}

/// The levels of all variants of a product, by variant and warehouse.
///
/// # Errors
/// When the database refuses.
pub async fn levels_of_product(scope: &Scope, product_id: Uuid) -> Result<Vec<StockLevel>> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let ids = store::variants_of(work.conn(), product_id).await?;
    store::levels(work.conn(), &ids, now).await
}

pub(super) fn parse_id(text: &str) -> Result<Uuid> {
    Uuid::parse_str(text.trim()).map_err(|_| Error::App(AppError::NotFound))
}

/// A variant and a warehouse that exist.
async fn place(work: &mut Work, variant_id: &str, warehouse_id: &str) -> Result<(Uuid, Uuid)> {
    let variant_id = parse_id(variant_id)?;
    store::head(work.conn(), variant_id, Language::En.code()).await?.ok_or(AppError::NotFound)?;
    let warehouse_id = if warehouse_id.trim().is_empty() { super::default_warehouse(work).await? } else { parse_id(warehouse_id)? };
    store::warehouse(work.conn(), warehouse_id).await?.ok_or(AppError::NotFound)?;
    Ok((variant_id, warehouse_id))
}

fn units(errors: &mut FieldErrors, field: &str, text: &str, least: i32) -> i32 {
    let text = text.trim();
    if text.is_empty() {
        errors.add(field, "error-required");
        return 0;
    }
    match text.replace(',', "").parse::<i32>() {
        Ok(units) if (least..=MOST).contains(&units) => units,
        _ => {
            errors.add(field, "inventory-error-quantity");
            0
        }
    }
}

/// Changes the stock of a variant by hand, with the reason. Returns the variant and what can be promised afterwards.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict that names how many are promised when less would remain.
pub async fn adjust(scope: &Scope, variant_id: &str, form: &AdjustForm) -> Result<(Uuid, i32)> {
    let mut work = scope.begin().await?;
    let (variant_id, warehouse_id) = place(&mut work, variant_id, &form.warehouse_id).await?;
    let mut errors = FieldErrors::default();
    let mode = AdjustMode::parse(&form.mode);
    if mode.is_none() {
        errors.add("mode", "error-choice");
    }
    let mode = mode.unwrap_or(AdjustMode::Add);
    let quantity = units(&mut errors, "quantity", &form.quantity, if mode == AdjustMode::Count { 0 } else { 1 });
    let reason = form.reason.trim();
    if reason.is_empty() {
        errors.add("reason", "error-required");
    } else if reason.chars().count() > 500 {
        errors.add("reason", "error-too-long");
    }
    let usual = match mode {
        AdjustMode::Add | AdjustMode::Remove | AdjustMode::Unhold => Cause::Correction,
        AdjustMode::Count => Cause::Count,
        AdjustMode::Hold => Cause::Damage,
    };
    let chosen = Cause::parse(&form.cause).filter(|cause| Cause::BY_HAND.contains(cause));
    if !form.cause.is_empty() && chosen.is_none() {
        errors.add("cause", "error-choice");
    }
    // Counting is its own cause: it says when a level was last counted.
    let cause = if mode == AdjustMode::Count { Cause::Count } else { chosen.filter(|cause| *cause != Cause::Count).unwrap_or(usual) };
    errors.into_result()?;

    let (change, unavailable_change) = match mode {
        AdjustMode::Add => (quantity, 0),
        AdjustMode::Remove => (-quantity, 0),
        AdjustMode::Count => (quantity - store::lock_on_hand(work.conn(), warehouse_id, variant_id).await?, 0),
        AdjustMode::Hold => (0, quantity),
        AdjustMode::Unhold => (0, -quantity),
    };
    let op = StockOp::Adjust {
        warehouse_id,
        variant_id,
        change,
        unavailable_change,
        cause,
        reason: Some(reason.to_owned()),
        reference: None,
        allow_short: false,
        client_id: None,
    };
    let after = apply(&mut work, &[op]).await?.into_iter().next().ok_or_else(|| anyhow::anyhow!("stock_apply answered nothing"))?;
    let old = json!({"on_hand": after.on_hand - change, "unavailable": after.unavailable - unavailable_change});
    let new = json!({"on_hand": after.on_hand, "unavailable": after.unavailable, "cause": cause.code(), "reason": reason, "warehouse_id": warehouse_id});
    audit::service::record(&mut work, "inventory.adjusted", "variant", variant_id, old, new).await?;
    outbox::emit(&mut work, "inventory.adjusted", variant_id, json!({"warehouse_id": warehouse_id})).await?;
    work.commit().await?;
    Ok((variant_id, after.available))
}

/// Says at which number it is time to order more. Returns the variant.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn set_reorder_level(scope: &Scope, variant_id: &str, warehouse_id: &str, typed: &str) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let (variant_id, warehouse_id) = place(&mut work, variant_id, warehouse_id).await?;
    let mut errors = FieldErrors::default();
    let reorder_level = units(&mut errors, "reorder_level", typed, 0);
    errors.into_result()?;
    // Makes the level where there is none.
    apply(&mut work, &[StockOp::Expire { warehouse_id, variant_id }]).await?;
    let now = work.now;
    let levels = store::levels(work.conn(), &[variant_id], now).await?;
    let before = levels.iter().find(|level| level.warehouse_id == warehouse_id).map_or(0, |level| level.reorder_level);
    if before != reorder_level {
        store::set_reorder_level(work.conn(), warehouse_id, variant_id, reorder_level).await?;
        // Who sets the number sees how many are left: a level that is low by that is no news.
        store::mark_low(work.conn(), &[warehouse_id], &[variant_id], now).await?;
        let (old, new) = (json!({"reorder_level": before}), json!({"reorder_level": reorder_level, "warehouse_id": warehouse_id}));
        audit::service::record(&mut work, "inventory.reorder_level_changed", "variant", variant_id, old, new).await?;
    }
    work.commit().await?;
    Ok(variant_id)
}

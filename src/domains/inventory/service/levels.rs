//! Stock on the screen, and changes of it by hand.

use super::apply::apply;
use crate::domains::audit;
use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{
    AdjustForm, AdjustMode, Adjusted, Cause, LevelFilter, LevelForm, LevelList, LevelState, SOLD_DAYS, StockLevel, StockOp, VariantStock,
};
use crate::domains::inventory::store;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, FieldErrors, Language, Page};
use chrono::TimeDelta;
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
    let now = work.now;
    let warehouses = store::warehouses(work.conn()).await?;
    let products = match &filter.query {
        Some(query) => Some(store::search(work.conn(), query).await?),
        None => None,
    };
    let (found, warehouse) = (products.as_deref(), filter.warehouse);
    let places = match filter.state {
        None => store::browse(work.conn(), found, page).await?,
        Some(LevelState::Out) => store::browse_out(work.conn(), found, warehouse, now, page).await?,
        Some(state) => store::browse_low_or_short(work.conn(), state.code(), found, warehouse, page).await?,
    };
    let places = Page::from_fetched(page, places, |place: &Cursor| *place);
    let ids: Vec<Uuid> = places.rows.iter().map(|place| place.id).collect();
    let rows = store::rows(work.conn(), &ids, filter.warehouse, language.code(), now).await?;
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
    let reservations = store::reservations(work.conn(), variant_id, now).await?;
    let owners = super::names::names_of(&mut work, reservations.iter().map(|row| (row.owner_kind.clone(), row.owner_id))).await?;
    let by = store::Narrowed { variants: Some(&[variant_id]), ..store::Narrowed::default() };
    let mut pace = store::pace(work.conn(), variant_id, now - TimeDelta::days(SOLD_DAYS)).await?;
    for order in super::reorder::on_order(&mut work, &[variant_id]).await? {
        if let Some(pace) = pace.iter_mut().find(|pace| pace.warehouse_id == order.warehouse_id) {
            pace.on_order += order.quantity;
        }
    }
    Ok(VariantStock {
        variant_id,
        product_id: head.product_id,
        name: label(&head.product_name, &head.variant_name),
        sku: head.sku,
        levels: store::levels(work.conn(), &[variant_id], now).await?,
        pace,
        reservations,
        owners,
        bins: store::bins(work.conn(), None).await?,
        movements: super::movements::named(&mut work, &by, language, page).await?,
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

pub(super) fn units(errors: &mut FieldErrors, field: &str, text: &str, least: i32) -> i32 {
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

/// Changes the stock of a variant by hand, with the reason. Where less would remain than is promised it is refused, or, when the
/// form says so, done and written down who is short.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict that names the orders that would be short.
pub async fn adjust(scope: &Scope, variant_id: &str, form: &AdjustForm) -> Result<Adjusted> {
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
        allow_short: form.allow_short == "true",
        client_id: None,
    };
    let after = apply(&mut work, &[op]).await?.into_iter().next().ok_or_else(|| anyhow::anyhow!("stock_apply answered nothing"))?;
    let old = json!({"on_hand": after.on_hand - change, "unavailable": after.unavailable - unavailable_change});
    let short = super::names::short_names(&mut work, &after.short_owners).await?;
    let mut new = json!({"on_hand": after.on_hand, "unavailable": after.unavailable, "cause": cause.code(), "reason": reason, "warehouse_id": warehouse_id});
    if !short.is_empty() {
        new["short"] = json!(short);
    }
    audit::service::record(&mut work, "inventory.adjusted", "variant", variant_id, old, new).await?;
    outbox::emit(&mut work, "inventory.adjusted", variant_id, json!({"warehouse_id": warehouse_id})).await?;
    work.commit().await?;
    Ok(Adjusted { variant_id, available: after.available, short })
}

/// Says what is watched of a variant in a warehouse: when to order more and how many, how many may be promised before they are here, and
/// where it lies. Returns the variant.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn save_level(scope: &Scope, variant_id: &str, warehouse_id: &str, form: &LevelForm) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let (variant_id, warehouse_id) = place(&mut work, variant_id, warehouse_id).await?;
    let mut errors = FieldErrors::default();
    let reorder_level = units(&mut errors, "reorder_level", &form.reorder_level, 0);
    let optional = |errors: &mut FieldErrors, field: &str, typed: &str| {
        if typed.trim().is_empty() { None } else { Some(units(errors, field, typed, 0)) }
    };
    let reorder_quantity = optional(&mut errors, "reorder_quantity", &form.reorder_quantity).unwrap_or(0);
    let max_level = optional(&mut errors, "max_level", &form.max_level);
    let backorder_limit = optional(&mut errors, "backorder_limit", &form.backorder_limit).unwrap_or(0);
    if max_level.is_some_and(|most| most < reorder_level) && errors.0.is_empty() {
        errors.add("max_level", "inventory-error-max-level");
    }
    let bin_id = match form.bin.trim() {
        "" => None,
        typed => {
            let bins = store::bins(work.conn(), Some(warehouse_id)).await?;
            let found = bins.into_iter().map(|bin| bin.id).find(|id| Uuid::parse_str(typed) == Ok(*id));
            if found.is_none() {
                errors.add("bin", "error-choice");
            }
            found
        }
    };
    errors.into_result()?;
    // Makes the level where there is none.
    apply(&mut work, &[StockOp::Expire { warehouse_id, variant_id }]).await?;
    let now = work.now;
    let levels = store::levels(work.conn(), &[variant_id], now).await?;
    let before = levels.into_iter().find(|level| level.warehouse_id == warehouse_id).ok_or(AppError::NotFound)?;
    if backorder_limit < before.backordered() {
        let mut errors = FieldErrors::default();
        let least = vec![("count".to_owned(), before.backordered().to_string())];
        errors.add_with("backorder_limit", "inventory-error-backorder-limit", least);
        return Err(AppError::Invalid(errors).into());
    }
    let old = json!({"reorder_level": before.reorder_level, "reorder_quantity": before.reorder_quantity, "max_level": before.max_level,
        "backorder_limit": before.backorder_limit, "bin_id": before.bin_id});
    let new = json!({"reorder_level": reorder_level, "reorder_quantity": reorder_quantity, "max_level": max_level,
        "backorder_limit": backorder_limit, "bin_id": bin_id});
    if old != new {
        let watched = store::Watched { reorder_level, reorder_quantity, max_level, bin_id, backorder_limit };
        store::set_watched(work.conn(), warehouse_id, variant_id, &watched).await?;
        if backorder_limit > before.backorder_limit {
            // What was short is within the limit now.
            apply(&mut work, &[StockOp::Expire { warehouse_id, variant_id }]).await?;
        }
        // Who sets the number sees how many are left: a level that is low by that is no news.
        store::mark_low(work.conn(), &[warehouse_id], &[variant_id], now).await?;
        let mut new = new;
        new["warehouse_id"] = json!(warehouse_id);
        audit::service::record(&mut work, "inventory.level_changed", "variant", variant_id, old, new).await?;
        outbox::emit(&mut work, "inventory.level_changed", variant_id, json!({"warehouse_id": warehouse_id})).await?;
    }
    work.commit().await?;
    Ok(variant_id)
}

//! The one way to move stock.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{Cause, Reference, ShortOwner, StockAfter, StockOp};
use crate::domains::inventory::store;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::AppError;
use anyhow::Context;
use serde_json::{Value, json};
use sqlx::postgres::PgDatabaseError;
use std::collections::HashSet;
use uuid::Uuid;

/// SQLSTATE of `stock_apply` when there is not enough to promise.
const OUT_OF_STOCK: &str = "SS001";
/// SQLSTATE of `stock_apply` when an operation makes no sense.
const REFUSED: &str = "SS002";

/// Applies the operations in order, all or none, in one call: give it all that a transaction moves, so that locks are taken in
/// one order. Returns how each level stands afterwards, one entry an operation. For a level that has fallen to the number at which it
/// is time to order more there is an event.
///
/// # Errors
/// A conflict that names the variant and the numbers when something is not there or is promised to others.
/// [`AppError::NotFound`] for an unknown warehouse or variant. After an error the rest of the transaction can go on.
pub async fn apply(work: &mut Work, ops: &[StockOp]) -> Result<Vec<StockAfter>> {
    if ops.is_empty() {
        return Ok(Vec::new());
    }
    let operations: Value = ops.iter().map(operation).collect();
    let (user_id, now) = (work.scope.user_id(), work.now);
    match store::apply(work.conn(), user_id, now, &operations).await {
        Ok(after) => {
            let after: Vec<StockAfter> = serde_json::from_value(after).context("reading what stock_apply said")?;
            let (warehouses, variants): (Vec<Uuid>, Vec<Uuid>) = after.iter().map(|after| (after.warehouse_id, after.variant_id)).unzip();
            for (warehouse_id, variant_id) in store::mark_low(work.conn(), &warehouses, &variants, now).await? {
                outbox::emit(work, "inventory.ran_low", variant_id, json!({"warehouse_id": warehouse_id})).await?;
            }
            Ok(after)
        }
        Err(error) => Err(refusal(work, error).await),
    }
}

fn operation(op: &StockOp) -> Value {
    match op {
        StockOp::Reserve { warehouse_id, variant_id, quantity, owner, expires_at, allow_short } => json!({
            "op": "RESERVE", "warehouse_id": warehouse_id, "variant_id": variant_id, "quantity": quantity,
            "owner_type": owner.kind(), "owner_id": owner.id(), "expires_at": expires_at, "allow_short": allow_short,
        }),
        StockOp::Release { warehouse_id, variant_id, owner, quantity } => json!({
            "op": "RELEASE", "warehouse_id": warehouse_id, "variant_id": variant_id, "quantity": quantity,
            "owner_type": owner.kind(), "owner_id": owner.id(),
        }),
        StockOp::Take { warehouse_id, variant_id, owner, quantity } => json!({
            "op": "TAKE", "warehouse_id": warehouse_id, "variant_id": variant_id, "quantity": quantity,
            "owner_type": owner.kind(), "owner_id": owner.id(),
        }),
        StockOp::Receive { warehouse_id, variant_id, quantity, unavailable, cause, reference, reason } => json!({
            "op": "RECEIVE", "warehouse_id": warehouse_id, "variant_id": variant_id, "quantity": quantity, "unavailable_change": unavailable,
            "cause": cause.code(), "reason": reason,
            "reference_type": reference.as_ref().map(|reference| &reference.kind), "reference_id": reference.as_ref().map(|reference| reference.id),
        }),
        StockOp::Adjust { warehouse_id, variant_id, change, unavailable_change, cause, reason, reference, allow_short, client_id } => {
            json!({
                "op": "ADJUST", "warehouse_id": warehouse_id, "variant_id": variant_id, "quantity": change, "unavailable_change": unavailable_change,
                "cause": cause.code(), "reason": reason, "allow_short": allow_short, "client_id": client_id,
                "reference_type": reference.as_ref().map(|reference| &reference.kind), "reference_id": reference.as_ref().map(|reference| reference.id),
            })
        }
        StockOp::Expire { warehouse_id, variant_id } => json!({"op": "EXPIRE", "warehouse_id": warehouse_id, "variant_id": variant_id}),
    }
}

/// Turns a refusal of the database into a sentence about the variant.
async fn refusal(work: &mut Work, error: sqlx::Error) -> Error {
    let told = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>()).map(|error| {
        let detail: Value = error.detail().and_then(|detail| serde_json::from_str(detail).ok()).unwrap_or_default();
        (error.code().to_owned(), detail)
    });
    let Some((sqlstate, detail)) = told.filter(|(sqlstate, _)| sqlstate == OUT_OF_STOCK || sqlstate == REFUSED) else {
        return error.into();
    };
    let code = detail.get("code").and_then(Value::as_str).unwrap_or_default();
    let key = match (sqlstate.as_str(), code) {
        (OUT_OF_STOCK, _) => "inventory-error-out-of-stock",
        (_, "reserved") => "inventory-error-reserved",
        (_, "below_zero") => "inventory-error-below-zero",
        (_, "unavailable_out_of_range") => "inventory-error-unavailable",
        (_, "short" | "not_on_hand") => "inventory-error-not-there",
        (_, "no_reservation" | "reservation_too_small") => "inventory-error-no-reservation",
        (_, "not_found") => return AppError::NotFound.into(),
        _ => return error.into(),
    };
    let variant_id = detail.get("variant_id").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    let names = match variant_id {
        Some(variant_id) => match store::variant_names(work.conn(), variant_id).await {
            Ok(names) => names,
            Err(error) => return error,
        },
        None => None,
    };
    let (sku, product, variant) = names.unwrap_or_default();
    let owners: Vec<ShortOwner> = detail.get("owners").cloned().and_then(|owners| serde_json::from_value(owners).ok()).unwrap_or_default();
    let orders = match super::names::short_names(work, &owners).await {
        Ok(names) => super::names::in_a_sentence(&names),
        Err(error) => return error,
    };
    let number = |name: &str| detail.get(name).and_then(Value::as_i64).unwrap_or_default();
    let args = [
        ("sku", sku),
        ("name", label(&product, &variant)),
        ("available", number("available").to_string()),
        ("requested", number("requested").abs().to_string()),
        ("reserved", number("reserved").to_string()),
        ("on_hand", number("on_hand").to_string()),
        ("unavailable", number("unavailable").to_string()),
        ("missing", number("missing").to_string()),
        ("orders", orders),
    ];
    AppError::Conflict { key: key.to_owned(), args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }.into()
}

/// Says what was there when the books began, in the default warehouse. Nothing happens for a variant that has moved before, so an
/// import may come again without touching what was counted since. True when it was written.
///
/// # Errors
/// As [`apply`].
pub async fn set_opening(work: &mut Work, variant_id: Uuid, quantity: i32, reference: Option<Reference>) -> Result<bool> {
    Ok(set_openings(work, &[(variant_id, quantity)], reference).await? == 1)
}

/// As [`set_opening`] for several variants in one call. Quantities of zero or less are left out. Returns how many were written.
///
/// # Errors
/// As [`apply`].
pub async fn set_openings(work: &mut Work, quantities: &[(Uuid, i32)], reference: Option<Reference>) -> Result<usize> {
    let wanted: Vec<(Uuid, i32)> = quantities.iter().copied().filter(|(_, quantity)| *quantity > 0).collect();
    if wanted.is_empty() {
        return Ok(0);
    }
    let warehouse_id = super::default_warehouse(work).await?;
    let ids: Vec<Uuid> = wanted.iter().map(|(id, _)| *id).collect();
    let moved: HashSet<Uuid> = store::moved(work.conn(), warehouse_id, &ids).await?.into_iter().collect();
    let ops: Vec<StockOp> = wanted
        .into_iter()
        .filter(|(variant_id, _)| !moved.contains(variant_id))
        .map(|(variant_id, change)| StockOp::Adjust {
            warehouse_id,
            variant_id,
            change,
            unavailable_change: 0,
            cause: Cause::Opening,
            reason: None,
            reference: reference.clone(),
            allow_short: true,
            // Two imports at the same time open a level once.
            client_id: Some(format!("opening {warehouse_id} {variant_id}")),
        })
        .collect();
    let after = apply(work, &ops).await?;
    Ok(after.iter().filter(|after| after.status == "applied").count())
}

/// Lets go what has expired in one organization. Returns how many levels were touched.
///
/// # Errors
/// When the database refuses.
pub async fn expire(scope: &Scope) -> Result<usize> {
    /// Reservations at a time, so that locks are held shortly.
    const AT_ONCE: i64 = 200;
    let mut touched = 0;
    loop {
        let mut work = scope.begin().await?;
        let now = work.now;
        let levels = store::expired(work.conn(), now, AT_ONCE).await?;
        if levels.is_empty() {
            return Ok(touched);
        }
        let ops: Vec<StockOp> = levels.into_iter().map(|(warehouse_id, variant_id)| StockOp::Expire { warehouse_id, variant_id }).collect();
        touched += apply(&mut work, &ops).await?.len();
        work.commit().await?;
    }
}

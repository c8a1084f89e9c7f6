//! Warehouses.

use super::levels::parse_id;
use crate::domains::audit;
use crate::domains::inventory::model::Warehouse;
use crate::domains::inventory::store;
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::i18n::text;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use serde_json::json;
use uuid::Uuid;

/// Code of the warehouse that every organization starts with.
const FIRST: &str = "MAIN";

/// The warehouse where orders are packed unless somebody says otherwise; made when there is none, under the name that was given
/// at sign-up.
///
/// # Errors
/// When the database refuses.
pub async fn default_warehouse(work: &mut Work) -> Result<Uuid> {
    if let Some(id) = store::default_warehouse(work.conn()).await? {
        return Ok(id);
    }
    let organization = work.scope.organization.clone();
    let chosen = organization.settings.get("first_warehouse").and_then(serde_json::Value::as_str).filter(|name| !name.is_empty());
    let name = chosen.map_or_else(|| text(organization.language, "inventory-warehouse-first", None), ToOwned::to_owned);
    let now = work.now;
    let id = new_id();
    if store::insert_default(work.conn(), id, &name, FIRST, now).await? {
        let new = json!({"name": name, "code": FIRST, "default": id});
        audit::service::record(work, "inventory.warehouse_created", "warehouse", id, json!(null), new).await?;
    }
    store::default_warehouse(work.conn()).await?.ok_or_else(|| Error::conflict("inventory-error-no-warehouse"))
}

/// As [`default_warehouse`], in a transaction of its own.
///
/// # Errors
/// When the database refuses.
pub async fn ensure_default_warehouse(scope: &Scope) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let id = default_warehouse(&mut work).await?;
    work.commit().await?;
    Ok(id)
}

/// All warehouses, the default one first.
///
/// # Errors
/// When the database refuses.
pub async fn warehouses(scope: &Scope) -> Result<Vec<Warehouse>> {
    let mut work = scope.begin().await?;
    store::warehouses(work.conn()).await
}

/// Makes a warehouse; the first one is the default. Returns its name.
///
/// # Errors
/// Field errors.
pub async fn create_warehouse(scope: &Scope, name: &str, code: &str) -> Result<String> {
    let (name, code) = (name.trim(), code.trim().to_uppercase());
    let mut errors = FieldErrors::default();
    for (field, value, longest) in [("name", name, 100), ("code", code.as_str(), 20)] {
        if value.is_empty() {
            errors.add(field, "error-required");
        } else if value.chars().count() > longest {
            errors.add(field, "error-too-long");
        }
    }
    errors.into_result()?;
    let mut work = scope.begin().await?;
    let (id, now) = (new_id(), work.now);
    store::insert_warehouse(work.conn(), id, name, &code, now).await.on_constraint(&[(
        "warehouses_organization_id_code_key",
        "code",
        "inventory-error-code-taken",
    )])?;
    if store::default_warehouse(work.conn()).await?.is_none() {
        store::move_default(work.conn(), id).await?;
    }
    audit::service::record(&mut work, "inventory.warehouse_created", "warehouse", id, json!(null), json!({"name": name, "code": code}))
        .await?;
    outbox::emit(&mut work, "inventory.warehouse_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(name.to_owned())
}

/// Makes a warehouse the default. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`], a conflict for one that is not in use.
pub async fn make_default(scope: &Scope, id: &str) -> Result<String> {
    let id = parse_id(id)?;
    let mut work = scope.begin().await?;
    let warehouse = store::warehouse(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if !warehouse.is_active {
        return Err(Error::conflict("inventory-error-no-warehouse"));
    }
    if !warehouse.is_default {
        let before = store::default_warehouse(work.conn()).await?;
        store::move_default(work.conn(), id).await?;
        audit::service::record(&mut work, "inventory.default_changed", "warehouse", id, json!({"default": before}), json!({"default": id}))
            .await?;
        outbox::emit(&mut work, "inventory.warehouse_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok(warehouse.name)
}

//! Bins, and the page of a warehouse.

use super::levels::parse_id;
use crate::domains::access::model::PostalAddress;
use crate::domains::audit;
use crate::domains::customers::phone::normalise_phone;
use crate::domains::inventory::model::{WarehouseContact, WarehouseForm, WarehousePage};
use crate::domains::inventory::store;
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::{AppError, FieldErrors};
use serde_json::json;
use uuid::Uuid;

/// Longest code of a bin, in characters.
const LONGEST_CODE: usize = 20;
/// Most bins that are added at a time.
const MOST_AT_ONCE: usize = 500;

/// A warehouse with its bins.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn warehouse_page(scope: &Scope, id: Uuid) -> Result<WarehousePage> {
    let mut work = scope.begin().await?;
    let warehouse = store::warehouse(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let about = store::whereabouts(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let bins = store::bins(work.conn(), Some(id)).await?;
    Ok(WarehousePage { warehouse, contact: about.contact, bins, on_hand: about.on_hand, variants: about.variants })
}

fn checked(form: &WarehouseForm) -> Result<(String, WarehouseContact)> {
    let mut errors = FieldErrors::default();
    let mut text = |field: &str, typed: &str, longest: usize| {
        let words = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > longest {
            errors.add(field, "error-too-long");
        }
        words
    };
    let name = text("name", &form.name, 100);
    let address = PostalAddress {
        line1: text("line1", &form.line1, 200),
        line2: text("line2", &form.line2, 200),
        city: text("city", &form.city, 80),
        district: text("district", &form.district, 80),
        postal_code: text("postal_code", &form.postal_code, 20),
    };
    let contact_person = text("contact_person", &form.contact_person, 100);
    let (typed_phone, email) = (text("phone", &form.phone, 40), text("email", &form.email, 200).to_lowercase());
    if name.is_empty() {
        errors.add("name", "error-required");
    }
    let phone = match typed_phone.as_str() {
        "" => String::new(),
        typed => normalise_phone(typed).unwrap_or_else(|| {
            errors.add("phone", "error-phone");
            String::new()
        }),
    };
    if !email.is_empty() && !email.split_once('@').is_some_and(|(before, after)| !before.is_empty() && after.contains('.')) {
        errors.add("email", "error-email");
    }
    errors.into_result()?;
    Ok((name, WarehouseContact { address, contact_person, phone, email }))
}

/// Changes a warehouse. Returns its id and name.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when one that is the default or not empty is put out of use.
pub async fn save_warehouse(scope: &Scope, id: &str, form: &WarehouseForm) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    let mut work = scope.begin().await?;
    let before = store::lock_warehouse(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let about = store::whereabouts(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let (name, contact) = checked(form)?;
    let is_active = form.is_active == "true";
    if before.is_active && !is_active && (before.is_default || store::is_in_use(work.conn(), id).await?) {
        return Err(Error::conflict("inventory-error-warehouse-in-use"));
    }
    let old = json!({"name": before.name, "is_active": before.is_active, "contact": about.contact});
    let new = json!({"name": name, "is_active": is_active, "contact": contact});
    if old != new {
        store::update_warehouse(work.conn(), id, &name, is_active, &contact).await?;
        audit::service::record(&mut work, "inventory.warehouse_changed", "warehouse", id, old, new).await?;
        outbox::emit(&mut work, "inventory.warehouse_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok((id, name))
}

/// A code in capitals without spaces, or what is wrong with it.
fn code(typed: &str) -> Result<String, &'static str> {
    let code = typed.trim().to_uppercase();
    if code.is_empty() {
        Err("error-required")
    } else if code.chars().count() > LONGEST_CODE {
        Err("error-too-long")
    } else if code.chars().any(|letter| letter.is_whitespace() || letter == ',') {
        Err("inventory-error-bin-code")
    } else {
        Ok(code)
    }
}

/// Adds bins to a warehouse; codes stand apart by spaces, commas or lines. Those that are there stay as they are. Returns the
/// warehouse and how many were added.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn add_bins(scope: &Scope, warehouse_id: &str, typed: &str) -> Result<(Uuid, u64)> {
    let warehouse_id = parse_id(warehouse_id)?;
    let mut work = scope.begin().await?;
    store::lock_warehouse(work.conn(), warehouse_id).await?.ok_or(AppError::NotFound)?;
    let mut codes: Vec<String> = Vec::new();
    for word in typed.split([',', ' ', '\n', '\r', '\t', ';']).filter(|word| !word.trim().is_empty()) {
        let code = code(word).map_err(|key| Error::field("codes", key))?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    match codes.len() {
        0 => return Err(Error::field("codes", "error-required")),
        many if many > MOST_AT_ONCE => return Err(Error::field("codes", "error-too-long")),
        _ => {}
    }
    let ids: Vec<Uuid> = codes.iter().map(|_| new_id()).collect();
    let now = work.now;
    let added = store::insert_bins(work.conn(), warehouse_id, &ids, &codes, now).await?;
    if added > 0 {
        audit::service::record(&mut work, "inventory.bins_added", "warehouse", warehouse_id, json!(null), json!({"bins": codes})).await?;
        outbox::emit(&mut work, "inventory.warehouse_changed", warehouse_id, json!({})).await?;
    }
    work.commit().await?;
    Ok((warehouse_id, added))
}

/// Renames a bin or moves it on the route. Returns its warehouse and its code.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn save_bin(scope: &Scope, bin_id: &str, typed: &str, route: &str) -> Result<(Uuid, String)> {
    let id = parse_id(bin_id)?;
    let mut work = scope.begin().await?;
    let before = store::lock_bin(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let mut errors = FieldErrors::default();
    let code = code(typed).unwrap_or_else(|key| {
        errors.add("code", key);
        String::new()
    });
    let route_order = super::levels::units(&mut errors, "route_order", route, 0);
    errors.into_result()?;
    store::update_bin(work.conn(), id, &code, route_order).await.on_constraint(&[(
        "bins_organization_id_warehouse_id_code_key",
        "code",
        "inventory-error-bin-taken",
    )])?;
    let (old, new) = (json!({"code": before.code, "route_order": before.route_order}), json!({"code": code, "route_order": route_order}));
    if old != new {
        audit::service::record(&mut work, "inventory.bin_changed", "warehouse", before.warehouse_id, old, new).await?;
        outbox::emit(&mut work, "inventory.warehouse_changed", before.warehouse_id, json!({})).await?;
    }
    work.commit().await?;
    Ok((before.warehouse_id, code))
}

/// Removes a bin; what lay there lies nowhere in particular then. Returns its warehouse and its code.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn remove_bin(scope: &Scope, bin_id: &str) -> Result<(Uuid, String)> {
    let id = parse_id(bin_id)?;
    let mut work = scope.begin().await?;
    let before = store::lock_bin(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    store::delete_bin(work.conn(), id).await?;
    audit::service::record(&mut work, "inventory.bin_removed", "warehouse", before.warehouse_id, json!({"code": before.code}), json!(null))
        .await?;
    outbox::emit(&mut work, "inventory.warehouse_changed", before.warehouse_id, json!({})).await?;
    work.commit().await?;
    Ok((before.warehouse_id, before.code))
}

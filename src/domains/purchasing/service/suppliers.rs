//! Suppliers and who signs in for them.

use super::form;
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::customers::phone::{self, normalise_phone};
use crate::domains::localization::model::currency;
use crate::domains::purchasing::model::{
    SupplierAddress, SupplierChoice, SupplierDetail, SupplierFilter, SupplierForm, SupplierRow, SupplierUser, Verification,
};
use crate::domains::purchasing::store::{self, SupplierValues};
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language, Page};
use anyhow::Context;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// What the database says about names that are taken.
const TAKEN: &[(&str, &str, &str)] = &[("suppliers_organization_id_business_name_key", "business_name", "purchasing-error-name-taken")];

/// A page of suppliers, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn suppliers(scope: &Scope, filter: &SupplierFilter, page: PageRequest) -> Result<Page<SupplierRow>> {
    let mut work = scope.begin().await?;
    store::list_suppliers(work.conn(), filter, page).await
}

/// A supplier whole.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn supplier(scope: &Scope, id: Uuid) -> Result<SupplierDetail> {
    let mut work = scope.begin().await?;
    store::supplier(work.conn(), id, false).await?.ok_or_else(|| AppError::NotFound.into())
}

/// Suppliers to choose from: those in use, and one more that was chosen before.
///
/// # Errors
/// When the database refuses.
pub async fn choices(scope: &Scope, also: Option<Uuid>) -> Result<Vec<SupplierChoice>> {
    let mut work = scope.begin().await?;
    store::supplier_choices(work.conn(), also).await
}

/// The suppliers of some names, in whatever case, by the name that was asked for.
///
/// # Errors
/// When the database refuses.
pub async fn suppliers_named(work: &mut Work, names: &[String]) -> Result<HashMap<String, Uuid>> {
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let trimmed: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
    let known: HashMap<String, Uuid> = store::suppliers_named(work.conn(), &trimmed).await?.into_iter().collect();
    Ok(names.iter().filter_map(|name| Some((name.clone(), *known.get(name.trim())?))).collect())
}

/// Names of suppliers by id; unknown ids are absent.
///
/// # Errors
/// When the database refuses.
pub async fn supplier_names(work: &mut Work, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    Ok(store::supplier_names(work.conn(), ids).await?.into_iter().collect())
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty()
        && text.len() <= 254
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !host.contains('@')
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || ",;<>()\"".contains(letter))
}

fn check(scope: &Scope, typed: &SupplierForm) -> Result<SupplierValues> {
    let mut errors = FieldErrors::default();
    let business_name = form::text(&mut errors, "business_name", &typed.business_name, 200);
    if business_name.is_empty() {
        errors.add("business_name", "error-required");
    }
    let email = form::optional(&mut errors, "email", &typed.email.to_lowercase(), 254);
    if email.as_deref().is_some_and(|email| !is_email(email)) {
        errors.add("email", "error-email");
    }
    let phone = normalise_phone(&typed.phone);
    if phone.is_none() && !typed.phone.trim().is_empty() {
        errors.add("phone", "error-phone");
    }
    let language = if typed.language.is_empty() { Some(scope.organization.language) } else { Language::parse(&typed.language) };
    if language.is_none() {
        errors.add("language", "error-choice");
    }
    let code = if typed.currency.trim().is_empty() { Some(scope.organization.currency.clone()) } else { currency(&typed.currency) };
    if code.is_none() {
        errors.add("currency", "error-choice");
    }
    let address = SupplierAddress {
        line1: form::text(&mut errors, "line1", &typed.line1, 200),
        line2: form::text(&mut errors, "line2", &typed.line2, 200),
        city: form::text(&mut errors, "city", &typed.city, 80),
        postal_code: form::text(&mut errors, "postal_code", &typed.postal_code, 20),
        country: form::text(&mut errors, "country", &typed.country, 80),
    };
    let values = SupplierValues {
        business_name,
        registration_number: form::optional(&mut errors, "registration_number", &typed.registration_number, 60),
        tax_id: form::optional(&mut errors, "tax_id", &typed.tax_id, 60),
        contact: form::text(&mut errors, "contact", &typed.contact, 120),
        email,
        phone,
        address: serde_json::to_value(address).context("writing a supplier's address").map_err(Error::Other)?,
        language: language.unwrap_or_default(),
        currency: code.unwrap_or_default(),
        terms: form::text(&mut errors, "terms", &typed.terms, form::LONGEST_NOTE),
        payment_days: form::whole(&mut errors, "payment_days", &typed.payment_days, 0, 365, "purchasing-error-days"),
        lead_days: form::whole(&mut errors, "lead_days", &typed.lead_days, 0, 365, "purchasing-error-days"),
        rating: form::whole(&mut errors, "rating", &typed.rating, 1, 5, "error-choice"),
        is_active: typed.is_active == "true",
        notes: form::text(&mut errors, "notes", &typed.notes, form::LONGEST_NOTE),
    };
    errors.into_result()?;
    Ok(values)
}

fn logged(values: &SupplierValues) -> Value {
    json!({
        "business_name": values.business_name, "registration_number": values.registration_number, "tax_id": values.tax_id,
        "contact": values.contact, "email": values.email, "phone": values.phone, "address": values.address,
        "language": values.language.code(), "currency": values.currency, "terms": values.terms, "payment_days": values.payment_days,
        "lead_days": values.lead_days, "rating": values.rating, "is_active": values.is_active, "notes": values.notes,
    })
}

/// Makes a supplier.
///
/// # Errors
/// Field errors.
pub async fn create_supplier(scope: &Scope, typed: &SupplierForm) -> Result<(Uuid, String)> {
    let values = check(scope, typed)?;
    let mut work = scope.begin().await?;
    let (id, user_id, at) = (new_id(), scope.user_id(), work.now);
    store::insert_supplier(work.conn(), id, &values, user_id, at).await.on_constraint(TAKEN)?;
    audit::service::record(&mut work, "purchasing.supplier_created", "supplier", id, json!(null), logged(&values)).await?;
    outbox::emit(&mut work, "purchasing.supplier_changed", id, json!({})).await?;
    work.commit().await?;
    Ok((id, values.business_name))
}

/// Changes a supplier. What somebody else has changed since the form was made (`made_from`: its version and its fields) stays, where
/// it is not the same field. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`], field errors, among them for fields that both have changed.
pub async fn update_supplier(scope: &Scope, id: Uuid, made_from: (&str, &str), typed: &SupplierForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let old = store::supplier(work.conn(), id, true).await?.ok_or(AppError::NotFound)?;
    let shown_phone = old.row.phone.as_deref().map(phone::display).unwrap_or_default();
    let before = SupplierForm::of(&old, &shown_phone);
    let shown = |field: &str, value: &str| match field {
        "language" => Language::parse(value).map_or_else(|| value.to_owned(), |language| language.own_name().to_owned()),
        "is_active" => t("purchasing-active"),
        _ => value.to_owned(),
    };
    let edited = Edited { resource: "supplier", id, version: made_from.0, base: made_from.1, current: old.version };
    let typed = audit::service::settle(&mut work, edited, typed, &before, shown).await?;
    let values = check(scope, &typed)?;
    let (old, new) = differences(&logged(&check(scope, &before)?), &logged(&values));
    if new.is_empty() {
        return Ok(values.business_name);
    }
    let user_id = scope.user_id();
    store::update_supplier(work.conn(), id, &values, user_id).await.on_constraint(TAKEN)?;
    audit::service::record(&mut work, "purchasing.supplier_changed", "supplier", id, Value::Object(old), Value::Object(new)).await?;
    outbox::emit(&mut work, "purchasing.supplier_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(values.business_name)
}

/// The fields of two objects that differ, old and new.
fn differences(old: &Value, new: &Value) -> (Map<String, Value>, Map<String, Value>) {
    let (mut before, mut after) = (Map::new(), Map::new());
    for (name, value) in new.as_object().into_iter().flatten() {
        let previous = old.get(name).unwrap_or(&Value::Null);
        if previous != value {
            before.insert(name.clone(), previous.clone());
            after.insert(name.clone(), value.clone());
        }
    }
    (before, after)
}

/// Writes down what is known of a supplier's papers. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`], a field error for a word that is none.
pub async fn set_verification(scope: &Scope, id: Uuid, typed: &str) -> Result<String> {
    let verification = Verification::parse(typed).ok_or_else(|| Error::field("verification", "error-choice"));
    let mut work = scope.begin().await?;
    let old = store::supplier(work.conn(), id, true).await?.ok_or(AppError::NotFound)?;
    let verification = verification?;
    if old.row.verification != verification {
        let (user_id, at) = (scope.user_id(), work.now);
        store::set_verification(work.conn(), id, verification, user_id, at).await?;
        let before = json!({"verification_status": old.row.verification.code()});
        let after = json!({"verification_status": verification.code()});
        audit::service::record(&mut work, "purchasing.supplier_verified", "supplier", id, before, after).await?;
        outbox::emit(&mut work, "purchasing.supplier_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok(old.row.business_name)
}

/// Members who could sign in for a supplier: their role may only supply, and they sign in for none yet.
///
/// # Errors
/// When the database refuses.
pub async fn free_users(scope: &Scope) -> Result<Vec<SupplierUser>> {
    let mut work = scope.begin().await?;
    store::free_users(work.conn(), scope.organization.id).await
}

/// Lets a member sign in for a supplier. Returns their name.
///
/// # Errors
/// [`AppError::NotFound`] for a supplier or person who is not there; a conflict for somebody who signs in for a supplier already.
pub async fn link_user(scope: &Scope, supplier_id: Uuid, user_id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let supplier = store::supplier(work.conn(), supplier_id, true).await?.ok_or(AppError::NotFound)?;
    let name = store::may_supply(work.conn(), scope.organization.id, user_id).await?.ok_or(AppError::NotFound)?;
    let at = work.now;
    store::link_user(work.conn(), new_id(), supplier_id, user_id, at).await.on_constraint(&[(
        "supplier_users_organization_id_user_id_key",
        "user_id",
        "purchasing-error-user-taken",
    )])?;
    let new = json!({"supplier": supplier.row.business_name, "person": name});
    audit::service::record(&mut work, "purchasing.user_linked", "supplier", supplier_id, json!(null), new).await?;
    work.commit().await?;
    Ok(name)
}

/// Takes a supplier's page away from a person. Returns their name.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn unlink_user(scope: &Scope, supplier_id: Uuid, user_id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let supplier = store::supplier(work.conn(), supplier_id, true).await?.ok_or(AppError::NotFound)?;
    let name = supplier.users.iter().find(|user| user.id == user_id).map(|user| user.name.clone()).ok_or(AppError::NotFound)?;
    store::unlink_user(work.conn(), supplier_id, user_id).await?;
    let old = json!({"supplier": supplier.row.business_name, "person": name});
    audit::service::record(&mut work, "purchasing.user_unlinked", "supplier", supplier_id, old, json!(null)).await?;
    work.commit().await?;
    Ok(name)
}

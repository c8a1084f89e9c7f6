//! Who carries.

use crate::domains::audit;
use crate::domains::customers::phone::normalise_phone;
use crate::domains::delivery::model::{Courier, CourierForm, CourierKind};
use crate::domains::delivery::store::{self, CourierValues};
use crate::server::clock::new_id;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest name, in characters.
const LONGEST: usize = 100;

fn check(form: &CourierForm) -> Result<CourierValues> {
    let mut errors = FieldErrors::default();
    let kind = CourierKind::parse(&form.kind);
    if kind.is_none() {
        errors.add("kind", if form.kind.is_empty() { "error-required" } else { "error-choice" });
    }
    let name = form.name.trim().to_owned();
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST {
        errors.add("name", "error-too-long");
    }
    let phone = normalise_phone(&form.phone);
    if phone.is_none() && !form.phone.trim().is_empty() {
        errors.add("phone", "error-phone");
    }
    let email = Some(form.email.trim().to_lowercase()).filter(|email| !email.is_empty());
    if email.as_deref().is_some_and(|email| !email.contains('@') || email.contains(char::is_whitespace)) {
        errors.add("email", "error-email");
    }
    let vehicle_type = Some(form.vehicle_type.trim().to_owned()).filter(|text| !text.is_empty());
    if vehicle_type.as_deref().is_some_and(|text| text.chars().count() > LONGEST) {
        errors.add("vehicle_type", "error-too-long");
    }
    errors.into_result()?;
    Ok(CourierValues { kind: kind.unwrap_or(CourierKind::Rider), name, phone, email, vehicle_type })
}

fn as_json(values: &CourierValues) -> Value {
    json!({
        "kind": values.kind.code(), "name": values.name, "phone": values.phone, "email": values.email, "vehicle_type": values.vehicle_type
    })
}

async fn finish(mut work: Work, what: &str, id: Uuid, old: Value, new: Value) -> Result<()> {
    audit::service::record(&mut work, what, "courier", id, old, new).await?;
    outbox::emit(&mut work, what, id, json!({})).await?;
    work.commit().await
}

/// All couriers by name, active ones first, with what they carry now.
///
/// # Errors
/// When the database refuses.
pub async fn couriers(scope: &Scope) -> Result<Vec<Courier>> {
    let mut work = scope.begin().await?;
    store::couriers(work.conn()).await
}

/// Adds a courier.
///
/// # Errors
/// Field errors.
pub async fn create_courier(scope: &Scope, form: &CourierForm) -> Result<Uuid> {
    let values = check(form)?;
    let mut work = scope.begin().await?;
    let id = new_id();
    store::insert_courier(work.conn(), id, &values).await?;
    finish(work, "delivery.courier_created", id, json!(null), as_json(&values)).await?;
    Ok(id)
}

/// Changes a courier.
///
/// # Errors
/// [`AppError::NotFound`]; field errors.
pub async fn update_courier(scope: &Scope, id: Uuid, form: &CourierForm) -> Result<()> {
    let mut work = scope.begin().await?;
    let old = store::lock_courier(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let values = check(form)?;
    store::update_courier(work.conn(), id, &values).await?;
    finish(work, "delivery.courier_updated", id, as_json(&old.values), as_json(&values)).await
}

/// Puts a courier out of service or back into it. What they carry stays with them. Returns the name.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn set_courier_active(scope: &Scope, id: Uuid, is_active: bool) -> Result<String> {
    let mut work = scope.begin().await?;
    let old = store::lock_courier(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if old.is_active != is_active {
        store::set_courier_active(work.conn(), id, is_active).await?;
        finish(work, "delivery.courier_updated", id, json!({"is_active": old.is_active}), json!({"is_active": is_active})).await?;
    }
    Ok(old.values.name)
}

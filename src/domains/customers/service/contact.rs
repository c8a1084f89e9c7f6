//! Identifiers, addresses, answers and notes of one person. Every change happens under the person's lock.

use super::is_email;
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::customers::model::{
    Address, AddressForm, AddressRow, AddressType, ConsentChannel, ConsentForm, ConsentPurpose, ConsentSource, CustomerDetail,
    IdentifierKind,
};
use crate::domains::customers::phone::{self, normalise_phone};
use crate::domains::customers::store::{self, NewConsent};
use crate::server::clock::{new_id, start_of_day};
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, params};
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest id elsewhere, in characters.
const LONGEST_VALUE: usize = 200;
/// Longest note, in characters.
const LONGEST_NOTE: usize = 2_000;

async fn locked(work: &mut Work, id: Uuid) -> Result<CustomerDetail> {
    store::detail(work.conn(), id, true).await?.ok_or_else(|| AppError::NotFound.into())
}

/// Log and event of a change.
async fn finish(work: &mut Work, action: &str, id: Uuid, old: Value, new: Value) -> Result<()> {
    audit::service::record(work, action, "customer", id, old, new).await?;
    outbox::emit(work, "customers.updated", id, json!({})).await
}

/// An identifier as it is kept.
pub(super) fn read_identifier(kind: IdentifierKind, typed: &str) -> Result<String, &'static str> {
    let is_name = matches!(kind, IdentifierKind::Psid | IdentifierKind::Igsid | IdentifierKind::Tiktok);
    let typed = if is_name { typed.trim().trim_start_matches('@') } else { typed.trim() };
    if typed.is_empty() {
        return Err("error-required");
    }
    if typed.chars().count() > LONGEST_VALUE {
        return Err("error-too-long");
    }
    match kind {
        IdentifierKind::Phone | IdentifierKind::Whatsapp => normalise_phone(typed).ok_or("error-phone"),
        IdentifierKind::Email if is_email(typed) => Ok(typed.to_lowercase()),
        IdentifierKind::Email => Err("error-email"),
        _ if is_name => Ok(typed.to_lowercase()),
        _ => Ok(typed.to_owned()),
    }
}

/// Adds something that a person is known by.
///
/// # Errors
/// [`AppError::NotFound`]; field errors; what is somebody else's is refused with their name and id as arguments.
pub async fn add_identifier(scope: &Scope, customer_id: Uuid, kind: &str, value: &str) -> Result<()> {
    let mut work = scope.begin().await?;
    let person = locked(&mut work, customer_id).await?;
    let kind = IdentifierKind::parse(kind).filter(|kind| IdentifierKind::TYPED.contains(kind));
    let kind = kind.ok_or_else(|| Error::field("kind", "error-choice"))?;
    let value = read_identifier(kind, value).map_err(|key| Error::field("value", key))?;
    if let Some(other) = store::by_identifier(work.conn(), kind.code(), &value).await? {
        if other.id == person.id {
            return Err(Error::field("value", "customers-error-own"));
        }
        let mut errors = FieldErrors::default();
        errors.add_with(
            "value",
            "customers-error-taken-by",
            vec![("name".to_owned(), other.name), ("id".to_owned(), other.id.to_string())],
        );
        return Err(AppError::Invalid(errors).into());
    }
    store::add_identifier(work.conn(), new_id(), customer_id, kind, &value).await?;
    store::choose_main(work.conn(), customer_id).await?;
    finish(&mut work, "customers.contact_added", customer_id, Value::Null, json!({"kind": kind.code(), "value": value})).await?;
    work.commit().await
}

/// Takes something away that a person is known by. The number or address in front is replaced by the oldest other one.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn remove_identifier(scope: &Scope, customer_id: Uuid, identifier_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    locked(&mut work, customer_id).await?;
    let known = store::identifier(work.conn(), customer_id, identifier_id).await?.ok_or(AppError::NotFound)?;
    store::remove_identifier(work.conn(), identifier_id).await?;
    store::choose_main(work.conn(), customer_id).await?;
    let old = json!({"kind": known.kind.code(), "value": known.value});
    finish(&mut work, "customers.contact_removed", customer_id, old, Value::Null).await?;
    work.commit().await
}

fn optional(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn read_address(id: Uuid, form: &AddressForm) -> Result<AddressRow, AppError> {
    let mut errors = FieldErrors::default();
    let kind = AddressType::parse(&form.kind);
    if kind.is_none() {
        errors.add("kind", "error-choice");
    }
    for (field, text) in [("full_name", &form.full_name), ("line1", &form.line1), ("city", &form.city)] {
        if text.trim().is_empty() {
            errors.add(field, "error-required");
        }
    }
    for (field, text, longest) in [
        ("label", &form.label, 60),
        ("full_name", &form.full_name, 120),
        ("line1", &form.line1, 200),
        ("line2", &form.line2, 200),
        ("city", &form.city, 80),
        ("district", &form.district, 80),
        ("postal_code", &form.postal_code, 20),
        ("email", &form.email, 254),
    ] {
        if text.chars().count() > longest {
            errors.add(field, "error-too-long");
        }
    }
    let phone = normalise_phone(&form.phone);
    if phone.is_none() && !form.phone.trim().is_empty() {
        errors.add("phone", "error-phone");
    }
    let email = optional(&form.email).map(|email| email.to_lowercase());
    if email.as_deref().is_some_and(|email| !is_email(email)) {
        errors.add("email", "error-email");
    }
    errors.into_result()?;
    Ok(AddressRow {
        id,
        kind: kind.unwrap_or(AddressType::Shipping),
        label: form.label.trim().to_owned(),
        address: Address {
            full_name: form.full_name.trim().to_owned(),
            phone: phone.unwrap_or_default(),
            email,
            line1: form.line1.trim().to_owned(),
            line2: optional(&form.line2),
            city: form.city.trim().to_owned(),
            district: form.district.trim().to_owned(),
            postal_code: form.postal_code.trim().to_owned(),
            ..Address::default()
        },
        is_default: form.is_default == "true",
        last_used_at: None,
    })
}

fn facts(row: &AddressRow) -> Value {
    let address = &row.address;
    json!({
        "kind": row.kind.code(), "label": row.label, "full_name": address.full_name, "phone": address.phone, "email": address.email,
        "line1": address.line1, "line2": address.line2, "city": address.city, "district": address.district,
        "postal_code": address.postal_code, "is_default": row.is_default,
    })
}

/// Adds an address, or changes one (`changed`: its id, and the form as it was opened). The first of its type is the default.
///
/// # Errors
/// [`AppError::NotFound`]; field errors, also for what somebody else has changed as well since the form was opened.
pub async fn save_address(scope: &Scope, customer_id: Uuid, changed: Option<(Uuid, &str)>, typed: &AddressForm) -> Result<()> {
    let mut work = scope.begin().await?;
    locked(&mut work, customer_id).await?;
    let known = store::addresses(work.conn(), customer_id).await?;
    let (id, old, form) = match changed {
        None => (new_id(), None, typed.clone()),
        Some((id, base)) => {
            let old = known.iter().find(|row| row.id == id).ok_or(AppError::NotFound)?;
            let shown = |field: &str, value: &str| match field {
                "kind" => AddressType::parse(value).map_or_else(|| value.to_owned(), |kind| t(kind.key())),
                _ => value.to_owned(),
            };
            let edited = Edited { resource: "customer", id: customer_id, version: "0", base, current: 0 };
            let theirs = AddressForm::of(old, &phone::display(&old.address.phone));
            (id, Some(old), audit::service::settle(&mut work, edited, typed, &theirs, shown).await?)
        }
    };
    let mut row = read_address(id, &form)?;
    row.is_default |= !known.iter().any(|other| other.kind == row.kind && other.id != id && other.is_default);
    if let Some(old) = old {
        row.address.country.clone_from(&old.address.country);
    }
    let (before, after) = (old.map_or(Value::Null, facts), facts(&row));
    if before == after {
        return Ok(());
    }
    store::write_address(work.conn(), customer_id, &row).await?;
    let action = if old.is_some() { "customers.address_changed" } else { "customers.address_added" };
    finish(&mut work, action, customer_id, before, after).await?;
    work.commit().await
}

/// Takes an address away. Orders keep what they were sent to.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete_address(scope: &Scope, customer_id: Uuid, address_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    locked(&mut work, customer_id).await?;
    let known = store::addresses(work.conn(), customer_id).await?;
    let old = known.iter().find(|row| row.id == address_id).ok_or(AppError::NotFound)?;
    store::delete_address(work.conn(), address_id).await?;
    // The one that was used last takes its place.
    if old.is_default
        && let Some(next) = known.iter().find(|row| row.kind == old.kind && row.id != address_id)
    {
        store::write_address(work.conn(), customer_id, &AddressRow { is_default: true, ..next.clone() }).await?;
    }
    finish(&mut work, "customers.address_removed", customer_id, facts(old), Value::Null).await?;
    work.commit().await
}

/// Writes down what somebody agreed to or refused.
///
/// # Errors
/// [`AppError::NotFound`]; field errors.
pub async fn record_consent(scope: &Scope, customer_id: Uuid, form: &ConsentForm) -> Result<()> {
    let mut work = scope.begin().await?;
    locked(&mut work, customer_id).await?;
    let mut errors = FieldErrors::default();
    let channel = ConsentChannel::parse(&form.channel);
    let purpose = ConsentPurpose::parse(&form.purpose);
    let source = ConsentSource::parse(&form.source).filter(|source| ConsentSource::TYPED.contains(source));
    let granted = [("yes", true), ("no", false)].into_iter().find(|(word, _)| *word == form.answer).map(|(_, granted)| granted);
    let chosen =
        [("channel", channel.is_some()), ("purpose", purpose.is_some()), ("source", source.is_some()), ("answer", granted.is_some())];
    for (field, is_chosen) in chosen {
        if !is_chosen {
            errors.add(field, "error-choice");
        }
    }
    if form.note.chars().count() > 500 {
        errors.add("note", "error-too-long");
    }
    let day = params::day(form.day.trim());
    let at = day.map_or(work.now, |day| start_of_day(day, scope.organization.time_zone));
    if day.is_none() && !form.day.trim().is_empty() || at > work.now {
        errors.add("day", "customers-error-day");
    }
    let (Some(channel), Some(purpose), Some(source), Some(granted), true) = (channel, purpose, source, granted, errors.0.is_empty()) else {
        return Err(AppError::Invalid(errors).into());
    };
    let user_id = scope.user_id();
    let now = work.now;
    let new = NewConsent { channel, purpose, granted, source, note: form.note.trim(), user_id, at };
    store::insert_consent(work.conn(), new_id(), customer_id, &new, now).await?;
    let facts = json!({"channel": channel.code(), "purpose": purpose.code(), "granted": granted, "source": source.code(), "at": at});
    finish(&mut work, "customers.consent_recorded", customer_id, Value::Null, facts).await?;
    work.commit().await
}

/// Adds a dated note.
///
/// # Errors
/// [`AppError::NotFound`]; a field error for an empty or overlong note.
pub async fn add_note(scope: &Scope, customer_id: Uuid, body: &str) -> Result<()> {
    let mut work = scope.begin().await?;
    locked(&mut work, customer_id).await?;
    let body = body.trim();
    if body.is_empty() {
        return Err(Error::field("body", "error-required"));
    }
    if body.chars().count() > LONGEST_NOTE {
        return Err(Error::field("body", "error-too-long"));
    }
    let (now, user_id) = (work.now, scope.user_id());
    store::insert_note(work.conn(), new_id(), customer_id, body, user_id, now).await?;
    audit::service::record(&mut work, "customers.noted", "customer", customer_id, Value::Null, json!({"note": body})).await?;
    work.commit().await
}

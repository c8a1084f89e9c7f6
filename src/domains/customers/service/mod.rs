//! Rules of the customers domain.

mod bulk;

pub use bulk::{ACTIONS, ROWS};

use super::model::{
    Address, CustomerDetail, CustomerFilter, CustomerForm, CustomerIdentity, CustomerOption, CustomerRow, CustomerStatus, CustomerTotals,
};
use super::phone::{self, normalise_phone};
use super::store::{self, Values};
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::server::clock::new_id;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language, Page};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Longest name, in characters.
const LONGEST_NAME: usize = 200;
/// Longest note, in characters.
const LONGEST_NOTE: usize = 5_000;
/// Most people that a picker offers.
const OPTIONS: i32 = 20;
/// People are counted up to here.
pub const COUNT_CAP: i64 = 10_000;

async fn created(work: &mut Work, id: Uuid, name: &str, phone: Option<&str>, email: Option<&str>) -> Result<()> {
    audit::service::record(work, "customers.created", "customer", id, json!(null), json!({"name": name, "phone": phone, "email": email}))
        .await?;
    outbox::emit(work, "customers.created", id, json!({})).await
}

/// The person with this phone, else with this e-mail, else a new one. May run in parallel for the same person: identifiers
/// are unique, and who comes second gets the first one's id. What an existing person lacks is filled in where it is free.
///
/// # Errors
/// When the database refuses.
pub async fn find_or_create(work: &mut Work, identity: &CustomerIdentity) -> Result<Uuid> {
    let phone = identity.phone.as_deref().filter(|phone| !phone.is_empty());
    let email = identity.email.as_deref().map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty());
    let email = email.as_deref();
    let locale = identity.language.map(Language::code);
    let name = identity.name.trim();
    let ways: Vec<(&str, &str)> =
        [phone.map(|phone| ("PHONE", phone)), email.map(|email| ("EMAIL", email))].into_iter().flatten().collect();

    let mut known = None;
    for (kind, value) in &ways {
        known = store::by_identifier(work.conn(), kind, value).await?;
        if known.is_some() {
            break;
        }
    }
    let Some(&(kind, value)) = ways.first() else {
        let id = new_id();
        store::insert(work.conn(), id, Values { name, phone: None, email: None, locale, status: CustomerStatus::Active, notes: "" })
            .await?;
        created(work, id, name, None, None).await?;
        return Ok(id);
    };
    let person = match known {
        Some(person) => person,
        None => {
            let id = new_id();
            let first_phone = phone;
            let first_email = if phone.is_none() { email } else { None };
            let values = Values { name, phone: first_phone, email: first_email, locale, status: CustomerStatus::Active, notes: "" };
            if store::insert_known_by(work.conn(), id, new_id(), kind, value, values).await? {
                created(work, id, name, phone, email).await?;
                store::Known { id, name: name.to_owned(), phone: phone.map(ToOwned::to_owned), email: first_email.map(ToOwned::to_owned) }
            } else {
                store::by_identifier(work.conn(), kind, value)
                    .await?
                    .ok_or_else(|| Error::Other(anyhow::anyhow!("an identifier was taken and is gone")))?
            }
        }
    };
    if let (None, Some(phone)) = (&person.phone, phone)
        && store::claim_identifier(work.conn(), new_id(), person.id, "PHONE", phone).await?
    {
        store::fill_phone(work.conn(), person.id, phone).await?;
        let (old, new) = (json!({"phone": null}), json!({"phone": phone}));
        audit::service::record(work, "customers.contact_added", "customer", person.id, old, new).await?;
    }
    if let (None, Some(email)) = (&person.email, email)
        && store::claim_identifier(work.conn(), new_id(), person.id, "EMAIL", email).await?
    {
        store::fill_email(work.conn(), person.id, email).await?;
        let (old, new) = (json!({"email": null}), json!({"email": email}));
        audit::service::record(work, "customers.contact_added", "customer", person.id, old, new).await?;
    }
    Ok(person.id)
}

/// Keeps an address for the next order, or counts one more use of it. The first one becomes the default. Takes no lock on
/// the person, so that an order may be written while their totals are.
///
/// # Errors
/// When the database refuses, as for an unknown person.
pub async fn remember_address(work: &mut Work, customer_id: Uuid, address: &Address) -> Result<()> {
    if address.line1.trim().is_empty() {
        return Ok(());
    }
    let now = work.now;
    if store::touch_address(work.conn(), customer_id, address, now).await? {
        return Ok(());
    }
    let id = new_id();
    if !store::insert_address(work.conn(), id, customer_id, address, true, now).await? {
        store::insert_address(work.conn(), id, customer_id, address, false, now).await?;
    }
    let new = json!({"name": address.full_name, "phone": address.phone, "address": address.one_line()});
    audit::service::record(work, "customers.address_added", "customer", customer_id, json!(null), new).await
}

/// Locks a person's row until the end of the transaction: totals are counted and written under it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown person.
pub async fn lock(work: &mut Work, id: Uuid) -> Result<()> {
    store::lock(work.conn(), id).await?.map(|_| ()).ok_or_else(|| AppError::NotFound.into())
}

/// Writes what a person's orders come to. Call [`lock`] before counting.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown person.
pub async fn set_totals(work: &mut Work, id: Uuid, totals: CustomerTotals) -> Result<()> {
    if store::set_totals(work.conn(), id, totals).await? == 0 { Err(AppError::NotFound.into()) } else { Ok(()) }
}

/// At most twenty people for a picker: by name, phone, last four digits or e-mail, exact matches first.
///
/// # Errors
/// When the database refuses.
pub async fn search(scope: &Scope, query: &str) -> Result<Vec<CustomerOption>> {
    if query.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut work = scope.begin().await?;
    store::options(work.conn(), query, OPTIONS).await
}

/// A page of people, and how many there are (up to one more than [`COUNT_CAP`]); not counted for a search.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &CustomerFilter, page: PageRequest) -> Result<(Page<CustomerRow>, Option<i64>)> {
    let mut work = scope.begin().await?;
    match filter.query.as_deref() {
        Some(query) => Ok((store::found(work.conn(), query, filter, page).await?, None)),
        None => {
            let rows = store::list(work.conn(), filter, page).await?;
            Ok((rows, Some(store::count(work.conn(), filter, COUNT_CAP).await?)))
        }
    }
}

/// One person with identifiers and addresses.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown person.
pub async fn detail(scope: &Scope, id: Uuid) -> Result<CustomerDetail> {
    let mut work = scope.begin().await?;
    let mut person = store::detail(work.conn(), id, false).await?.ok_or(AppError::NotFound)?;
    person.identifiers = store::identifiers(work.conn(), id).await?;
    person.addresses = store::addresses(work.conn(), id).await?;
    Ok(person)
}

/// A form that was read.
struct Checked {
    name: String,
    phone: Option<String>,
    email: Option<String>,
    language: Option<Language>,
    status: CustomerStatus,
    notes: String,
}

impl Checked {
    fn values(&self) -> Values<'_> {
        Values {
            name: &self.name,
            phone: self.phone.as_deref(),
            email: self.email.as_deref(),
            locale: self.language.map(Language::code),
            status: self.status,
            notes: &self.notes,
        }
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !host.contains('@')
        && !text.contains(char::is_whitespace)
}

fn check(form: &CustomerForm) -> Result<Checked> {
    let mut errors = FieldErrors::default();
    let name = form.name.trim().to_owned();
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "error-too-long");
    }
    let phone = normalise_phone(&form.phone);
    if phone.is_none() && !form.phone.trim().is_empty() {
        errors.add("phone", "error-phone");
    }
    let email = Some(form.email.trim().to_lowercase()).filter(|email| !email.is_empty());
    if email.as_deref().is_some_and(|email| !is_email(email)) {
        errors.add("email", "error-email");
    }
    let language = Language::parse(&form.language);
    if language.is_none() && !form.language.is_empty() {
        errors.add("language", "error-choice");
    }
    let status = if form.status.is_empty() { Some(CustomerStatus::Active) } else { CustomerStatus::parse(&form.status) };
    if status.is_none() {
        errors.add("status", "error-choice");
    }
    let notes = form.notes.trim().to_owned();
    if notes.chars().count() > LONGEST_NOTE {
        errors.add("notes", "error-too-long");
    }
    errors.into_result()?;
    Ok(Checked { name, phone, email, language, status: status.unwrap_or_default(), notes })
}

/// Refuses an identifier that is somebody else's, naming them.
async fn refuse_taken(work: &mut Work, own_id: Option<Uuid>, checked: &Checked) -> Result<()> {
    let mut errors = FieldErrors::default();
    let ways = [
        ("phone", "PHONE", checked.phone.as_deref(), "customers-error-phone-taken"),
        ("email", "EMAIL", checked.email.as_deref(), "customers-error-email-taken"),
    ];
    for (field, kind, value, key) in ways {
        let Some(value) = value else { continue };
        if let Some(other) = store::by_identifier(work.conn(), kind, value).await?
            && Some(other.id) != own_id
        {
            errors.add_with(field, key, vec![("name".to_owned(), other.name), ("id".to_owned(), other.id.to_string())]);
        }
    }
    Ok(errors.into_result()?)
}

/// Makes a person.
///
/// # Errors
/// Field errors; a phone or e-mail of somebody else is refused with their name and id as arguments.
pub async fn create(scope: &Scope, form: &CustomerForm) -> Result<Uuid> {
    let checked = check(form)?;
    let mut work = scope.begin().await?;
    refuse_taken(&mut work, None, &checked).await?;
    let id = new_id();
    store::insert(work.conn(), id, checked.values()).await?;
    for (kind, value) in [("PHONE", &checked.phone), ("EMAIL", &checked.email)] {
        if let Some(value) = value {
            store::insert_identifier(work.conn(), new_id(), id, kind, value).await?;
        }
    }
    created(&mut work, id, &checked.name, checked.phone.as_deref(), checked.email.as_deref()).await?;
    work.commit().await?;
    Ok(id)
}

fn changed(old: &CustomerDetail, new: &Checked) -> (Map<String, Value>, Map<String, Value>) {
    let pairs = [
        ("name", json!(old.name), json!(new.name)),
        ("phone", json!(old.phone), json!(new.phone)),
        ("email", json!(old.email), json!(new.email)),
        ("language", json!(old.language), json!(new.language)),
        ("status", json!(old.status), json!(new.status)),
        ("notes", json!(old.notes), json!(new.notes)),
    ];
    let mut before = Map::new();
    let mut after = Map::new();
    for (name, old, new) in pairs {
        if old != new {
            before.insert(name.to_owned(), old);
            after.insert(name.to_owned(), new);
        }
    }
    (before, after)
}

/// Changes a person. A changed phone or e-mail takes the place of the old one among their identifiers.
///
/// # Errors
/// [`AppError::NotFound`]; field errors as for [`create`], and for fields that somebody else has changed as well since the form
/// was made (`made_from`: its version and its fields).
pub async fn update(scope: &Scope, id: Uuid, made_from: (&str, &str), typed: &CustomerForm) -> Result<()> {
    let mut work = scope.begin().await?;
    let old = store::detail(work.conn(), id, true).await?.ok_or(AppError::NotFound)?;
    let shown = |field: &str, value: &str| match field {
        "status" => CustomerStatus::parse(value).map_or_else(|| value.to_owned(), |status| t(status.key())),
        "language" => Language::parse(value).map_or_else(|| value.to_owned(), |language| language.own_name().to_owned()),
        _ => value.to_owned(),
    };
    let shown_phone = old.phone.as_deref().map(phone::display).unwrap_or_default();
    let edited = Edited { resource: "customer", id, version: made_from.0, base: made_from.1, current: old.version };
    let form = audit::service::settle(&mut work, edited, typed, &CustomerForm::of(&old, &shown_phone), shown).await?;
    let checked = check(&form)?;
    refuse_taken(&mut work, Some(id), &checked).await?;
    let (before, after) = changed(&old, &checked);
    if after.is_empty() {
        return Ok(());
    }
    for (kind, old_value, new_value) in [("PHONE", &old.phone, &checked.phone), ("EMAIL", &old.email, &checked.email)] {
        if old_value == new_value {
            continue;
        }
        if let Some(value) = old_value {
            store::delete_identifier(work.conn(), id, kind, value).await?;
        }
        // It may already be one of their own further identifiers.
        if let Some(value) = new_value
            && store::by_identifier(work.conn(), kind, value).await?.is_none()
        {
            store::insert_identifier(work.conn(), new_id(), id, kind, value).await?;
        }
    }
    store::update(work.conn(), id, checked.values()).await?;
    audit::service::record(&mut work, "customers.updated", "customer", id, Value::Object(before), Value::Object(after)).await?;
    outbox::emit(&mut work, "customers.updated", id, json!({})).await?;
    work.commit().await
}

//! Rules of the customers domain.

mod bulk;
mod contact;
mod duplicates;
mod files;
mod forget;
mod identity;
mod merge;
mod methods;
mod segments;
mod timeline;

pub use bulk::{ACTIONS, ROWS};
pub use contact::{add_identifier, add_note, delete_address, record_consent, remove_identifier, save_address};
pub use duplicates::{Duplicates, dismiss, duplicates, find_duplicates, find_everywhere, find_in, is_like, request_search};
pub use files::{export_batch, take_file};
pub use forget::anonymise;
pub use identity::{find_or_create, living, remember_address};
pub use merge::{merge, merges, preview, undo};
pub use methods::{
    METHODS_OF_CUSTOMERS, address, default_address, gateway_of, method_failed, method_used, methods, open_token, place as method_place,
    prefer_method, remove_method, save_method, usable_method,
};
pub use segments::{count_members, create_segment, delete_segment, segment, segment_names, segments, update_segment};
pub use timeline::timeline;

use super::model::{
    Birthday, CustomerDetail, CustomerFilter, CustomerForm, CustomerOption, CustomerRow, CustomerStatus, CustomerTotals, anniversary,
};
use super::phone::{self, normalise_phone};
use super::store::{self, Values};
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::server::clock::new_id;
use crate::server::i18n::t;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language, Page, params};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Longest name, in characters.
const LONGEST_NAME: usize = 200;
/// Longest note, in characters.
const LONGEST_NOTE: usize = 5_000;
/// Longest tag, in characters.
const LONGEST_TAG: usize = 100;
/// Most people that a picker offers.
const OPTIONS: i32 = 20;
/// People are counted up to here.
pub const COUNT_CAP: i64 = 10_000;

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
    let (now, conditions) = (work.now, segments::resolve(&mut work, filter).await?);
    let members = conditions.as_ref().map(|conditions| (conditions, now));
    match filter.query.as_deref() {
        Some(query) => Ok((store::found(work.conn(), query, filter, members, page).await?, None)),
        None => {
            let rows = store::list(work.conn(), filter, members, page).await?;
            Ok((rows, Some(store::count(work.conn(), filter, members, COUNT_CAP).await?)))
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
    person.consents = store::consents(work.conn(), id).await?;
    Ok(person)
}

/// Whom somebody became part of by a merge; `None` for somebody of their own.
///
/// # Errors
/// When the database refuses.
pub async fn merged_into(scope: &Scope, id: Uuid) -> Result<Option<Uuid>> {
    let mut work = scope.begin().await?;
    store::merge::merged_into(work.conn(), id).await
}

/// Whether orders of a person want a second look.
///
/// # Errors
/// When the database refuses.
pub async fn is_blocked(work: &mut Work, id: Uuid) -> Result<bool> {
    Ok(store::detail(work.conn(), id, false).await?.is_some_and(|person| person.status == CustomerStatus::Blocked))
}

/// Words separated by commas, each once.
fn read_tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '\n']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// A form that was read.
struct Checked {
    name: String,
    phone: Option<String>,
    email: Option<String>,
    language: Option<Language>,
    status: CustomerStatus,
    tags: Vec<String>,
    notes: String,
    birthday: Option<Birthday>,
    anniversary: Option<NaiveDate>,
}

impl Checked {
    fn values(&self) -> Values<'_> {
        Values {
            name: &self.name,
            phone: self.phone.as_deref(),
            email: self.email.as_deref(),
            locale: self.language.map(Language::code),
            status: self.status,
            tags: &self.tags,
            notes: &self.notes,
            birthday: self.birthday,
            anniversary: self.anniversary,
        }
    }
}

/// The day in store time.
fn today(scope: &Scope) -> NaiveDate {
    scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive()
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

/// The birthday of a form. `today` is the day in store time: nobody is born later.
fn read_birthday(form: &CustomerForm, today: NaiveDate, errors: &mut FieldErrors) -> Option<Birthday> {
    let [day, month, year] = [&form.birth_day, &form.birth_month, &form.birth_year].map(|part| part.trim());
    if [day, month, year].iter().all(|part| part.is_empty()) {
        return None;
    }
    let read = || {
        let year = if year.is_empty() { None } else { Some(year.parse().ok()?) };
        Birthday::new(day.parse().ok()?, month.parse().ok()?, year)
    };
    let birthday = read().filter(|birthday| birthday.year.is_none() || birthday.date().is_some_and(|date| date <= today));
    if birthday.is_none() {
        errors.add("birth_day", "customers-error-birthday");
    }
    birthday
}

fn check(form: &CustomerForm, today: NaiveDate) -> Result<Checked> {
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
    let tags = read_tags(&form.tags);
    if tags.iter().any(|tag| tag.chars().count() > LONGEST_TAG) {
        errors.add("tags", "error-too-long");
    }
    let birthday = read_birthday(form, today, &mut errors);
    let day = params::day(form.anniversary.trim()).and_then(anniversary);
    if day.is_none() && !form.anniversary.trim().is_empty() {
        errors.add("anniversary", "customers-error-anniversary");
    }
    errors.into_result()?;
    let status = status.unwrap_or_default();
    Ok(Checked { name, phone, email, language, status, tags, notes, birthday, anniversary: day })
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
    let checked = check(form, today(scope))?;
    let mut work = scope.begin().await?;
    refuse_taken(&mut work, None, &checked).await?;
    let id = new_id();
    store::insert(work.conn(), id, checked.values()).await?;
    for (kind, value) in [("PHONE", &checked.phone), ("EMAIL", &checked.email)] {
        if let Some(value) = value {
            store::insert_identifier(work.conn(), new_id(), id, kind, value).await?;
        }
    }
    identity::created(&mut work, id, &checked.name, checked.phone.as_deref(), checked.email.as_deref()).await?;
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
        ("tags", json!(old.tags), json!(new.tags)),
        ("notes", json!(old.notes), json!(new.notes)),
        ("birthday", json!(old.birthday.map(|day| day.to_string())), json!(new.birthday.map(|day| day.to_string()))),
        ("anniversary", json!(old.anniversary), json!(new.anniversary)),
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
    let checked = check(&form, today(scope))?;
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

//! Merging two rows of one person, and taking that back.

use crate::domains::audit;
use crate::domains::customers::model::{CustomerDetail, CustomerStatus, MergeField, MergeForm, MergePreview, MergeRow};
use crate::domains::customers::store::merge::{self as rows, Fields, Moved};
use crate::domains::customers::store::{self, duplicates};
use crate::domains::customers::{phone, ports};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::format;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, Language};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

fn fields(person: &CustomerDetail) -> Fields {
    Fields {
        name: person.name.clone(),
        phone: person.phone.clone(),
        email: person.email.clone(),
        locale: person.language.map(|language| language.code().to_owned()),
        status: person.status,
        tags: person.tags.clone(),
        notes: person.notes.clone(),
        birthday: person.birthday,
        anniversary: person.anniversary,
        preferences: person.preferences.clone(),
    }
}

async fn person(work: &mut Work, id: Uuid) -> Result<CustomerDetail> {
    store::detail(work.conn(), id, false).await?.ok_or_else(|| AppError::NotFound.into())
}

/// What a merge of `from` into `into` would do.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for one person with themselves.
pub async fn preview(scope: &Scope, into: Uuid, from: Uuid) -> Result<MergePreview> {
    let mut work = scope.begin().await?;
    let (into, from) = (person(&mut work, into).await?, person(&mut work, from).await?);
    if into.id == from.id {
        return Err(Error::conflict("customers-error-merge-self"));
    }
    let status = |status: CustomerStatus| t(status.key());
    let shown_phone = |person: &CustomerDetail| person.phone.as_deref().map(phone::display).unwrap_or_default();
    let language = |person: &CustomerDetail| person.language.map(|language| language.own_name().to_owned()).unwrap_or_default();
    let email = |person: &CustomerDetail| person.email.clone().unwrap_or_default();
    let birthday = |person: &CustomerDetail| {
        let date = person.birthday.and_then(|birthday| Some((birthday.date()?, birthday.year.is_some())));
        date.map(|(date, has_year)| format::yearly(date, has_year)).unwrap_or_default()
    };
    let anniversary = |person: &CustomerDetail| person.anniversary.map(format::day).unwrap_or_default();
    let rows = [
        ("name", "customers-name", into.name.clone(), from.name.clone(), false),
        ("phone", "customers-phone", shown_phone(&into), shown_phone(&from), into.phone.is_none()),
        ("email", "customers-email", email(&into), email(&from), into.email.is_none()),
        ("language", "customers-language", language(&into), language(&from), into.language.is_none()),
        ("birthday", "customers-birthday", birthday(&into), birthday(&from), into.birthday.is_none()),
        ("anniversary", "customers-anniversary", anniversary(&into), anniversary(&from), into.anniversary.is_none()),
        // Who was blocked stays so unless somebody decides otherwise.
        ("status", "customers-status", status(into.status), status(from.status), from.status == CustomerStatus::Blocked),
    ];
    let differing = rows.into_iter().filter(|(_, _, own, other, _)| own != other);
    let fields = differing.map(|(name, label, own, other, takes_other)| MergeField {
        name: name.to_owned(),
        label: label.to_owned(),
        own,
        other,
        takes_other,
    });
    let fields = fields.collect();
    let [identifiers, addresses, notes] = rows::counts(work.conn(), from.id).await?;
    let mut moves = vec![
        ("customers-merge-identifiers".to_owned(), identifiers),
        ("customers-merge-addresses".to_owned(), addresses),
        ("customers-merge-notes".to_owned(), notes),
    ];
    for belongings in ports::belongings() {
        if let Some(key) = belongings.count_key() {
            moves.push((key.to_owned(), belongings.count(&mut work, from.id).await?));
        }
    }
    moves.retain(|(_, count)| *count > 0);
    Ok(MergePreview { into, from, fields, moves })
}

/// The fields of who stays: what the form takes of the other, all tags, both notes, all preferences.
fn settled(into: &Fields, from: &Fields, form: &MergeForm) -> Fields {
    let mut after = into.clone();
    let takes = |choice: &str| choice == "other";
    if takes(&form.name) {
        after.name.clone_from(&from.name);
    }
    if takes(&form.phone) {
        after.phone.clone_from(&from.phone);
    }
    if takes(&form.email) {
        after.email.clone_from(&from.email);
    }
    if takes(&form.language) {
        after.locale.clone_from(&from.locale);
    }
    if takes(&form.status) {
        after.status = from.status;
    }
    if takes(&form.birthday) {
        after.birthday = from.birthday;
    }
    if takes(&form.anniversary) {
        after.anniversary = from.anniversary;
    }
    for (name, value) in &from.preferences {
        after.preferences.entry(name.clone()).or_insert_with(|| value.clone());
    }
    after.tags.extend(from.tags.iter().filter(|tag| !into.tags.contains(tag)).cloned());
    if !from.notes.is_empty() && from.notes != into.notes {
        after.notes = [into.notes.as_str(), from.notes.as_str()].join("\n").trim().to_owned();
    }
    after
}

/// Makes `from` part of `into`: all that they have moves, the chosen fields too. Returns the name of who stays.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when one of them has changed since the preview.
pub async fn merge(scope: &Scope, into: Uuid, from: Uuid, form: &MergeForm) -> Result<String> {
    retrying(|| merge_once(scope, into, from, form)).await
}

async fn merge_once(scope: &Scope, into: Uuid, from: Uuid, form: &MergeForm) -> Result<String> {
    let mut work = scope.begin().await?;
    for belongings in ports::belongings() {
        belongings.hold(&mut work, from).await?;
    }
    rows::lock_all(work.conn(), &[into, from]).await?;
    let (one, other) = (person(&mut work, into).await?, person(&mut work, from).await?);
    if into == from {
        return Err(Error::conflict("customers-error-merge-self"));
    }
    if format!("{}:{}", one.version, other.version) != form.seen {
        return Err(Error::conflict("customers-error-merge-changed"));
    }
    let (before, theirs) = (fields(&one), fields(&other));
    let after = settled(&before, &theirs, form);
    let identifiers = rows::move_identifiers(work.conn(), from, into).await?;
    let (addresses, defaults) = rows::move_addresses(work.conn(), from, into).await?;
    let notes = rows::move_notes(work.conn(), from, into).await?;
    let earlier = rows::move_earlier(work.conn(), from, into).await?;
    let mut others = BTreeMap::new();
    for belongings in ports::belongings() {
        others.insert(belongings.kind().to_owned(), belongings.give(&mut work, from, into).await?);
    }
    let now = work.now;
    rows::set_fields(work.conn(), into, &after).await?;
    rows::retire(work.conn(), from, into, now).await?;
    duplicates::clear(work.conn(), from).await?;
    let counts: BTreeMap<&String, usize> = others.iter().map(|(kind, ids)| (kind, ids.len())).collect();
    let facts =
        json!({"other": from, "other_name": other.name, "identifiers": identifiers.len(), "addresses": addresses.len(), "moved": counts});
    let moved = Moved { identifiers, addresses, defaults, notes, earlier, others: others.clone(), before, after: after.clone() };
    let moved = serde_json::to_value(&moved).context("writing what a merge moved").map_err(Error::Other)?;
    let user_id = scope.user_id();
    rows::insert(work.conn(), new_id(), from, into, &moved, user_id, now).await?;
    audit::service::record(&mut work, "customers.merged", "customer", into, Value::Null, facts).await?;
    let left = json!({"into": into});
    audit::service::record(&mut work, "customers.merged_away", "customer", from, Value::Null, left).await?;
    outbox::emit(&mut work, "customers.merged", into, json!({"from": from})).await?;
    work.commit().await?;
    Ok(after.name)
}

/// The merges into a person, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn merges(scope: &Scope, into: Uuid) -> Result<Vec<MergeRow>> {
    let mut work = scope.begin().await?;
    rows::merges(work.conn(), into).await
}

/// Takes a merge back: what moved and is still there goes back, fields that nobody has changed since too. Returns who is back.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it was taken back already, when who stayed has become part of somebody else since, or when
/// one of them was anonymised.
pub async fn undo(scope: &Scope, merge_id: Uuid) -> Result<Uuid> {
    retrying(|| undo_once(scope, merge_id)).await
}

async fn undo_once(scope: &Scope, merge_id: Uuid) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let found = rows::merge(work.conn(), merge_id, false).await?.ok_or(AppError::NotFound)?;
    let (from, into) = (found.from_customer_id, found.into_customer_id);
    for belongings in ports::belongings() {
        belongings.hold(&mut work, into).await?;
    }
    rows::lock_all(work.conn(), &[into, from]).await?;
    let merge = rows::merge(work.conn(), merge_id, true).await?.ok_or(AppError::NotFound)?;
    if merge.undone_at.is_some() {
        return Err(Error::conflict("customers-error-merge-undone"));
    }
    let Some(one) = store::detail(work.conn(), into, false).await? else {
        return Err(Error::conflict("customers-error-merge-later"));
    };
    if one.anonymised_at.is_some() {
        return Err(Error::conflict("customers-error-anonymised"));
    }
    rows::give_back(work.conn(), &merge).await?;
    let nothing = Vec::new();
    for belongings in ports::belongings() {
        let ids = merge.moved.others.get(belongings.kind()).unwrap_or(&nothing);
        belongings.give_back(&mut work, ids, into, from).await?;
    }
    let (now, user_id) = (work.now, scope.user_id());
    rows::set_fields(work.conn(), into, &unsettled(&fields(&one), &merge.moved)).await?;
    store::choose_main(work.conn(), into).await?;
    store::choose_main(work.conn(), from).await?;
    rows::set_undone(work.conn(), merge_id, user_id, now).await?;
    audit::service::record(&mut work, "customers.merge_undone", "customer", into, Value::Null, json!({"other": from})).await?;
    audit::service::record(&mut work, "customers.merge_undone", "customer", from, Value::Null, json!({"other": into})).await?;
    outbox::emit(&mut work, "customers.updated", into, json!({})).await?;
    outbox::emit(&mut work, "customers.updated", from, json!({})).await?;
    work.commit().await?;
    Ok(from)
}

/// The fields of who stayed, as they were before the merge wherever they are as the merge has left them.
fn unsettled(now: &Fields, moved: &Moved) -> Fields {
    fn back<T: PartialEq + Clone>(now: &T, before: &T, after: &T) -> T {
        if now == after { before.clone() } else { now.clone() }
    }
    let (before, after) = (&moved.before, &moved.after);
    Fields {
        name: back(&now.name, &before.name, &after.name),
        phone: back(&now.phone, &before.phone, &after.phone),
        email: back(&now.email, &before.email, &after.email),
        locale: back(&now.locale, &before.locale, &after.locale).filter(|code| Language::parse(code).is_some()),
        status: back(&now.status, &before.status, &after.status),
        tags: back(&now.tags, &before.tags, &after.tags),
        notes: back(&now.notes, &before.notes, &after.notes),
        birthday: back(&now.birthday, &before.birthday, &after.birthday),
        anniversary: back(&now.anniversary, &before.anniversary, &after.anniversary),
        preferences: back(&now.preferences, &before.preferences, &after.preferences),
    }
}

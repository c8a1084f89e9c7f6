//! Writes, reads and seals the audit log.

use super::model::{Actor, AuditFilter, AuditRow};
use super::store::{self, Stretch, Wanted};
use crate::server::chain::values_hash;
use crate::server::clock::{end_of_day, new_id, start_of_day};
use crate::server::format::date_time;
use crate::server::i18n::t;
use crate::server::{Db, Error, Result, Scope, Work, context};
use crate::shared::merge::{CLASH, merge};
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{AppError, Cursor, FieldErrors, Page};
use chrono::{DateTime, Months, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

/// Names of values that never reach the log.
const SECRET: &[&str] = &[
    "password",
    "passphrase",
    "secret",
    "token",
    "credential",
    "authorization",
    "cookie",
    "api_key",
    "apikey",
    "private_key",
    "backup_code",
    "_enc",
];
/// Logs that are sealed in one transaction.
const SEAL_AT_ONCE: i32 = 500;
/// Logs that are exported at a time.
const EXPORT_AT_ONCE: i64 = 1_000;
/// Months that logs are kept.
const KEEP_MONTHS: Months = Months::new(60);

/// Writes who did what, in the transaction of the change. Old and new are objects with the changed fields only; JSON null
/// where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn record(work: &mut Work, action: &str, resource: &str, id: Uuid, old: Value, new: Value) -> Result<()> {
    let user_id = work.scope.user_id();
    record_as(work, user_id, action, resource, id, old, new).await
}

/// As [`record`], for somebody else than the scope's person: a sign-in has no person yet.
///
/// # Errors
/// When the database refuses.
pub async fn record_as(
    work: &mut Work,
    user_id: Option<Uuid>,
    action: &str,
    resource: &str,
    id: Uuid,
    old: Value,
    new: Value,
) -> Result<()> {
    record_entries(work, user_id, action, resource, vec![(id, old, new)]).await
}

/// As [`record`] for many records of one kind, each with its old and new values, in one statement.
///
/// # Errors
/// When the database refuses.
pub async fn record_all(work: &mut Work, action: &str, resource: &str, changes: Vec<(Uuid, Value, Value)>) -> Result<()> {
    let user_id = work.scope.user_id();
    record_entries(work, user_id, action, resource, changes).await
}

async fn record_entries(
    work: &mut Work,
    user_id: Option<Uuid>,
    action: &str,
    resource: &str,
    changes: Vec<(Uuid, Value, Value)>,
) -> Result<()> {
    // A scope that was made on the way (at sign-in) does not know the client, but the request does.
    let request = context::request();
    let ip = work.scope.ip.or_else(|| request.as_ref().and_then(|request| request.ip));
    let user_agent = work.scope.user_agent.clone().or_else(|| request.and_then(|request| request.user_agent));
    let entries: Vec<store::Entry> = changes
        .into_iter()
        .map(|(resource_id, old, new)| {
            let (old, new) = (masked(old), masked(new));
            store::Entry { id: new_id(), resource_id, values_hash: values_hash(&old, &new), old: some(old), new: some(new) }
        })
        .collect();
    let done = store::Done { user_id, action, resource, ip, user_agent, at: work.now };
    store::insert(work.conn(), done, &entries).await
}

fn some(value: Value) -> Option<Value> {
    if value.is_null() { None } else { Some(value) }
}

/// Replaces the values of secret names, at any depth.
#[must_use]
pub fn masked(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| {
                    let lower = name.to_lowercase();
                    let secret = SECRET.iter().any(|word| lower.contains(word));
                    let value = if secret && !value.is_null() { Value::from("***") } else { masked(value) };
                    (name, value)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(masked).collect()),
        other => other,
    }
}

fn wanted<'a>(scope: &Scope, filter: &'a AuditFilter) -> Wanted<'a> {
    let zone = scope.organization.time_zone;
    Wanted { filter, from: filter.from.map(|day| start_of_day(day, zone)), until: filter.to.map(|day| end_of_day(day, zone)) }
}

const fn place(row: &AuditRow) -> Cursor {
    Cursor { at: row.at, id: row.id }
}

/// A page of the log, newest first, and the people to choose lines by.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &AuditFilter, page: PageRequest) -> Result<(Page<AuditRow>, Vec<Actor>)> {
    let mut work = scope.begin().await?;
    let actors = store::actors(work.conn(), scope.organization.id).await?;
    if !filter.has_readable_address() {
        return Ok((Page { rows: Vec::new(), next: None, previous: None }, actors));
    }
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let stretch = Stretch { cursor: page.cursor, backwards, limit: PAGE_SIZE + 1 };
    let rows = store::rows(work.conn(), &wanted(scope, filter), &stretch).await?;
    Ok((Page::from_fetched(page, rows, place), actors))
}

/// The newest lines of one record.
///
/// # Errors
/// When the database refuses.
pub async fn of_record(scope: &Scope, resource: &str, id: Uuid, limit: i64) -> Result<Vec<AuditRow>> {
    let filter = AuditFilter { resource: Some(resource.to_owned()), resource_id: Some(id), ..AuditFilter::default() };
    let mut work = scope.begin().await?;
    store::rows(work.conn(), &wanted(scope, &filter), &Stretch { cursor: None, backwards: false, limit }).await
}

/// Writes down that somebody takes the log out, with what they chose.
///
/// # Errors
/// When the database refuses.
pub async fn begin_export(scope: &Scope, chosen: &[(String, String)]) -> Result<()> {
    let chosen: serde_json::Map<String, Value> = chosen.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    let mut work = scope.begin().await?;
    record(&mut work, "audit.exported", "organization", scope.organization.id, Value::Null, json!({"filter": chosen})).await?;
    work.commit().await
}

/// The next lines of an export, and where it goes on; `None` at its end.
///
/// # Errors
/// When the database refuses.
pub async fn export_on(scope: &Scope, filter: &AuditFilter, cursor: Option<Cursor>) -> Result<(Vec<AuditRow>, Option<Cursor>)> {
    if !filter.has_readable_address() {
        return Ok((Vec::new(), None));
    }
    let mut work = scope.begin().await?;
    let rows = store::rows(work.conn(), &wanted(scope, filter), &Stretch { cursor, backwards: false, limit: EXPORT_AT_ONCE }).await?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= EXPORT_AT_ONCE);
    let next = rows.last().filter(|_| is_full).map(place);
    Ok((rows, next))
}

/// Seals the logs of all organizations that wait for it; returns how many. Any number of processes may do this at once.
///
/// # Errors
/// When the database refuses.
pub async fn seal(db: &Db) -> Result<u64> {
    let mut sealed = 0;
    for organization_id in store::unsealed(db).await? {
        loop {
            let mut tx = db.tenant(organization_id).await?;
            let count = store::seal(&mut tx, SEAL_AT_ONCE).await?;
            tx.commit().await?;
            sealed += u64::try_from(count).unwrap_or(0);
            if count < SEAL_AT_ONCE {
                break;
            }
        }
    }
    Ok(sealed)
}

/// Removes logs that are older than five years; returns how many. The chain then begins where they ended.
///
/// # Errors
/// When the database refuses.
pub async fn retain(db: &Db, now: DateTime<Utc>) -> Result<i64> {
    let before = now.checked_sub_months(KEEP_MONTHS).unwrap_or(now);
    let mut removed = 0;
    for organization_id in store::organizations(db).await? {
        let mut tx = db.tenant(organization_id).await?;
        removed += store::retain(&mut tx, before).await?;
        tx.commit().await?;
    }
    Ok(removed)
}

/// What a form of an edited record knows of the record.
#[derive(Clone, Copy, Debug)]
pub struct Edited<'a> {
    /// Kind of the record, as in the log.
    pub resource: &'a str,
    /// The record.
    pub id: Uuid,
    /// The version that the form was made from, as it came with the form.
    pub version: &'a str,
    /// The form as it was made (JSON), as it came with the form; empty from callers that do not merge.
    pub base: &'a str,
    /// The version that the record has now, under its lock.
    pub current: i32,
}

/// The form to apply when somebody else may have changed the record since it was opened: `mine` if nobody has, else `mine`
/// put together with their changes. `shown` says how people read a field's value.
///
/// # Errors
/// Where both have changed the same field: a message beside it that says who, when, what it was and what it is now. A conflict
/// when the form does not say what it was made from.
pub async fn settle<F: Serialize + DeserializeOwned + Clone>(
    work: &mut Work,
    edited: Edited<'_>,
    mine: &F,
    theirs: &F,
    shown: impl Fn(&str, &str) -> String,
) -> Result<F> {
    // Fields are compared even where the version is the same: some stand in other rows than the one that counts versions.
    let Some((merged, clashes)) = merge(edited.base, mine, theirs) else {
        let is_newest = edited.version.trim().parse() == Ok(edited.current);
        return if is_newest { Ok(mine.clone()) } else { Err(Error::conflict("error-changed-meanwhile")) };
    };
    if clashes.is_empty() {
        return Ok(merged);
    }
    let mut errors = FieldErrors::default();
    for clash in clashes {
        // Inputs of a map are named `values[name_si]`; the log has the key.
        let logged = clash.field.split_once('[').and_then(|(_, key)| key.strip_suffix(']')).unwrap_or(&clash.field);
        let last = store::last_change(work.conn(), edited.resource, edited.id, logged).await?;
        let who = last.as_ref().and_then(|(who, _)| who.clone()).unwrap_or_else(|| t("audit-program"));
        let when = last.map(|(_, at)| date_time(at)).unwrap_or_default();
        let value = |value: &str| if value.is_empty() { t("form-clash-empty") } else { shown(&clash.field, value) };
        let args = [("who", who), ("when", when), ("was", value(&clash.was)), ("theirs", value(&clash.theirs))];
        errors.add_with(&clash.field, CLASH, args.map(|(name, value)| (name.to_owned(), value)).to_vec());
    }
    errors.add("", "form-clash-title");
    Err(AppError::Invalid(errors).into())
}

/// A field of a part of a record that two people have changed to different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartClash {
    /// What the log calls the part, such as a variant's SKU.
    pub part: String,
    /// What the log calls the field.
    pub field: String,
    /// Name of the input.
    pub input: String,
    /// What people read of what was there when the form was opened.
    pub was: String,
    /// What people read of what is there now.
    pub theirs: String,
}

/// Messages beside the fields that both have changed, which say who, when, what it was and what it is now; as [`settle`] has them, for
/// a record of many parts and in one question.
///
/// # Errors
/// When the database refuses.
pub async fn explain(work: &mut Work, resource: &str, id: Uuid, clashes: Vec<PartClash>, errors: &mut FieldErrors) -> Result<()> {
    if clashes.is_empty() {
        return Ok(());
    }
    let parts: Vec<String> = clashes.iter().map(|clash| clash.part.clone()).collect();
    let fields: Vec<String> = clashes.iter().map(|clash| clash.field.clone()).collect();
    let changes = store::last_changes(work.conn(), resource, id, &parts, &fields).await?;
    let shown = |value: String| if value.is_empty() { t("form-clash-empty") } else { value };
    for (clash, (who, at)) in clashes.into_iter().zip(changes) {
        let who = who.unwrap_or_else(|| t("audit-program"));
        let args =
            [("who", who), ("when", at.map(date_time).unwrap_or_default()), ("was", shown(clash.was)), ("theirs", shown(clash.theirs))];
        errors.add_with(&clash.input, CLASH, args.map(|(name, value)| (name.to_owned(), value)).to_vec());
    }
    errors.add("", "form-clash-title");
    Ok(())
}

//! Writes and reads the audit log.

use super::model::{AuditFilter, AuditRow};
use super::store;
use crate::server::clock::new_id;
use crate::server::format::date_time;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::merge::{CLASH, merge};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Page};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Names of values that never reach the log.
const SECRET: &[&str] = &["password", "secret", "token", "credentials", "authorization"];

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
    let (old, new) = (masked(old), masked(new));
    let hash = Sha256::digest(format!("{old}\n{new}")).to_vec();
    let entry = store::Entry {
        id: new_id(),
        user_id,
        action,
        resource,
        resource_id: id,
        old_values: if old.is_null() { None } else { Some(old) },
        new_values: if new.is_null() { None } else { Some(new) },
        values_hash: hash,
        ip: work.scope.ip,
        user_agent: work.scope.user_agent.clone(),
        at: work.now,
    };
    store::insert(work.conn(), entry).await
}

/// Replaces the values of secret names, at any depth.
#[must_use]
pub fn masked(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| {
                    let secret = SECRET.iter().any(|word| name.to_lowercase().contains(word));
                    let value = if secret && !value.is_null() { Value::from("***") } else { masked(value) };
                    (name, value)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(masked).collect()),
        other => other,
    }
}

/// A page of the log, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &AuditFilter, page: PageRequest) -> Result<Page<AuditRow>> {
    let mut work = scope.begin().await?;
    store::list(work.conn(), filter, page).await
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
    let last = store::last_change(work.conn(), edited.resource, edited.id).await?;
    let who = last.as_ref().and_then(|(who, _)| who.clone()).unwrap_or_else(|| t("audit-program"));
    let when = last.map(|(_, at)| date_time(at)).unwrap_or_default();
    let mut errors = FieldErrors::default();
    for clash in clashes {
        let value = |value: &str| if value.is_empty() { t("form-clash-empty") } else { shown(&clash.field, value) };
        let args = [("who", who.clone()), ("when", when.clone()), ("was", value(&clash.was)), ("theirs", value(&clash.theirs))];
        errors.add_with(&clash.field, CLASH, args.map(|(name, value)| (name.to_owned(), value)).to_vec());
    }
    errors.add("", "form-clash-title");
    Err(AppError::Invalid(errors).into())
}

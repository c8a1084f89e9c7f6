//! Writes and reads the audit log.

use super::model::{AuditFilter, AuditRow};
use super::store;
use crate::server::clock::new_id;
use crate::server::{Result, Scope, Work};
use crate::shared::Page;
use crate::shared::paging::PageRequest;
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

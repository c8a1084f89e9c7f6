//! The right to be forgotten.

use crate::domains::audit;
use crate::domains::customers::ports;
use crate::domains::customers::store::{self, forget, merge};
use crate::server::db::retrying;
use crate::server::i18n::t_with;
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::AppError;
use serde_json::{Value, json};
use uuid::Uuid;

/// Forgets a person for good: what they are known by goes everywhere, in orders, messages and the log too. Orders, payments and consents
/// stay without them. `confirmed` is their name, typed.
///
/// # Errors
/// [`AppError::NotFound`]; a field error for another name; a conflict while orders of theirs are not finished, and for somebody who is
/// forgotten already.
pub async fn anonymise(scope: &Scope, id: Uuid, confirmed: &str) -> Result<()> {
    retrying(|| anonymise_once(scope, id, confirmed)).await
}

async fn anonymise_once(scope: &Scope, id: Uuid, confirmed: &str) -> Result<()> {
    let mut work = scope.begin().await?;
    for belongings in ports::belongings() {
        belongings.hold(&mut work, id).await?;
    }
    merge::lock_all(work.conn(), &[id]).await?;
    let person = store::detail(work.conn(), id, false).await?.ok_or(AppError::NotFound)?;
    if person.anonymised_at.is_some() {
        return Err(Error::conflict("customers-error-anonymised"));
    }
    if person.name.trim().to_lowercase() != confirmed.trim().to_lowercase() {
        return Err(Error::field("confirm", "customers-error-confirm-name"));
    }
    let hex = id.simple().to_string();
    let code = hex.get(hex.len() - 6..).unwrap_or_default().to_uppercase();
    let name = t_with("customers-anonymous", &[("code", code.into())]);
    let now = work.now;
    for belongings in ports::belongings() {
        belongings.forget(&mut work, id).await?;
    }
    let done = forget::forget(work.conn(), id, &name, now).await?.ok_or(AppError::NotFound)?;
    if let Some(open) = done.get("open").and_then(Value::as_i64) {
        let args = vec![("count".to_owned(), open.to_string())];
        return Err(AppError::Conflict { key: "customers-error-open-orders".to_owned(), args }.into());
    }
    audit::service::record(&mut work, "customers.anonymised", "customer", id, Value::Null, done).await?;
    outbox::emit(&mut work, "customers.anonymised", id, json!({})).await?;
    work.commit().await
}

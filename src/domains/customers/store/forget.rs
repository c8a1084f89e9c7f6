//! Forgetting a person.

use crate::server::Result;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Replaces a person everywhere by a name that says nothing. What it did, or `{"open": n}` when orders of theirs are not finished.
pub async fn forget(conn: &mut PgConnection, id: Uuid, name: &str, now: DateTime<Utc>) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!("select forget_customer($1, $2, $3)", id, name, now).fetch_one(conn).await?)
}

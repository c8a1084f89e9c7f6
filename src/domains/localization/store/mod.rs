//! SQL of the localization domain.

mod rates;
mod texts;

pub(super) use rates::*;
pub(super) use texts::*;

use crate::server::Result;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Who changes settings or rates of an organization does it one after the other.
pub(super) async fn lock(conn: &mut PgConnection, organization_id: Uuid) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 4))", format!("localization {organization_id}")).execute(conn).await?;
    Ok(())
}

/// The settings of the organization as they are now.
pub(super) async fn settings(conn: &mut PgConnection, organization_id: Uuid) -> Result<Value> {
    Ok(sqlx::query_scalar!("select settings from organizations where id = $1", organization_id).fetch_one(conn).await?)
}

pub(super) async fn set_setting(conn: &mut PgConnection, key: &str, value: &Value) -> Result<()> {
    sqlx::query!("select set_organization_setting($1, $2)", key, value).execute(conn).await?;
    Ok(())
}

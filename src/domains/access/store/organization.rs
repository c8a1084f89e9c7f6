//! SQL of an organization's settings.

use crate::server::Result;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

pub struct Row {
    pub name: String,
    pub slug: String,
    pub currency: String,
    pub locale: String,
    pub time_zone: String,
    pub settings: Value,
    pub version: i32,
}

pub async fn read(conn: &mut PgConnection, id: Uuid) -> Result<Option<Row>> {
    Ok(sqlx::query_as!(Row, "select name, slug, currency, locale, time_zone, settings, version from organizations where id = $1", id)
        .fetch_optional(conn)
        .await?)
}

/// As [`read`], and nobody else changes it until the transaction ends.
pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Row>> {
    Ok(sqlx::query_as!(
        Row,
        "select name, slug, currency, locale, time_zone, settings, version from organizations where id = $1 for no key update",
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// Writes the given parts of the settings over the stored ones; parts that are not given stay.
pub async fn set_settings(conn: &mut PgConnection, id: Uuid, parts: &Value) -> Result<()> {
    sqlx::query!("update organizations set settings = settings || $2, version = version + 1 where id = $1", id, parts)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn set_name(conn: &mut PgConnection, id: Uuid, name: &str) -> Result<()> {
    sqlx::query!("update organizations set name = $2 where id = $1", id, name).execute(conn).await?;
    Ok(())
}

pub async fn set_region(conn: &mut PgConnection, id: Uuid, locale: &str, currency: &str, time_zone: &str) -> Result<()> {
    sqlx::query!("update organizations set locale = $2, currency = $3, time_zone = $4 where id = $1", id, locale, currency, time_zone)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ids of all organizations that are not gone, after this one.
pub async fn ids_after(pool: &sqlx::PgPool, after: Option<Uuid>, limit: i64) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from organizations where $1::uuid is null or id > $1 order by id limit $2", after, limit)
        .fetch_all(pool)
        .await?)
}

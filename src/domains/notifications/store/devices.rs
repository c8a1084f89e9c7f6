//! Devices that are told.

use crate::domains::notifications::model::{Device, Platform};
use crate::server::Result;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A browser that asked to be told. Somebody else's browser becomes this person's: it is the one who sits before it now.
pub(in super::super) async fn upsert_subscription(
    conn: &mut PgConnection,
    id: Uuid,
    user_id: Uuid,
    endpoint: &str,
    keys: &Value,
    device_name: &str,
    now: DateTime<Utc>,
) -> Result<(Uuid, bool)> {
    let row = sqlx::query!(
        r#"insert into pwa_subscriptions (id, user_id, endpoint, keys, device_name, created_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (organization_id, endpoint) do update
             set user_id = excluded.user_id, keys = excluded.keys, device_name = excluded.device_name, is_active = true, failed_at = null
           returning id, (xmax = 0) as "is_new!""#,
        id,
        user_id,
        endpoint,
        keys,
        device_name,
        now
    )
    .fetch_one(conn)
    .await?;
    Ok((row.id, row.is_new))
}

/// Removes all but the newest of a person.
pub(in super::super) async fn keep_newest(conn: &mut PgConnection, user_id: Uuid, most: i64) -> Result<()> {
    sqlx::query!(
        "delete from pwa_subscriptions where id in (
           select id from pwa_subscriptions where user_id = $1 order by created_at desc, id desc offset $2)",
        user_id,
        most
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in super::super) async fn devices(conn: &mut PgConnection, user_id: Uuid) -> Result<Vec<Device>> {
    let rows = sqlx::query!(
        r#"select id as "id!", name as "name!", platform, fingerprint as "fingerprint!", is_active as "is_active!", created_at as "created_at!",
             last_used_at
           from (
             select id, device_name as name, null as platform, encode(sha256(convert_to(endpoint, 'UTF8')), 'hex') as fingerprint, is_active,
               created_at, last_used_at
             from pwa_subscriptions where user_id = $1
             union all
             select id, device_name, platform, '', is_active, created_at, last_used_at from device_tokens where user_id = $1
           ) devices
           order by created_at desc, id desc limit 100"#,
        user_id
    )
    .fetch_all(conn)
    .await?;
    let devices = rows.into_iter().map(|row| Device {
        id: row.id,
        name: row.name,
        platform: row.platform.as_deref().and_then(Platform::parse),
        fingerprint: row.fingerprint,
        is_active: row.is_active,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    });
    Ok(devices.collect())
}

/// An app that asks to be told.
pub(in super::super) struct NewApp<'a> {
    pub id: Uuid,
    pub user_id: Uuid,
    pub platform: Platform,
    pub token: &'a str,
    pub device_name: &'a str,
}

/// Keeps the token of an app. Somebody else's becomes this person's: it is the one who holds the device now. True when it is new.
/// The oldest of a person beyond `most` go.
pub(in super::super) async fn upsert_app(conn: &mut PgConnection, new: &NewApp<'_>, most: i64, now: DateTime<Utc>) -> Result<bool> {
    let is_new = sqlx::query_scalar!(
        r#"insert into device_tokens as d (id, user_id, platform, token, device_name, created_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (organization_id, token) do update
             set user_id = excluded.user_id, platform = excluded.platform, device_name = excluded.device_name, is_active = true
           returning (xmax = 0) as "is_new!""#,
        new.id,
        new.user_id,
        new.platform.code(),
        new.token,
        new.device_name,
        now
    )
    .fetch_one(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from device_tokens where id in (
           select id from device_tokens where user_id = $1 order by created_at desc, id desc offset $2)",
        new.user_id,
        most
    )
    .execute(conn)
    .await?;
    Ok(is_new)
}

/// Forgets the token of an app of a person; returns the device's name.
pub(in super::super) async fn remove_app(conn: &mut PgConnection, user_id: Uuid, token: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("delete from device_tokens where user_id = $1 and token = $2 returning device_name", user_id, token)
        .fetch_optional(conn)
        .await?)
}

/// Forgets a device of a person; returns its name.
pub(in super::super) async fn remove_device(conn: &mut PgConnection, user_id: Uuid, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        r#"with browser as (delete from pwa_subscriptions where id = $1 and user_id = $2 returning device_name),
             app as (delete from device_tokens where id = $1 and user_id = $2 returning device_name)
           select device_name as "name!" from browser union all select device_name from app"#,
        id,
        user_id
    )
    .fetch_optional(conn)
    .await?)
}

/// Where a person's browser is reached.
pub(in super::super) struct SubscriptionRow {
    pub id: Uuid,
    pub user_id: Uuid,
    pub endpoint: String,
    pub keys: Value,
}

pub(in super::super) async fn subscriptions(conn: &mut PgConnection, people: &[Uuid]) -> Result<Vec<SubscriptionRow>> {
    Ok(sqlx::query_as!(
        SubscriptionRow,
        "select id, user_id, endpoint, keys from pwa_subscriptions where user_id = any($1) and is_active order by created_at, id",
        people
    )
    .fetch_all(conn)
    .await?)
}

pub(in super::super) async fn subscription(conn: &mut PgConnection, id: Uuid) -> Result<Option<SubscriptionRow>> {
    Ok(sqlx::query_as!(SubscriptionRow, "select id, user_id, endpoint, keys from pwa_subscriptions where id = $1 and is_active", id)
        .fetch_optional(conn)
        .await?)
}

pub(in super::super) async fn forget_subscription(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from pwa_subscriptions where id = $1", id).execute(conn).await?;
    Ok(())
}

/// Writes down that a message reached a browser, or that its service refused it.
pub(in super::super) async fn note_subscription(conn: &mut PgConnection, id: Uuid, reached: bool, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update pwa_subscriptions set last_used_at = case when $2 then $3 else last_used_at end, failed_at = case when $2 then null else $3 end,
           is_active = $2 where id = $1",
        id,
        reached,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

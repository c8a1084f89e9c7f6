//! Devices that are told.

use crate::domains::notifications::model::Device;
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
    Ok(sqlx::query_as!(
        Device,
        r#"select id as "id!", name as "name!", fingerprint as "fingerprint!", is_active as "is_active!", created_at as "created_at!", last_used_at
           from (
             select id, device_name as name, encode(sha256(convert_to(endpoint, 'UTF8')), 'hex') as fingerprint, is_active, created_at, last_used_at
             from pwa_subscriptions where user_id = $1
             union all
             select id, coalesce(nullif(device_name, ''), platform), '', is_active, created_at, last_used_at
             from device_tokens where user_id = $1
           ) devices
           order by created_at desc, id desc limit 100"#,
        user_id
    )
    .fetch_all(conn)
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

//! SQL of the inbox, of connections, and of the outbox as a person sees it.

mod organizations;
pub(super) mod payments;

pub(super) use organizations::{Standing, lock_standing, organization, organizations, set_standing};

use super::model::{Connection, InboxRow, InboxStatus, OutboxRow, SHOWN};
use crate::domains::bulk::model::Message;
use crate::server::{Db, Error, Result};
use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

// ---- the outbox

/// Two halves, so that each is found by its own partial index.
pub(super) async fn failing_events(conn: &mut PgConnection) -> Result<Vec<OutboxRow>> {
    Ok(sqlx::query_as!(
        OutboxRow,
        r#"select id as "id!", kind as "kind!", aggregate_id, attempts as "attempts!", last_error, created_at as "created_at!",
             next_attempt_at as "next_attempt_at!", is_dead as "is_dead!"
           from (
             (select id, type as kind, aggregate_id, attempts, last_error, created_at, next_attempt_at, true as is_dead
              from outbox_events where dead_at is not null and published_at is null order by dead_at desc limit $1)
             union all
             (select id, type, aggregate_id, attempts, last_error, created_at, next_attempt_at, false
              from outbox_events where dead_at is null and published_at is null and attempts > 0 order by next_attempt_at limit $1)
           ) events
           order by created_at desc, id desc limit $1"#,
        SHOWN
    )
    .fetch_all(conn)
    .await?)
}

/// Type and attempts of an event that failed and is not done.
pub(super) async fn failing_event(conn: &mut PgConnection, id: Uuid) -> Result<Option<(String, i32)>> {
    let row = sqlx::query!("select type as kind, attempts from outbox_events where id = $1 and published_at is null and attempts > 0", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.kind, row.attempts)))
}

/// A tenant's transaction may not change events, so the owner does, for this organization's only. The row of an event that
/// a worker has just taken is left alone.
pub(super) async fn revive_event(db: &Db, organization_id: Uuid, id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update outbox_events set dead_at = null, attempts = 0, next_attempt_at = $3
         where id = (select id from outbox_events where id = $1 and organization_id = $2 and published_at is null for update skip locked)",
        id,
        organization_id,
        now
    )
    .execute(db.global())
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn bury_event(db: &Db, organization_id: Uuid, id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update outbox_events set published_at = $3
         where id = (select id from outbox_events where id = $1 and organization_id = $2 and published_at is null for update skip locked)",
        id,
        organization_id,
        now
    )
    .execute(db.global())
    .await?;
    Ok(done.rows_affected() > 0)
}

// ---- connections

pub(super) async fn insert_connection(conn: &mut PgConnection, id: Uuid, store_id: Uuid, provider: &str, secret_enc: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into webhook_endpoints (id, direction, store_id, provider, secret_enc, event_types)
         values ($1, 'IN', $2, $3, $4, array['order.created', 'order.updated', 'order.restored'])",
        id,
        store_id,
        provider,
        secret_enc
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn connections(conn: &mut PgConnection) -> Result<Vec<Connection>> {
    Ok(sqlx::query_as!(
        Connection,
        r#"select e.id, e.store_id as "store_id!", e.is_active, e.created_at,
             (select max(w.created_at) from webhook_events w where w.endpoint_id = e.id) as last_event_at
           from webhook_endpoints e where e.direction = 'IN' and e.store_id is not null order by e.created_at, e.id"#
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn close_connection(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!("update webhook_endpoints set is_active = false, disabled_at = $2 where id = $1 and direction = 'IN'", id, now)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whose a connection is; asked before a tenant is known.
pub(super) async fn organization_of(db: &Db, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select webhook_endpoint_lookup($1)", id).fetch_one(db.global()).await?)
}

/// A connection that takes something in.
pub(super) struct Open {
    pub secret_enc: Option<Vec<u8>>,
}

pub(super) async fn open_connection(conn: &mut PgConnection, id: Uuid, provider: &str) -> Result<Option<Open>> {
    Ok(sqlx::query_as!(
        Open,
        "select secret_enc from webhook_endpoints where id = $1 and provider = $2 and direction = 'IN' and is_active",
        id,
        provider
    )
    .fetch_optional(conn)
    .await?)
}

// ---- the inbox

/// Something that came in.
pub(super) struct NewEvent<'a> {
    pub id: Uuid,
    pub endpoint_id: Uuid,
    pub topic: &'a str,
    pub dedupe_key: &'a str,
    pub headers: &'a Value,
    pub payload: &'a str,
    pub status: InboxStatus,
    pub at: DateTime<Utc>,
}

/// Returns false when it is known already.
pub(super) async fn insert_event(conn: &mut PgConnection, new: &NewEvent<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into webhook_events (id, endpoint_id, event_type, dedupe_key, headers, payload, status, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organization_id, endpoint_id, dedupe_key) do nothing",
        new.id,
        new.endpoint_id,
        new.topic,
        new.dedupe_key,
        new.headers,
        new.payload,
        new.status.code(),
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn troubled(conn: &mut PgConnection) -> Result<Vec<InboxRow>> {
    let rows = sqlx::query!(
        r#"select w.id, w.event_type, w.status, w.error_message, w.retry_count, w.created_at,
             coalesce(s.name, a.name) as "store?"
           from webhook_events w join webhook_endpoints e on e.id = w.endpoint_id left join stores s on s.id = e.store_id
           left join payment_accounts a on a.id = e.account_id
           where w.status in ('FAILED', 'REJECTED') order by w.created_at desc, w.id desc limit $1"#,
        SHOWN
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InboxRow {
                id: row.id,
                topic: row.event_type,
                store: row.store.unwrap_or_default(),
                status: status_of(&row.status)?,
                messages: row.error_message.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
                retries: row.retry_count,
                created_at: row.created_at,
            })
        })
        .collect()
}

fn status_of(text: &str) -> Result<InboxStatus> {
    InboxStatus::parse(text).with_context(|| format!("the database holds the inbox status {text}")).map_err(Error::Other)
}

/// An event that is worked on.
pub(super) struct Taken {
    pub topic: String,
    pub payload: String,
    pub status: InboxStatus,
    pub store_id: Option<Uuid>,
    /// The account of a payment provider.
    pub account_id: Option<Uuid>,
}

/// Locks an event and its connection: the events of a connection are worked on one after the other, while others may come in.
pub(super) async fn lock_event(conn: &mut PgConnection, id: Uuid) -> Result<Option<Taken>> {
    let row = sqlx::query!(
        "select w.event_type, w.payload, w.status, e.store_id, e.account_id from webhook_events w join webhook_endpoints e on e.id = w.endpoint_id
         where w.id = $1 for no key update",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Taken {
            topic: row.event_type,
            payload: row.payload,
            status: status_of(&row.status)?,
            store_id: row.store_id,
            account_id: row.account_id,
        })
    })
    .transpose()
}

pub(super) async fn close_event(
    conn: &mut PgConnection,
    id: Uuid,
    status: InboxStatus,
    messages: &[Message],
    now: DateTime<Utc>,
) -> Result<()> {
    let error =
        if messages.is_empty() { None } else { Some(serde_json::to_string(messages).context("writing messages").map_err(Error::Other)?) };
    sqlx::query!(
        "update webhook_events set status = $2, error_message = $3, processed_at = $4 where id = $1",
        id,
        status.code(),
        error,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn reopen_event(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("update webhook_events set status = 'RECEIVED', error_message = null, processed_at = null, retry_count = retry_count + 1 where id = $1", id)
        .execute(conn)
        .await?;
    Ok(())
}

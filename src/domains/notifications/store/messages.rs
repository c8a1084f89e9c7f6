//! What leaves, and what is to be told.

use super::SettingsRow;
use crate::server::Result;
use crate::shared::Language;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A notification that somebody is to be told of.
pub(in super::super) struct ToTell {
    pub id: Uuid,
    pub user_id: Uuid,
    pub kind: String,
    pub title_key: String,
    pub message_key: String,
    pub data: Value,
    pub created_at: DateTime<Utc>,
    pub email: String,
    pub name: String,
    pub locale: Option<String>,
    pub settings: SettingsRow,
}

/// What was not read yet, of people who still belong here.
pub(in super::super) async fn to_tell(conn: &mut PgConnection, organization_id: Uuid, ids: &[Uuid]) -> Result<Vec<ToTell>> {
    let rows = sqlx::query!(
        "select n.id, n.user_id, n.type as kind, n.title_key, n.message_key, n.data, n.created_at, u.email, u.name, u.locale,
           s.email_enabled, s.sms_enabled, s.push_enabled, s.order_notifications, s.payment_notifications, s.delivery_notifications,
           s.system_notifications, s.promotion_notifications, s.email_muted, s.digest, s.digested_until
         from notifications n join users u on u.id = n.user_id
         join memberships m on m.user_id = n.user_id and m.organization_id = $1 and m.status = 'ACTIVE'
         join notification_settings s on s.user_id = n.user_id
         where n.id = any($2) and not n.is_read and u.is_active and u.deleted_at is null order by n.user_id, n.id",
        organization_id,
        ids
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(|row| ToTell {
        id: row.id,
        user_id: row.user_id,
        kind: row.kind,
        title_key: row.title_key,
        message_key: row.message_key,
        data: row.data,
        created_at: row.created_at,
        email: row.email,
        name: row.name,
        locale: row.locale,
        settings: SettingsRow {
            email_enabled: row.email_enabled,
            sms_enabled: row.sms_enabled,
            push_enabled: row.push_enabled,
            order_notifications: row.order_notifications,
            payment_notifications: row.payment_notifications,
            delivery_notifications: row.delivery_notifications,
            system_notifications: row.system_notifications,
            promotion_notifications: row.promotion_notifications,
            email_muted: row.email_muted,
            digest: row.digest,
            digested_until: row.digested_until,
        },
    });
    Ok(rows.collect())
}

/// Somebody who gets a digest.
pub(in super::super) struct Reader {
    pub email: String,
    pub name: String,
    pub locale: Option<String>,
}

pub(in super::super) async fn reader(conn: &mut PgConnection, organization_id: Uuid, user_id: Uuid) -> Result<Option<Reader>> {
    Ok(sqlx::query_as!(
        Reader,
        "select u.email, u.name, u.locale from users u join memberships m on m.user_id = u.id and m.organization_id = $1 and m.status = 'ACTIVE'
         where u.id = $2 and u.is_active and u.deleted_at is null",
        organization_id,
        user_id
    )
    .fetch_optional(conn)
    .await?)
}

/// What came in a time, was not read and had no letter of its own, oldest first; at most `most`, and how many there are.
pub(in super::super) async fn undigested(
    conn: &mut PgConnection,
    user_id: Uuid,
    kinds: &[String],
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    most: i64,
) -> Result<(Vec<super::Kept>, i64)> {
    let rows = sqlx::query_as!(
        super::Kept,
        "select id, type as kind, title_key, message_key, data, is_read, created_at from notifications n
         where user_id = $1 and not is_read and type = any($2) and created_at >= $3 and created_at < $4
           and not exists (select from messages_out m where m.dedupe_key = 'notification:' || n.id || ':email')
         order by created_at, id limit $5",
        user_id,
        kinds,
        from,
        until,
        most
    )
    .fetch_all(&mut *conn)
    .await?;
    let all = sqlx::query_scalar!(
        r#"select count(*) as "count!" from notifications n
           where user_id = $1 and not is_read and type = any($2) and created_at >= $3 and created_at < $4
             and not exists (select from messages_out m where m.dedupe_key = 'notification:' || n.id || ':email')"#,
        user_id,
        kinds,
        from,
        until
    )
    .fetch_one(conn)
    .await?;
    Ok((rows, all))
}

/// A message that is to leave.
pub(in super::super) struct NewMessage<'a> {
    pub id: Uuid,
    pub channel: &'a str,
    pub recipient: &'a str,
    pub user_id: Option<Uuid>,
    pub language: Language,
    pub template: &'a str,
    pub event_type: Option<&'a str>,
    pub subject: &'a str,
    pub body: &'a str,
    pub metadata: Value,
    pub dedupe_key: &'a str,
    /// What it is about: a kind and its id.
    pub related: Option<(&'a str, Uuid)>,
    pub at: DateTime<Utc>,
}

/// Returns false when it is written down already.
pub(in super::super) async fn insert_message(conn: &mut PgConnection, new: NewMessage<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into messages_out (id, channel, recipient, user_id, locale, template, event_type, subject, body, metadata, dedupe_key,
           related_type, related_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (organization_id, dedupe_key) do nothing",
        new.id,
        new.channel,
        new.recipient,
        new.user_id,
        new.language.code(),
        new.template,
        new.event_type,
        new.subject,
        new.body,
        new.metadata,
        new.dedupe_key,
        new.related.map(|(kind, _)| kind),
        new.related.map(|(_, id)| id),
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The message with a key, locked, if nobody has sent it yet.
pub(in super::super) async fn lock_waiting_by(conn: &mut PgConnection, dedupe_key: &str) -> Result<Option<Uuid>> {
    let id =
        sqlx::query_scalar!("select id from messages_out where dedupe_key = $1 and status in ('PENDING', 'FAILED') for update", dedupe_key);
    Ok(id.fetch_optional(conn).await?)
}

/// Nobody tries any more to send what waits about something.
pub(in super::super) async fn fail_messages_about(conn: &mut PgConnection, kind: &str, id: Uuid) -> Result<()> {
    sqlx::query!("update messages_out set status = 'FAILED' where related_type = $1 and related_id = $2 and status = 'PENDING'", kind, id)
        .execute(conn)
        .await?;
    Ok(())
}

/// A message that has not left.
pub(in super::super) struct Waiting {
    pub channel: String,
    pub recipient: String,
    pub user_id: Option<Uuid>,
    pub locale: String,
    pub subject: Option<String>,
    pub body: String,
    pub metadata: Value,
    pub related_id: Option<Uuid>,
}

/// Locks a message that waits, or failed and is tried again.
pub(in super::super) async fn lock_waiting(conn: &mut PgConnection, id: Uuid) -> Result<Option<Waiting>> {
    Ok(sqlx::query_as!(
        Waiting,
        "select channel, recipient, user_id, locale, subject, body, metadata, related_id from messages_out
         where id = $1 and status in ('PENDING', 'FAILED') for update",
        id
    )
    .fetch_optional(conn)
    .await?)
}

pub(in super::super) async fn close_message(
    conn: &mut PgConnection,
    id: Uuid,
    status: &str,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update messages_out set status = $2, error = $3, sent_at = case when $2 = 'SENT' then $4 else sent_at end where id = $1",
        id,
        status,
        error,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Why the last attempt failed; there will be others.
pub(in super::super) async fn note_attempt(conn: &mut PgConnection, id: Uuid, error: &str) -> Result<()> {
    sqlx::query!("update messages_out set error = $2 where id = $1 and status in ('PENDING', 'FAILED')", id, error).execute(conn).await?;
    Ok(())
}

/// Nobody tries any more. What left meanwhile stays sent.
pub(in super::super) async fn fail_message(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("update messages_out set status = 'FAILED' where id = $1 and status = 'PENDING'", id).execute(conn).await?;
    Ok(())
}

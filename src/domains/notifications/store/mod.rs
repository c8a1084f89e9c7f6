//! SQL of the notifications domain.

mod devices;
mod messages;
mod settings;

pub(super) use devices::*;
pub(super) use messages::*;
pub(super) use settings::*;

use super::model::{Kind, NotificationFilter};
use crate::server::live::CHANNEL;
use crate::server::{Db, Result};
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A notification as it is kept: texts are keys.
#[derive(serde::Deserialize)]
pub(super) struct Kept {
    pub id: Uuid,
    pub kind: String,
    pub title_key: String,
    pub message_key: String,
    pub data: Value,
    pub is_read: bool,
    pub created_at: DateTime<Utc>,
}

/// For whom a notification is, and what it says.
pub(super) struct New<'a> {
    pub organization_id: Uuid,
    pub permission: Option<&'a str>,
    pub user_id: Option<Uuid>,
    pub except: Option<Uuid>,
    pub kind: Kind,
    pub title_key: &'a str,
    pub message_key: &'a str,
    pub data: &'a Value,
    pub dedupe_key: &'a str,
    pub at: DateTime<Utc>,
}

/// A row for each member that it is for and who has none with this key; returns (id, person) of the new rows. Who is told for
/// the first time gets settings.
pub(super) async fn insert(conn: &mut PgConnection, new: &New<'_>) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        r#"with audience as (
             select m.user_id from memberships m join users u on u.id = m.user_id join roles r on r.id = m.role_id
             where m.organization_id = $1 and m.status = 'ACTIVE' and u.is_active and u.deleted_at is null
               and ($2::text is null or $2 = any(r.permissions)) and ($3::uuid is null or m.user_id = $3)
               and ($4::uuid is null or m.user_id <> $4)
           ), made as (
             insert into notifications (id, user_id, type, title_key, message_key, data, dedupe_key, created_at)
             select uuid_v7($10), a.user_id, $5, $6, $7, $8, $9, $10 from audience a order by a.user_id
             on conflict (organization_id, user_id, dedupe_key) do nothing returning id, user_id
           ), settled as (
             insert into notification_settings (id, user_id, digested_until, created_at)
             select uuid_v7($10), m.user_id, $10, $10 from made m order by m.user_id on conflict (organization_id, user_id) do nothing
           )
           select id as "id!", user_id as "user_id!" from made"#,
        new.organization_id,
        new.permission,
        new.user_id,
        new.except,
        new.kind.code(),
        new.title_key,
        new.message_key,
        new.data,
        new.dedupe_key,
        new.at,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.user_id)).collect())
}

/// Tells the open pages of these people, once this is committed.
pub(super) async fn signal(conn: &mut PgConnection, organization_id: Uuid, people: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "select pg_notify($1, $2 || ' notifications.changed ' || person || ' ' || person) from unnest($3::uuid[]) as told (person)",
        CHANNEL,
        organization_id.to_string(),
        people
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// What the bell shows, as `bell_of` answers.
#[derive(serde::Deserialize)]
pub(super) struct KeptBell {
    pub rows: Vec<Kept>,
    pub unread: i64,
}

/// The newest notifications of a person, and how many they have not read.
pub(super) async fn bell(db: &Db, organization_id: Uuid, user_id: Uuid) -> Result<Value> {
    Ok(sqlx::query_scalar!(r#"select bell_of($1, $2) as "bell!""#, organization_id, user_id).fetch_one(db.global()).await?)
}

pub(super) async fn list(conn: &mut PgConnection, user_id: Uuid, filter: NotificationFilter, page: PageRequest) -> Result<Page<Kept>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query_as!(
        Kept,
        r#"select id, type as kind, title_key, message_key, data, is_read, created_at from notifications
           where user_id = $1 and (not $2 or not is_read) and ($3::text is null or type = $3)
             and ($4::timestamptz is null or case when $6 then (created_at, id) > ($4, $5) else (created_at, id) < ($4, $5) end)
           order by case when $6 then created_at end asc, case when $6 then id end asc, created_at desc, id desc
           limit $7"#,
        user_id,
        filter.unread,
        filter.kind.map(Kind::code),
        at,
        id,
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(Page::from_fetched(page, rows, |row: &Kept| Cursor { at: row.created_at, id: row.id }))
}

/// Marks one as read; returns what it holds and whether it was unread, `None` when the person has no such notification.
pub(super) async fn read(conn: &mut PgConnection, user_id: Uuid, id: Uuid, now: DateTime<Utc>) -> Result<Option<(Value, bool)>> {
    let row = sqlx::query!("select data, is_read from notifications where id = $1 and user_id = $2 for update", id, user_id)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    if !row.is_read {
        sqlx::query!("update notifications set is_read = true, read_at = $2 where id = $1", id, now).execute(conn).await?;
    }
    Ok(Some((row.data, !row.is_read)))
}

pub(super) async fn read_all(conn: &mut PgConnection, user_id: Uuid, now: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("update notifications set is_read = true, read_at = $2 where user_id = $1 and not is_read", user_id, now)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

pub(super) async fn remove_read(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("delete from notifications where is_read and created_at < $1", before).execute(conn).await?;
    Ok(done.rows_affected())
}

//! SQL of sessions and of the browsers in which somebody signs in.

use crate::server::Result;
use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use sqlx::{PgConnection, PgPool};
use std::net::IpAddr;
use uuid::Uuid;

/// A session as its owner sees it.
pub(in crate::domains::access) struct Session {
    pub id: Uuid,
    pub ip: Option<IpNet>,
    pub user_agent: Option<String>,
    pub last_seen_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

/// The sessions of a person that are open and began after a time, the last used one first. More than a hundred are nobody's own.
pub(in crate::domains::access) async fn sessions_of(
    pool: &PgPool,
    user_id: Uuid,
    now: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<Vec<Session>> {
    Ok(sqlx::query_as!(
        Session,
        r#"select id, ip, user_agent, last_seen_at, created_at from sessions s
           where user_id = $1 and expires_at > $2 and created_at > $3 and not session_is_over(s, $2) order by last_seen_at desc, id limit 100"#,
        user_id,
        now,
        since,
    )
    .fetch_all(pool)
    .await?)
}

pub(in crate::domains::access) async fn end_session(conn: &mut PgConnection, user_id: Uuid, id: Uuid) -> Result<bool> {
    Ok(sqlx::query!("delete from sessions where user_id = $1 and id = $2", user_id, id).execute(conn).await?.rows_affected() == 1)
}

/// Ends the sessions of a person, except one.
pub(in crate::domains::access) async fn end_sessions(conn: &mut PgConnection, user_id: Uuid, except: Option<Uuid>) -> Result<u64> {
    Ok(sqlx::query!("delete from sessions where user_id = $1 and id is distinct from $2", user_id, except)
        .execute(conn)
        .await?
        .rows_affected())
}

/// Whether somebody has signed in to the account in this browser before.
pub(in crate::domains::access) async fn device_is_known(pool: &PgPool, email: &str, token_hash: &[u8]) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from known_devices d join users u on u.id = d.user_id where u.email = $1 and u.deleted_at is null
             and d.token_hash = $2) as "exists!""#,
        email,
        token_hash
    )
    .fetch_one(pool)
    .await?)
}

/// A browser in which somebody signs in.
pub(in crate::domains::access) struct Device<'a> {
    pub token_hash: &'a [u8],
    pub ip: Option<IpAddr>,
    pub user_agent: Option<&'a str>,
}

/// Keeps a browser. Answers its id if it is new to a person who has used another before.
pub(in crate::domains::access) async fn remember_device(
    conn: &mut PgConnection,
    user_id: Uuid,
    new_id: Uuid,
    device: &Device<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>> {
    let row = sqlx::query!(
        r#"with others as (select exists (select from known_devices where user_id = $1 and token_hash <> $2) as found)
           insert into known_devices as d (user_id, token_hash, id, ip, user_agent, last_seen_at, created_at) values ($1, $2, $3, $4, $5, $6, $6)
           on conflict (user_id, token_hash) do update set ip = excluded.ip, user_agent = excluded.user_agent, last_seen_at = excluded.last_seen_at
           returning d.id, (select found from others) as "others!""#,
        user_id,
        device.token_hash,
        new_id,
        device.ip.map(IpNet::from),
        device.user_agent,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok((row.id == new_id && row.others).then_some(row.id))
}

/// Writes down that somebody has just signed in.
pub(in crate::domains::access) async fn set_active(conn: &mut PgConnection, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update users set last_active_at = $2 where id = $1", user_id, now).execute(conn).await?;
    Ok(())
}

/// When and from where a browser was first seen: (address, name, time).
pub(in crate::domains::access) async fn device(
    pool: &PgPool,
    id: Uuid,
) -> Result<Option<(Uuid, Option<IpAddr>, Option<String>, DateTime<Utc>)>> {
    let row = sqlx::query!("select user_id, ip, user_agent, created_at from known_devices where id = $1", id).fetch_optional(pool).await?;
    Ok(row.map(|row| (row.user_id, row.ip.map(|ip| ip.addr()), row.user_agent, row.created_at)))
}

/// Deletes what has ended: sessions, also those that began before a time, and what is kept about failures, limits, secrets and browsers. Answers how many sessions.
pub(in crate::domains::access) async fn remove_expired(pool: &PgPool, now: DateTime<Utc>, since: DateTime<Utc>) -> Result<u64> {
    let sessions = sqlx::query!("delete from sessions s where expires_at <= $1 or created_at <= $2 or session_is_over(s, $1)", now, since)
        .execute(pool)
        .await?;
    let day = now - TimeDelta::days(1);
    sqlx::query!("delete from login_attempts where failed_at < $1 and (locked_until is null or locked_until < $1)", day)
        .execute(pool)
        .await?;
    sqlx::query!("delete from rate_limits where window_start < $1", day).execute(pool).await?;
    sqlx::query!("delete from user_tokens where expires_at < $1", day).execute(pool).await?;
    // A browser that was away longer than any session lasts must sign in again anyway; a year and a bit, as browsers keep cookies.
    sqlx::query!("delete from known_devices where last_seen_at < $1", now - TimeDelta::days(400)).execute(pool).await?;
    Ok(sessions.rows_affected())
}

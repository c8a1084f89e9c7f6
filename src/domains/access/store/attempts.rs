//! SQL of failed attempts and of limits.

use crate::server::Result;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgPool};

/// Counts an attempt and answers how many there were in a row, or `None` while the key is locked. After `fade` without one the
/// count starts again. The row stays locked until the transaction ends, so attempts at the same moment are counted one by one.
pub(in crate::domains::access) async fn count_failure(
    conn: &mut PgConnection,
    key: &str,
    now: DateTime<Utc>,
    fade: TimeDelta,
) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!(
        "insert into login_attempts as a (key, failures, failed_at) values ($1, 1, $2)
         on conflict (key) do update set failed_at = $2, failures = case when a.failed_at < $3 then 1 else a.failures + 1 end
           where a.locked_until is null or a.locked_until <= $2
         returning failures",
        key,
        now,
        now - fade,
    )
    .fetch_optional(conn)
    .await?)
}

pub(in crate::domains::access) async fn lock_until(conn: &mut PgConnection, key: &str, until: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update login_attempts set locked_until = $2 where key = $1", key, until).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::access) async fn locked_until(conn: &mut PgConnection, key: &str) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar!("select locked_until from login_attempts where key = $1", key).fetch_optional(conn).await?.flatten())
}

pub(in crate::domains::access) async fn forget_failures(pool: &PgPool, key: &str) -> Result<()> {
    sqlx::query!("delete from login_attempts where key = $1", key).execute(pool).await?;
    Ok(())
}

/// Takes one attempt back that was none.
pub(in crate::domains::access) async fn forget_failure(pool: &PgPool, key: &str) -> Result<()> {
    sqlx::query!("update login_attempts set failures = greatest(failures - 1, 0), locked_until = null where key = $1", key)
        .execute(pool)
        .await?;
    Ok(())
}

/// Forgets the failures of all keys that begin so: those of one account.
pub(in crate::domains::access) async fn forget_account(conn: &mut PgConnection, prefix: &str) -> Result<()> {
    sqlx::query!("delete from login_attempts where starts_with(key, $1)", prefix).execute(conn).await?;
    Ok(())
}

/// Counts a request of this window; false when there were too many.
pub(in crate::domains::access) async fn allowed(
    pool: &PgPool,
    identifier: &str,
    endpoint: &str,
    window_start: DateTime<Utc>,
    limit: i32,
) -> Result<bool> {
    let requests = sqlx::query_scalar!(
        "insert into rate_limits as r (identifier, endpoint, window_start, requests) values ($1, $2, $3, 1)
         on conflict (identifier, endpoint, window_start) do update set requests = r.requests + 1 returning requests",
        identifier,
        endpoint,
        window_start,
    )
    .fetch_one(pool)
    .await?;
    Ok(requests <= limit)
}

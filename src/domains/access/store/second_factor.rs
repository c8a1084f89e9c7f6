//! SQL of second factors and backup codes.

use crate::server::{Db, Result};
use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

/// What is stored about somebody's second factor.
pub struct Factor {
    pub email: String,
    pub mfa_enabled: bool,
    pub mfa_secret_enc: Option<Vec<u8>>,
    pub password_hash: Option<String>,
}

pub async fn factor(pool: &PgPool, user_id: Uuid) -> Result<Option<Factor>> {
    Ok(sqlx::query_as!(
        Factor,
        "select email, mfa_enabled, mfa_secret_enc, password_hash from users where id = $1 and is_active and deleted_at is null",
        user_id
    )
    .fetch_optional(pool)
    .await?)
}

/// Keeps a secret that is still to be confirmed; false when a second factor is on already.
pub async fn keep_secret(pool: &PgPool, user_id: Uuid, sealed: &[u8]) -> Result<bool> {
    let done =
        sqlx::query!("update users set mfa_secret_enc = $2, mfa_last_step = null where id = $1 and not mfa_enabled", user_id, sealed)
            .execute(pool)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Switches it on with its backup codes, if it still has the secret that the code was of.
pub async fn enable(db: &Db, user_id: Uuid, sealed: &[u8], step: i64, hashes: &[Vec<u8>]) -> Result<bool> {
    let mut tx = db.begin().await?;
    let done = sqlx::query!(
        "update users set mfa_enabled = true, mfa_last_step = $3 where id = $1 and mfa_secret_enc = $2 and not mfa_enabled",
        user_id,
        sealed,
        step
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("delete from mfa_backup_codes where user_id = $1", user_id).execute(&mut *tx).await?;
    sqlx::query!("insert into mfa_backup_codes (user_id, code_hash) select $1::uuid, unnest($2::bytea[])", user_id, hashes)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Replaces the backup codes; false when no second factor is on.
pub async fn replace_codes(db: &Db, user_id: Uuid, hashes: &[Vec<u8>]) -> Result<bool> {
    let mut tx = db.begin().await?;
    // The row of the person is the lock: two replacements at once leave the codes of one.
    let found =
        sqlx::query_scalar!("select id from users where id = $1 and mfa_enabled for update", user_id).fetch_optional(&mut *tx).await?;
    if found.is_none() {
        return Ok(false);
    }
    sqlx::query!("delete from mfa_backup_codes where user_id = $1", user_id).execute(&mut *tx).await?;
    sqlx::query!("insert into mfa_backup_codes (user_id, code_hash) select $1::uuid, unnest($2::bytea[])", user_id, hashes)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Switches it off and forgets secret and codes; false when it was off.
pub async fn disable(db: &Db, user_id: Uuid) -> Result<bool> {
    let mut tx = db.begin().await?;
    let done = sqlx::query!(
        "update users set mfa_enabled = false, mfa_secret_enc = null, mfa_last_step = null where id = $1 and mfa_enabled",
        user_id
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from mfa_backup_codes where user_id = $1", user_id).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a step of the clock: true for the first who comes with it or a later one, false for everybody after.
pub async fn take_step(pool: &PgPool, user_id: Uuid, step: i64) -> Result<bool> {
    let done = sqlx::query!(
        "update users set mfa_last_step = $2 where id = $1 and mfa_enabled and (mfa_last_step is null or mfa_last_step < $2)",
        user_id,
        step
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Uses up a backup code: true once.
pub async fn take_code(pool: &PgPool, user_id: Uuid, hash: &[u8], now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update mfa_backup_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null",
        user_id,
        hash,
        now
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn codes_left(pool: &PgPool, user_id: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from mfa_backup_codes where user_id = $1 and used_at is null"#, user_id)
        .fetch_one(pool)
        .await?)
}

/// Counts an attempt before it is looked at, so that many at once are all counted; `None` while the key must wait. After five
/// without success each makes the next wait: 2, 4, 8 … seconds, at most a quarter of an hour. An hour without one begins anew.
pub async fn count_attempt(pool: &PgPool, key: &str, now: DateTime<Utc>) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!(
        "insert into login_attempts as a (key, failures) values ($1, 1)
         on conflict (key) do update set
           failures = case when a.updated_at < $2::timestamptz - interval '1 hour' then 1 else a.failures + 1 end,
           locked_until = case
             when a.updated_at < $2::timestamptz - interval '1 hour' or a.failures < 5 then null
             else $2::timestamptz + least(power(2, least(a.failures - 4, 12)), 900) * interval '1 second' end
         where a.locked_until is null or a.locked_until <= $2
         returning failures",
        key,
        now
    )
    .fetch_optional(pool)
    .await?)
}

/// A person as a letter needs them.
pub struct Reader {
    pub email: String,
    pub name: String,
    pub locale: Option<String>,
}

pub async fn reader(pool: &PgPool, user_id: Uuid) -> Result<Option<Reader>> {
    Ok(sqlx::query_as!(Reader, "select email, name, locale from users where id = $1 and is_active and deleted_at is null", user_id)
        .fetch_optional(pool)
        .await?)
}

//! SQL of passkeys.

use crate::server::Result;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgPool;
use uuid::Uuid;

/// A passkey in the list of its owner.
pub struct Listed {
    pub id: Uuid,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

pub async fn list(pool: &PgPool, user_id: Uuid) -> Result<Vec<Listed>> {
    Ok(sqlx::query_as!(
        Listed,
        "select id, name, created_at, last_used_at from passkeys where user_id = $1 order by created_at, id",
        user_id
    )
    .fetch_all(pool)
    .await?)
}

pub async fn credential_ids(pool: &PgPool, user_id: Uuid) -> Result<Vec<Vec<u8>>> {
    Ok(sqlx::query_scalar!("select credential_id from passkeys where user_id = $1 order by created_at", user_id).fetch_all(pool).await?)
}

pub async fn credentials(pool: &PgPool, user_id: Uuid) -> Result<Vec<Value>> {
    Ok(sqlx::query_scalar!("select credential from passkeys where user_id = $1 order by created_at", user_id).fetch_all(pool).await?)
}

/// A passkey of somebody who may sign in.
pub struct Found {
    pub id: Uuid,
    pub user_id: Uuid,
    pub credential: Value,
}

pub async fn by_credential_id(pool: &PgPool, credential_id: &[u8]) -> Result<Option<Found>> {
    Ok(sqlx::query_as!(
        Found,
        "select p.id, p.user_id, p.credential from passkeys p join users u on u.id = p.user_id
         where p.credential_id = $1 and u.is_active and u.deleted_at is null",
        credential_id
    )
    .fetch_optional(pool)
    .await?)
}

pub async fn insert(
    pool: &PgPool,
    id: Uuid,
    user_id: Uuid,
    credential_id: &[u8],
    credential: &Value,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into passkeys (id, user_id, credential_id, credential, name) values ($1, $2, $3, $4, $5)",
        id,
        user_id,
        credential_id,
        credential,
        name
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Keeps what a use has changed: the counter, whether it is backed up, when it was.
pub async fn used(pool: &PgPool, id: Uuid, credential: &Value, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update passkeys set credential = $2, last_used_at = $3 where id = $1", id, credential, now).execute(pool).await?;
    Ok(())
}

pub async fn name(pool: &PgPool, user_id: Uuid, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select name from passkeys where id = $1 and user_id = $2", id, user_id).fetch_optional(pool).await?)
}

pub async fn remove(pool: &PgPool, user_id: Uuid, id: Uuid) -> Result<bool> {
    let done = sqlx::query!("delete from passkeys where id = $1 and user_id = $2", id, user_id).execute(pool).await?;
    Ok(done.rows_affected() == 1)
}

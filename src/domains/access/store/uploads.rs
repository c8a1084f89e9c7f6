//! SQL of uploads, and of people's pictures.

use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

pub struct NewUpload<'a> {
    pub id: Uuid,
    pub kind: &'a str,
    pub storage_key: &'a str,
    pub original_name: &'a str,
    pub content_type: &'a str,
    pub bytes: i64,
    pub sha256: &'a [u8],
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub created_by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert(conn: &mut PgConnection, new: &NewUpload<'_>) -> Result<()> {
    sqlx::query!(
        "insert into uploads (id, kind, storage_key, original_name, content_type, bytes, sha256, width, height, created_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        new.id,
        new.kind,
        new.storage_key,
        new.original_name,
        new.content_type,
        new.bytes,
        new.sha256,
        new.width,
        new.height,
        new.created_by,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Returns the id of the upload that nothing shows any more.
pub async fn let_go(conn: &mut PgConnection, storage_key: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("update uploads set in_use = false where storage_key = $1 and in_use returning id", storage_key)
        .fetch_optional(conn)
        .await?)
}

/// Keys of uploads that nothing shows any more: of one, or of all.
pub async fn let_go_keys(conn: &mut PgConnection, id: Option<Uuid>) -> Result<Vec<(Uuid, String)>> {
    let rows =
        sqlx::query!("select id, storage_key from uploads where not in_use and ($1::uuid is null or id = $1) order by id limit 500", id)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.storage_key)).collect())
}

pub async fn remove(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from uploads where id = $1 and not in_use", id).execute(conn).await?;
    Ok(())
}

/// Those of the keys that an upload or a slip of the organization has.
pub async fn known(conn: &mut PgConnection, keys: &[String]) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        r#"select storage_key as "storage_key!" from uploads where storage_key = any ($1)
           union select storage_key from bank_slips where storage_key = any ($1)"#,
        keys
    )
    .fetch_all(conn)
    .await?)
}

/// Those of the keys that are somebody's picture.
pub async fn pictures_in_use(pool: &PgPool, keys: &[String]) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(r#"select image_key as "image_key!" from users where image_key = any($1)"#, keys).fetch_all(pool).await?)
}

/// Sets or takes away a person's picture; returns the key of the one before.
pub async fn set_picture(pool: &PgPool, user_id: Uuid, key: Option<&str>) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "with old as (select id, image_key from users where id = $1 for update)
         update users set image_key = $2 from old where users.id = old.id returning old.image_key",
        user_id,
        key
    )
    .fetch_optional(pool)
    .await?
    .flatten())
}

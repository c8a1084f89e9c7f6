//! Warehouses.

use crate::domains::inventory::model::Warehouse;
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(in crate::domains::inventory) async fn default_warehouse(conn: &mut PgConnection) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from warehouses where is_default").fetch_optional(conn).await?)
}

/// Makes the first warehouse, unless another process was quicker: then false.
pub(in crate::domains::inventory) async fn insert_default(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    code: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into warehouses (id, name, code, is_default, created_at) values ($1, $2, $3, true, $4) on conflict do nothing",
        id,
        name,
        code,
        at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(in crate::domains::inventory) async fn warehouses(conn: &mut PgConnection) -> Result<Vec<Warehouse>> {
    Ok(sqlx::query_as!(Warehouse, "select id, name, code, is_default, is_active from warehouses order by is_default desc, name, id")
        .fetch_all(conn)
        .await?)
}

pub(in crate::domains::inventory) async fn warehouse(conn: &mut PgConnection, id: Uuid) -> Result<Option<Warehouse>> {
    Ok(sqlx::query_as!(Warehouse, "select id, name, code, is_default, is_active from warehouses where id = $1", id)
        .fetch_optional(conn)
        .await?)
}

pub(in crate::domains::inventory) async fn insert_warehouse(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    code: &str,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("insert into warehouses (id, name, code, created_at) values ($1, $2, $3, $4)", id, name, code, at).execute(conn).await?;
    Ok(())
}

/// Moves the mark of the default from one warehouse to another.
pub(in crate::domains::inventory) async fn move_default(conn: &mut PgConnection, to: Uuid) -> Result<()> {
    sqlx::query!("update warehouses set is_default = false where is_default and id <> $1", to).execute(&mut *conn).await?;
    sqlx::query!("update warehouses set is_default = true where id = $1", to).execute(conn).await?;
    Ok(())
}

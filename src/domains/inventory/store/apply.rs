//! The one call that writes stock, and what it needs to know.

use crate::server::Result;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// Runs the operations under a savepoint, so that after a refusal the transaction can still be asked why.
pub(in crate::domains::inventory) async fn apply(
    conn: &mut PgConnection,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
    operations: &Value,
) -> Result<Value, sqlx::Error> {
    let mut point = conn.begin().await?;
    let done = sqlx::query_scalar!(r#"select stock_apply($1, $2, $3) as "after!""#, user_id, at, operations).fetch_one(&mut *point).await;
    match done {
        Ok(after) => {
            point.commit().await?;
            Ok(after)
        }
        Err(error) => {
            point.rollback().await?;
            Err(error)
        }
    }
}

/// SKU, product name and variant name, for messages.
pub(in crate::domains::inventory) async fn variant_names(
    conn: &mut PgConnection,
    variant_id: Uuid,
) -> Result<Option<(String, String, String)>> {
    let row = sqlx::query!(
        "select v.sku, p.name as product_name, v.name from product_variants v join products p on p.id = v.product_id where v.id = $1",
        variant_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.sku, row.product_name, row.name)))
}

/// Those of the variants that have moved in a warehouse.
pub(in crate::domains::inventory) async fn moved(conn: &mut PgConnection, warehouse_id: Uuid, variant_ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"select v.id as "id!" from unnest($2::uuid[]) v (id)
           where exists (select from inventory_movements m where m.warehouse_id = $1 and m.variant_id = v.id)"#,
        warehouse_id,
        variant_ids,
    )
    .fetch_all(conn)
    .await?)
}

/// On hand, locked until the end of the transaction; 0 where there is no level yet.
pub(in crate::domains::inventory) async fn lock_on_hand(conn: &mut PgConnection, warehouse_id: Uuid, variant_id: Uuid) -> Result<i32> {
    let on_hand = sqlx::query_scalar!(
        "select on_hand from inventory_levels where warehouse_id = $1 and variant_id = $2 for update",
        warehouse_id,
        variant_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(on_hand.unwrap_or_default())
}

/// Writes down which of the levels have fallen to the number at which it is time to order more, or risen above it, since this was
/// last done. Returns those that have fallen: (warehouse, variant).
pub(in crate::domains::inventory) async fn mark_low(
    conn: &mut PgConnection,
    warehouse_ids: &[Uuid],
    variant_ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        r#"with touched as (select distinct warehouse_id, variant_id from unnest($1::uuid[], $2::uuid[]) t (warehouse_id, variant_id))
           update inventory_levels l set low_since = case when l.reorder_level > 0 and l.available <= l.reorder_level then $3::timestamptz end
           from touched
           where l.warehouse_id = touched.warehouse_id and l.variant_id = touched.variant_id
             and (l.low_since is not null) <> (l.reorder_level > 0 and l.available <= l.reorder_level)
           returning l.warehouse_id, l.variant_id, l.low_since is not null as "is_low!""#,
        warehouse_ids,
        variant_ids,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter(|row| row.is_low).map(|row| (row.warehouse_id, row.variant_id)).collect())
}

/// A level that is low.
pub(in crate::domains::inventory) struct Low {
    pub product_name: String,
    pub variant_name: String,
    pub sku: String,
    pub warehouse: String,
    pub available: i32,
    pub reorder_level: i32,
    pub since: DateTime<Utc>,
}

/// A level, if it is low now.
pub(in crate::domains::inventory) async fn low(conn: &mut PgConnection, warehouse_id: Uuid, variant_id: Uuid) -> Result<Option<Low>> {
    Ok(sqlx::query_as!(
        Low,
        r#"select p.name as product_name, v.name as variant_name, v.sku, w.name as warehouse, l.available, l.reorder_level,
             l.low_since as "since!"
           from inventory_levels l join product_variants v on v.id = l.variant_id join products p on p.id = v.product_id
           join warehouses w on w.id = l.warehouse_id
           where l.warehouse_id = $1 and l.variant_id = $2 and l.low_since is not null and v.deleted_at is null and p.deleted_at is null"#,
        warehouse_id,
        variant_id,
    )
    .fetch_optional(conn)
    .await?)
}

/// What is watched of a level.
pub(in crate::domains::inventory) struct Watched {
    pub reorder_level: i32,
    pub reorder_quantity: i32,
    pub max_level: Option<i32>,
    pub bin_id: Option<Uuid>,
    pub backorder_limit: i32,
}

/// Sets what is watched of a level.
pub(in crate::domains::inventory) async fn set_watched(
    conn: &mut PgConnection,
    warehouse_id: Uuid,
    variant_id: Uuid,
    watched: &Watched,
) -> Result<()> {
    sqlx::query!(
        "update inventory_levels set reorder_level = $3, reorder_quantity = $4, max_level = $5, bin_id = $6, backorder_limit = $7
         where warehouse_id = $1 and variant_id = $2",
        warehouse_id,
        variant_id,
        watched.reorder_level,
        watched.reorder_quantity,
        watched.max_level,
        watched.bin_id,
        watched.backorder_limit,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Some levels with reservations that have expired.
pub(in crate::domains::inventory) async fn expired(conn: &mut PgConnection, at: DateTime<Utc>, limit: i64) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        "select distinct r.warehouse_id, r.variant_id from (
             select warehouse_id, variant_id from inventory_reservations
             where status = 'ACTIVE' and expires_at <= $1 order by expires_at limit $2) r",
        at,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.warehouse_id, row.variant_id)).collect())
}

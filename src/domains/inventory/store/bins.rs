//! Bins.

use crate::domains::inventory::model::Bin;
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Bins by warehouse and route; of one warehouse or of all.
pub(in crate::domains::inventory) async fn bins(conn: &mut PgConnection, warehouse_id: Option<Uuid>) -> Result<Vec<Bin>> {
    Ok(sqlx::query_as!(
        Bin,
        r#"select b.id, b.warehouse_id, b.code, b.route_order,
                  (select count(*) from inventory_levels l where l.bin_id = b.id) as "variants!"
           from bins b where $1::uuid is null or b.warehouse_id = $1 order by b.warehouse_id, b.route_order, b.code, b.id"#,
        warehouse_id,
    )
    .fetch_all(conn)
    .await?)
}

/// A bin, locked.
pub(in crate::domains::inventory) async fn lock_bin(conn: &mut PgConnection, id: Uuid) -> Result<Option<Bin>> {
    Ok(sqlx::query_as!(
        Bin,
        r#"select id, warehouse_id, code, route_order, 0::bigint as "variants!" from bins where id = $1 for update"#,
        id,
    )
    .fetch_optional(conn)
    .await?)
}

/// Adds bins behind the last one; those whose code is there already are left as they are. Returns how many were added.
pub(in crate::domains::inventory) async fn insert_bins(
    conn: &mut PgConnection,
    warehouse_id: Uuid,
    ids: &[Uuid],
    codes: &[String],
    at: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query!(
        "insert into bins (id, warehouse_id, code, route_order, created_at)
         select n.id, $1, n.code, (select coalesce(max(b.route_order), 0) from bins b where b.warehouse_id = $1) + 10 * n.n::integer, $4
         from unnest($2::uuid[], $3::text[]) with ordinality n (id, code, n)
         on conflict (organization_id, warehouse_id, code) do nothing",
        warehouse_id,
        ids,
        codes,
        at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Changes a bin.
pub(in crate::domains::inventory) async fn update_bin(
    conn: &mut PgConnection,
    id: Uuid,
    code: &str,
    route_order: i32,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update bins set code = $2, route_order = $3 where id = $1", id, code, route_order).execute(conn).await?;
    Ok(())
}

/// Removes a bin; what lay there lies nowhere in particular then.
pub(in crate::domains::inventory) async fn delete_bin(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from bins where id = $1", id).execute(conn).await?;
    Ok(())
}

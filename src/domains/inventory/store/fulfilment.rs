//! From which warehouses orders are served.

use crate::domains::inventory::model::{FulfilmentRule, ServingWarehouse};
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What a warehouse could promise of a variant.
pub(in crate::domains::inventory) struct RoomRow {
    pub warehouse_id: Uuid,
    pub variant_id: Uuid,
    pub available: i32,
    pub backorder_limit: i32,
}

pub(in crate::domains::inventory) async fn rule(conn: &mut PgConnection) -> Result<FulfilmentRule> {
    let rule = sqlx::query_as!(FulfilmentRule, "select by_stock, split_lines from fulfilment_settings").fetch_optional(conn).await?;
    Ok(rule.unwrap_or_default())
}

pub(in crate::domains::inventory) async fn set_rule(conn: &mut PgConnection, rule: FulfilmentRule, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into fulfilment_settings (by_stock, split_lines, created_at) values ($1, $2, $3)
         on conflict (organization_id) do update set by_stock = $1, split_lines = $2",
        rule.by_stock,
        rule.split_lines,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Warehouses in use in the order in which they serve; those without a place last.
pub(in crate::domains::inventory) async fn serving(conn: &mut PgConnection) -> Result<Vec<ServingWarehouse>> {
    Ok(sqlx::query_as!(
        ServingWarehouse,
        "select id, name, is_default, priority from warehouses where is_active order by priority nulls last, is_default desc, name, id"
    )
    .fetch_all(conn)
    .await?)
}

pub(in crate::domains::inventory) async fn set_priorities(conn: &mut PgConnection, places: &[(Uuid, Option<i32>)]) -> Result<()> {
    let (ids, priorities): (Vec<Uuid>, Vec<Option<i32>>) = places.iter().copied().unzip();
    sqlx::query!(
        "update warehouses w set priority = n.priority from unnest($1::uuid[], $2::int[]) as n (id, priority)
         where w.id = n.id and w.priority is distinct from n.priority",
        &ids,
        &priorities as &[Option<i32>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What warehouses could promise of variants now; what has expired counts as released.
pub(in crate::domains::inventory) async fn room(
    conn: &mut PgConnection,
    warehouses: &[Uuid],
    variants: &[Uuid],
    at: DateTime<Utc>,
) -> Result<Vec<RoomRow>> {
    Ok(sqlx::query_as!(
        RoomRow,
        r#"select l.warehouse_id, l.variant_id, l.available + x.expired as "available!", l.backorder_limit
           from inventory_levels l
           cross join lateral (
             select coalesce(sum(r.quantity), 0)::integer as expired from inventory_reservations r
             where r.warehouse_id = l.warehouse_id and r.variant_id = l.variant_id and r.status = 'ACTIVE' and r.expires_at <= $3) x
           where l.warehouse_id = any ($1) and l.variant_id = any ($2)"#,
        warehouses,
        variants,
        at
    )
    .fetch_all(conn)
    .await?)
}

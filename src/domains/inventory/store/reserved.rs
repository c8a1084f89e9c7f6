//! What is reserved for whom.

use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// What is reserved for an owner now.
pub(in crate::domains::inventory) struct ReservedRow {
    pub owner_id: Uuid,
    pub quantity: i32,
    pub is_temporary: bool,
}

pub(in crate::domains::inventory) async fn reserved(conn: &mut PgConnection, kind: &str, owners: &[Uuid]) -> Result<Vec<ReservedRow>> {
    Ok(sqlx::query_as!(
        ReservedRow,
        r#"select owner_id, sum(quantity)::int as "quantity!", bool_or(expires_at is not null) as "is_temporary!"
           from inventory_reservations where owner_type = $1 and owner_id = any($2) and status = 'ACTIVE' group by owner_id"#,
        kind,
        owners
    )
    .fetch_all(conn)
    .await?)
}

/// What is reserved for an owner in a warehouse.
pub(in crate::domains::inventory) struct PlaceRow {
    pub owner_id: Uuid,
    pub warehouse_id: Uuid,
    pub quantity: i32,
    pub here: i32,
}

/// What is there goes to the oldest reservations first, so whatever is received covers them first.
pub(in crate::domains::inventory) async fn places(conn: &mut PgConnection, kind: &str, owners: &[Uuid]) -> Result<Vec<PlaceRow>> {
    Ok(sqlx::query_as!(
        PlaceRow,
        r#"with own as (
             select r.id, r.owner_id, r.warehouse_id, r.variant_id, r.quantity, r.created_at from inventory_reservations r
             where r.owner_type = $1 and r.owner_id = any ($2) and r.status = 'ACTIVE'
           )
           select o.owner_id, o.warehouse_id, o.quantity, greatest(0, least(o.quantity, l.on_hand - l.unavailable - e.quantity))::int as "here!"
           from own o
           join warehouses w on w.id = o.warehouse_id
           join inventory_levels l on l.warehouse_id = o.warehouse_id and l.variant_id = o.variant_id
           cross join lateral (
             select coalesce(sum(r.quantity), 0)::int as quantity from inventory_reservations r
             where r.warehouse_id = o.warehouse_id and r.variant_id = o.variant_id and r.status = 'ACTIVE'
               and (r.created_at, r.id) < (o.created_at, o.id)
           ) e
           order by o.owner_id, w.name, w.id"#,
        kind,
        owners
    )
    .fetch_all(conn)
    .await?)
}

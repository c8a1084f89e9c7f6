//! Warehouses.

use crate::domains::access::model::PostalAddress;
use crate::domains::inventory::model::{Warehouse, WarehouseContact};
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
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

/// Where a warehouse is, and what lies there.
pub(in crate::domains::inventory) struct Whereabouts {
    pub contact: WarehouseContact,
    pub on_hand: i64,
    pub variants: i64,
}

/// A warehouse's whereabouts.
pub(in crate::domains::inventory) async fn whereabouts(conn: &mut PgConnection, id: Uuid) -> Result<Option<Whereabouts>> {
    let row = sqlx::query!(
        r#"select w.address as "address: Json<PostalAddress>", w.contact_person, w.phone, w.email, l.on_hand as "on_hand!", l.variants as "variants!"
           from warehouses w
           cross join lateral (
               select coalesce(sum(l.on_hand), 0) as on_hand, count(*) filter (where l.on_hand > 0) as variants
               from inventory_levels l where l.warehouse_id = w.id) l
           where w.id = $1"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Whereabouts {
        contact: WarehouseContact { address: row.address.0, contact_person: row.contact_person, phone: row.phone, email: row.email },
        on_hand: row.on_hand,
        variants: row.variants,
    }))
}

/// A warehouse, held until the end of the transaction.
pub(in crate::domains::inventory) async fn lock_warehouse(conn: &mut PgConnection, id: Uuid) -> Result<Option<Warehouse>> {
    Ok(sqlx::query_as!(Warehouse, "select id, name, code, is_default, is_active from warehouses where id = $1 for update", id)
        .fetch_optional(conn)
        .await?)
}

/// Whether something lies in a warehouse, is promised from it, or is on its way from or to it.
pub(in crate::domains::inventory) async fn is_in_use(conn: &mut PgConnection, id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from inventory_levels l where l.warehouse_id = $1 and (l.on_hand > 0 or l.reserved > 0))
               or exists (select from stock_transfers t where t.status in ('READY', 'IN_TRANSIT', 'PARTIALLY_RECEIVED')
                          and $1 in (t.from_warehouse_id, t.to_warehouse_id)) as "used!""#,
        id,
    )
    .fetch_one(conn)
    .await?)
}

/// Changes a warehouse.
pub(in crate::domains::inventory) async fn update_warehouse(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    is_active: bool,
    contact: &WarehouseContact,
) -> Result<()> {
    sqlx::query!(
        "update warehouses set name = $2, is_active = $3, address = address || $4, contact_person = $5, phone = $6, email = $7 where id = $1",
        id,
        name,
        is_active,
        Json(&contact.address) as _,
        contact.contact_person,
        contact.phone,
        contact.email,
    )
    .execute(conn)
    .await?;
    Ok(())
}

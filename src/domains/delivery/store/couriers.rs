//! Couriers.

use crate::domains::delivery::model::{Courier, CourierKind};
use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// Most couriers that are listed.
const MOST_COURIERS: i64 = 500;

/// Columns that the form of a courier writes, checked.
pub(in crate::domains::delivery) struct CourierValues {
    pub kind: CourierKind,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub vehicle_type: Option<String>,
}

pub(in crate::domains::delivery) struct LockedCourier {
    pub values: CourierValues,
    pub is_active: bool,
}

fn kind(code: &str) -> CourierKind {
    CourierKind::parse(code).unwrap_or(CourierKind::Rider)
}

pub(in crate::domains::delivery) async fn couriers(conn: &mut PgConnection) -> Result<Vec<Courier>> {
    let rows = sqlx::query!(
        r#"select c.id, c.kind, c.name, c.phone, c.email, c.vehicle_type, c.is_active, d.parcels as "parcels!", d.cash as "cash!"
           from couriers c
           cross join lateral (
             select count(*) as parcels, coalesce(sum(d.cod_amount), 0) as cash from deliveries d where d.courier_id = c.id and d.status = 'DISPATCHED'
           ) d
           order by c.is_active desc, lower(c.name), c.id limit $1"#,
        MOST_COURIERS
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Courier {
            id: row.id,
            kind: kind(&row.kind),
            name: row.name,
            phone: row.phone,
            email: row.email,
            vehicle_type: row.vehicle_type,
            is_active: row.is_active,
            on_the_way: row.parcels,
            to_collect: row.cash,
        })
        .collect())
}

pub(in crate::domains::delivery) async fn insert_courier(conn: &mut PgConnection, id: Uuid, values: &CourierValues) -> Result<()> {
    sqlx::query!(
        "insert into couriers (id, kind, name, phone, email, vehicle_type) values ($1, $2, $3, $4, $5, $6)",
        id,
        values.kind.code(),
        values.name,
        values.phone,
        values.email,
        values.vehicle_type,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Shared lock on the row: nobody changes the courier while a parcel is handed over to them.
pub(in crate::domains::delivery) async fn lock_courier(conn: &mut PgConnection, id: Uuid) -> Result<Option<LockedCourier>> {
    let row = sqlx::query!("select kind, name, phone, email, vehicle_type, is_active from couriers where id = $1 for no key update", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| LockedCourier {
        values: CourierValues { kind: kind(&row.kind), name: row.name, phone: row.phone, email: row.email, vehicle_type: row.vehicle_type },
        is_active: row.is_active,
    }))
}

pub(in crate::domains::delivery) async fn update_courier(conn: &mut PgConnection, id: Uuid, values: &CourierValues) -> Result<()> {
    sqlx::query!(
        "update couriers set kind = $2, name = $3, phone = $4, email = $5, vehicle_type = $6 where id = $1",
        id,
        values.kind.code(),
        values.name,
        values.phone,
        values.email,
        values.vehicle_type,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::delivery) async fn set_courier_active(conn: &mut PgConnection, id: Uuid, is_active: bool) -> Result<()> {
    sqlx::query!("update couriers set is_active = $2 where id = $1", id, is_active).execute(conn).await?;
    Ok(())
}

//! Parcels: what changes them.

use crate::domains::delivery::model::ParcelStatus;
use crate::domains::orders::model::LineToShip;
use crate::server::Result;
use crate::server::error::OnConstraint;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

pub(in crate::domains::delivery) struct NewParcel<'a> {
    pub id: Uuid,
    pub courier_id: Uuid,
    pub tracking_number: &'a str,
    pub waybill: Option<&'a str>,
    pub parcel_status: &'a str,
    pub cod_amount: Decimal,
    pub currency: &'a str,
    pub address: &'a Value,
    pub items: &'a Value,
    pub at: DateTime<Utc>,
}

pub(in crate::domains::delivery) struct History<'a> {
    pub id: Uuid,
    pub parcel_id: Uuid,
    pub from: Option<ParcelStatus>,
    pub to: ParcelStatus,
    pub kind: &'a str,
    pub reason: Option<&'a str>,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// A parcel that is on its way; its row is locked.
pub(in crate::domains::delivery) struct OpenParcel {
    pub id: Uuid,
    pub tracking_number: String,
    /// What is to be collected for which of its orders, in the order of their ids.
    pub shares: Vec<(Uuid, Decimal)>,
}

/// False when the tracking number is taken; a field error when the courier has used the waybill before.
pub(in crate::domains::delivery) async fn insert_parcel(conn: &mut PgConnection, parcel: &NewParcel<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into deliveries (id, courier_id, tracking_number, waybill, status, parcel_status, cod_amount, currency, address, items,
           booking_key, processed_at, shipped_at, created_at)
         values ($1, $2, $3, $4, 'DISPATCHED', $5, $6, $7, $8, $9, $10, $11, $11, $11)
         on conflict (organization_id, tracking_number) do nothing",
        parcel.id,
        parcel.courier_id,
        parcel.tracking_number,
        parcel.waybill,
        parcel.parcel_status,
        parcel.cod_amount,
        parcel.currency,
        parcel.address,
        parcel.items,
        parcel.id.to_string(),
        parcel.at,
    )
    .execute(conn)
    .await
    .on_constraint(&[("deliveries_organization_id_courier_id_waybill_key", "waybill", "delivery-error-waybill-taken")])?;
    Ok(done.rows_affected() > 0)
}

pub(in crate::domains::delivery) async fn insert_parcel_order(
    conn: &mut PgConnection,
    id: Uuid,
    parcel_id: Uuid,
    order_id: Uuid,
    cod_amount: Decimal,
) -> Result<()> {
    sqlx::query!(
        "insert into delivery_orders (id, delivery_id, order_id, cod_amount) values ($1, $2, $3, $4)",
        id,
        parcel_id,
        order_id,
        cod_amount
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::delivery) async fn insert_parcel_items(
    conn: &mut PgConnection,
    parcel_id: Uuid,
    rows: &[(Uuid, Uuid, i32)],
) -> Result<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.0).collect();
    let items: Vec<Uuid> = rows.iter().map(|row| row.1).collect();
    let quantities: Vec<i32> = rows.iter().map(|row| row.2).collect();
    sqlx::query!(
        "insert into delivery_items (id, delivery_id, order_item_id, quantity)
         select i.id, $1, i.item, i.quantity from unnest($2::uuid[], $3::uuid[], $4::integer[]) i (id, item, quantity)",
        parcel_id,
        &ids,
        &items,
        &quantities,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::delivery) async fn insert_history(conn: &mut PgConnection, row: History<'_>) -> Result<()> {
    sqlx::query!(
        "insert into delivery_status_history (id, delivery_id, status, new_status, status_type, reason, changed_by_id, dedupe_key, occurred_at, received_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9)",
        row.id,
        row.parcel_id,
        row.from.map(ParcelStatus::code),
        row.to.code(),
        row.kind,
        row.reason,
        row.user_id,
        format!("{}:{}", row.parcel_id, row.to.code()),
        row.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The newest parcel of an order that is on its way, or a certain one if it is.
pub(in crate::domains::delivery) async fn open_parcel(
    conn: &mut PgConnection,
    order_id: Uuid,
    wanted: Option<Uuid>,
) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select d.id from delivery_orders x join deliveries d on d.id = x.delivery_id
         where x.order_id = $1 and d.status = 'DISPATCHED' and ($2::uuid is null or d.id = $2) order by d.created_at desc, d.id desc limit 1",
        order_id,
        wanted
    )
    .fetch_optional(conn)
    .await?)
}

/// Locks a parcel; its tracking number if it is on its way.
pub(in crate::domains::delivery) async fn lock_open_parcel(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select tracking_number from deliveries where id = $1 and status = 'DISPATCHED' for update", id)
        .fetch_optional(conn)
        .await?)
}

/// The orders in a parcel in the order of their ids, and what is to be collected for each.
pub(in crate::domains::delivery) async fn shares(conn: &mut PgConnection, id: Uuid) -> Result<Vec<(Uuid, Decimal)>> {
    let rows = sqlx::query!("select order_id, cod_amount from delivery_orders where delivery_id = $1 order by order_id", id)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.order_id, row.cod_amount)).collect())
}

/// What parcels on their way are to collect for an order.
pub(in crate::domains::delivery) async fn cod_on_the_way(conn: &mut PgConnection, order_id: Uuid) -> Result<Decimal> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(sum(x.cod_amount), 0) as "amount!" from delivery_orders x join deliveries d on d.id = x.delivery_id
           where x.order_id = $1 and d.status = 'DISPATCHED'"#,
        order_id
    )
    .fetch_one(conn)
    .await?)
}

/// The pieces of an order that are in a parcel.
pub(in crate::domains::delivery) async fn parcel_lines(conn: &mut PgConnection, id: Uuid, order_id: Uuid) -> Result<Vec<LineToShip>> {
    Ok(sqlx::query_as!(
        LineToShip,
        "select i.id as order_item_id, i.variant_id, i.warehouse_id, i.name, i.sku, p.quantity
         from delivery_items p join order_items i on i.id = p.order_item_id where p.delivery_id = $1 and i.order_id = $2 order by i.id",
        id,
        order_id
    )
    .fetch_all(conn)
    .await?)
}

pub(in crate::domains::delivery) async fn set_delivered(
    conn: &mut PgConnection,
    id: Uuid,
    note: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update deliveries set status = 'DELIVERED', parcel_status = 'delivered', actual_delivery_at = $2, notes = coalesce($3, notes) where id = $1",
        id,
        at,
        note
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::delivery) async fn set_returned(conn: &mut PgConnection, id: Uuid, reason: &str) -> Result<()> {
    sqlx::query!(
        "update deliveries set status = 'RETURNED', parcel_status = 'return_to_sender', return_reason = $2, failed_attempts = failed_attempts + 1 where id = $1",
        id,
        reason
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! SQL of the delivery domain.

mod weight;

pub(super) use weight::take_weight;

use super::model::{Courier, CourierKind, ParcelFilter, ParcelRow, ParcelStatus};
use crate::server::Result;
use crate::server::error::OnConstraint;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Language, Page};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Parcels of a status are counted up to here.
const COUNT_CAP: i64 = 1_000;
/// Most couriers that are listed.
const MOST_COURIERS: i64 = 500;

/// Columns that the form of a courier writes, checked.
pub(super) struct CourierValues {
    pub kind: CourierKind,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub vehicle_type: Option<String>,
}

pub(super) struct LockedCourier {
    pub values: CourierValues,
    pub is_active: bool,
}

pub(super) struct NewParcel<'a> {
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

pub(super) struct History<'a> {
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
pub(super) struct OpenParcel {
    pub id: Uuid,
    pub cod_amount: Decimal,
}

fn kind(code: &str) -> CourierKind {
    CourierKind::parse(code).unwrap_or(CourierKind::Rider)
}

pub(super) async fn couriers(conn: &mut PgConnection) -> Result<Vec<Courier>> {
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

pub(super) async fn insert_courier(conn: &mut PgConnection, id: Uuid, values: &CourierValues) -> Result<()> {
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
pub(super) async fn lock_courier(conn: &mut PgConnection, id: Uuid) -> Result<Option<LockedCourier>> {
    let row = sqlx::query!("select kind, name, phone, email, vehicle_type, is_active from couriers where id = $1 for no key update", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| LockedCourier {
        values: CourierValues { kind: kind(&row.kind), name: row.name, phone: row.phone, email: row.email, vehicle_type: row.vehicle_type },
        is_active: row.is_active,
    }))
}

pub(super) async fn update_courier(conn: &mut PgConnection, id: Uuid, values: &CourierValues) -> Result<()> {
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

pub(super) async fn set_courier_active(conn: &mut PgConnection, id: Uuid, is_active: bool) -> Result<()> {
    sqlx::query!("update couriers set is_active = $2 where id = $1", id, is_active).execute(conn).await?;
    Ok(())
}

/// False when the tracking number is taken; a field error when the courier has used the waybill before.
pub(super) async fn insert_parcel(conn: &mut PgConnection, parcel: &NewParcel<'_>) -> Result<bool> {
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

pub(super) async fn insert_parcel_order(
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

pub(super) async fn insert_parcel_items(conn: &mut PgConnection, parcel_id: Uuid, rows: &[(Uuid, Uuid, i32)]) -> Result<()> {
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

pub(super) async fn insert_history(conn: &mut PgConnection, row: History<'_>) -> Result<()> {
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

pub(super) async fn lock_open_parcel(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<OpenParcel>> {
    Ok(sqlx::query_as!(
        OpenParcel,
        "select d.id, x.cod_amount from delivery_orders x join deliveries d on d.id = x.delivery_id
         where x.order_id = $1 and d.status = 'DISPATCHED' order by d.created_at desc, d.id desc limit 1 for update of d",
        order_id
    )
    .fetch_optional(conn)
    .await?)
}

pub(super) async fn set_delivered(conn: &mut PgConnection, id: Uuid, note: Option<&str>, at: DateTime<Utc>) -> Result<()> {
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

pub(super) async fn set_returned(conn: &mut PgConnection, id: Uuid, reason: &str) -> Result<()> {
    sqlx::query!(
        "update deliveries set status = 'RETURNED', parcel_status = 'return_to_sender', return_reason = $2, failed_attempts = failed_attempts + 1 where id = $1",
        id,
        reason
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct Row {
    id: Uuid,
    tracking_number: String,
    waybill: Option<String>,
    status: String,
    courier: Option<String>,
    receiver: Option<String>,
    city: Option<String>,
    cod_amount: Decimal,
    currency: String,
    order_ids: Vec<Uuid>,
    order_numbers: Vec<String>,
    created_at: DateTime<Utc>,
    shipped_at: Option<DateTime<Utc>>,
    actual_delivery_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

impl From<Row> for ParcelRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            tracking_number: row.tracking_number,
            waybill: row.waybill,
            status: ParcelStatus::parse(&row.status).unwrap_or(ParcelStatus::Pending),
            courier: row.courier,
            receiver: row.receiver.unwrap_or_default(),
            city: row.city.unwrap_or_default(),
            cod_amount: row.cod_amount,
            currency: row.currency,
            orders: row.order_ids.into_iter().zip(row.order_numbers).collect(),
            created_at: row.created_at,
            shipped_at: row.shipped_at,
            delivered_at: row.actual_delivery_at,
            reason: row.reason,
        }
    }
}

/// Parcels with this tracking number, waybill or order number.
pub(super) async fn find(conn: &mut PgConnection, number: &str) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"select d.id as "id!" from deliveries d where d.tracking_number = $1
           union select d.id from deliveries d where d.waybill = $1
           union select x.delivery_id from orders o join delivery_orders x on x.order_id = o.id where o.order_number = $1
           limit 100"#,
        number
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn list(
    conn: &mut PgConnection,
    filter: &ParcelFilter,
    ids: Option<&[Uuid]>,
    page: PageRequest,
) -> Result<Page<ParcelRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        Row,
        r#"select d.id, d.tracking_number, d.waybill, d.status, c.name as "courier?", d.address ->> 'full_name' as receiver, d.address ->> 'city' as city,
             d.cod_amount, d.currency, x.ids as "order_ids!", x.numbers as "order_numbers!", d.created_at, d.shipped_at, d.actual_delivery_at,
             coalesce(d.return_reason, d.notes) as reason
           from deliveries d left join couriers c on c.id = d.courier_id
           cross join lateral (
             select coalesce(array_agg(o.id order by o.id), '{}') as ids, coalesce(array_agg(o.order_number order by o.id), '{}') as numbers
             from delivery_orders x join orders o on o.id = x.order_id where x.delivery_id = d.id
           ) x
           where ($1::text is null or d.status = $1) and ($2::uuid is null or d.courier_id = $2) and ($3::uuid[] is null or d.id = any ($3))
             and ($4::timestamptz is null or case when $6 then (d.created_at, d.id) > ($4, $5) else (d.created_at, d.id) < ($4, $5) end)
           order by case when $6 then d.created_at end asc, case when $6 then d.id end asc, d.created_at desc, d.id desc
           limit $7"#,
        filter.status.map(ParcelStatus::code),
        filter.courier_id,
        ids,
        at,
        id,
        ascending,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(Page::from_fetched(page, rows.into_iter().map(Into::into).collect(), |row: &ParcelRow| Cursor { at: row.created_at, id: row.id }))
}

pub(super) async fn of_order(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<ParcelRow>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select d.id, d.tracking_number, d.waybill, d.status, c.name as "courier?", d.address ->> 'full_name' as receiver, d.address ->> 'city' as city,
             x.cod_amount, d.currency, array[o.id] as "order_ids!", array[o.order_number] as "order_numbers!", d.created_at, d.shipped_at,
             d.actual_delivery_at, coalesce(d.return_reason, d.notes) as reason
           from delivery_orders x join deliveries d on d.id = x.delivery_id join orders o on o.id = x.order_id
           left join couriers c on c.id = d.courier_id
           where x.order_id = $1 order by d.created_at desc, d.id desc limit 50"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub(super) async fn order_exists(conn: &mut PgConnection, order_id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select from orders where id = $1) as "exists!""#, order_id).fetch_one(conn).await?)
}

/// How many parcels each status with a tab has, counted up to one more than the cap.
pub(super) async fn counts(conn: &mut PgConnection, courier_id: Option<Uuid>) -> Result<Vec<(ParcelStatus, i64)>> {
    let rows = sqlx::query!(
        r#"select s.status as "status!", n.parcels as "parcels!"
           from unnest(array['DISPATCHED', 'DELIVERED', 'RETURNED']) with ordinality s (status, place)
           cross join lateral (
             select count(*) as parcels from (
               select from deliveries d where d.status = s.status and ($1::uuid is null or d.courier_id = $1) limit $2
             ) d
           ) n
           order by s.place"#,
        courier_id,
        COUNT_CAP + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((ParcelStatus::parse(&row.status)?, row.parcels))).collect())
}

/// What the public page may know of an order.
pub(super) struct Found {
    pub order_id: Uuid,
    pub order_number: String,
    pub status: String,
    pub currency: String,
    pub total: Decimal,
    pub full_name: String,
    pub city: String,
    pub language: Option<Language>,
    pub tracking_number: Option<String>,
    pub parcel_status: Option<ParcelStatus>,
    pub cod_amount: Option<Decimal>,
    pub courier: Option<String>,
    pub ordered_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub packed_at: Option<DateTime<Utc>>,
    pub dispatched_at: Option<DateTime<Utc>>,
    pub delivered_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
}

/// The order with this number or with a parcel of this tracking number, and its newest parcel.
pub(super) async fn tracking(conn: &mut PgConnection, number: &str) -> Result<Option<Found>> {
    let row = sqlx::query!(
        // The id is found first and apart: row level security keeps a comparison with a subquery from the index.
        r#"with wanted as materialized (
             select coalesce(
               (select x.order_id from deliveries d join delivery_orders x on x.delivery_id = d.id where d.tracking_number = $1 order by x.id limit 1),
               (select n.id from orders n where n.order_number = $1)) as id)
           select o.id, o.order_number, o.status, o.currency, o.total - o.cancelled_total as "total!",
             o.shipping_address ->> 'full_name' as full_name, o.shipping_address ->> 'city' as city, c.locale as "locale?",
             d.tracking_number as "tracking_number?", d.status as "parcel_status?", d.cod_amount as "cod_amount?", r.name as "courier?",
             o.ordered_at, o.confirmed_at, o.packed_at, o.dispatched_at, o.delivered_at, o.cancelled_at
           from wanted join orders o on o.id = wanted.id and o.status <> 'DRAFT'
           left join customers c on c.id = o.customer_id
           left join lateral (
             select d.tracking_number, d.status, x.cod_amount, d.courier_id from delivery_orders x join deliveries d on d.id = x.delivery_id
             where x.order_id = o.id order by d.created_at desc, d.id desc limit 1
           ) d on true
           left join couriers r on r.id = d.courier_id"#,
        number
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Found {
        order_id: row.id,
        order_number: row.order_number,
        status: row.status,
        currency: row.currency,
        total: row.total,
        full_name: row.full_name.unwrap_or_default(),
        city: row.city.unwrap_or_default(),
        language: row.locale.as_deref().and_then(Language::parse),
        tracking_number: row.tracking_number,
        parcel_status: row.parcel_status.as_deref().and_then(ParcelStatus::parse),
        cod_amount: row.cod_amount,
        courier: row.courier,
        ordered_at: row.ordered_at,
        confirmed_at: row.confirmed_at,
        packed_at: row.packed_at,
        dispatched_at: row.dispatched_at,
        delivered_at: row.delivered_at,
        cancelled_at: row.cancelled_at,
    }))
}

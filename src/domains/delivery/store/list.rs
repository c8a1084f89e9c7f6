//! Parcels: what is shown of them.

use crate::domains::delivery::model::{ParcelFilter, ParcelRow, ParcelStatus};
use crate::server::Result;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Parcels of a status are counted up to here.
const COUNT_CAP: i64 = 1_000;

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
    items: Option<Value>,
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
            items: row.items.and_then(|items| serde_json::from_value(items).ok()).unwrap_or_default(),
        }
    }
}

/// Parcels with this tracking number, waybill or order number.
pub(in crate::domains::delivery) async fn find(conn: &mut PgConnection, number: &str) -> Result<Vec<Uuid>> {
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

pub(in crate::domains::delivery) async fn list(
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
             coalesce(d.return_reason, d.notes) as reason, null::jsonb as items
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

pub(in crate::domains::delivery) async fn of_order(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<ParcelRow>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select d.id, d.tracking_number, d.waybill, d.status, c.name as "courier?", d.address ->> 'full_name' as receiver, d.address ->> 'city' as city,
             d.cod_amount, d.currency, o.ids as "order_ids!", o.numbers as "order_numbers!", d.created_at, d.shipped_at,
             d.actual_delivery_at, coalesce(d.return_reason, d.notes) as reason, d.items as "items?"
           from delivery_orders x join deliveries d on d.id = x.delivery_id
           left join couriers c on c.id = d.courier_id
           cross join lateral (
             select array_agg(o.id order by o.id) as ids, array_agg(o.order_number order by o.id) as numbers
             from delivery_orders y join orders o on o.id = y.order_id where y.delivery_id = d.id
           ) o
           where x.order_id = $1 order by d.created_at desc, d.id desc limit 50"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub(in crate::domains::delivery) async fn order_exists(conn: &mut PgConnection, order_id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select from orders where id = $1) as "exists!""#, order_id).fetch_one(conn).await?)
}

/// How many parcels each status with a tab has, counted up to one more than the cap.
pub(in crate::domains::delivery) async fn counts(conn: &mut PgConnection, courier_id: Option<Uuid>) -> Result<Vec<(ParcelStatus, i64)>> {
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

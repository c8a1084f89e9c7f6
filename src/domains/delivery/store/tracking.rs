//! What the buyer's page shows.

use crate::domains::delivery::model::ParcelStatus;
use crate::domains::orders::model::Bought;
use crate::server::Result;
use crate::shared::Language;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the public page may know of an order.
pub(in crate::domains::delivery) struct Found {
    pub order_id: Uuid,
    pub order_number: String,
    pub status: String,
    pub currency: String,
    pub total: Decimal,
    pub full_name: String,
    pub city: String,
    pub language: Option<Language>,
    pub tracking_number: Option<String>,
    pub parcel_id: Option<Uuid>,
    /// It was the parcel that was asked for, not the order.
    pub is_asked: bool,
    pub parcel_status: Option<ParcelStatus>,
    pub cod_amount: Option<Decimal>,
    /// Numbers of all orders in the parcel.
    pub numbers: Vec<String>,
    pub shipped_at: Option<DateTime<Utc>>,
    pub arrived_at: Option<DateTime<Utc>>,
    pub courier: Option<String>,
    pub ordered_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub packed_at: Option<DateTime<Utc>>,
    pub dispatched_at: Option<DateTime<Utc>>,
    pub delivered_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
}

/// The order with this number or with a parcel of this tracking number, and its newest parcel.
pub(in crate::domains::delivery) async fn tracking(conn: &mut PgConnection, number: &str) -> Result<Option<Found>> {
    let row = sqlx::query!(
        // The id is found first and apart: row level security keeps a comparison with a subquery from the index.
        r#"with wanted as materialized (
             select coalesce(
               (select x.order_id from deliveries d join delivery_orders x on x.delivery_id = d.id where d.tracking_number = $1 order by x.id limit 1),
               (select n.id from orders n where n.order_number = $1)) as id)
           select o.id, o.order_number, o.status, o.currency, o.total - o.cancelled_total as "total!",
             o.shipping_address ->> 'full_name' as full_name, o.shipping_address ->> 'city' as city, c.locale as "locale?",
             d.id as "parcel_id?", coalesce(d.tracking_number = $1, false) as "is_asked!", d.shipped_at as "shipped_at?", d.actual_delivery_at as "arrived_at?",
             (select array_agg(n.order_number order by n.id) from delivery_orders y join orders n on n.id = y.order_id where y.delivery_id = d.id) as numbers,
             d.tracking_number as "tracking_number?", d.status as "parcel_status?", d.cod_amount as "cod_amount?", r.name as "courier?",
             o.ordered_at, o.confirmed_at, o.packed_at, o.dispatched_at, o.delivered_at, o.cancelled_at
           from wanted join orders o on o.id = wanted.id and o.status <> 'DRAFT'
           left join customers c on c.id = o.customer_id
           left join lateral (
             select d.id, d.tracking_number, d.status, d.cod_amount, d.courier_id, d.shipped_at, d.actual_delivery_at
             from delivery_orders x join deliveries d on d.id = x.delivery_id
             where x.order_id = o.id order by (d.tracking_number = $1) desc, d.created_at desc, d.id desc limit 1
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
        parcel_id: row.parcel_id,
        is_asked: row.is_asked,
        numbers: row.numbers.unwrap_or_default(),
        shipped_at: row.shipped_at,
        arrived_at: row.arrived_at,
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

/// What is in a parcel.
pub(in crate::domains::delivery) async fn parcel_content(conn: &mut PgConnection, parcel_id: Uuid) -> Result<Vec<Bought>> {
    Ok(sqlx::query_as!(
        Bought,
        r#"select i.name, v.product_id as "product_id?", coalesce(v.name, '') as "variant_name!", p.quantity
           from delivery_items p join order_items i on i.id = p.order_item_id left join product_variants v on v.id = i.variant_id
           where p.delivery_id = $1 order by i.order_id, i.id"#,
        parcel_id
    )
    .fetch_all(conn)
    .await?)
}

//! What the buyer's page shows.

use crate::domains::delivery::model::ParcelStatus;
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
pub(in crate::domains::delivery) async fn tracking(conn: &mut PgConnection, number: &str) -> Result<Option<Found>> {
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

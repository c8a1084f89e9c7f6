//! Writing orders that come from elsewhere.

use crate::domains::orders::model::{ImportedOrder, OrderStatus, ShippingStatus};
use crate::server::{Error, Result};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

pub struct Known {
    pub id: Uuid,
    pub order_number: String,
    pub status: String,
    pub hold_reason: Option<String>,
    pub total: Decimal,
    pub platform_data: Value,
}

pub async fn by_platform_id(conn: &mut PgConnection, store_id: Uuid, platform_order_id: &str) -> Result<Option<Known>> {
    Ok(sqlx::query_as!(
        Known,
        "select id, order_number, status, hold_reason, total, platform_data from orders where store_id = $1 and platform_order_id = $2 for update",
        store_id,
        platform_order_id
    )
    .fetch_optional(conn)
    .await?)
}

/// An imported order's header. Returns false when the number is taken.
pub async fn insert_imported(
    conn: &mut PgConnection,
    id: Uuid,
    number: &str,
    order: &ImportedOrder,
    user_id: Option<Uuid>,
) -> Result<bool> {
    let shipping_address = serde_json::to_value(&order.shipping_address).context("writing an address").map_err(Error::Other)?;
    let billing_address =
        order.billing_address.as_ref().map(serde_json::to_value).transpose().context("writing an address").map_err(Error::Other)?;
    let dates = Dates::of(order);
    let done = sqlx::query!(
        "insert into orders (id, order_number, source, store_id, platform_order_id, platform_order_number, customer_id, status, shipping_status,
           subtotal, discount, shipping, shipping_tax, tax, tax_included, adjustment, total, cancelled_total, currency, shipping_address,
           billing_address, customer_note, hold_reason, ordered_at, confirmed_at, packed_at, dispatched_at, delivered_at, cancelled_at,
           cancel_reason, platform_data, created_by, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
           $28, $29, $30, $31, $32, $32)
         on conflict (organization_id, order_number) do nothing",
        id,
        number,
        order.source.as_str(),
        order.store_id,
        order.platform_order_id,
        order.platform_order_number,
        order.customer_id,
        order.status.as_str(),
        shipping_of(order.status).as_str(),
        order.subtotal,
        order.discount,
        order.shipping,
        order.shipping_tax,
        order.tax,
        order.tax_included,
        order.adjustment,
        order.total,
        if order.status == OrderStatus::Cancelled { order.total } else { Decimal::ZERO },
        order.currency,
        shipping_address,
        billing_address,
        order.customer_note,
        order.hold_reason,
        order.ordered_at,
        dates.confirmed,
        dates.delivered,
        dates.delivered,
        dates.delivered,
        dates.cancelled,
        dates.cancelled.map(|_| "cancelled on the platform"),
        order.platform_data,
        user_id,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Where the goods of an imported order are, by its status.
pub const fn shipping_of(status: OrderStatus) -> ShippingStatus {
    match status {
        OrderStatus::Packed | OrderStatus::Processing => ShippingStatus::Processing,
        OrderStatus::OutForDelivery => ShippingStatus::Dispatched,
        OrderStatus::Delivered => ShippingStatus::Delivered,
        OrderStatus::Draft | OrderStatus::Pending | OrderStatus::Confirmed | OrderStatus::Cancelled => ShippingStatus::Pending,
    }
}

struct Dates {
    confirmed: Option<DateTime<Utc>>,
    delivered: Option<DateTime<Utc>>,
    cancelled: Option<DateTime<Utc>>,
}

impl Dates {
    fn of(order: &ImportedOrder) -> Self {
        let completed = order.completed_at.unwrap_or(order.ordered_at);
        let is = |status| order.status == status;
        let confirmed = !is(OrderStatus::Draft) && !is(OrderStatus::Pending) && !is(OrderStatus::Cancelled);
        Self {
            confirmed: confirmed.then_some(order.ordered_at),
            delivered: is(OrderStatus::Delivered).then_some(completed),
            cancelled: is(OrderStatus::Cancelled).then_some(completed),
        }
    }
}

/// Brings an order that has not been confirmed yet to what the platform says now.
pub async fn update_imported(conn: &mut PgConnection, id: Uuid, order: &ImportedOrder, user_id: Option<Uuid>) -> Result<()> {
    let shipping_address = serde_json::to_value(&order.shipping_address).context("writing an address").map_err(Error::Other)?;
    sqlx::query!("delete from order_items where order_id = $1", id).execute(&mut *conn).await?;
    sqlx::query!(
        "update orders set subtotal = $2, discount = $3, shipping = $4, shipping_tax = $5, tax = $6, tax_included = $7, adjustment = $8, total = $9,
           shipping_address = $10, customer_note = $11, hold_reason = $12, platform_data = $13, customer_id = $14, version = version + 1, updated_by = $15
         where id = $1",
        id,
        order.subtotal,
        order.discount,
        order.shipping,
        order.shipping_tax,
        order.tax,
        order.tax_included,
        order.adjustment,
        order.total,
        shipping_address,
        order.customer_note,
        order.hold_reason,
        order.platform_data,
        order.customer_id,
        user_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

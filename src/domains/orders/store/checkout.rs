//! SQL of quick checkouts.

use crate::domains::orders::model::{CheckoutStatus, QuickCheckout};
use crate::server::{Error, Result};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

pub struct NewSession<'a> {
    pub id: Uuid,
    pub customer_id: Uuid,
    pub variant_id: Uuid,
    pub warehouse_id: Uuid,
    pub quantity: i32,
    pub payment_method_id: Uuid,
    pub shipping_address_id: Uuid,
    pub billing_address_id: Option<Uuid>,
    pub shipping_address: Value,
    pub billing_address: Option<Value>,
    pub subtotal: Decimal,
    pub shipping: Decimal,
    pub tax: Decimal,
    pub total: Decimal,
    pub currency: &'a str,
    pub expires_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
}

pub async fn insert_checkout(conn: &mut PgConnection, new: &NewSession<'_>) -> Result<()> {
    sqlx::query!(
        "insert into quick_checkout_sessions (id, customer_id, variant_id, warehouse_id, quantity, payment_method_id, shipping_address_id,
           billing_address_id, shipping_address, billing_address, subtotal, shipping, tax, total, currency, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        new.id,
        new.customer_id,
        new.variant_id,
        new.warehouse_id,
        new.quantity,
        new.payment_method_id,
        new.shipping_address_id,
        new.billing_address_id,
        new.shipping_address,
        new.billing_address,
        new.subtotal,
        new.shipping,
        new.tax,
        new.total,
        new.currency,
        new.expires_at,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A quick checkout; `lock` holds its row until the transaction ends. One whose time is over is expired.
pub async fn checkout(conn: &mut PgConnection, id: Uuid, lock: bool, now: DateTime<Utc>) -> Result<Option<QuickCheckout>> {
    if lock {
        sqlx::query!("select id from quick_checkout_sessions where id = $1 for update", id).fetch_optional(&mut *conn).await?;
    }
    let row = sqlx::query!(
        r#"select id, customer_id, variant_id, quantity, warehouse_id, payment_method_id, shipping_address, subtotal, shipping, tax, total,
             currency::text as "currency!", case when status = 'ACTIVE' and expires_at <= $2 then 'EXPIRED' else status end as "status!",
             order_id, expires_at
           from quick_checkout_sessions where id = $1"#,
        id,
        now
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(QuickCheckout {
            id: row.id,
            customer_id: row.customer_id,
            variant_id: row.variant_id,
            quantity: row.quantity,
            warehouse_id: row.warehouse_id,
            payment_method_id: row.payment_method_id,
            shipping_address: serde_json::from_value(row.shipping_address).context("reading an address").map_err(Error::Other)?,
            subtotal: row.subtotal,
            shipping: row.shipping,
            tax: row.tax,
            total: row.total,
            currency: row.currency,
            status: CheckoutStatus::parse(&row.status).unwrap_or(CheckoutStatus::Expired),
            order_id: row.order_id,
            expires_at: row.expires_at,
        })
    })
    .transpose()
}

/// How a quick checkout has ended, and the order that it became.
pub async fn end_checkout(
    conn: &mut PgConnection,
    id: Uuid,
    status: CheckoutStatus,
    order_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update quick_checkout_sessions set status = $2, order_id = $3, completed_at = case when $2 = 'COMPLETED' then $4::timestamptz end
         where id = $1",
        id,
        status.code(),
        order_id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Quick checkouts whose time is over and whose end nobody has written down: id, warehouse, variant. Their rows are locked.
pub async fn overdue_checkouts(conn: &mut PgConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<(Uuid, Uuid, Uuid)>> {
    let rows = sqlx::query!(
        "select id, warehouse_id, variant_id from quick_checkout_sessions where status = 'ACTIVE' and expires_at <= $1
         order by id limit $2 for update skip locked",
        now,
        most
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.warehouse_id, row.variant_id)).collect())
}

/// Whose quick checkouts these are: checkout, customer, name.
pub async fn buyers_of_checkouts(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid, String)>> {
    let rows = sqlx::query!(
        "select s.id, s.customer_id, c.name from quick_checkout_sessions s join customers c on c.id = s.customer_id where s.id = any ($1)",
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.customer_id, row.name)).collect())
}

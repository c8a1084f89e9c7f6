//! Changing what is in an order. Its row is locked.

use crate::domains::orders::model::{EditableLine, TaxMode};
use crate::server::Result;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// What an edit needs of an order beside its lines.
pub struct Head {
    pub source: String,
    pub is_from_platform: bool,
    pub shipping: Decimal,
    pub shipping_tax: Decimal,
    pub adjustment: Decimal,
    pub customer_note: Option<String>,
    pub ordered_at: DateTime<Utc>,
    pub shipping_address: Value,
}

pub async fn head(conn: &mut PgConnection, id: Uuid) -> Result<Head> {
    Ok(sqlx::query_as!(
        Head,
        r#"select source, store_id is not null as "is_from_platform!", shipping, shipping_tax, adjustment, customer_note, ordered_at, shipping_address
           from orders where id = $1"#,
        id
    )
    .fetch_one(conn)
    .await?)
}

pub async fn editable_lines(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<EditableLine>> {
    let rows = sqlx::query!(
        "select id, variant_id, name, sku, quantity, unit_price, discount, spread_discount, tax, tax_included, tax_mode, fulfilled, cancelled,
           warehouse_id
         from order_items where order_id = $1 order by id",
        order_id
    )
    .fetch_all(conn)
    .await?;
    let lines = rows.into_iter().map(|row| EditableLine {
        id: row.id,
        variant_id: row.variant_id,
        name: row.name,
        sku: row.sku,
        quantity: row.quantity,
        unit_price: row.unit_price,
        discount: row.discount,
        spread_discount: row.spread_discount,
        tax: row.tax,
        tax_included: row.tax_included,
        tax_mode: row.tax_mode.as_deref().and_then(TaxMode::parse),
        fulfilled: row.fulfilled,
        cancelled: row.cancelled,
        warehouse_id: row.warehouse_id,
    });
    Ok(lines.collect())
}

/// Writes what lines have become.
pub async fn update_lines(conn: &mut PgConnection, lines: &[&EditableLine]) -> Result<()> {
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
    let quantities: Vec<i32> = lines.iter().map(|line| line.quantity).collect();
    let prices: Vec<Decimal> = lines.iter().map(|line| line.unit_price).collect();
    let discounts: Vec<Decimal> = lines.iter().map(|line| line.discount).collect();
    let shares: Vec<Decimal> = lines.iter().map(|line| line.spread_discount).collect();
    let taxes: Vec<Decimal> = lines.iter().map(|line| line.tax).collect();
    let included: Vec<Decimal> = lines.iter().map(|line| line.tax_included).collect();
    let totals: Vec<Decimal> = lines.iter().map(|line| line.total()).collect();
    let modes: Vec<Option<String>> = lines.iter().map(|line| line.tax_mode.map(|mode| mode.as_str().to_owned())).collect();
    let cancelled: Vec<i32> = lines.iter().map(|line| line.cancelled).collect();
    let warehouses: Vec<Option<Uuid>> = lines.iter().map(|line| line.warehouse_id).collect();
    sqlx::query!(
        "update order_items i set quantity = n.quantity, unit_price = n.price, discount = n.discount, spread_discount = n.share, tax = n.tax,
           tax_included = n.included, total = n.total, tax_mode = n.mode, cancelled = n.cancelled, warehouse_id = n.warehouse_id
         from unnest($1::uuid[], $2::int[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[], $9::text[],
           $10::int[], $11::uuid[])
           as n (id, quantity, price, discount, share, tax, included, total, mode, cancelled, warehouse_id)
         where i.id = n.id",
        &ids,
        &quantities,
        &prices,
        &discounts,
        &shares,
        &taxes,
        &included,
        &totals,
        &modes as &[Option<String>],
        &cancelled,
        &warehouses as &[Option<Uuid>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes lines away that never reserved anything.
pub async fn delete_lines(conn: &mut PgConnection, ids: &[Uuid]) -> Result<()> {
    sqlx::query!("delete from order_items where id = any ($1)", ids).execute(conn).await?;
    Ok(())
}

/// What an order costs.
pub struct Sums {
    pub subtotal: Decimal,
    pub discount: Decimal,
    pub shipping: Decimal,
    pub tax: Decimal,
    pub tax_included: Decimal,
    pub total: Decimal,
    pub cancelled_total: Decimal,
}

pub async fn update_sums(conn: &mut PgConnection, id: Uuid, sums: &Sums) -> Result<()> {
    sqlx::query!(
        "update orders set subtotal = $2, discount = $3, shipping = $4, tax = $5, tax_included = $6, total = $7, cancelled_total = $8 where id = $1",
        id,
        sums.subtotal,
        sums.discount,
        sums.shipping,
        sums.tax,
        sums.tax_included,
        sums.total,
        sums.cancelled_total,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes where an order goes and what its buyer said.
pub async fn update_address(conn: &mut PgConnection, id: Uuid, address: &Value, note: Option<&str>, user_id: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "update orders set shipping_address = $2, customer_note = $3, updated_by = $4, version = version + 1 where id = $1",
        id,
        address,
        note,
        user_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Some pieces of an order will not be sent.
pub async fn set_cancelled_total(conn: &mut PgConnection, id: Uuid, cancelled_total: Decimal, user_id: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "update orders set cancelled_total = $2, updated_by = $3, version = version + 1 where id = $1",
        id,
        cancelled_total,
        user_id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A draft has become an order of this buyer.
pub async fn set_placed(conn: &mut PgConnection, id: Uuid, customer_id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update orders set customer_id = $2, ordered_at = $3 where id = $1", id, customer_id, at).execute(conn).await?;
    Ok(())
}

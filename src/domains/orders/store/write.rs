//! Writing orders. Every change of an order happens under its row's lock.

use crate::domains::orders::model::{FinancialStatus, ImportedItem, LineToShip, OrderMoney, OrderStatus, ShippingStatus, TaxMode};
use crate::server::{Error, Result};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

fn status_of(text: &str) -> Result<OrderStatus> {
    OrderStatus::parse(text).with_context(|| format!("the database holds the order status {text}")).map_err(Error::Other)
}

/// Locks an order until the transaction ends.
pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<OrderMoney>> {
    let row = sqlx::query!(
        "select id, order_number, status, currency, total, cancelled_total, customer_id, shipping_address, version, hold_reason from orders where id = $1 for update",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(OrderMoney {
            id: row.id,
            order_number: row.order_number,
            status: status_of(&row.status)?,
            currency: row.currency,
            total: row.total,
            cancelled_total: row.cancelled_total,
            customer_id: row.customer_id,
            shipping_address: row.shipping_address,
            version: row.version,
            hold_reason: row.hold_reason,
        })
    })
    .transpose()
}

/// A new order's header.
pub struct NewRow {
    pub id: Uuid,
    pub order_number: String,
    pub source: &'static str,
    pub status: OrderStatus,
    pub customer_id: Option<Uuid>,
    pub subtotal: Decimal,
    pub discount: Decimal,
    pub shipping: Decimal,
    pub tax: Decimal,
    pub tax_included: Decimal,
    pub total: Decimal,
    pub currency: String,
    pub shipping_address: Value,
    pub customer_note: Option<String>,
    pub ordered_at: DateTime<Utc>,
    pub created_by: Option<Uuid>,
}

/// Returns false when the number is taken, or the order is there already.
pub async fn insert(conn: &mut PgConnection, new: &NewRow) -> Result<bool> {
    let done = sqlx::query!(
        "insert into orders (id, order_number, source, status, customer_id, subtotal, discount, shipping, total, currency, shipping_address,
           customer_note, ordered_at, created_by, updated_by, tax, tax_included)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16)
         on conflict do nothing",
        new.id,
        new.order_number,
        new.source,
        new.status.as_str(),
        new.customer_id,
        new.subtotal,
        new.discount,
        new.shipping,
        new.total,
        new.currency,
        new.shipping_address,
        new.customer_note,
        new.ordered_at,
        new.created_by,
        new.tax,
        new.tax_included,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A new line.
#[derive(Clone, Debug)]
pub struct NewItem {
    pub id: Uuid,
    pub item: ImportedItem,
    pub warehouse_id: Option<Uuid>,
    pub fulfilled: i32,
    pub cancelled: i32,
    pub spread_discount: Decimal,
    pub tax_mode: Option<TaxMode>,
}

pub async fn insert_items(conn: &mut PgConnection, order_id: Uuid, items: &[NewItem]) -> Result<()> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let variants: Vec<Option<Uuid>> = items.iter().map(|item| item.item.variant_id).collect();
    let platform_products: Vec<Option<String>> = items.iter().map(|item| item.item.platform_product_id.clone()).collect();
    let platform_variants: Vec<Option<String>> = items.iter().map(|item| item.item.platform_variant_id.clone()).collect();
    let names: Vec<String> = items.iter().map(|item| item.item.name.clone()).collect();
    let skus: Vec<Option<String>> = items.iter().map(|item| item.item.sku.clone()).collect();
    let quantities: Vec<i32> = items.iter().map(|item| item.item.quantity).collect();
    let prices: Vec<Decimal> = items.iter().map(|item| item.item.unit_price).collect();
    let discounts: Vec<Decimal> = items.iter().map(|item| item.item.discount).collect();
    let taxes: Vec<Decimal> = items.iter().map(|item| item.item.tax).collect();
    let included: Vec<Decimal> = items.iter().map(|item| item.item.tax_included).collect();
    let totals: Vec<Decimal> = items.iter().map(|item| item.item.total).collect();
    let warehouses: Vec<Option<Uuid>> = items.iter().map(|item| item.warehouse_id).collect();
    let fulfilled: Vec<i32> = items.iter().map(|item| item.fulfilled).collect();
    let cancelled: Vec<i32> = items.iter().map(|item| item.cancelled).collect();
    let shares: Vec<Decimal> = items.iter().map(|item| item.spread_discount).collect();
    let modes: Vec<Option<String>> = items.iter().map(|item| item.tax_mode.map(|mode| mode.as_str().to_owned())).collect();
    sqlx::query!(
        "insert into order_items (id, order_id, variant_id, platform_product_id, platform_variant_id, name, sku, quantity, unit_price, discount,
           tax, tax_included, total, warehouse_id, fulfilled, cancelled, spread_discount, tax_mode)
         select new.id, $1, new.variant_id, new.product, new.variant, new.name, new.sku, new.quantity, new.price, new.discount, new.tax,
           new.included, new.total, new.warehouse_id, new.fulfilled, new.cancelled, new.share, new.mode
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::numeric[], $10::numeric[],
           $11::numeric[], $12::numeric[], $13::numeric[], $14::uuid[], $15::int[], $16::int[], $17::numeric[], $18::text[])
           as new (id, variant_id, product, variant, name, sku, quantity, price, discount, tax, included, total, warehouse_id, fulfilled,
             cancelled, share, mode)",
        order_id,
        &ids,
        &variants as &[Option<Uuid>],
        &platform_products as &[Option<String>],
        &platform_variants as &[Option<String>],
        &names,
        &skus as &[Option<String>],
        &quantities,
        &prices,
        &discounts,
        &taxes,
        &included,
        &totals,
        &warehouses as &[Option<Uuid>],
        &fulfilled,
        &cancelled,
        &shares,
        &modes as &[Option<String>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn exists(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select order_number from orders where id = $1", id).fetch_optional(conn).await?)
}

pub struct HistoryEntry<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub field: &'static str,
    pub old: Option<&'a str>,
    pub new: &'a str,
    pub reason: Option<&'a str>,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_history(conn: &mut PgConnection, entry: HistoryEntry<'_>) -> Result<()> {
    sqlx::query!(
        "insert into order_status_history (id, order_id, field, status, new_status, reason, changed_by_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        entry.id,
        entry.order_id,
        entry.field,
        entry.old,
        entry.new,
        entry.reason,
        entry.user_id,
        entry.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_status(conn: &mut PgConnection, id: Uuid, status: OrderStatus, at: DateTime<Utc>, user_id: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "update orders set status = $2, version = version + 1, updated_by = $4,
           confirmed_at = case when $2 = 'CONFIRMED' then $3 else confirmed_at end,
           packed_at = case when $2 = 'PACKED' then $3 else packed_at end,
           dispatched_at = case when $2 = 'OUT_FOR_DELIVERY' then $3 when $2 = 'PACKED' then null else dispatched_at end,
           delivered_at = case when $2 = 'DELIVERED' then $3 else null end,
           cancelled_at = case when $2 = 'CANCELLED' then $3 else cancelled_at end,
           hold_reason = case when $2 in ('CONFIRMED', 'CANCELLED') then null else hold_reason end
         where id = $1",
        id,
        status.as_str(),
        at,
        user_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets where the goods are; returns what it was before.
pub async fn set_shipping(conn: &mut PgConnection, id: Uuid, status: ShippingStatus) -> Result<String> {
    Ok(sqlx::query_scalar!(
        r#"with old as (select shipping_status from orders where id = $1)
           update orders o set shipping_status = $2 from old where o.id = $1 returning old.shipping_status as "old!""#,
        id,
        status.as_str()
    )
    .fetch_one(conn)
    .await?)
}

/// Sets how much is paid; returns what it was before.
pub async fn set_financial(conn: &mut PgConnection, id: Uuid, status: FinancialStatus) -> Result<String> {
    Ok(sqlx::query_scalar!(
        r#"with old as (select financial_status from orders where id = $1)
           update orders o set financial_status = $2 from old where o.id = $1 returning old.financial_status as "old!""#,
        id,
        status.as_str()
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_courier(conn: &mut PgConnection, id: Uuid, courier_id: Option<Uuid>, tracking_number: Option<&str>) -> Result<()> {
    sqlx::query!("update orders set courier_id = $2, tracking_number = $3 where id = $1", id, courier_id, tracking_number)
        .execute(conn)
        .await?;
    Ok(())
}

/// Sets or clears why an order is held, whose row is locked; returns what it was.
pub async fn set_hold(conn: &mut PgConnection, id: Uuid, reason: Option<&str>, user_id: Option<Uuid>) -> Result<Option<String>> {
    let before = sqlx::query_scalar!("select hold_reason from orders where id = $1", id).fetch_one(&mut *conn).await?;
    sqlx::query!("update orders set hold_reason = $2, version = version + 1, updated_by = $3 where id = $1", id, reason, user_id)
        .execute(conn)
        .await?;
    Ok(before)
}

pub async fn cancel_rest(conn: &mut PgConnection, id: Uuid, reason: &str) -> Result<()> {
    sqlx::query!("update order_items set cancelled = quantity - fulfilled where order_id = $1", id).execute(&mut *conn).await?;
    sqlx::query!("update orders set cancelled_total = total, cancel_reason = $2 where id = $1", id, reason).execute(conn).await?;
    Ok(())
}

pub async fn lines_to_ship(conn: &mut PgConnection, id: Uuid) -> Result<Vec<LineToShip>> {
    Ok(sqlx::query_as!(
        LineToShip,
        r#"select id as order_item_id, variant_id, warehouse_id, name, sku, quantity - fulfilled - cancelled as "quantity!"
           from order_items where order_id = $1 and quantity - fulfilled - cancelled > 0 order by id"#,
        id
    )
    .fetch_all(conn)
    .await?)
}

/// So many more pieces of lines have left; fewer where they came back.
pub async fn add_fulfilled(conn: &mut PgConnection, pieces: &[(Uuid, i32)]) -> Result<()> {
    let (ids, counts): (Vec<Uuid>, Vec<i32>) = pieces.iter().copied().unzip();
    sqlx::query!(
        "update order_items i set fulfilled = i.fulfilled + n.count from unnest($1::uuid[], $2::int[]) as n (id, count) where i.id = n.id",
        &ids,
        &counts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether all that had left of an order came back last.
pub async fn came_back(conn: &mut PgConnection, id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select shipping_status = 'RETURNED' as "came_back!" from orders where id = $1"#, id).fetch_one(conn).await?)
}

/// The parcel with this number is not the order's any more; without a number, whichever it was.
pub async fn forget_courier(conn: &mut PgConnection, id: Uuid, tracking_number: Option<&str>) -> Result<()> {
    sqlx::query!(
        "update orders set courier_id = null, tracking_number = null where id = $1 and ($2::text is null or tracking_number = $2)",
        id,
        tracking_number
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn fulfilled_lines(conn: &mut PgConnection, id: Uuid) -> Result<Vec<LineToShip>> {
    Ok(sqlx::query_as!(
        LineToShip,
        "select id as order_item_id, variant_id, warehouse_id, name, sku, fulfilled as quantity from order_items where order_id = $1 and fulfilled > 0 order by id",
        id
    )
    .fetch_all(conn)
    .await?)
}

/// Keeps what a packed parcel weighs.
pub async fn set_weight(conn: &mut PgConnection, id: Uuid, grams: i32) -> Result<()> {
    sqlx::query!("update orders set weight_g = $2 where id = $1", id, grams).execute(conn).await?;
    Ok(())
}

/// From which warehouses lines are served: (line, warehouse).
pub async fn set_warehouses(conn: &mut PgConnection, lines: &[(Uuid, Uuid)]) -> Result<()> {
    let (ids, warehouses): (Vec<Uuid>, Vec<Uuid>) = lines.iter().copied().unzip();
    sqlx::query!(
        "update order_items i set warehouse_id = n.warehouse_id from unnest($1::uuid[], $2::uuid[]) as n (id, warehouse_id) where i.id = n.id",
        &ids,
        &warehouses,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct CustomerSums {
    pub total_orders: i32,
    pub total_spent: Decimal,
    pub delivered_count: i32,
    pub refused_count: i32,
    pub last_order_at: Option<DateTime<Utc>>,
}

/// What a customer's orders add up to. Refused is what left and came back without being delivered; what was delivered and came back
/// later is a return.
pub async fn customer_sums(conn: &mut PgConnection, customer_id: Uuid) -> Result<CustomerSums> {
    Ok(sqlx::query_as!(
        CustomerSums,
        r#"select count(*) filter (where status not in ('DRAFT', 'CANCELLED'))::int as "total_orders!",
             coalesce(sum(total - cancelled_total) filter (where status = 'DELIVERED'), 0) as "total_spent!",
             count(*) filter (where status = 'DELIVERED')::int as "delivered_count!",
             count(*) filter (where shipping_status = 'RETURNED' and status <> 'DELIVERED')::int as "refused_count!",
             max(ordered_at) filter (where status not in ('DRAFT', 'CANCELLED')) as "last_order_at?"
           from orders where customer_id = $1"#,
        customer_id
    )
    .fetch_one(conn)
    .await?)
}

pub async fn match_item(conn: &mut PgConnection, item_id: Uuid, variant_id: Uuid) -> Result<()> {
    sqlx::query!("update order_items set variant_id = $2 where id = $1 and variant_id is null", item_id, variant_id).execute(conn).await?;
    Ok(())
}

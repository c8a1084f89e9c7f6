//! The statements of orders, payments and parcels.

use super::write::Rows;
use crate::server::Work;
use serde_json::Value;

pub async fn insert_orders(work: &mut Work, rows: &mut Rows) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into orders (id, order_number, source, store_id, platform_order_id, platform_order_number, customer_id, status, shipping_status,
           financial_status, subtotal, discount, shipping, total, cancelled_total, shipping_address, tracking_number, courier_id, customer_note,
           hold_reason, ordered_at, confirmed_at, packed_at, dispatched_at, delivered_at, cancelled_at, cancel_reason, created_by, updated_by,
           version, created_at)
         select id, order_number, source, store_id, platform_order_id, platform_order_number, customer_id, status, shipping_status,
           financial_status, subtotal, discount, shipping, total, cancelled_total, shipping_address, tracking_number, courier_id, customer_note,
           hold_reason, ordered_at, confirmed_at, packed_at, dispatched_at, delivered_at, cancelled_at, cancel_reason, created_by, updated_by,
           version, created_at
         from jsonb_populate_recordset(null::orders, $1)",
        Value::from(std::mem::take(&mut rows.orders))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into order_items (id, order_id, variant_id, platform_product_id, name, sku, quantity, unit_price, discount, total, warehouse_id,
           fulfilled, cancelled, created_at)
         select id, order_id, variant_id, platform_product_id, name, sku, quantity, unit_price, discount, total, warehouse_id, fulfilled,
           cancelled, created_at
         from jsonb_populate_recordset(null::order_items, $1)",
        Value::from(std::mem::take(&mut rows.items))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into order_status_history (id, order_id, field, status, new_status, reason, changed_by_id, created_at)
         select id, order_id, field, status, new_status, reason, changed_by_id, created_at
         from jsonb_populate_recordset(null::order_status_history, $1)",
        Value::from(std::mem::take(&mut rows.history))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into order_notes (id, order_id, body, user_id, created_at)
         select id, order_id, body, user_id, created_at from jsonb_populate_recordset(null::order_notes, $1)",
        Value::from(std::mem::take(&mut rows.notes))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into audit_logs (id, user_id, action, resource, resource_id, old_values, new_values, values_hash, created_at)
         select id, user_id, action, resource, resource_id, nullif(old_values, 'null'), new_values, values_hash, created_at
         from jsonb_populate_recordset(null::audit_logs, $1)",
        Value::from(std::mem::take(&mut rows.audit))
    )
    .execute(work.conn())
    .await?;
    Ok(())
}

pub async fn insert_payments(work: &mut Work, rows: &mut Rows) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into payments (id, order_id, customer_id, amount, method, status, gateway_response, idempotency_key, captured, refund_amount,
           conceded, processed_at, created_at)
         select id, order_id, customer_id, amount, method, status, gateway_response, idempotency_key, captured, refund_amount, refund_amount,
           processed_at, created_at
         from jsonb_populate_recordset(null::payments, $1)",
        Value::from(std::mem::take(&mut rows.payments))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into payment_events (id, payment_id, type, amount, created_at)
         select id, payment_id, type, amount, created_at from jsonb_populate_recordset(null::payment_events, $1)",
        Value::from(std::mem::take(&mut rows.events))
    )
    .execute(work.conn())
    .await?;
    Ok(())
}

pub async fn insert_parcels(work: &mut Work, rows: &mut Rows) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into deliveries (id, courier_id, tracking_number, waybill, status, parcel_status, cod_amount, address, items, booking_key,
           actual_delivery_at, processed_at, shipped_at, return_reason, failed_attempts, created_at)
         select id, courier_id, tracking_number, waybill, status, parcel_status, cod_amount, address, items, booking_key, actual_delivery_at,
           processed_at, shipped_at, return_reason, failed_attempts, created_at
         from jsonb_populate_recordset(null::deliveries, $1)",
        Value::from(std::mem::take(&mut rows.parcels))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into delivery_orders (id, delivery_id, order_id, cod_amount, created_at)
         select id, delivery_id, order_id, cod_amount, created_at from jsonb_populate_recordset(null::delivery_orders, $1)",
        Value::from(std::mem::take(&mut rows.parcel_orders))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into delivery_items (id, delivery_id, order_item_id, quantity, created_at)
         select id, delivery_id, order_item_id, quantity, created_at from jsonb_populate_recordset(null::delivery_items, $1)",
        Value::from(std::mem::take(&mut rows.parcel_items))
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into delivery_status_history (id, delivery_id, status, new_status, status_type, reason, changed_by_id, dedupe_key, occurred_at,
           received_at, created_at)
         select id, delivery_id, status, new_status, status_type, reason, changed_by_id, dedupe_key, occurred_at, occurred_at, occurred_at
         from jsonb_populate_recordset(null::delivery_status_history, $1)",
        Value::from(std::mem::take(&mut rows.parcel_history))
    )
    .execute(work.conn())
    .await?;
    Ok(())
}

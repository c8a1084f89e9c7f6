//! One order whole.

use super::read::known;
use crate::domains::customers::model::Address;
use crate::domains::orders::model::{
    FinancialStatus, HistoryRow, Message, OrderDetail, OrderItem, OrderRow, OrderStatus, ReservedAt, Risk, RowParcels, ShippingStatus,
    Source,
};
use crate::server::{Error, Result};
use crate::shared::Language;
use anyhow::Context;
use sqlx::PgConnection;
use uuid::Uuid;

pub async fn detail(conn: &mut PgConnection, id: Uuid) -> Result<Option<OrderDetail>> {
    let Some(row) = sqlx::query!(
        r#"select o.id, o.order_number, o.platform_order_number, o.source, o.status, o.financial_status, o.shipping_status, o.customer_id,
             c.name as "customer_name?", c.status = 'BLOCKED' as "is_blocked?", c.locale as "locale?", c.delivered_count as "delivered_count?", c.refused_count as "refused_count?",
             o.shipping_address, o.subtotal, o.discount, o.shipping, o.tax, o.tax_included, o.adjustment, o.total, o.cancelled_total,
             o.currency, o.tracking_number, o.customer_note, o.hold_reason, o.cancel_reason, o.ordered_at, o.version, o.tags,
             o.call_attempts, o.next_call_at
           from orders o left join customers c on c.id = o.customer_id where o.id = $1"#,
        id
    )
    .fetch_optional(&mut *conn)
    .await?
    else {
        return Ok(None);
    };
    let reserved = sqlx::query!(
        r#"select r.owner_id, w.name, r.quantity, r.short, greatest(0, least(r.quantity, l.on_hand - l.unavailable - e.quantity))::int as "here!"
           from order_items i
           join inventory_reservations r on r.owner_type = 'ORDER_ITEM' and r.owner_id = i.id and r.status = 'ACTIVE'
           join warehouses w on w.id = r.warehouse_id
           join inventory_levels l on l.warehouse_id = r.warehouse_id and l.variant_id = r.variant_id
           cross join lateral (
             select coalesce(sum(x.quantity), 0)::int as quantity from inventory_reservations x
             where x.warehouse_id = r.warehouse_id and x.variant_id = r.variant_id and x.status = 'ACTIVE' and (x.created_at, x.id) < (r.created_at, r.id)
           ) e
           where i.order_id = $1 order by w.name, w.id"#,
        id
    )
    .fetch_all(&mut *conn)
    .await?;
    let items = sqlx::query!(
        r#"select i.id, i.variant_id, v.product_id as "product_id?", i.name, i.sku, i.quantity, i.unit_price, i.discount, i.tax, i.tax_included, i.total,
             i.fulfilled, i.cancelled,
             case when i.variant_id is null then null
               else coalesce((select sum(l.available) from inventory_levels l where l.variant_id = i.variant_id), 0) end as "available?",
             coalesce((select sum(l.backorder_limit) from inventory_levels l where l.variant_id = i.variant_id), 0) as "backorder!"
           from order_items i left join product_variants v on v.id = i.variant_id where i.order_id = $1 order by i.id"#,
        id
    )
    .fetch_all(&mut *conn)
    .await?;
    let reserved_of = |id: Uuid| {
        let mine = reserved.iter().filter(|row| row.owner_id == id);
        mine.map(|row| ReservedAt { warehouse: row.name.clone(), quantity: row.quantity, short: row.short, here: row.here })
            .collect::<Vec<_>>()
    };
    let items = items
        .into_iter()
        .map(|item| OrderItem {
            id: item.id,
            variant_id: item.variant_id,
            product_id: item.product_id,
            name: item.name,
            sku: item.sku,
            quantity: item.quantity,
            unit_price: item.unit_price,
            discount: item.discount,
            tax: item.tax,
            tax_included: item.tax_included,
            total: item.total,
            fulfilled: item.fulfilled,
            cancelled: item.cancelled,
            available: item.available,
            backorder: item.backorder,
            reserved: reserved_of(item.id),
        })
        .collect::<Vec<OrderItem>>();
    let history = sqlx::query_as!(
        HistoryRow,
        r#"select field as "field!", old as "old?", new as "new!", reason as "reason?", person as "person?", at as "at!" from (
             select h.id, h.field, h.status as old, h.new_status as new, h.reason, u.name as person, h.created_at as at
             from order_status_history h left join users u on u.id = h.changed_by_id where h.order_id = $1
             union all
             select k.id, 'CALL', k.call_back_at::text, k.outcome, nullif(k.note, ''), u.name, k.created_at
             from order_confirmations k left join users u on u.id = k.user_id where k.order_id = $1
             union all
             select n.id, 'NOTE', null, n.body, null, u.name, n.created_at from order_notes n left join users u on u.id = n.user_id where n.order_id = $1
           ) happened order by at desc, id desc limit 200"#,
        id
    )
    .fetch_all(&mut *conn)
    .await?;
    let messages = sqlx::query_as!(
        Message,
        r#"select subject, recipient, status, created_at as at from messages_out
           where related_type = 'order' and related_id = $1 order by created_at desc, id desc limit 20"#,
        id
    )
    .fetch_all(&mut *conn)
    .await?;
    let status = known(OrderStatus::parse(&row.status), &row.status)?;
    let warehouses = if status.holds_stock() {
        let rows = sqlx::query!("select id, name from warehouses where is_active order by name, id").fetch_all(&mut *conn).await?;
        rows.into_iter().map(|row| (row.id, row.name)).collect()
    } else {
        Vec::new()
    };
    let companions = super::companions(conn, id).await?;
    let together = companions.iter().filter(|one| one.is_together).count();
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let parcels = RowParcels {
        sent: items.iter().map(|item| item.fulfilled).sum(),
        pieces: items.iter().map(|item| item.quantity - item.cancelled).sum(),
        others: count(companions.len() - together),
        together: count(together),
    };
    let is_blocked = row.is_blocked.unwrap_or_default();
    let record = row.delivered_count.zip(row.refused_count);
    let risk = record.and_then(|(delivered, refused)| Risk::of(delivered, refused, is_blocked));
    let address: Address = serde_json::from_value(row.shipping_address).context("reading an address").map_err(Error::Other)?;
    Ok(Some(OrderDetail {
        row: OrderRow {
            id: row.id,
            order_number: row.order_number,
            platform_order_number: row.platform_order_number,
            source: known(Source::parse(&row.source), &row.source)?,
            status,
            financial_status: known(FinancialStatus::parse(&row.financial_status), &row.financial_status)?,
            name: address.full_name.clone(),
            phone: address.phone.clone(),
            city: address.city.clone(),
            total: row.total,
            currency: row.currency,
            hold_reason: row.hold_reason,
            ordered_at: row.ordered_at,
            risk,
            tags: row.tags,
            call_attempts: row.call_attempts,
            next_call_at: row.next_call_at,
            parcels,
        },
        shipping_status: known(ShippingStatus::parse(&row.shipping_status), &row.shipping_status)?,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        customer_record: record,
        is_blocked,
        language: row.locale.as_deref().and_then(Language::parse),
        shipping_address: address,
        subtotal: row.subtotal,
        discount: row.discount,
        shipping: row.shipping,
        tax: row.tax,
        tax_included: row.tax_included,
        adjustment: row.adjustment,
        cancelled_total: row.cancelled_total,
        tracking_number: row.tracking_number,
        customer_note: row.customer_note,
        cancel_reason: row.cancel_reason,
        items,
        history,
        messages,
        companions,
        warehouses,
        version: row.version,
    }))
}

//! Reading orders for their documents.

use crate::domains::customers::model::Address;
use crate::domains::documents::model::{PickRow, PrintedLine, PrintedOrder, PrintedParcel};
use crate::domains::orders::model::OrderStatus;
use crate::domains::payments::model::PaidTotals;
use crate::server::{Error, Result};
use crate::shared::Language;
use anyhow::Context;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Orders in the order of their ids; those that are not there are left out.
pub(in crate::domains::documents) async fn printed(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<PrintedOrder>> {
    let mut lines: HashMap<Uuid, Vec<PrintedLine>> = HashMap::new();
    let items = sqlx::query!(
        r#"select order_id, name, coalesce(sku, '') as "sku!", quantity - cancelled as "quantity!"
           from order_items where order_id = any ($1) and quantity > cancelled order by id"#,
        ids
    )
    .fetch_all(&mut *conn)
    .await?;
    for item in items {
        let line = PrintedLine { name: item.name, sku: item.sku, quantity: item.quantity };
        lines.entry(item.order_id).or_default().push(line);
    }
    let rows = sqlx::query!(
        r#"select o.id, o.order_number, o.status, o.currency::text as "currency!", o.ordered_at, o.shipping_address, c.locale as "locale?",
             o.customer_note, o.total - o.cancelled_total as "total!", coalesce(p.captured, 0) as "captured!", coalesce(p.refunded, 0) as "refunded!",
             coalesce(p.processing, 0) as "processing!", d.tracking_number as "tracking_number?", d.waybill as "waybill?",
             d.courier as "courier?", d.cod_amount as "cod_amount?"
           from unnest($1::uuid[]) with ordinality w (id, n)
           join orders o on o.id = w.id
           left join customers c on c.id = o.customer_id
           left join lateral (
             select sum(captured) as captured, sum(refund_amount) as refunded,
               sum(amount) filter (where status in ('PROCESSING', 'AUTHORIZED')) as processing
             from payments where order_id = o.id
           ) p on true
           left join lateral (
             select d.tracking_number, d.waybill, k.name as courier, x.cod_amount
             from delivery_orders x join deliveries d on d.id = x.delivery_id left join couriers k on k.id = d.courier_id
             where x.order_id = o.id and d.status in ('PENDING', 'PROCESSING', 'DISPATCHED', 'DELIVERED')
             order by d.created_at desc, d.id desc limit 1
           ) d on true
           order by w.n"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let unknown = || format!("the database holds {}, which this program does not know", row.status);
            Ok(PrintedOrder {
                id: row.id,
                number: row.order_number,
                status: OrderStatus::parse(&row.status).with_context(unknown).map_err(Error::Other)?,
                currency: row.currency,
                ordered_at: row.ordered_at,
                address: serde_json::from_value::<Address>(row.shipping_address).unwrap_or_default(),
                language: row.locale.as_deref().and_then(Language::parse),
                note: row.customer_note,
                total: row.total,
                paid: PaidTotals { captured: row.captured, refunded: row.refunded, processing: row.processing },
                parcel: row.tracking_number.map(|tracking_number| PrintedParcel {
                    tracking_number,
                    waybill: row.waybill,
                    courier: row.courier,
                    to_collect: row.cod_amount.unwrap_or_default(),
                }),
                lines: lines.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect()
}

/// What is still to be fetched for these orders, on the way through each warehouse.
pub(in crate::domains::documents) async fn picks(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<PickRow>> {
    let rows = sqlx::query!(
        r#"with line as (
             select i.warehouse_id, i.variant_id, i.name, coalesce(i.sku, '') as sku, o.order_number, o.ordered_at,
               sum(i.quantity - i.fulfilled - i.cancelled) as quantity
             from order_items i join orders o on o.id = i.order_id
             where i.order_id = any ($1) and o.status <> 'CANCELLED' and i.quantity > i.fulfilled + i.cancelled
             group by 1, 2, 3, 4, 5, 6
           )
           select coalesce(w.name, '') as "warehouse!", b.code as "bin?", l.name, l.sku as "sku!", sum(l.quantity)::bigint as "quantity!",
             array_agg(l.order_number order by l.ordered_at, l.order_number) as "numbers!",
             array_agg(l.quantity::bigint order by l.ordered_at, l.order_number) as "pieces!"
           from line l
           left join warehouses w on w.id = l.warehouse_id
           left join inventory_levels x on x.warehouse_id = l.warehouse_id and x.variant_id = l.variant_id
           left join bins b on b.id = x.bin_id
           group by w.name, b.route_order, b.code, l.variant_id, l.name, l.sku
           order by w.name nulls last, b.route_order nulls last, b.code nulls last, l.name, l.sku"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PickRow {
            warehouse: row.warehouse,
            bin: row.bin,
            name: row.name,
            sku: row.sku,
            quantity: row.quantity,
            orders: row.numbers.into_iter().zip(row.pieces).collect(),
        })
        .collect())
}

/// The merchant's own LANKAQR code.
pub(in crate::domains::documents) async fn merchant_code(conn: &mut PgConnection) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select merchant_lankaqr()").fetch_one(conn).await?)
}

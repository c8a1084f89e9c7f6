//! Reading orders for their documents.

use crate::domains::customers::model::Address;
use crate::domains::documents::model::{PickRow, PrintedLine, PrintedOrder, PrintedParcel};
use crate::domains::orders::model::OrderStatus;
use crate::domains::payments::model::PaidTotals;
use crate::server::{Error, Result};
use crate::shared::Language;
use anyhow::Context;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// An order in the document of a parcel.
pub(in crate::domains::documents) struct Member {
    /// Which document.
    pub document: i64,
    /// The parcel; `None` for one that is still to be made up.
    pub parcel_id: Option<Uuid>,
    pub order_id: Uuid,
}

/// What the documents of chosen orders are about: of an order that has left its newest parcel, else what is still here of it and of those
/// that travel with it. A parcel that two of them share is one document.
pub(in crate::domains::documents) async fn members(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Member>> {
    Ok(sqlx::query_as!(
        Member,
        r#"with chosen as (
             select w.n, o.id, s.open, o.status, d.id as parcel_id, case when s.open > 0 then o.parcel_group_id end as group_id
             from unnest($1::uuid[]) with ordinality w (id, n)
             join orders o on o.id = w.id
             cross join lateral (
               select coalesce(sum(i.quantity - i.fulfilled - i.cancelled), 0) as open from order_items i where i.order_id = o.id
             ) s
             left join lateral (
               select d.id from delivery_orders x join deliveries d on d.id = x.delivery_id
               where s.open = 0 and x.order_id = o.id and d.status in ('PENDING', 'PROCESSING', 'DISPATCHED', 'DELIVERED')
               order by d.created_at desc, d.id desc limit 1
             ) d on true
           ), document as (
             select distinct on (coalesce(parcel_id, group_id, id)) n, id, parcel_id, group_id from chosen
             order by coalesce(parcel_id, group_id, id), n
           )
           select n as "document!", parcel_id, order_id as "order_id!" from (
             select d.n, d.parcel_id, x.order_id from document d join delivery_orders x on x.delivery_id = d.parcel_id
             union all
             select d.n, null, o.id from document d
             join orders o on o.id = d.id or o.parcel_group_id = d.group_id and o.status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED')
             where d.parcel_id is null
           ) m
           order by n, order_id"#,
        ids
    )
    .fetch_all(conn)
    .await?)
}

/// The orders in a parcel.
pub(in crate::domains::documents) async fn members_of(conn: &mut PgConnection, parcel_id: Uuid) -> Result<Vec<Member>> {
    Ok(sqlx::query_as!(
        Member,
        r#"select 1::bigint as "document!", delivery_id as "parcel_id?", order_id from delivery_orders where delivery_id = $1 order by order_id"#,
        parcel_id
    )
    .fetch_all(conn)
    .await?)
}

/// Documents with what is in their parcels.
pub(in crate::domains::documents) async fn printed(conn: &mut PgConnection, members: &[Member]) -> Result<Vec<PrintedOrder>> {
    let documents: Vec<i64> = members.iter().map(|member| member.document).collect();
    let parcels: Vec<Option<Uuid>> = members.iter().map(|member| member.parcel_id).collect();
    let orders: Vec<Uuid> = members.iter().map(|member| member.order_id).collect();
    let mut lines: HashMap<i64, Vec<PrintedLine>> = HashMap::new();
    let items = sqlx::query!(
        r#"select w.n as "document!", o.order_number, i.name, coalesce(i.sku, '') as "sku!",
             case when w.parcel_id is not null then coalesce(p.quantity, 0) when s.open > 0 then i.quantity - i.fulfilled - i.cancelled
               else i.quantity - i.cancelled end as "quantity!"
           from unnest($1::bigint[], $2::uuid[], $3::uuid[]) w (n, parcel_id, order_id)
           join orders o on o.id = w.order_id
           join order_items i on i.order_id = w.order_id
           left join delivery_items p on p.delivery_id = w.parcel_id and p.order_item_id = i.id
           cross join lateral (
             select coalesce(sum(j.quantity - j.fulfilled - j.cancelled), 0) as open from order_items j where j.order_id = w.order_id
           ) s
           order by w.n, i.order_id, i.id"#,
        &documents,
        &parcels as &[Option<Uuid>],
        &orders,
    )
    .fetch_all(&mut *conn)
    .await?;
    for item in items.into_iter().filter(|item| item.quantity > 0) {
        let line = PrintedLine { order: item.order_number, name: item.name, sku: item.sku, quantity: item.quantity };
        lines.entry(item.document).or_default().push(line);
    }
    let rows = sqlx::query!(
        r#"select w.n as "document!", o.id, o.order_number, o.status, o.currency::text as "currency!", o.ordered_at, o.shipping_address, c.locale as "locale?",
             o.customer_note, o.total - o.cancelled_total as "total!", coalesce(p.captured, 0) as "captured!", coalesce(p.refunded, 0) as "refunded!",
             coalesce(p.conceded, 0) as "conceded!",
             coalesce(p.processing, 0) as "processing!", d.tracking_number as "tracking_number?", d.waybill as "waybill?",
             k.name as "courier?", coalesce(x.cod_amount, 0) as "cod_amount!", e.cod_amount as "on_the_way!"
           from unnest($1::bigint[], $2::uuid[], $3::uuid[]) w (n, parcel_id, order_id)
           join orders o on o.id = w.order_id
           left join customers c on c.id = o.customer_id
           left join deliveries d on d.id = w.parcel_id
           left join couriers k on k.id = d.courier_id
           left join delivery_orders x on x.delivery_id = w.parcel_id and x.order_id = o.id
           left join lateral (
             select sum(captured) as captured, sum(refund_amount) as refunded, sum(conceded) as conceded,
               sum(amount) filter (where status in ('PROCESSING', 'AUTHORIZED')) as processing
             from payments where order_id = o.id
           ) p on true
           cross join lateral (
             select coalesce(sum(y.cod_amount), 0) as cod_amount from delivery_orders y join deliveries f on f.id = y.delivery_id
             where y.order_id = o.id and f.status = 'DISPATCHED'
           ) e
           order by w.n, o.id"#,
        &documents,
        &parcels as &[Option<Uuid>],
        &orders,
    )
    .fetch_all(conn)
    .await?;
    let mut printed: Vec<PrintedOrder> = Vec::new();
    let mut last = None;
    for row in rows {
        let unknown = || format!("the database holds {}, which this program does not know", row.status);
        let status = OrderStatus::parse(&row.status).with_context(unknown).map_err(Error::Other)?;
        let paid = PaidTotals { captured: row.captured, refunded: row.refunded, conceded: row.conceded, processing: row.processing };
        let collect = match row.tracking_number {
            Some(_) => row.cod_amount,
            None => (paid.due(row.total) - row.on_the_way).max(Decimal::ZERO),
        };
        if let Some(first) = printed.last_mut().filter(|_| last == Some(row.document)) {
            first.numbers.push(row.order_number);
            first.collect += collect;
            first.note = [first.note.take(), row.customer_note].into_iter().flatten().reduce(|one, other| format!("{one}\n{other}"));
            continue;
        }
        last = Some(row.document);
        printed.push(PrintedOrder {
            id: row.id,
            numbers: vec![row.order_number.clone()],
            number: row.order_number,
            status,
            currency: row.currency,
            ordered_at: row.ordered_at,
            address: serde_json::from_value::<Address>(row.shipping_address).unwrap_or_default(),
            language: row.locale.as_deref().and_then(Language::parse),
            note: row.customer_note,
            collect,
            parcel: row.tracking_number.map(|tracking_number| PrintedParcel {
                tracking_number,
                waybill: row.waybill,
                courier: row.courier,
            }),
            lines: lines.remove(&row.document).unwrap_or_default(),
        });
    }
    Ok(printed)
}

/// What is still to be fetched for these orders, on the way through each warehouse.
pub(in crate::domains::documents) async fn picks(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<PickRow>> {
    let rows = sqlx::query!(
        r#"with line as (
             select coalesce(r.warehouse_id, i.warehouse_id) as warehouse_id, i.variant_id, i.name, coalesce(i.sku, '') as sku, o.order_number, o.ordered_at,
               sum(coalesce(r.quantity, i.quantity - i.fulfilled - i.cancelled)) as quantity
             from order_items i join orders o on o.id = i.order_id
             left join inventory_reservations r
               on r.owner_type = 'ORDER_ITEM' and r.owner_id = i.id and r.status = 'ACTIVE' and r.expires_at is null
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

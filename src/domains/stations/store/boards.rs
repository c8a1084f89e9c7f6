//! What there is to work on.

use crate::domains::catalog::model::label;
use crate::domains::stations::model::{Choice, PickPlace};
use crate::server::Result;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Most pieces of work that are offered.
const MOST: i64 = 50;
/// Orders that are picked in one round.
const ROUND: i64 = 20;

/// Purchase orders whose goods may come, those that are expected first.
pub async fn to_receive(conn: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        r#"select o.id, o.number as name, s.business_name as sub,
             (select coalesce(sum(greatest(0, i.quantity - i.received)), 0) from purchase_order_items i where i.purchase_order_id = o.id) as "waiting!"
           from purchase_orders o join suppliers s on s.id = o.supplier_id
           where o.status in ('SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED') order by o.expected_on nulls last, o.created_at, o.id limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Transfers that are on the road, those that have left first.
pub async fn to_arrive(conn: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        r#"select t.id, t.number as name, f.name || ' → ' || g.name as "sub!",
             (select coalesce(sum(i.shipped - i.received - i.returned - i.discrepancy), 0) from stock_transfer_items i where i.transfer_id = t.id)
               as "waiting!"
           from stock_transfers t join warehouses f on f.id = t.from_warehouse_id join warehouses g on g.id = t.to_warehouse_id
           where t.status in ('IN_TRANSIT', 'PARTIALLY_RECEIVED') order by t.shipped_at, t.id limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Counts that are under way.
pub async fn to_count(conn: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        r#"select c.id, c.number as name, concat_ws(' · ', w.name, b.code) as "sub!",
             (select count(*) from stock_count_items i where i.count_id = c.id and i.counted is null) as "waiting!"
           from stock_counts c join warehouses w on w.id = c.warehouse_id left join bins b on b.id = c.bin_id
           where c.status = 'COUNTING' order by c.created_at desc, c.id desc limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Orders that can be packed, the oldest first.
pub async fn to_pack(conn: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        r#"select o.id, o.order_number as name, coalesce(o.shipping_address ->> 'city', '') as "sub!",
             (select coalesce(sum(i.quantity - i.fulfilled - i.cancelled), 0) from order_items i where i.order_id = o.id) as "waiting!"
           from orders o where o.status in ('CONFIRMED', 'PROCESSING') and o.hold_reason is null
           order by o.status desc, o.ordered_at, o.id limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Orders that are on their way and may come back, the oldest first.
pub async fn to_bring_back(conn: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        r#"select o.id, o.order_number as name, coalesce(o.shipping_address ->> 'city', '') as "sub!",
             (select coalesce(sum(i.fulfilled), 0) from order_items i where i.order_id = o.id) as "waiting!"
           from orders o where o.status = 'OUT_FOR_DELIVERY' order by o.ordered_at, o.id limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Returns whose goods may come, the oldest first.
pub async fn to_take_back(conn: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        r#"select r.id, r.number as name, concat_ws(' · ', o.order_number, o.shipping_address ->> 'full_name') as "sub!",
             (select coalesce(sum(i.quantity), 0) from return_items i where i.return_id = r.id) as "waiting!"
           from returns r join orders o on o.id = r.order_id
           where r.status = 'APPROVED' and r.kind <> 'CLAIM' order by r.created_at, r.id limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// The return with this number, or the one of the order with this number whose goods may come.
pub async fn return_by(conn: &mut PgConnection, number: &str) -> Result<Option<Uuid>> {
    let id = sqlx::query_scalar!(
        r#"select x.id as "id!" from (
             select r.id, 0 as place, r.created_at from returns r where r.number = $1
             union all
             select r.id, 1, r.created_at from orders o join returns r on r.order_id = o.id
             where o.order_number = $1 and o.status = 'DELIVERED' and r.status = 'APPROVED' and r.kind <> 'CLAIM'
           ) x order by x.place, x.created_at limit 1"#,
        number
    );
    Ok(id.fetch_optional(conn).await?)
}

/// Warehouses, each with how many orders have pieces there: where they are reserved, and where nothing is, in the line's own warehouse.
pub async fn to_pick(conn: &mut PgConnection) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as!(
        Choice,
        r#"select w.id, w.name, w.code as sub,
             (select count(*) from orders o where o.status in ('CONFIRMED', 'PROCESSING') and o.hold_reason is null
                and exists (
                  select from order_items i
                  left join inventory_reservations r
                    on r.owner_type = 'ORDER_ITEM' and r.owner_id = i.id and r.status = 'ACTIVE' and r.expires_at is null
                  where i.order_id = o.id and i.variant_id is not null and i.quantity > i.fulfilled + i.cancelled
                    and coalesce(r.warehouse_id, i.warehouse_id) = w.id)) as "waiting!"
           from warehouses w where w.is_active order by w.is_default desc, w.name, w.id limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Name of a warehouse.
pub async fn warehouse(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select name from warehouses where id = $1", id).fetch_optional(conn).await?)
}

/// A line that is to be picked.
pub struct PickLine {
    pub id: Uuid,
    pub order_id: Uuid,
    pub order_number: String,
    pub variant_id: Uuid,
    pub name: String,
    pub sku: String,
    pub quantity: i32,
    pub picked: i32,
    pub bin: Option<String>,
}

/// The lines of the oldest orders of which something is still to be picked in a warehouse, on the way through it: of each line the pieces
/// that are reserved there, and what was picked there of them and has not left since. What is reserved nowhere is fetched from the line's
/// own warehouse.
pub async fn pick_lines(conn: &mut PgConnection, warehouse_id: Uuid) -> Result<Vec<PickLine>> {
    Ok(sqlx::query_as!(
        PickLine,
        r#"with lines as (
             select i.id, i.order_id, o.order_number, o.ordered_at, i.variant_id, i.name, v.sku,
               coalesce(r.quantity, i.quantity - i.fulfilled - i.cancelled) as quantity, greatest(0, s.pieces - coalesce(g.pieces, 0)) as picked
             from orders o join order_items i on i.order_id = o.id join product_variants v on v.id = i.variant_id
             left join inventory_reservations r
               on r.owner_type = 'ORDER_ITEM' and r.owner_id = i.id and r.status = 'ACTIVE' and r.expires_at is null
             cross join lateral (
               select coalesce(sum(s.quantity), 0)::int as pieces, min(s.created_at) as since from station_scans s
               where s.line_id = i.id and s.station = 'PICK' and s.task_id = coalesce(r.warehouse_id, i.warehouse_id) and s.action = 'SCAN'
                 and s.verdict = 'APPLIED' and not s.is_undone and s.settled_at is null
             ) s
             left join lateral (
               select greatest(0, -sum(m.quantity_change))::int as pieces from inventory_movements m
               where s.since is not null and m.reference_type = 'ORDER_ITEM' and m.reference_id = i.id
                 and m.warehouse_id = coalesce(r.warehouse_id, i.warehouse_id) and m.created_at >= s.since
             ) g on true
             where o.status in ('CONFIRMED', 'PROCESSING') and o.hold_reason is null and coalesce(r.warehouse_id, i.warehouse_id) = $1
               and i.quantity - i.fulfilled - i.cancelled > 0
           ), round as (
             select order_id from lines group by order_id having bool_or(picked < quantity) order by min(ordered_at), order_id limit $2
           )
           select l.id, l.order_id, l.order_number, l.variant_id as "variant_id!", l.name, l.sku, l.quantity as "quantity!", l.picked as "picked!",
             b.code as "bin?"
           from lines l join round r on r.order_id = l.order_id
           left join inventory_levels x on x.warehouse_id = $1 and x.variant_id = l.variant_id left join bins b on b.id = x.bin_id
           order by b.route_order nulls last, b.code, l.sku, l.ordered_at, l.id"#,
        warehouse_id,
        ROUND,
    )
    .fetch_all(conn)
    .await?)
}

/// From which warehouses what is still here of an order is fetched, and how far that is: what was picked and has left since does not count.
pub async fn places(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<PickPlace>> {
    Ok(sqlx::query_as!(
        PickPlace,
        r#"select w.name as warehouse, sum(l.quantity)::bigint as "pieces!", sum(least(l.picked, l.quantity))::bigint as "picked!",
             bool_or(l.is_scanned) as "is_scanned!"
           from (
             select coalesce(r.warehouse_id, i.warehouse_id) as warehouse_id, coalesce(r.quantity, i.quantity - i.fulfilled - i.cancelled) as quantity,
               greatest(0, s.pieces - coalesce(g.pieces, 0)) as picked, s.since is not null as is_scanned
             from order_items i
             left join inventory_reservations r
               on r.owner_type = 'ORDER_ITEM' and r.owner_id = i.id and r.status = 'ACTIVE' and r.expires_at is null
             cross join lateral (
               select coalesce(sum(s.quantity), 0)::int as pieces, min(s.created_at) as since from station_scans s
               where s.line_id = i.id and s.station = 'PICK' and s.task_id = coalesce(r.warehouse_id, i.warehouse_id) and s.action = 'SCAN'
                 and s.verdict = 'APPLIED' and not s.is_undone and s.settled_at is null
             ) s
             left join lateral (
               select greatest(0, -sum(m.quantity_change))::int as pieces from inventory_movements m
               where s.since is not null and m.reference_type = 'ORDER_ITEM' and m.reference_id = i.id
                 and m.warehouse_id = coalesce(r.warehouse_id, i.warehouse_id) and m.created_at >= s.since
             ) g on true
             where i.order_id = $1 and i.variant_id is not null and i.quantity > i.fulfilled + i.cancelled
           ) l
           join warehouses w on w.id = l.warehouse_id
           group by w.id, w.name, w.is_default order by w.is_default desc, w.name, w.id"#,
        order_id
    )
    .fetch_all(conn)
    .await?)
}

/// A count's number, warehouse, bin, and whether it is under way and blind.
pub struct CountHead {
    pub number: String,
    pub place: String,
    pub is_open: bool,
    pub is_blind: bool,
}

pub async fn count(conn: &mut PgConnection, id: Uuid) -> Result<Option<CountHead>> {
    Ok(sqlx::query_as!(
        CountHead,
        r#"select c.number, concat_ws(' · ', w.name, b.code) as "place!", c.status = 'COUNTING' as "is_open!", c.is_blind
           from stock_counts c join warehouses w on w.id = c.warehouse_id left join bins b on b.id = c.bin_id where c.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// A line of a count.
pub struct CountLine {
    pub id: Uuid,
    pub variant_id: Uuid,
    pub name: String,
    pub sku: String,
    pub bin: Option<String>,
    pub expected: i32,
    pub counted: Option<i32>,
}

/// The lines of a count on the way through the warehouse; `only` narrows them to one.
pub async fn count_lines(conn: &mut PgConnection, id: Uuid, only: Option<Uuid>, limit: i64) -> Result<Vec<CountLine>> {
    let rows = sqlx::query!(
        r#"select i.id, i.variant_id, p.name as product, v.name as variant, v.sku, b.code as "bin?", i.expected_at_snapshot, i.counted
           from stock_count_items i join stock_counts c on c.id = i.count_id
           join product_variants v on v.id = i.variant_id join products p on p.id = v.product_id
           left join inventory_levels l on l.warehouse_id = c.warehouse_id and l.variant_id = i.variant_id left join bins b on b.id = l.bin_id
           where i.count_id = $1 and ($2::uuid is null or i.id = $2) order by i.position, i.id limit $3"#,
        id,
        only,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let lines = rows.into_iter().map(|row| CountLine {
        id: row.id,
        variant_id: row.variant_id,
        name: label(&row.product, &row.variant),
        sku: row.sku,
        bin: row.bin,
        expected: row.expected_at_snapshot,
        counted: row.counted,
    });
    Ok(lines.collect())
}

/// What the labels of variants say, in capitals.
pub async fn codes(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows = sqlx::query!("select id, sku, barcode from product_variants where id = any ($1)", variant_ids).fetch_all(conn).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, std::iter::once(row.sku).chain(row.barcode).map(|code| code.to_uppercase()).collect()))
        .collect())
}

/// The purchase order with this number.
pub async fn purchase_order_by(conn: &mut PgConnection, number: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from purchase_orders where upper(number) = $1", number).fetch_optional(conn).await?)
}

/// The transfer with this number.
pub async fn transfer_by(conn: &mut PgConnection, number: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from stock_transfers where upper(number) = $1", number).fetch_optional(conn).await?)
}

/// Where a transfer comes from and goes to.
pub async fn way_of_transfer(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    let way = sqlx::query_scalar!(
        r#"select f.name || ' → ' || g.name as "way!" from stock_transfers t
           join warehouses f on f.id = t.from_warehouse_id join warehouses g on g.id = t.to_warehouse_id where t.id = $1"#,
        id
    );
    Ok(way.fetch_optional(conn).await?)
}

/// What variants are called: (variant, name, SKU).
pub async fn names(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<HashMap<Uuid, (String, String)>> {
    let rows = sqlx::query!(
        "select v.id, p.name as product, v.name as variant, v.sku from product_variants v join products p on p.id = v.product_id where v.id = any ($1)",
        variant_ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, (label(&row.product, &row.variant), row.sku))).collect())
}

/// The order with this number, or whose parcel has this tracking number or waybill, the newest of them.
pub async fn order_by(conn: &mut PgConnection, number: &str) -> Result<Option<Uuid>> {
    let id = sqlx::query_scalar!(
        r#"select x.id as "id!" from (
             select o.id, 0 as place, o.created_at from orders o where o.order_number = $1
             union all
             select l.order_id, 1, d.created_at from deliveries d join delivery_orders l on l.delivery_id = d.id where d.tracking_number = $1
             union all
             select l.order_id, 2, d.created_at from deliveries d join delivery_orders l on l.delivery_id = d.id where d.waybill = $1
           ) x order by x.place, x.created_at desc limit 1"#,
        number
    );
    Ok(id.fetch_optional(conn).await?)
}

/// The count that is under way with this number, or of the bin with this code.
pub async fn count_by(conn: &mut PgConnection, code: &str) -> Result<Option<Uuid>> {
    let id = sqlx::query_scalar!(
        "select c.id from stock_counts c left join bins b on b.id = c.bin_id
         where c.status = 'COUNTING' and (upper(c.number) = $1 or b.code = $1) order by (upper(c.number) = $1) desc, c.created_at desc limit 1",
        code
    );
    Ok(id.fetch_optional(conn).await?)
}

/// The bin with this code, the default warehouse's first: (bin, warehouse).
pub async fn bin_by(conn: &mut PgConnection, code: &str) -> Result<Option<(Uuid, Uuid)>> {
    let row = sqlx::query!(
        "select b.id, b.warehouse_id from bins b join warehouses w on w.id = b.warehouse_id
         where b.code = $1 and w.is_active order by w.is_default desc, b.id limit 1",
        code
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.warehouse_id)))
}

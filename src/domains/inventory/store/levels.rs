//! What is where, for whom, and how it came to be.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{LevelRow, Pace, ReservationRow, SHOWN_RESERVATIONS, StockLevel};
use crate::server::Result;
use crate::shared::Cursor;
use crate::shared::paging::PageRequest;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many products of a search are looked at.
const SEARCHED: i32 = 1000;

/// Products that match words, a SKU or a barcode.
pub(in crate::domains::inventory) async fn search(conn: &mut PgConnection, query: &str) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(r#"select id as "id!" from search_products($1, $2)"#, query, SEARCHED).fetch_all(conn).await?)
}

/// The places of up to one variant more than a page, in the asked order (the other way round when going back).
pub(in crate::domains::inventory) async fn browse(
    conn: &mut PgConnection,
    products: Option<&[Uuid]>,
    page: PageRequest,
) -> Result<Vec<Cursor>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Cursor,
        "select v.created_at as at, v.id from product_variants v join products p on p.id = v.product_id and p.deleted_at is null
         where v.deleted_at is null
           and ($1::uuid[] is null or v.product_id = any ($1))
           and ($3::uuid is null or case
                when $6::text = 'sku' and $4 then (v.sku, v.id) > ((select a.sku from product_variants a where a.id = $3), $3)
                when $6 = 'sku' then (v.sku, v.id) < ((select a.sku from product_variants a where a.id = $3), $3)
                when $4 then (v.created_at, v.id) > ($2, $3) else (v.created_at, v.id) < ($2, $3) end)
         order by case when $4 and $6 = 'sku' then v.sku end asc, case when not $4 and $6 = 'sku' then v.sku end desc,
                  case when $4 and $6 <> 'sku' then v.created_at end asc, case when not $4 and $6 <> 'sku' then v.created_at end desc,
                  case when $4 then v.id end asc, v.id desc
         limit $5",
        products,
        at,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
    )
    .fetch_all(conn)
    .await?)
}

/// As [`browse`] for variants of which little is left or too much is promised: it starts at those few levels, and newest first is in
/// the order of ids, which carry the time.
pub(in crate::domains::inventory) async fn browse_low_or_short(
    conn: &mut PgConnection,
    state: &str,
    products: Option<&[Uuid]>,
    warehouse: Option<Uuid>,
    page: PageRequest,
) -> Result<Vec<Cursor>> {
    let id = page.cursor.map(|cursor| cursor.id);
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Cursor,
        r#"select v.created_at as at, v.id
           from (
             select l.variant_id from inventory_levels l
             where $1 = 'low' and l.is_low and ($3::uuid is null or l.warehouse_id = $3)
             union
             select l.variant_id from inventory_levels l where $1 = 'short' and l.short > 0 and ($3::uuid is null or l.warehouse_id = $3)
           ) x
           join product_variants v on v.id = x.variant_id and v.deleted_at is null
           join products p on p.id = v.product_id and p.deleted_at is null
           where ($2::uuid[] is null or v.product_id = any ($2))
             and ($4::uuid is null or case
                  when $7::text = 'sku' and $5 then (v.sku, v.id) > ((select a.sku from product_variants a where a.id = $4), $4)
                  when $7 = 'sku' then (v.sku, v.id) < ((select a.sku from product_variants a where a.id = $4), $4)
                  when $5 then v.id > $4 else v.id < $4 end)
           order by case when $5 and $7 = 'sku' then v.sku end asc, case when not $5 and $7 = 'sku' then v.sku end desc,
                    case when $5 then v.id end asc, v.id desc
           limit $6"#,
        state,
        products,
        warehouse,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
    )
    .fetch_all(conn)
    .await?)
}

/// So many levels without stock are many: then a page is full soon when one walks past all variants. Where they are few, one starts
/// at them.
const MANY_OUT: i64 = 500;

/// As [`browse_low_or_short`] for variants on sale of which nothing can be promised. What has expired counts as released. In one
/// warehouse these are variants that it has had; in all together also those that no warehouse has ever had.
pub(in crate::domains::inventory) async fn browse_out(
    conn: &mut PgConnection,
    products: Option<&[Uuid]>,
    warehouse: Option<Uuid>,
    now: DateTime<Utc>,
    page: PageRequest,
) -> Result<Vec<Cursor>> {
    let many = sqlx::query_scalar!(
        r#"select count(*) = $2 as "many!" from (
             select from inventory_levels l where l.is_out and ($1::uuid is null or l.warehouse_id = $1) limit $2) x"#,
        warehouse,
        MANY_OUT,
    )
    .fetch_one(&mut *conn)
    .await?;
    if many { walk_out(conn, products, warehouse, now, page).await } else { start_at_out(conn, products, warehouse, now, page).await }
}

/// Past all variants, until the page is full.
async fn walk_out(
    conn: &mut PgConnection,
    products: Option<&[Uuid]>,
    warehouse: Option<Uuid>,
    now: DateTime<Utc>,
    page: PageRequest,
) -> Result<Vec<Cursor>> {
    let id = page.cursor.map(|cursor| cursor.id);
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Cursor,
        r#"with due as (
             select r.warehouse_id, r.variant_id, sum(r.quantity) as quantity from inventory_reservations r
             where r.status = 'ACTIVE' and r.expires_at <= $7 group by 1, 2
           )
           select v.created_at as at, v.id
           from product_variants v join products p on p.id = v.product_id and p.deleted_at is null and p.status = 'ACTIVE'
           where v.deleted_at is null and v.is_active
             and coalesce((
               select sum(l.available) from inventory_levels l where l.variant_id = v.id and ($2::uuid is null or l.warehouse_id = $2)), 0)
             + coalesce((select sum(d.quantity) from due d where d.variant_id = v.id and ($2 is null or d.warehouse_id = $2)), 0) <= 0
             and ($2 is null or exists (select from inventory_levels l where l.variant_id = v.id and l.warehouse_id = $2))
             and ($1::uuid[] is null or v.product_id = any ($1))
             and ($3::uuid is null or case
                  when $6::text = 'sku' and $4 then (v.sku, v.id) > ((select a.sku from product_variants a where a.id = $3), $3)
                  when $6 = 'sku' then (v.sku, v.id) < ((select a.sku from product_variants a where a.id = $3), $3)
                  when $4 then v.id > $3 else v.id < $3 end)
           order by case when $4 and $6 = 'sku' then v.sku end asc, case when not $4 and $6 = 'sku' then v.sku end desc,
                    case when $4 then v.id end asc, v.id desc
           limit $5"#,
        products,
        warehouse,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
        now,
    )
    .fetch_all(conn)
    .await?)
}

/// From the levels without stock, and from the variants that no warehouse has ever had.
async fn start_at_out(
    conn: &mut PgConnection,
    products: Option<&[Uuid]>,
    warehouse: Option<Uuid>,
    now: DateTime<Utc>,
    page: PageRequest,
) -> Result<Vec<Cursor>> {
    let id = page.cursor.map(|cursor| cursor.id);
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Cursor,
        r#"with due as (
             select r.warehouse_id, r.variant_id, sum(r.quantity) as quantity from inventory_reservations r
             where r.status = 'ACTIVE' and r.expires_at <= $7 group by 1, 2
           )
           select v.created_at as at, v.id
           from (
             select distinct l.variant_id from inventory_levels l where l.is_out and ($2::uuid is null or l.warehouse_id = $2)
             union all
             select n.id from product_variants n
             where $2 is null and n.deleted_at is null and not exists (select from inventory_levels l where l.variant_id = n.id)
           ) x
           join product_variants v on v.id = x.variant_id and v.deleted_at is null and v.is_active
           join products p on p.id = v.product_id and p.deleted_at is null and p.status = 'ACTIVE'
           where coalesce((
               select sum(l.available) from inventory_levels l where l.variant_id = v.id and ($2 is null or l.warehouse_id = $2)), 0)
             + coalesce((select sum(d.quantity) from due d where d.variant_id = v.id and ($2 is null or d.warehouse_id = $2)), 0) <= 0
             and ($1::uuid[] is null or v.product_id = any ($1))
             and ($3::uuid is null or case
                  when $6::text = 'sku' and $4 then (v.sku, v.id) > ((select a.sku from product_variants a where a.id = $3), $3)
                  when $6 = 'sku' then (v.sku, v.id) < ((select a.sku from product_variants a where a.id = $3), $3)
                  when $4 then v.id > $3 else v.id < $3 end)
           order by case when $4 and $6 = 'sku' then v.sku end asc, case when not $4 and $6 = 'sku' then v.sku end desc,
                    case when $4 then v.id end asc, v.id desc
           limit $5"#,
        products,
        warehouse,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
        now,
    )
    .fetch_all(conn)
    .await?)
}

/// The rows of these variants, in this order. What has expired counts as released.
pub(in crate::domains::inventory) async fn rows(
    conn: &mut PgConnection,
    ids: &[Uuid],
    warehouse: Option<Uuid>,
    language: &str,
    at: DateTime<Utc>,
) -> Result<Vec<LevelRow>> {
    let rows = sqlx::query!(
        r#"with due as (
               select r.warehouse_id, r.variant_id, sum(r.quantity) as quantity from inventory_reservations r
               where r.status = 'ACTIVE' and r.expires_at <= $4 and r.variant_id = any ($1) group by 1, 2)
           select v.id, v.sku, v.name as variant_name, coalesce(t.value, p.name) as "product_name!", m.source_url as "image?",
                  l.on_hand as "on_hand!", l.reserved as "reserved!", l.unavailable as "unavailable!", l.short as "short!",
                  l.available as "available!", l.is_low as "is_low!"
           from unnest($1::uuid[]) with ordinality wanted (id, n)
           join product_variants v on v.id = wanted.id join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $3
           left join lateral (
               select i.source_url from product_media i
               where i.product_id = p.id and i.kind = 'IMAGE' and i.source_url is not null
               order by (i.variant_id = v.id) desc nulls last, i.sort_order, i.id limit 1) m on true
           cross join lateral (
               select coalesce(sum(l.on_hand), 0) as on_hand, coalesce(sum(l.reserved - d.quantity), 0)::bigint as reserved,
                      coalesce(sum(l.unavailable), 0) as unavailable, coalesce(sum(greatest(0, l.short - d.quantity)), 0)::bigint as short,
                      coalesce(sum(l.available + d.quantity), 0)::bigint as available,
                      coalesce(bool_or(l.available + d.quantity > 0 and l.available + d.quantity <= l.reorder_level), false) as is_low
               from inventory_levels l
               cross join lateral (
                   select coalesce(sum(due.quantity), 0) as quantity from due
                   where due.variant_id = l.variant_id and due.warehouse_id = l.warehouse_id) d
               where l.variant_id = v.id and ($2::uuid is null or l.warehouse_id = $2)) l
           order by wanted.n"#,
        ids,
        warehouse,
        language,
        at,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LevelRow {
            variant_id: row.id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            image: row.image,
            on_hand: row.on_hand,
            reserved: row.reserved,
            unavailable: row.unavailable,
            short: row.short,
            available: row.available,
            is_low: row.is_low,
        })
        .collect())
}

/// What the page of a variant is headed with.
pub(in crate::domains::inventory) struct Head {
    pub product_id: Uuid,
    pub product_name: String,
    pub variant_name: String,
    pub sku: String,
}

pub(in crate::domains::inventory) async fn head(conn: &mut PgConnection, variant_id: Uuid, language: &str) -> Result<Option<Head>> {
    Ok(sqlx::query_as!(
        Head,
        r#"select v.product_id, coalesce(t.value, p.name) as "product_name!", v.name as variant_name, v.sku
           from product_variants v join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $2
           where v.id = $1 and v.deleted_at is null"#,
        variant_id,
        language,
    )
    .fetch_optional(conn)
    .await?)
}

/// The levels of variants in every warehouse in use; zeros where there is no level. What has expired counts as released.
pub(in crate::domains::inventory) async fn levels(
    conn: &mut PgConnection,
    variant_ids: &[Uuid],
    at: DateTime<Utc>,
) -> Result<Vec<StockLevel>> {
    Ok(sqlx::query_as!(
        StockLevel,
        r#"select v.id as "variant_id!", w.id as warehouse_id, w.name as warehouse, coalesce(l.on_hand, 0) as "on_hand!",
                  (coalesce(l.reserved, 0) - x.expired) as "reserved!", coalesce(l.unavailable, 0) as "unavailable!", coalesce(l.short, 0) as "short!",
                  (coalesce(l.available, 0) + x.expired) as "available!", coalesce(l.reorder_level, 0) as "reorder_level!",
                  coalesce(l.reorder_quantity, 0) as "reorder_quantity!", l.max_level as "max_level?", coalesce(l.backorder_limit, 0) as "backorder_limit!", l.bin_id as "bin_id?"
           from unnest($1::uuid[]) with ordinality v (id, n) cross join warehouses w
           left join inventory_levels l on l.warehouse_id = w.id and l.variant_id = v.id
           cross join lateral (
               select coalesce(sum(r.quantity), 0)::integer as expired from inventory_reservations r
               where r.warehouse_id = w.id and r.variant_id = v.id and r.status = 'ACTIVE' and r.expires_at <= $2) x
           where w.is_active or l.id is not null
           order by v.n, w.is_default desc, w.name, w.id"#,
        variant_ids,
        at,
    )
    .fetch_all(conn)
    .await?)
}

/// The variants of a product in order.
pub(in crate::domains::inventory) async fn variants_of(conn: &mut PgConnection, product_id: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from product_variants where product_id = $1 and deleted_at is null order by sort_order, id",
        product_id
    )
    .fetch_all(conn)
    .await?)
}

/// The newest promises of a variant that are kept.
pub(in crate::domains::inventory) async fn reservations(
    conn: &mut PgConnection,
    variant_id: Uuid,
    at: DateTime<Utc>,
) -> Result<Vec<ReservationRow>> {
    Ok(sqlx::query_as!(
        ReservationRow,
        "select id, warehouse_id, quantity, short, owner_type as owner_kind, owner_id, expires_at, created_at from inventory_reservations
         where variant_id = $1 and status = 'ACTIVE' and (expires_at is null or expires_at > $2)
         order by created_at desc, id desc limit $3",
        variant_id,
        at,
        SHOWN_RESERVATIONS,
    )
    .fetch_all(conn)
    .await?)
}

/// How fast a variant left each warehouse since a moment, and what is on its way there.
pub(in crate::domains::inventory) async fn pace(conn: &mut PgConnection, variant_id: Uuid, since: DateTime<Utc>) -> Result<Vec<Pace>> {
    Ok(sqlx::query_as!(
        Pace,
        r#"select w.id as warehouse_id, s.sold as "sold!", c.coming as "coming!", 0::bigint as "on_order!"
           from warehouses w
           cross join lateral (
               select greatest(0, -coalesce(sum(m.quantity_change), 0))::bigint as sold from inventory_movements m
               where m.warehouse_id = w.id and m.variant_id = $1 and m.created_at > $2 and m.cause in ('SALE', 'RETURN')) s
           cross join lateral (
               select coalesce(sum(i.shipped - i.received - i.returned - i.discrepancy), 0)::bigint as coming
               from stock_transfer_items i join stock_transfers t on t.id = i.transfer_id
               where i.variant_id = $1 and i.received + i.returned + i.discrepancy < i.shipped and t.to_warehouse_id = w.id) c"#,
        variant_id,
        since,
    )
    .fetch_all(conn)
    .await?)
}

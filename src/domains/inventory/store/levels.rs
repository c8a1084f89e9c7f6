//! What is where, for whom, and how it came to be.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{Cause, LevelRow, MovementRow, Reference, ReservationRow, SHOWN_RESERVATIONS, StockLevel};
use crate::server::Result;
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Page};
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
    state: Option<&str>,
    warehouse: Option<Uuid>,
    page: PageRequest,
) -> Result<Vec<Cursor>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Cursor,
        "select v.created_at as at, v.id from product_variants v join products p on p.id = v.product_id and p.deleted_at is null
         where v.deleted_at is null
           and ($1::uuid[] is null or v.product_id = any ($1))
           and ($2::text is distinct from 'low' or v.id in (
               select l.variant_id from inventory_levels l
               where l.available <= l.reorder_level and l.available > 0 and ($3::uuid is null or l.warehouse_id = $3)))
           and ($2::text is distinct from 'short' or v.id in (
               select l.variant_id from inventory_levels l where l.short > 0 and ($3::uuid is null or l.warehouse_id = $3)))
           and ($2::text is distinct from 'out' or v.is_active and p.status = 'ACTIVE' and coalesce((
               select sum(l.available) from inventory_levels l where l.variant_id = v.id and ($3::uuid is null or l.warehouse_id = $3)), 0) <= 0)
           and ($5::uuid is null or case
                when $8::text = 'sku' and $6 then (v.sku, v.id) > ((select a.sku from product_variants a where a.id = $5), $5)
                when $8 = 'sku' then (v.sku, v.id) < ((select a.sku from product_variants a where a.id = $5), $5)
                when $6 then (v.created_at, v.id) > ($4, $5) else (v.created_at, v.id) < ($4, $5) end)
         order by case when $6 and $8 = 'sku' then v.sku end asc, case when not $6 and $8 = 'sku' then v.sku end desc,
                  case when $6 and $8 <> 'sku' then v.created_at end asc, case when not $6 and $8 <> 'sku' then v.created_at end desc,
                  case when $6 then v.id end asc, v.id desc
         limit $7",
        products,
        state,
        warehouse,
        at,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
    )
    .fetch_all(conn)
    .await?)
}

/// The rows of these variants, in this order.
pub(in crate::domains::inventory) async fn rows(
    conn: &mut PgConnection,
    ids: &[Uuid],
    warehouse: Option<Uuid>,
    language: &str,
) -> Result<Vec<LevelRow>> {
    let rows = sqlx::query!(
        r#"select v.id, v.sku, v.name as variant_name, coalesce(t.value, p.name) as "product_name!", m.source_url as "image?",
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
               select coalesce(sum(l.on_hand), 0) as on_hand, coalesce(sum(l.reserved), 0) as reserved, coalesce(sum(l.unavailable), 0) as unavailable,
                      coalesce(sum(l.short), 0) as short, coalesce(sum(l.available), 0) as available,
                      coalesce(bool_or(l.available > 0 and l.available <= l.reorder_level), false) as is_low
               from inventory_levels l where l.variant_id = v.id and ($2::uuid is null or l.warehouse_id = $2)) l
           order by wanted.n"#,
        ids,
        warehouse,
        language,
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
                  (coalesce(l.available, 0) + x.expired) as "available!", coalesce(l.reorder_level, 0) as "reorder_level!"
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

/// A page of the ledger of a variant, newest first.
pub(in crate::domains::inventory) async fn movements(
    conn: &mut PgConnection,
    variant_id: Uuid,
    page: PageRequest,
) -> Result<Page<MovementRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select m.id, m.created_at, w.name as warehouse, m.cause, m.quantity_change, m.unavailable_change, m.on_hand_after, m.reference_type,
                  m.reference_id, m.reason, u.name as "person?"
           from inventory_movements m join warehouses w on w.id = m.warehouse_id left join users u on u.id = m.user_id
           where m.variant_id = $1
             and ($2::timestamptz is null or case when $4 then (m.created_at, m.id) > ($2, $3) else (m.created_at, m.id) < ($2, $3) end)
           order by case when $4 then m.created_at end asc, case when $4 then m.id end asc, m.created_at desc, m.id desc
           limit $5"#,
        variant_id,
        at,
        id,
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| MovementRow {
            id: row.id,
            at: row.created_at,
            warehouse: row.warehouse,
            cause: Cause::parse(&row.cause).unwrap_or(Cause::Correction),
            change: row.quantity_change,
            unavailable_change: row.unavailable_change,
            on_hand_after: row.on_hand_after,
            reference: row.reference_type.zip(row.reference_id).map(|(kind, id)| Reference { kind, id }),
            reason: row.reason,
            person: row.person,
        })
        .collect();
    Ok(Page::from_fetched(page, rows, |row: &MovementRow| Cursor { at: row.at, id: row.id }))
}

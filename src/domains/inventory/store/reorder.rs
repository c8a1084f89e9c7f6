//! What is to be ordered.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{Need, ReorderFilter, ReorderRow};
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{Cursor, Page};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A page of watched levels that have come down to where more is ordered, newest first. What has expired counts as released.
pub(in crate::domains::inventory) async fn to_reorder(
    conn: &mut PgConnection,
    filter: &ReorderFilter,
    variants: Option<&[Uuid]>,
    language: &str,
    at: DateTime<Utc>,
    page: PageRequest,
) -> Result<Page<ReorderRow>> {
    let id = page.cursor.map(|cursor| cursor.id);
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"with due as (
               select r.warehouse_id, r.variant_id, sum(r.quantity)::integer as quantity from inventory_reservations r
               where r.status = 'ACTIVE' and r.expires_at <= $4 group by 1, 2)
           select l.id, l.created_at, l.variant_id, l.warehouse_id, v.sku, coalesce(t.value, p.name) as "product_name!", v.name as variant_name, w.name as warehouse,
                  (l.available + coalesce(d.quantity, 0)) as "available!", l.reorder_level, l.reorder_quantity, l.max_level,
                  s.sold as "sold!", c.coming as "coming!"
           from inventory_levels l
           join product_variants v on v.id = l.variant_id and v.deleted_at is null and v.is_active
           join products p on p.id = v.product_id and p.deleted_at is null and p.status in ('DRAFT', 'ACTIVE')
           join warehouses w on w.id = l.warehouse_id and w.is_active
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $3
           left join due d on d.warehouse_id = l.warehouse_id and d.variant_id = l.variant_id
           cross join lateral (
               select greatest(0, -coalesce(sum(m.quantity_change), 0))::bigint as sold from inventory_movements m
               where m.warehouse_id = l.warehouse_id and m.variant_id = l.variant_id and m.created_at > $5 and m.cause in ('SALE', 'RETURN')) s
           cross join lateral (
               select coalesce(sum(i.shipped - i.received - i.returned - i.discrepancy), 0)::bigint as coming
               from stock_transfer_items i join stock_transfers o on o.id = i.transfer_id
               where i.variant_id = l.variant_id and i.received + i.returned + i.discrepancy < i.shipped
                 and o.to_warehouse_id = l.warehouse_id) c
           where l.reorder_level > 0 and (l.is_low or l.is_out) and l.available + coalesce(d.quantity, 0) <= l.reorder_level
             and ($1::uuid is null or l.warehouse_id = $1)
             and ($2::uuid[] is null or l.variant_id = any ($2))
             and ($6::bigint is null or greatest(0, l.available + coalesce(d.quantity, 0)) * $7::bigint < $6 * s.sold)
             and ($8::uuid is null or case when $9 then l.id > $8 else l.id < $8 end)
           order by case when $9 then l.id end asc, l.id desc
           limit $10"#,
        filter.warehouse,
        variants,
        language,
        at,
        at - TimeDelta::days(filter.days),
        filter.within,
        filter.days,
        id,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| ReorderRow {
            id: row.id,
            created_at: row.created_at,
            variant_id: row.variant_id,
            warehouse_id: row.warehouse_id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            warehouse: row.warehouse,
            need: Need {
                available: i64::from(row.available),
                coming: row.coming,
                on_order: 0,
                sold: row.sold,
                days: filter.days,
                cover: filter.cover,
                reorder_level: i64::from(row.reorder_level),
                least: i64::from(row.reorder_quantity),
                most: row.max_level.map(i64::from),
            },
        })
        .collect();
    Ok(Page::from_fetched(page, rows, |row: &ReorderRow| Cursor { at: row.created_at, id: row.id }))
}

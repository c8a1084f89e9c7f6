//! Stock counts.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{AbcClass, CountItem, CountRow, CountScope, CountStatus, CountView};
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{Cursor, Page};
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

fn status(code: &str) -> Result<CountStatus> {
    Ok(CountStatus::parse(code).ok_or_else(|| anyhow!("unknown status of a count: {code}"))?)
}

fn scope(code: &str, bin_id: Option<Uuid>, class: Option<&str>) -> Result<CountScope> {
    match (code, class.and_then(AbcClass::parse)) {
        ("ALL", _) => Ok(CountScope::All),
        ("BIN", _) => Ok(CountScope::Bin(bin_id)),
        ("ABC", Some(class)) => Ok(CountScope::Abc(class)),
        _ => Err(anyhow!("unknown scope of a count: {code}").into()),
    }
}

/// A page of counts, newest first.
pub(in crate::domains::inventory) async fn counts(
    conn: &mut PgConnection,
    by: Option<CountStatus>,
    page: PageRequest,
) -> Result<Page<CountRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select c.id, c.number, c.status, w.name as warehouse, c.scope, c.bin_id, b.code as "bin?", c.abc_class, c.is_blind,
                  i.lines as "lines!", i.counted as "counted!", i.posted_change as "posted_change!", c.created_at
           from stock_counts c join warehouses w on w.id = c.warehouse_id left join bins b on b.id = c.bin_id
           cross join lateral (
               select count(*) as lines, count(i.counted) as counted, coalesce(sum(i.posted_change), 0) as posted_change
               from stock_count_items i where i.count_id = c.id) i
           where ($1::text is null or c.status = $1)
             and ($2::timestamptz is null or case when $4 then (c.created_at, c.id) > ($2, $3) else (c.created_at, c.id) < ($2, $3) end)
           order by case when $4 then c.created_at end asc, case when $4 then c.id end asc, c.created_at desc, c.id desc
           limit $5"#,
        by.map(CountStatus::code),
        at,
        id,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| {
            Ok(CountRow {
                id: row.id,
                number: row.number,
                status: status(&row.status)?,
                warehouse: row.warehouse,
                scope: scope(&row.scope, row.bin_id, row.abc_class.as_deref())?,
                bin: row.bin,
                is_blind: row.is_blind,
                lines: row.lines,
                counted: row.counted,
                posted_change: row.posted_change,
                created_at: row.created_at,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &CountRow| Cursor { at: row.created_at, id: row.id }))
}

/// What the page of a count is headed with.
pub(in crate::domains::inventory) struct CountHead {
    pub row: CountRow,
    pub notes: String,
    pub snapshot_at: Option<DateTime<Utc>>,
    pub posted_at: Option<DateTime<Utc>>,
    pub person: Option<String>,
    pub different: i64,
}

/// A count without its lines.
pub(in crate::domains::inventory) async fn count(conn: &mut PgConnection, id: Uuid) -> Result<Option<CountHead>> {
    let row = sqlx::query!(
        r#"select c.id, c.number, c.status, w.name as warehouse, c.scope, c.bin_id, b.code as "bin?", c.abc_class, c.is_blind, c.notes,
                  c.snapshot_at, c.posted_at, c.created_at, u.name as "person?", i.lines as "lines!", i.counted as "counted!",
                  i.posted_change as "posted_change!", i.different as "different!"
           from stock_counts c join warehouses w on w.id = c.warehouse_id left join bins b on b.id = c.bin_id
           left join users u on u.id = c.created_by
           cross join lateral (
               select count(*) as lines, count(i.counted) as counted, coalesce(sum(i.posted_change), 0) as posted_change,
                      count(*) filter (where i.counted <> i.expected_at_count) as different
               from stock_count_items i where i.count_id = c.id) i
           where c.id = $1"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(CountHead {
            row: CountRow {
                id: row.id,
                number: row.number,
                status: status(&row.status)?,
                warehouse: row.warehouse,
                scope: scope(&row.scope, row.bin_id, row.abc_class.as_deref())?,
                bin: row.bin,
                is_blind: row.is_blind,
                lines: row.lines,
                counted: row.counted,
                posted_change: row.posted_change,
                created_at: row.created_at,
            },
            notes: row.notes,
            snapshot_at: row.snapshot_at,
            posted_at: row.posted_at,
            person: row.person,
            different: row.different,
        })
    })
    .transpose()
}

/// A page of the lines of a count, on the way through the warehouse.
pub(in crate::domains::inventory) async fn count_items(
    conn: &mut PgConnection,
    count_id: Uuid,
    view: CountView,
    language: &str,
    page: PageRequest,
) -> Result<Page<CountItem>> {
    let id = page.cursor.map(|cursor| cursor.id);
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select i.id, i.variant_id, v.sku, coalesce(t.value, p.name) as "product_name!", v.name as variant_name, b.code as "bin?",
                  i.expected_at_snapshot, i.counted, i.expected_at_count, i.counted_at, u.name as "person?", i.posted_change
           from stock_count_items i join stock_counts c on c.id = i.count_id
           join product_variants v on v.id = i.variant_id join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $2
           left join inventory_levels l on l.warehouse_id = c.warehouse_id and l.variant_id = i.variant_id
           left join bins b on b.id = l.bin_id
           left join users u on u.id = i.counted_by
           where i.count_id = $1
             and ($3::text = '' or case $3 when 'open' then i.counted is null else i.counted <> i.expected_at_count end)
             and ($4::uuid is null or case when $5
                  then (i.position, i.id) < ((select a.position from stock_count_items a where a.id = $4), $4)
                  else (i.position, i.id) > ((select a.position from stock_count_items a where a.id = $4), $4) end)
           order by case when $5 then i.position end desc, case when $5 then i.id end desc, i.position, i.id
           limit $6"#,
        count_id,
        language,
        view.code(),
        id,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| CountItem {
            id: row.id,
            variant_id: row.variant_id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            bin: row.bin,
            expected_at_snapshot: row.expected_at_snapshot,
            counted: row.counted,
            expected_at_count: row.expected_at_count,
            counted_at: row.counted_at,
            person: row.person,
            posted_change: row.posted_change,
        })
        .collect();
    // Lines are found again by their id alone.
    Ok(Page::from_fetched(page, rows, |row: &CountItem| Cursor { at: DateTime::UNIX_EPOCH, id: row.id }))
}

/// Numbers of counts, for links: (count, number).
pub(in crate::domains::inventory) async fn count_numbers(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, number from stock_counts where id = any ($1)", ids).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.number)).collect())
}

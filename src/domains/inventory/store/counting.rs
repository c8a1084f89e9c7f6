//! Stock counts: what changes them.

use crate::domains::inventory::model::{AbcClass, CountScope, CountStatus};
use crate::server::Result;
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A count as its steps need it.
pub(in crate::domains::inventory) struct LockedCount {
    pub id: Uuid,
    pub number: String,
    pub status: CountStatus,
    pub warehouse_id: Uuid,
    pub scope: String,
    pub bin_id: Option<Uuid>,
    pub abc_class: Option<String>,
    pub snapshot_at: Option<DateTime<Utc>>,
}

/// A count, held until the end of the transaction.
pub(in crate::domains::inventory) async fn lock_count(conn: &mut PgConnection, id: Uuid) -> Result<Option<LockedCount>> {
    let row = sqlx::query!(
        "select id, number, status, warehouse_id, scope, bin_id, abc_class, snapshot_at from stock_counts where id = $1 for update",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(LockedCount {
            id: row.id,
            number: row.number,
            status: CountStatus::parse(&row.status).ok_or_else(|| anyhow!("unknown status of a count: {}", row.status))?,
            warehouse_id: row.warehouse_id,
            scope: row.scope,
            bin_id: row.bin_id,
            abc_class: row.abc_class,
            snapshot_at: row.snapshot_at,
        })
    })
    .transpose()
}

/// A count that is planned.
pub(in crate::domains::inventory) struct NewCount<'a> {
    pub id: Uuid,
    pub number: &'a str,
    pub warehouse_id: Uuid,
    pub scope: CountScope,
    pub is_blind: bool,
    pub notes: &'a str,
    pub user_id: Option<Uuid>,
}

/// Plans a count.
pub(in crate::domains::inventory) async fn insert_count(conn: &mut PgConnection, new: &NewCount<'_>, at: DateTime<Utc>) -> Result<()> {
    let (bin_id, class) = match new.scope {
        CountScope::All => (None, None),
        CountScope::Bin(id) => (id, None),
        CountScope::Abc(class) => (None, Some(class)),
    };
    sqlx::query!(
        "insert into stock_counts (id, number, warehouse_id, scope, bin_id, abc_class, is_blind, notes, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id,
        new.number,
        new.warehouse_id,
        new.scope.code(),
        bin_id,
        class.map(AbcClass::code),
        new.is_blind,
        new.notes,
        new.user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The variants of a warehouse that a count looks at, on the way through the warehouse: bins by route, then by SKU. Classes are by
/// the value sold here since a moment, less what came back, at today's prices. `limit` bounds them.
pub(in crate::domains::inventory) async fn in_scope(
    conn: &mut PgConnection,
    count: &LockedCount,
    sold_since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"with sold as (
             select m.variant_id, greatest(0, -sum(m.quantity_change)) * max(v.price) as value
             from inventory_movements m join product_variants v on v.id = m.variant_id
             where $2 = 'ABC' and m.warehouse_id = $1 and m.created_at > $5 and m.cause in ('SALE', 'RETURN') group by 1
           ), ranked as (
             select l.variant_id, l.bin_id, coalesce(s.value, 0) as value, sum(coalesce(s.value, 0)) over () as total,
               coalesce(sum(coalesce(s.value, 0)) over (
                 order by coalesce(s.value, 0) desc, l.variant_id rows between unbounded preceding and 1 preceding), 0) as before
             from inventory_levels l join product_variants v on v.id = l.variant_id and v.deleted_at is null
             left join sold s on s.variant_id = l.variant_id
             where l.warehouse_id = $1
           )
           select r.variant_id as "id!"
           from ranked r join product_variants v on v.id = r.variant_id left join bins b on b.id = r.bin_id
           where ($2 <> 'BIN' or r.bin_id = $3)
             and ($2 <> 'ABC' or $4 = case when r.value <= 0 then 'C' when r.before < r.total * 0.8 then 'A' when r.before < r.total * 0.95 then 'B' else 'C' end)
           order by b.route_order nulls last, b.code, v.sku, r.variant_id limit $6"#,
        count.warehouse_id,
        count.scope,
        count.bin_id,
        count.abc_class,
        sold_since,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

/// The number of another count under way in the warehouse that looks at one of these variants.
pub(in crate::domains::inventory) async fn counted_elsewhere(
    conn: &mut PgConnection,
    count: &LockedCount,
    variants: &[Uuid],
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select c.number from stock_counts c
         where c.warehouse_id = $1 and c.status = 'COUNTING' and c.id <> $2
           and exists (select from stock_count_items i where i.count_id = c.id and i.variant_id = any ($3)) limit 1",
        count.warehouse_id,
        count.id,
        variants,
    )
    .fetch_optional(conn)
    .await?)
}

/// Holds the levels of variants until the end of the transaction, in the order in which everybody holds them.
pub(in crate::domains::inventory) async fn lock_levels(conn: &mut PgConnection, warehouse_id: Uuid, variants: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "select from inventory_levels where warehouse_id = $1 and variant_id = any ($2) order by variant_id for update",
        warehouse_id,
        variants
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Writes down the lines of a count in this order, with what the books say now.
pub(in crate::domains::inventory) async fn insert_count_items(
    conn: &mut PgConnection,
    count: &LockedCount,
    variants: &[Uuid],
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into stock_count_items (id, count_id, variant_id, position, expected_at_snapshot, created_at)
         select uuid_v7($4), $1, n.id, n.n + coalesce((select max(i.position) from stock_count_items i where i.count_id = $1), 0),
                coalesce(l.on_hand, 0), $4
         from unnest($3::uuid[]) with ordinality n (id, n)
         left join inventory_levels l on l.warehouse_id = $2 and l.variant_id = n.id
         on conflict (organization_id, count_id, variant_id) do nothing",
        count.id,
        count.warehouse_id,
        variants,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down that a count has taken a step.
pub(in crate::domains::inventory) async fn set_count_status(
    conn: &mut PgConnection,
    id: Uuid,
    status: CountStatus,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update stock_counts set status = $2,
           snapshot_at = case when $2 = 'COUNTING' then $3 else snapshot_at end,
           posted_at = case when $2 = 'POSTED' then $3 else posted_at end,
           cancelled_at = case when $2 = 'CANCELLED' then $3 else cancelled_at end
         where id = $1",
        id,
        status.code(),
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A line of a count as counting needs it.
pub(in crate::domains::inventory) struct LockedLine {
    pub id: Uuid,
    pub variant_id: Uuid,
    pub counted: Option<i32>,
    pub counted_at: Option<DateTime<Utc>>,
}

/// Lines of a count: those with these ids, or of these variants. The count's row must be locked.
pub(in crate::domains::inventory) async fn count_lines(
    conn: &mut PgConnection,
    count_id: Uuid,
    ids: &[Uuid],
    variants: &[Uuid],
) -> Result<Vec<LockedLine>> {
    Ok(sqlx::query_as!(
        LockedLine,
        "select id, variant_id, counted, counted_at from stock_count_items where count_id = $1 and (id = any ($2) or variant_id = any ($3))",
        count_id,
        ids,
        variants,
    )
    .fetch_all(conn)
    .await?)
}

/// Writes down what was counted at a moment, with what the books said then: what they say now less what has moved since. The levels
/// must be locked. `None` takes a line back.
pub(in crate::domains::inventory) async fn set_counted(
    conn: &mut PgConnection,
    count: &LockedCount,
    lines: &[(Uuid, Option<i32>)],
    counted_at: DateTime<Utc>,
    user_id: Option<Uuid>,
) -> Result<()> {
    let ids: Vec<Uuid> = lines.iter().map(|(id, _)| *id).collect();
    let counted: Vec<Option<i32>> = lines.iter().map(|(_, counted)| *counted).collect();
    sqlx::query!(
        "update stock_count_items i
         set counted = n.counted, counted_at = case when n.counted is not null then $4::timestamptz end,
             counted_by = case when n.counted is not null then $5::uuid end,
             expected_at_count = case when n.counted is not null then greatest(0,
               coalesce((select l.on_hand from inventory_levels l where l.warehouse_id = $3 and l.variant_id = i.variant_id), 0)
               - coalesce((select sum(m.quantity_change)::integer from inventory_movements m
                           where m.warehouse_id = $3 and m.variant_id = i.variant_id and m.created_at > $4), 0)) end
         from unnest($1::uuid[], $2::integer[]) n (id, counted) where i.id = n.id",
        &ids,
        &counted as &[Option<i32>],
        count.warehouse_id,
        counted_at,
        user_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What posting a line changes.
pub(in crate::domains::inventory) struct LineToPost {
    pub id: Uuid,
    pub variant_id: Uuid,
    pub change: i32,
}

/// What posting a count changes, line by line: the difference at the moment of counting, less what somebody has put right in the
/// books since. The levels must be locked.
pub(in crate::domains::inventory) async fn lines_to_post(conn: &mut PgConnection, count: &LockedCount) -> Result<Vec<LineToPost>> {
    Ok(sqlx::query_as!(
        LineToPost,
        r#"select i.id, i.variant_id, (i.counted - i.expected_at_count - coalesce((
               select sum(m.quantity_change) from inventory_movements m
               where m.warehouse_id = $2 and m.variant_id = i.variant_id and m.created_at > i.counted_at
                 and m.cause in ('COUNT', 'CORRECTION', 'OPENING')), 0))::integer as "change!"
           from stock_count_items i where i.count_id = $1 and i.counted is not null order by i.variant_id"#,
        count.id,
        count.warehouse_id,
    )
    .fetch_all(conn)
    .await?)
}

/// The variants that are counted.
pub(in crate::domains::inventory) async fn counted_variants(conn: &mut PgConnection, count_id: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select variant_id from stock_count_items where count_id = $1 and counted is not null", count_id)
        .fetch_all(conn)
        .await?)
}

/// Writes down what was booked: (line, change).
pub(in crate::domains::inventory) async fn set_posted(conn: &mut PgConnection, lines: &[LineToPost]) -> Result<()> {
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
    let changes: Vec<i32> = lines.iter().map(|line| line.change).collect();
    sqlx::query!(
        "update stock_count_items i set posted_change = n.change from unnest($1::uuid[], $2::integer[]) n (id, change) where i.id = n.id",
        &ids,
        &changes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

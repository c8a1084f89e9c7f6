//! The ledger.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{Cause, MovementRow, Reference};
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What narrows the ledger, as the database knows it.
#[derive(Default)]
pub(in crate::domains::inventory) struct Narrowed<'a> {
    pub variants: Option<&'a [Uuid]>,
    pub warehouse: Option<Uuid>,
    pub cause: Option<&'a str>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

/// The variants of products.
pub(in crate::domains::inventory) async fn variants_of_products(conn: &mut PgConnection, product_ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from product_variants where product_id = any ($1)", product_ids).fetch_all(conn).await?)
}

/// A page of the ledger, newest first.
pub(in crate::domains::inventory) async fn movements(
    conn: &mut PgConnection,
    by: &Narrowed<'_>,
    language: &str,
    page: PageRequest,
) -> Result<Page<MovementRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select m.id, m.created_at, m.variant_id, v.sku, coalesce(t.value, p.name) as "product_name!", v.name as variant_name,
                  w.name as warehouse, m.cause, m.quantity_change, m.unavailable_change, m.on_hand_after, m.reference_type,
                  m.reference_id, m.reason, u.name as "person?"
           from inventory_movements m join warehouses w on w.id = m.warehouse_id left join users u on u.id = m.user_id
           join product_variants v on v.id = m.variant_id join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $6
           where ($1::uuid[] is null or m.variant_id = any ($1))
             and ($2::uuid is null or m.warehouse_id = $2)
             and ($3::text is null or m.cause = $3)
             and ($4::timestamptz is null or m.created_at >= $4)
             and ($5::timestamptz is null or m.created_at < $5)
             and ($7::timestamptz is null or case when $9 then (m.created_at, m.id) > ($7, $8) else (m.created_at, m.id) < ($7, $8) end)
           order by case when $9 then m.created_at end asc, case when $9 then m.id end asc, m.created_at desc, m.id desc
           limit $10"#,
        by.variants,
        by.warehouse,
        by.cause,
        by.from,
        by.until,
        language,
        at,
        id,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| MovementRow {
            id: row.id,
            at: row.created_at,
            variant_id: row.variant_id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            warehouse: row.warehouse,
            cause: Cause::parse(&row.cause).unwrap_or(Cause::Correction),
            change: row.quantity_change,
            unavailable_change: row.unavailable_change,
            on_hand_after: row.on_hand_after,
            reference: row.reference_type.zip(row.reference_id).map(|(kind, id)| Reference { kind, id }),
            reference_name: None,
            reason: row.reason,
            person: row.person,
        })
        .collect();
    Ok(Page::from_fetched(page, rows, |row: &MovementRow| Cursor { at: row.at, id: row.id }))
}

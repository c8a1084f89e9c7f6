//! What channels are not shown.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{BufferException, SHOWN_EXCEPTIONS};
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What is kept back of every product of a store, and how many products are exceptions.
pub(in crate::domains::inventory) async fn buffer_of_store(conn: &mut PgConnection, store_id: Uuid) -> Result<(i32, i64)> {
    let row = sqlx::query!(
        r#"select coalesce(max(buffer) filter (where variant_id is null), 0) as "buffer!", count(variant_id) as "count!"
           from channel_buffers where store_id = $1"#,
        store_id
    )
    .fetch_one(conn)
    .await?;
    Ok((row.buffer, row.count))
}

/// The exceptions of a store that were changed last.
pub(in crate::domains::inventory) async fn exceptions(
    conn: &mut PgConnection,
    store_id: Uuid,
    language: &str,
    at: DateTime<Utc>,
) -> Result<Vec<BufferException>> {
    let rows = sqlx::query!(
        r#"select b.variant_id as "variant_id!", v.sku, coalesce(t.value, p.name) as "product_name!", v.name as variant_name, b.buffer,
                  (coalesce((select sum(l.available) from inventory_levels l where l.variant_id = b.variant_id), 0)
                   + coalesce((select sum(r.quantity) from inventory_reservations r
                               where r.variant_id = b.variant_id and r.status = 'ACTIVE' and r.expires_at <= $3), 0))::bigint as "available!"
           from channel_buffers b join product_variants v on v.id = b.variant_id join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $2
           where b.store_id = $1 order by b.updated_at desc, b.id desc limit $4"#,
        store_id,
        language,
        at,
        SHOWN_EXCEPTIONS,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| BufferException {
            variant_id: row.variant_id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            buffer: row.buffer,
            available: row.available,
        })
        .collect())
}

/// What is kept back now, held until the end of the transaction.
pub(in crate::domains::inventory) async fn lock_buffer(
    conn: &mut PgConnection,
    store_id: Uuid,
    variant_id: Option<Uuid>,
) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!(
        "select buffer from channel_buffers where store_id = $1 and variant_id is not distinct from $2 for update",
        store_id,
        variant_id
    )
    .fetch_optional(conn)
    .await?)
}

/// Keeps so much back of one product, or of all.
pub(in crate::domains::inventory) async fn set_buffer(
    conn: &mut PgConnection,
    id: Uuid,
    store_id: Uuid,
    variant_id: Option<Uuid>,
    buffer: i32,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into channel_buffers (id, store_id, variant_id, buffer, created_at) values ($1, $2, $3, $4, $5)
         on conflict (organization_id, store_id, variant_id) do update set buffer = excluded.buffer",
        id,
        store_id,
        variant_id,
        buffer,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes an exception away.
pub(in crate::domains::inventory) async fn remove_buffer(conn: &mut PgConnection, store_id: Uuid, variant_id: Uuid) -> Result<()> {
    sqlx::query!("delete from channel_buffers where store_id = $1 and variant_id = $2", store_id, variant_id).execute(conn).await?;
    Ok(())
}

/// What a store is shown of variants: what can be promised in all warehouses together less what is kept back, never less than
/// nothing. What has expired counts as released.
pub(in crate::domains::inventory) async fn published(
    conn: &mut PgConnection,
    store_id: Uuid,
    variants: &[Uuid],
    at: DateTime<Utc>,
) -> Result<Vec<(Uuid, i64)>> {
    let rows = sqlx::query!(
        r#"with due as (
             select r.variant_id, sum(r.quantity) as quantity from inventory_reservations r
             where r.status = 'ACTIVE' and r.expires_at <= $3 and r.variant_id = any ($2) group by 1)
           select n.id as "id!", greatest(0,
             coalesce((select sum(l.available) from inventory_levels l where l.variant_id = n.id), 0)
             + coalesce((select d.quantity from due d where d.variant_id = n.id), 0)
             - coalesce(o.buffer, a.buffer, 0))::bigint as "units!"
           from unnest($2::uuid[]) with ordinality n (id, n)
           left join channel_buffers o on o.store_id = $1 and o.variant_id = n.id
           left join channel_buffers a on a.store_id = $1 and a.variant_id is null
           order by n.n"#,
        store_id,
        variants,
        at,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.units)).collect())
}

/// What can be promised of these variants in all warehouses; what has expired counts as released.
pub(in crate::domains::inventory) async fn available(
    conn: &mut PgConnection,
    variants: &[Uuid],
    at: DateTime<Utc>,
) -> Result<Vec<(Uuid, i64)>> {
    let rows = sqlx::query!(
        r#"select x.variant_id as "id!", sum(x.units)::bigint as "units!"
           from (
             select l.variant_id, l.available as units from inventory_levels l where l.variant_id = any ($1)
             union all
             select r.variant_id, r.quantity from inventory_reservations r
             where r.status = 'ACTIVE' and r.expires_at <= $2 and r.variant_id = any ($1)
           ) x group by x.variant_id"#,
        variants,
        at,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.units)).collect())
}

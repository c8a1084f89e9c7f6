//! What a supplier supplies, and what its own people may see.

use crate::domains::catalog::model::label;
use crate::domains::purchasing::model::SuppliedRow;
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{Cursor, Page};
use sqlx::PgConnection;
use uuid::Uuid;

/// The supplier that a person signs in for: its id and name.
pub async fn supplier_of(conn: &mut PgConnection, user_id: Uuid) -> Result<Option<(Uuid, String)>> {
    let row = sqlx::query!(
        "select s.id, s.business_name from supplier_users su join suppliers s on s.id = su.supplier_id where su.user_id = $1",
        user_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.business_name)))
}

/// Who signs in for a supplier.
pub async fn users_of(conn: &mut PgConnection, supplier_id: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select user_id from supplier_users where supplier_id = $1 order by user_id", supplier_id)
        .fetch_all(conn)
        .await?)
}

/// A page of the variants of a supplier's products, with their stock and what is still to come from this supplier.
pub async fn supplied(conn: &mut PgConnection, supplier_id: Uuid, language: &str, page: PageRequest) -> Result<Page<SuppliedRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select v.id, v.product_id, coalesce(t.value, p.name) as "product_name!", v.name as variant_name, v.sku, v.created_at,
             coalesce(l.on_hand, 0) as "on_hand!", coalesce(l.available, 0) as "available!", coalesce(o.outstanding, 0) as "on_order!",
             c.unit_cost as "unit_cost?", c.currency as "currency?"
           from product_variants v
           join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $2
           left join lateral (
             select sum(l.on_hand) as on_hand, sum(l.available) as available from inventory_levels l where l.variant_id = v.id
           ) l on true
           left join lateral (
             select sum(greatest(i.quantity - i.received, 0)) as outstanding
             from purchase_order_items i join purchase_orders o on o.id = i.purchase_order_id
             where i.variant_id = v.id and o.supplier_id = $1 and o.status in ('SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED')
           ) o on true
           left join lateral (
             select i.unit_cost, o.currency::text as currency
             from purchase_order_items i join purchase_orders o on o.id = i.purchase_order_id
             where i.variant_id = v.id and o.supplier_id = $1 and o.status not in ('DRAFT', 'CANCELLED')
             order by i.created_at desc, i.id desc limit 1
           ) c on true
           where p.supplier_id = $1 and p.deleted_at is null and v.deleted_at is null
             and ($4::uuid is null or case when $5 then (v.created_at, v.id) > ($3, $4) else (v.created_at, v.id) < ($3, $4) end)
           order by case when $5 then v.created_at end asc, case when not $5 then v.created_at end desc, case when $5 then v.id end asc, v.id desc
           limit $6"#,
        supplier_id,
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
        .map(|row| SuppliedRow {
            id: row.id,
            product_id: row.product_id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            on_hand: row.on_hand,
            available: row.available,
            on_order: row.on_order,
            last_cost: row.unit_cost.zip(row.currency),
            created_at: row.created_at,
        })
        .collect();
    Ok(Page::from_fetched(page, rows, |row: &SuppliedRow| Cursor { at: row.created_at, id: row.id }))
}

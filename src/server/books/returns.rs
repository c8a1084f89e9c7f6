//! What must add up of returns.

use super::{MOST, Row};
use crate::server::error::Result;
use sqlx::PgConnection;

/// What a line says came back equals what its returns say. A claim brings nothing back.
pub(super) async fn returned(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'order_item' as "resource!", i.id as "id?", format('%s in returns', coalesce(r.pieces, 0)) as "expected!",
             format('returned %s', i.returned) as "found!"
           from order_items i
           left join (
             select x.order_item_id, sum(x.quantity) as pieces from return_items x join returns r on r.id = x.return_id
             where x.condition in ('SELLABLE', 'DAMAGED') and r.kind <> 'CLAIM' group by 1
           ) r on r.order_item_id = i.id
           where i.returned <> coalesce(r.pieces, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// What a return brought on the shelf, and what of it is set aside, equals its movements.
pub(super) async fn shelved(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'return' as "resource!", coalesce(r.id, m.reference_id) as "id?",
             format('%s came, %s set aside by movements', coalesce(m.pieces, 0), coalesce(m.aside, 0)) as "expected!",
             format('%s came, %s damaged', coalesce(r.pieces, 0), coalesce(r.damaged, 0)) as "found!"
           from (
             select r.id, sum(x.quantity) as pieces, coalesce(sum(x.quantity) filter (where x.condition = 'DAMAGED'), 0) as damaged
             from returns r join return_items x on x.return_id = r.id join order_items i on i.id = x.order_item_id
             where r.kind <> 'CLAIM' and x.condition in ('SELLABLE', 'DAMAGED') and i.variant_id is not null group by 1
           ) r
           full join (
             select reference_id, sum(quantity_change) as pieces, sum(unavailable_change) as aside
             from inventory_movements where reference_type = 'RETURN' group by 1
           ) m on m.reference_id = r.id
           where coalesce(r.pieces, 0) <> coalesce(m.pieces, 0) or coalesce(r.damaged, 0) <> coalesce(m.aside, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Goods are received as their return says: each line has a condition once it is, and none before.
pub(super) async fn states(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'return' as "resource!", r.id as "id?", h.new_status as "expected!", format('%s with %s lines that came', r.status, x.come) as "found!"
           from returns r
           cross join lateral (select count(*) as all_lines, count(i.condition) as come from return_items i where i.return_id = r.id) x
           left join lateral (
             select h.new_status from return_history h where h.return_id = r.id order by h.created_at desc, h.id desc limit 1
           ) h on true
           where h.new_status is distinct from r.status
             or x.come <> case when r.status in ('RECEIVED', 'CLOSED') then x.all_lines else 0 end
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

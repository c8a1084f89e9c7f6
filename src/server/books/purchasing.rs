//! What was bought: what came agrees with the stock, costs with their shares, orders with their lines.

use super::{MOST, Row};
use crate::server::error::Result;
use sqlx::PgConnection;

/// Pieces of a line that came are those of its receipts.
pub(super) async fn received(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'purchase_order_item' as "resource!", i.id as "id?", format('%s in receipts', coalesce(r.quantity, 0)) as "expected!",
             format('received %s', i.received) as "found!"
           from purchase_order_items i
           left join (
             select purchase_order_item_id, sum(quantity) as quantity from purchase_receipt_items group by 1
           ) r on r.purchase_order_item_id = i.id
           where i.received <> coalesce(r.quantity, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Each line of a receipt has its movement, and each movement its line: broken pieces are set aside.
pub(super) async fn shelved(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'purchase_receipt_item' as "resource!", coalesce(r.id, m.reference_id) as "id?",
             format('%s pieces, %s set aside', coalesce(r.quantity, 0), case when r.condition = 'DAMAGED' then r.quantity else 0 end) as "expected!",
             format('moved %s, set aside %s', coalesce(m.moved, 0), coalesce(m.aside, 0)) as "found!"
           from purchase_receipt_items r
           full join (
             select reference_id, sum(quantity_change) as moved, sum(unavailable_change) as aside
             from inventory_movements where reference_type = 'PURCHASE_RECEIPT_ITEM' group by 1
           ) m on m.reference_id = r.id
           where coalesce(r.quantity, 0) <> coalesce(m.moved, 0)
             or (case when r.condition = 'DAMAGED' then r.quantity else 0 end) <> coalesce(m.aside, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// The shares of a cost add up to it.
pub(super) async fn landed(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'purchase_landed_cost' as "resource!", c.id as "id?", format('shares of %s', c.amount) as "expected!",
             format('shares of %s', coalesce(s.amount, 0)) as "found!"
           from purchase_landed_costs c
           left join (select purchase_landed_cost_id, sum(amount) as amount from purchase_landed_cost_shares group by 1) s
             on s.purchase_landed_cost_id = c.id
           where c.amount <> coalesce(s.amount, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// The total of an order is that of its lines.
pub(super) async fn totals(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'purchase_order' as "resource!", o.id as "id?", coalesce(i.total, 0)::text as "expected!", o.total::text as "found!"
           from purchase_orders o
           left join (select purchase_order_id, sum(unit_cost * quantity) as total from purchase_order_items group by 1) i
             on i.purchase_order_id = o.id
           where o.total <> coalesce(i.total, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

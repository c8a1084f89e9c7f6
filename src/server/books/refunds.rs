//! Refunds: payments, lines and balances say what the refunds say.

use super::{MOST, Row};
use crate::server::error::Result;
use sqlx::PgConnection;

/// What a payment has given back, and is about to. What a platform has given back, or the buyer's bank has taken back, is not a refund
/// of ours: an event says that it was all of it.
pub(super) async fn payments(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'payment' as "resource!", p.id as "id?", format('given back %s, pending %s, not due again %s', coalesce(r.done, 0), coalesce(r.pending, 0), coalesce(r.conceded, 0)) as "expected!",
             format('given back %s, pending %s, not due again %s', p.refund_amount, p.refund_pending, p.conceded) as "found!"
           from payments p
           left join (
             select payment_id, sum(amount) filter (where status = 'COMPLETED') as done,
               sum(amount) filter (where status in ('PENDING', 'UNKNOWN')) as pending, sum(conceded) as conceded
             from refunds group by 1
           ) r on r.payment_id = p.id
           where (p.refund_amount <> coalesce(r.done, 0) or p.refund_pending <> coalesce(r.pending, 0) or p.conceded <> coalesce(r.conceded, 0))
             and not exists (select from payment_events e where e.payment_id = p.id and e.type in ('REFUNDED', 'CHARGED_BACK'))
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Pieces of a line that went back, or are about to, and what refunds of lines come to.
pub(super) async fn lines(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"(select 'order_item' as "resource!", i.id as "id?", format('%s pieces refunded', coalesce(x.quantity, 0)) as "expected!",
              format('%s pieces refunded', i.refunded) as "found!"
            from order_items i
            left join (
              select x.order_item_id, sum(x.quantity) as quantity
              from refund_items x join refunds r on r.id = x.refund_id where r.status <> 'FAILED' group by 1
            ) x on x.order_item_id = i.id
            where i.refunded <> coalesce(x.quantity, 0) limit $1)
           union all
           (select 'refund', r.id, format('at most %s', r.amount), format('lines of %s', sum(x.amount))
            from refunds r join refund_items x on x.refund_id = r.id group by r.id, r.amount having sum(x.amount) > r.amount limit $1)"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// The balance of a customer is the sum of its ledger.
pub(super) async fn store_credit(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'customer' as "resource!", c.id as "id?", coalesce(t.amount, 0)::text as "expected!", c.store_credit_balance::text as "found!"
           from customers c
           left join (select customer_id, sum(amount) as amount from store_credit_transactions group by 1) t on t.customer_id = c.id
           where c.store_credit_balance <> coalesce(t.amount, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

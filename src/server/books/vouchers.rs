//! Gift cards: their balance is their ledger, and what they have paid is what payments say.

use super::{MOST, Row};
use crate::server::error::Result;
use sqlx::PgConnection;

/// The balance of a card is the sum of its ledger.
pub(super) async fn balances(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'gift_card' as "resource!", g.id as "id?", coalesce(t.amount, 0)::text as "expected!", g.current_balance::text as "found!"
           from gift_cards g
           left join (select gift_card_id, sum(amount) as amount from gift_card_transactions group by 1) t on t.gift_card_id = g.id
           where g.current_balance <> coalesce(t.amount, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// What was taken from cards for a payment is what it has received.
pub(super) async fn spent(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'payment' as "resource!", p.id as "id?", format('%s of gift cards', t.amount) as "expected!", p.captured::text as "found!"
           from (
             select payment_id, -sum(amount) as amount from gift_card_transactions where reason = 'SPENT' group by 1
           ) t join payments p on p.id = t.payment_id
           where p.method <> 'GIFT_CARD' or p.captured <> t.amount
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

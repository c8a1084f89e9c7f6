//! Payments of a person: moved with a merge, and told on their page.

use crate::server::Result;
use crate::shared::Cursor;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// Gives somebody's payments to another: all of them, or those of `ids` that are still theirs.
pub async fn give(conn: &mut PgConnection, ids: Option<&[Uuid]>, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "update payments set customer_id = $2 where customer_id = $1 and ($3::uuid[] is null or id = any ($3)) returning id",
        from,
        into,
        ids
    )
    .fetch_all(conn)
    .await?)
}

/// What happened to a payment.
pub struct Told {
    pub at: DateTime<Utc>,
    pub id: Uuid,
    pub order_id: Uuid,
    pub number: String,
    pub event: String,
    pub method: String,
    pub amount: Decimal,
    pub currency: String,
}

/// What happened to the payments of a person's orders before a place in time, newest first.
pub async fn told(conn: &mut PgConnection, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Told>> {
    let (at, id) = before.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    Ok(sqlx::query_as!(
        Told,
        r#"select e.created_at as at, e.id, p.order_id, o.order_number as number, e.type as event, p.method,
             case when e.amount = 0 then p.amount else abs(e.amount) end as "amount!", p.currency
           from orders o join payments p on p.order_id = o.id
           join payment_events e on e.payment_id = p.id and e.type in ('COLLECTED', 'CAPTURED', 'FAILED', 'REFUNDED')
           where o.customer_id = $1 and ($3::uuid is null or (e.created_at, e.id) < ($2, $3))
           order by e.created_at desc, e.id desc limit $4"#,
        customer_id,
        at,
        id,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

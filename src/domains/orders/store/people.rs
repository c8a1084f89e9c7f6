//! Orders of a person: moved with a merge, and told on their page.

use crate::server::Result;
use crate::shared::Cursor;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

pub async fn count_of_customer(conn: &mut PgConnection, customer_id: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from orders where customer_id = $1"#, customer_id).fetch_one(conn).await?)
}

/// Locks a person's orders, in the order of their ids.
pub async fn lock_of_customer(conn: &mut PgConnection, customer_id: Uuid) -> Result<()> {
    sqlx::query!("select id from orders where customer_id = $1 order by id for update", customer_id).fetch_all(conn).await?;
    Ok(())
}

/// Gives somebody's orders to another: all of them, or those of `ids` that are still theirs.
pub async fn give(conn: &mut PgConnection, ids: Option<&[Uuid]>, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "update orders set customer_id = $2 where customer_id = $1 and ($3::uuid[] is null or id = any ($3)) returning id",
        from,
        into,
        ids
    )
    .fetch_all(conn)
    .await?)
}

/// What happened to an order: `placed`, `note`, or its new status.
pub struct Told {
    pub at: DateTime<Utc>,
    pub id: Uuid,
    pub order_id: Uuid,
    pub number: String,
    pub what: String,
    pub text: Option<String>,
    pub person: Option<String>,
    pub total: Decimal,
    pub currency: String,
}

/// What happened to a person's orders before a place in time, newest first.
pub async fn told(conn: &mut PgConnection, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Told>> {
    let (at, id) = before.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    Ok(sqlx::query_as!(
        Told,
        r#"select t.at as "at!", t.id as "id!", t.order_id as "order_id!", o.order_number as number, t.what as "what!", t.text,
             u.name as "person?", o.total, o.currency
           from (
             (select o.ordered_at as at, o.id, o.id as order_id, 'placed' as what, o.customer_note as text, o.created_by as user_id
              from orders o where o.customer_id = $1 and ($3::uuid is null or (o.ordered_at, o.id) < ($2, $3))
              order by o.ordered_at desc, o.id desc limit $4)
             union all
             (select h.created_at, h.id, h.order_id, h.new_status, h.reason, h.changed_by_id
              from orders o join order_status_history h on h.order_id = o.id and h.field = 'STATUS' and h.status is not null
              where o.customer_id = $1 and ($3::uuid is null or (h.created_at, h.id) < ($2, $3))
              order by h.created_at desc, h.id desc limit $4)
             union all
             (select n.created_at, n.id, n.order_id, 'note', n.body, n.user_id
              from orders o join order_notes n on n.order_id = o.id
              where o.customer_id = $1 and ($3::uuid is null or (n.created_at, n.id) < ($2, $3))
              order by n.created_at desc, n.id desc limit $4)
           ) t
           join orders o on o.id = t.order_id left join users u on u.id = t.user_id
           order by t.at desc, t.id desc limit $4"#,
        customer_id,
        at,
        id,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

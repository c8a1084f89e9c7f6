//! Returns: what changes them. Every change happens under the order's row lock, and the return's after it.

use crate::domains::orders::model::{ReturnCondition, ReturnKind, ReturnStatus, Returnable};
use crate::server::{Error, Result};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

pub(super) fn known<T>(value: Option<T>, text: &str) -> Result<T> {
    value.with_context(|| format!("the database holds {text}, which this program does not know")).map_err(Error::Other)
}

/// The next number of returns; the transaction holds the series until its end.
pub async fn next_return_number(conn: &mut PgConnection, id: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "insert into number_counters as c (id, name, last) values ($1, 'return', 1)
         on conflict (organization_id, name, branch, period) do update set last = c.last + 1 returning last",
        id
    )
    .fetch_one(conn)
    .await?)
}

/// The order of a return.
pub async fn order_of_return(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select order_id from returns where id = $1", id).fetch_optional(conn).await?)
}

/// A return as its steps need it.
pub struct LockedReturn {
    pub id: Uuid,
    pub number: String,
    pub order_id: Uuid,
    pub kind: ReturnKind,
    pub status: ReturnStatus,
    pub exchange_order_id: Option<Uuid>,
}

/// A return, held until the end of the transaction.
pub async fn lock_return(conn: &mut PgConnection, id: Uuid) -> Result<Option<LockedReturn>> {
    let row = sqlx::query!("select id, number, order_id, kind, status, exchange_order_id from returns where id = $1 for update", id)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(LockedReturn {
            id: row.id,
            number: row.number,
            order_id: row.order_id,
            kind: known(ReturnKind::parse(&row.kind), &row.kind)?,
            status: known(ReturnStatus::parse(&row.status), &row.status)?,
            exchange_order_id: row.exchange_order_id,
        })
    })
    .transpose()
}

/// A new return.
pub struct NewReturn<'a> {
    pub id: Uuid,
    pub number: &'a str,
    pub order_id: Uuid,
    pub kind: ReturnKind,
    pub reason: &'a str,
    pub claim_of: Option<Uuid>,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_return(conn: &mut PgConnection, new: &NewReturn<'_>) -> Result<()> {
    sqlx::query!(
        "insert into returns (id, number, order_id, kind, reason, claim_of_return_id, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        new.number,
        new.order_id,
        new.kind.code(),
        new.reason,
        new.claim_of,
        new.user_id,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Pieces of an order's line, in one condition once they have come.
pub struct ReturnItem {
    pub id: Uuid,
    pub order_item_id: Uuid,
    pub quantity: i32,
    pub condition: Option<ReturnCondition>,
    pub amount: Option<Decimal>,
}

/// Writes lines of a return; those that are there become what they are given as.
pub async fn put_return_items(conn: &mut PgConnection, return_id: Uuid, items: &[ReturnItem], at: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let order_items: Vec<Uuid> = items.iter().map(|item| item.order_item_id).collect();
    let quantities: Vec<i32> = items.iter().map(|item| item.quantity).collect();
    let conditions: Vec<Option<&str>> = items.iter().map(|item| item.condition.map(ReturnCondition::code)).collect();
    let amounts: Vec<Option<Decimal>> = items.iter().map(|item| item.amount).collect();
    sqlx::query!(
        "insert into return_items (id, return_id, order_item_id, quantity, condition, amount, restocked_at, created_at)
         select n.id, $1, n.order_item_id, n.quantity, n.condition, n.amount, case when n.condition = 'SELLABLE' then $7::timestamptz end, $7
         from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::numeric[]) n (id, order_item_id, quantity, condition, amount)
         on conflict (organization_id, id) do update
         set quantity = excluded.quantity, condition = excluded.condition, amount = excluded.amount, restocked_at = excluded.restocked_at",
        return_id,
        &ids,
        &order_items,
        &quantities,
        &conditions as &[Option<&str>],
        &amounts as &[Option<Decimal>],
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A line of a return with what its order says of it.
pub struct OpenReturnItem {
    pub id: Uuid,
    pub order_item_id: Uuid,
    pub variant_id: Option<Uuid>,
    pub warehouse_id: Option<Uuid>,
    pub name: String,
    pub sku: String,
    pub quantity: i32,
    pub condition: Option<ReturnCondition>,
    pub amount: Option<Decimal>,
    /// Pieces of the order's line, what it costs, and how many of it have come back.
    pub ordered: i32,
    pub total: Decimal,
    pub returned: i32,
}

/// The lines of a return in their order.
pub async fn return_items(conn: &mut PgConnection, return_id: Uuid) -> Result<Vec<OpenReturnItem>> {
    let rows = sqlx::query!(
        r#"select r.id, r.order_item_id, i.variant_id, i.warehouse_id, i.name, coalesce(i.sku, '') as "sku!", r.quantity, r.condition,
             r.amount, i.quantity as ordered, i.total, i.returned
           from return_items r join order_items i on i.id = r.order_item_id where r.return_id = $1 order by r.order_item_id, r.id"#,
        return_id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OpenReturnItem {
                id: row.id,
                order_item_id: row.order_item_id,
                variant_id: row.variant_id,
                warehouse_id: row.warehouse_id,
                name: row.name,
                sku: row.sku,
                quantity: row.quantity,
                condition: row.condition.map(|code| known(ReturnCondition::parse(&code), &code)).transpose()?,
                amount: row.amount,
                ordered: row.ordered,
                total: row.total,
                returned: row.returned,
            })
        })
        .collect()
}

/// The lines of an order of which something may be asked back. What is asked back already is left out; a claim brings nothing back.
pub async fn returnable(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<Returnable>> {
    Ok(sqlx::query_as!(
        Returnable,
        r#"select i.id as order_item_id, i.name, coalesce(i.sku, '') as "sku!", (i.fulfilled - i.returned - asked.pieces)::int as "quantity!"
           from order_items i
           cross join lateral (
             select coalesce(sum(x.quantity), 0) as pieces from return_items x join returns r on r.id = x.return_id
             where x.order_item_id = i.id and r.status in ('REQUESTED', 'APPROVED') and r.kind <> 'CLAIM'
           ) asked
           where i.order_id = $1 and i.fulfilled - i.returned - asked.pieces > 0 order by i.id"#,
        order_id
    )
    .fetch_all(conn)
    .await?)
}

/// Moves a return to a status.
pub async fn set_return_status(
    conn: &mut PgConnection,
    id: Uuid,
    status: ReturnStatus,
    reason: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update returns set status = $2,
           approved_at = case when $2 = 'APPROVED' then $4 else approved_at end,
           received_at = case when $2 = 'RECEIVED' then $4 else received_at end,
           closed_at = case when $2 = 'CLOSED' then $4 else closed_at end,
           rejected_at = case when $2 = 'REJECTED' then $4 else rejected_at end,
           reject_reason = case when $2 = 'REJECTED' then $3 else reject_reason end
         where id = $1",
        id,
        status.code(),
        reason,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A step of a return.
pub struct ReturnStep<'a> {
    pub id: Uuid,
    pub return_id: Uuid,
    pub old: Option<ReturnStatus>,
    pub new: ReturnStatus,
    pub reason: Option<&'a str>,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_return_step(conn: &mut PgConnection, step: ReturnStep<'_>) -> Result<()> {
    sqlx::query!(
        "insert into return_history (id, return_id, status, new_status, reason, changed_by_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        step.id,
        step.return_id,
        step.old.map(ReturnStatus::code),
        step.new.code(),
        step.reason,
        step.user_id,
        step.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Counts pieces of lines as returned: (line, pieces).
pub async fn add_returned(conn: &mut PgConnection, came: &[(Uuid, i32)]) -> Result<()> {
    let (ids, pieces): (Vec<Uuid>, Vec<i32>) = came.iter().copied().unzip();
    sqlx::query!(
        "update order_items i set returned = i.returned + n.pieces from unnest($1::uuid[], $2::integer[]) n (id, pieces) where i.id = n.id",
        &ids,
        &pieces,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether everything that had left of an order has come back in returns.
pub async fn all_returned(conn: &mut PgConnection, order_id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(sum(fulfilled) > 0 and sum(returned) = sum(fulfilled), false) as "all!" from order_items where order_id = $1"#,
        order_id
    )
    .fetch_one(conn)
    .await?)
}

/// Links the order with what the buyer gets instead.
pub async fn set_exchange(conn: &mut PgConnection, id: Uuid, order_id: Uuid, credit: Decimal) -> Result<()> {
    sqlx::query!("update returns set exchange_order_id = $2, credit = $3 where id = $1", id, order_id, credit).execute(conn).await?;
    Ok(())
}

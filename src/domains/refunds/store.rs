//! SQL of the refunds domain.

use super::model::{Destination, RefundFilter, RefundRow, RefundState, RefundableLine, RefundablePayment};
use crate::domains::payments::model::PaymentMethod;
use crate::server::{Error, Result};
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// From so much on a second person must approve.
pub(super) async fn approval_above(conn: &mut PgConnection) -> Result<Option<Decimal>> {
    Ok(sqlx::query_scalar!("select approval_above from refund_settings").fetch_optional(conn).await?.flatten())
}

pub(super) async fn set_approval_above(conn: &mut PgConnection, limit: Option<Decimal>, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into refund_settings (approval_above, created_at) values ($1, $2)
         on conflict (organization_id) do update set approval_above = $1",
        limit,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn order_of_payment(conn: &mut PgConnection, payment_id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select order_id from payments where id = $1", payment_id).fetch_optional(conn).await?)
}

pub(super) async fn order_of(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select order_id from refunds where id = $1", id).fetch_optional(conn).await?)
}

pub(super) async fn by_key(conn: &mut PgConnection, key: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from refunds where idempotency_key = $1", key).fetch_optional(conn).await?)
}

/// A payment that a provider speaks of: its status, what was received, and what has gone back.
pub(super) async fn standing(conn: &mut PgConnection, payment_id: Uuid) -> Result<Option<(String, Decimal, Decimal)>> {
    let row = sqlx::query!("select status, captured, refund_amount from payments where id = $1", payment_id).fetch_optional(conn).await?;
    Ok(row.map(|row| (row.status, row.captured, row.refund_amount)))
}

/// The refund of a payment that its provider calls so, or that is ours by this id.
pub(super) async fn named(conn: &mut PgConnection, payment_id: Uuid, name: &str, ours: Option<Uuid>) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from refunds where payment_id = $1 and (gateway_refund_id = $2 or id = $3)
         order by gateway_refund_id = $2 desc nulls last, id limit 1",
        payment_id,
        name,
        ours
    )
    .fetch_optional(conn)
    .await?)
}

/// A refund of a payment that can be what a provider tells of without naming ours: so much on the way it came, and not known by another
/// name. One that waits comes before one that a person has paid out.
pub(super) async fn alike(conn: &mut PgConnection, payment_id: Uuid, amount: Decimal, may_be_over: bool) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from refunds
         where payment_id = $1 and amount = $2 and destination = 'METHOD' and gateway_refund_id is null
           and (status = 'UNKNOWN' or (status = 'PENDING' and (not needs_approval or approved_by is not null)) or ($3 and status = 'COMPLETED'))
         order by case status when 'UNKNOWN' then 0 when 'PENDING' then 1 else 2 end, created_at, id limit 1",
        payment_id,
        amount,
        may_be_over
    )
    .fetch_optional(conn)
    .await?)
}

/// Keeps what the provider calls a refund.
pub(super) async fn set_name(conn: &mut PgConnection, id: Uuid, name: &str) -> Result<()> {
    sqlx::query!("update refunds set gateway_refund_id = coalesce(gateway_refund_id, $2) where id = $1", id, name).execute(conn).await?;
    Ok(())
}

/// What was given back of an order, or is about to be.
pub(super) async fn given(conn: &mut PgConnection, order_id: Uuid) -> Result<Decimal> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(sum(amount), 0) as "sum!" from refunds where order_id = $1 and status <> 'FAILED'"#,
        order_id
    )
    .fetch_one(conn)
    .await?)
}

/// A refund that is to be made.
pub(super) struct New<'a> {
    pub id: Uuid,
    pub payment_id: Uuid,
    pub amount: Decimal,
    pub reason: &'a str,
    pub destination: Destination,
    pub key: &'a str,
    pub needs_approval: bool,
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
    pub items: Value,
}

/// What `refund_make` says.
pub(super) async fn make(conn: &mut PgConnection, new: New<'_>) -> Result<(String, Option<Uuid>)> {
    let made = sqlx::query!(
        r#"select outcome as "outcome!", refund_id from refund_make($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"#,
        new.id,
        new.payment_id,
        new.amount,
        new.reason,
        new.destination.code(),
        new.key,
        new.needs_approval,
        new.by,
        new.at,
        new.items,
    )
    .fetch_one(conn)
    .await?;
    Ok((made.outcome, made.refund_id))
}

/// How a refund ends.
pub(super) struct End<'a> {
    pub id: Uuid,
    pub state: RefundState,
    pub gateway_refund_id: Option<&'a str>,
    pub reference: Option<&'a str>,
    pub failure: Option<&'a str>,
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
    pub log_id: Uuid,
}

/// What `refund_settle` says.
pub(super) async fn settle(conn: &mut PgConnection, end: End<'_>) -> Result<String> {
    Ok(sqlx::query_scalar!(
        r#"select refund_settle($1, $2, $3, $4, $5, $6, $7, $8) as "outcome!""#,
        end.id,
        end.state.code(),
        end.gateway_refund_id,
        end.reference,
        end.failure,
        end.by,
        end.at,
        end.log_id,
    )
    .fetch_one(conn)
    .await?)
}

/// False when there is nothing to approve (any more).
pub(super) async fn approve(conn: &mut PgConnection, id: Uuid, by: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update refunds set approved_by = $2, approved_at = $3
         where id = $1 and status = 'PENDING' and needs_approval and approved_by is null",
        id,
        by,
        at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The buyer is to pay again in another way what goes back.
pub(super) async fn set_due_again(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("update refunds set due_again = true where id = $1", id).execute(conn).await?;
    Ok(())
}

pub(super) async fn set_credit_note(conn: &mut PgConnection, id: Uuid, note_id: Uuid) -> Result<()> {
    sqlx::query!("update refunds set credit_note_id = $2 where id = $1", id, note_id).execute(conn).await?;
    Ok(())
}

/// Tells the story of the payment; its amounts stay what was received.
pub(super) async fn tell(
    conn: &mut PgConnection,
    event_id: Uuid,
    payment_id: Uuid,
    kind: &str,
    payload: Value,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into payment_events (id, payment_id, type, amount, payload, created_at) values ($1, $2, $3, 0, $4, $5)",
        event_id,
        payment_id,
        kind,
        payload,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Pieces of a refund: (line, name, pieces, amount).
pub(super) async fn items(conn: &mut PgConnection, id: Uuid) -> Result<Vec<(Uuid, String, i32, Decimal)>> {
    let rows = sqlx::query!(
        "select x.order_item_id, i.name, x.quantity, x.amount
         from refund_items x join order_items i on i.id = x.order_item_id where x.refund_id = $1 order by x.id",
        id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.order_item_id, row.name, row.quantity, row.amount)).collect())
}

/// Payments of an order of which something can still be given back.
pub(super) async fn payments(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<RefundablePayment>> {
    let rows = sqlx::query!(
        r#"select id, method, captured, captured - refund_amount - refund_pending as "left!", currency::text as "currency!"
           from payments where order_id = $1 and status = 'COMPLETED' and captured > refund_amount + refund_pending
           order by created_at, id limit 200"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| RefundablePayment {
            id: row.id,
            method: PaymentMethod::parse(&row.method).unwrap_or(PaymentMethod::Cash),
            captured: row.captured,
            left: row.left,
            currency: row.currency,
        })
        .collect())
}

pub(super) async fn lines(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<RefundableLine>> {
    Ok(sqlx::query_as!(
        RefundableLine,
        "select id, name, quantity, refunded, total from order_items where order_id = $1 order by id",
        order_id
    )
    .fetch_all(conn)
    .await?)
}

/// What an order's delivery cost with its tax, and whether its buyer is known.
pub(super) async fn order(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<(Decimal, bool)>> {
    let row = sqlx::query!(
        r#"select shipping + shipping_tax as "shipping!", customer_id is not null as "has_customer!" from orders where id = $1"#,
        order_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.shipping, row.has_customer)))
}

struct Row {
    id: Uuid,
    order_id: Uuid,
    order_number: String,
    payment_id: Uuid,
    method: String,
    amount: Decimal,
    currency: String,
    reason: String,
    state: String,
    destination: String,
    due_again: bool,
    requested_by: Option<Uuid>,
    requester: Option<String>,
    approver: Option<String>,
    reference: Option<String>,
    failure: Option<String>,
    credit_note_id: Option<Uuid>,
    credit_note: Option<String>,
    created_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for RefundRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unknown =
            || format!("the database holds {}, {} or {}, which this program does not know", row.state, row.destination, row.method);
        Ok(Self {
            id: row.id,
            order_id: row.order_id,
            order_number: row.order_number,
            payment_id: row.payment_id,
            method: PaymentMethod::parse(&row.method).with_context(unknown).map_err(Error::Other)?,
            amount: row.amount,
            currency: row.currency,
            reason: row.reason,
            state: RefundState::parse(&row.state).with_context(unknown).map_err(Error::Other)?,
            destination: Destination::parse(&row.destination).with_context(unknown).map_err(Error::Other)?,
            due_again: row.due_again,
            requested_by: row.requested_by.map(|id| (id, row.requester.unwrap_or_default())),
            approved_by: row.approver,
            reference: row.reference,
            failure: row.failure,
            credit_note: row.credit_note_id.zip(row.credit_note),
            created_at: row.created_at,
            settled_at: row.settled_at,
        })
    }
}

/// Reads refunds: by id, by order, or a page by state and destination.
async fn rows(conn: &mut PgConnection, wanted: Wanted<'_>) -> Result<Vec<RefundRow>> {
    let (status, waits) = match wanted.filter.state {
        Some(RefundState::Approval) => (Some("PENDING"), Some(true)),
        Some(RefundState::Pending) => (Some("PENDING"), Some(false)),
        Some(state) => (Some(state.code()), None),
        None => (None, None),
    };
    let rows = sqlx::query_as!(
        Row,
        r#"select r.id, r.order_id, o.order_number, r.payment_id, p.method, r.amount, r.currency::text as "currency!", r.reason,
             case when r.status = 'PENDING' and r.needs_approval and r.approved_by is null then 'APPROVAL' else r.status end as "state!",
             r.destination, r.due_again, r.requested_by, u.name as "requester?", a.name as "approver?", r.reference, r.failure, r.credit_note_id,
             n.number as "credit_note?", r.created_at, r.settled_at
           from refunds r
           join orders o on o.id = r.order_id
           join payments p on p.id = r.payment_id
           left join users u on u.id = r.requested_by
           left join users a on a.id = r.approved_by
           left join invoices n on n.id = r.credit_note_id
           where ($1::uuid is null or r.id = $1) and ($2::uuid is null or r.order_id = $2) and ($3::text is null or r.status = $3)
             and ($4::boolean is null or (r.needs_approval and r.approved_by is null) = $4) and ($5::text is null or r.destination = $5)
             and ($6::timestamptz is null or case when $8 then (r.created_at, r.id) > ($6, $7) else (r.created_at, r.id) < ($6, $7) end)
           order by case when $8 then r.created_at end asc, case when $8 then r.id end asc, r.created_at desc, r.id desc
           limit $9"#,
        wanted.id,
        wanted.order_id,
        status,
        waits,
        wanted.filter.destination.map(Destination::code),
        wanted.after.map(|cursor| cursor.at),
        wanted.after.map(|cursor| cursor.id),
        wanted.ascending,
        wanted.most,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(RefundRow::try_from).collect()
}

struct Wanted<'a> {
    id: Option<Uuid>,
    order_id: Option<Uuid>,
    filter: &'a RefundFilter,
    after: Option<Cursor>,
    ascending: bool,
    most: i64,
}

const ANY: RefundFilter = RefundFilter { state: None, destination: None };

pub(super) async fn refund(conn: &mut PgConnection, id: Uuid) -> Result<Option<RefundRow>> {
    let wanted = Wanted { id: Some(id), order_id: None, filter: &ANY, after: None, ascending: false, most: 1 };
    Ok(rows(conn, wanted).await?.pop())
}

/// Those of an order, oldest first.
pub(super) async fn of_order(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<RefundRow>> {
    let wanted = Wanted { id: None, order_id: Some(order_id), filter: &ANY, after: None, ascending: true, most: 200 };
    rows(conn, wanted).await
}

/// A page, newest first.
pub(super) async fn list(conn: &mut PgConnection, filter: &RefundFilter, page: PageRequest) -> Result<Page<RefundRow>> {
    let wanted = Wanted { id: None, order_id: None, filter, after: page.cursor, ascending: !page.descends(), most: page.size + 1 };
    let rows = rows(conn, wanted).await?;
    Ok(Page::from_fetched(page, rows, |row: &RefundRow| Cursor { at: row.created_at, id: row.id }))
}

/// An entry of a buyer's store credit.
pub(super) struct Credit<'a> {
    pub id: Uuid,
    pub customer_id: Uuid,
    pub amount: Decimal,
    pub reason: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// Writes an entry of store credit, and the balance with it; the customer is locked.
pub(super) async fn credit(conn: &mut PgConnection, credit: Credit<'_>) -> Result<()> {
    sqlx::query!(
        "with balance as (update customers set store_credit_balance = store_credit_balance + $3 where id = $2)
         insert into store_credit_transactions (id, customer_id, amount, reason, user_id, created_at) values ($1, $2, $3, $4, $5, $6)",
        credit.id,
        credit.customer_id,
        credit.amount,
        credit.reason,
        credit.user_id,
        credit.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What somebody has with the shop.
pub(super) async fn credit_balance(conn: &mut PgConnection, customer_id: Uuid) -> Result<Decimal> {
    Ok(sqlx::query_scalar!("select store_credit_balance from customers where id = $1", customer_id).fetch_one(conn).await?)
}

/// The sum of some entries.
pub(super) async fn credited(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Decimal> {
    Ok(sqlx::query_scalar!(r#"select coalesce(sum(amount), 0) as "sum!" from store_credit_transactions where id = any ($1)"#, ids)
        .fetch_one(conn)
        .await?)
}

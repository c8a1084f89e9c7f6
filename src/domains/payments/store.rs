//! SQL of the payments domain.

pub(super) mod accounts;
pub(super) mod cards;
pub(super) mod links;
pub(super) mod online;
pub(super) mod people;
pub(super) mod slips;

use super::model::{OrderPaymentsView, PaidTotals, PaymentFilter, PaymentMethod, PaymentRow, PaymentStatus};
use crate::server::Result;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A payment as the rules need it; its row is locked.
pub(super) struct Locked {
    pub id: Uuid,
    pub order_id: Uuid,
    pub method: PaymentMethod,
    pub status: PaymentStatus,
    pub amount: Decimal,
}

pub(super) struct New<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub customer_id: Option<Uuid>,
    pub amount: Decimal,
    pub currency: &'a str,
    pub method: PaymentMethod,
    pub status: PaymentStatus,
    pub response: Value,
    pub key: &'a str,
    pub captured: Decimal,
    pub refunded: Decimal,
    pub processed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// False when the key was used before.
pub(super) async fn insert(conn: &mut PgConnection, new: New<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into payments (id, order_id, customer_id, amount, currency, method, status, gateway_response, idempotency_key,
           captured, refund_amount, conceded, processed_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, case when $7 = 'REFUNDED' then $11 else 0::numeric end, $12, $13)
         on conflict (organization_id, idempotency_key) do nothing",
        new.id,
        new.order_id,
        new.customer_id,
        new.amount,
        new.currency,
        new.method.code(),
        new.status.code(),
        new.response,
        new.key,
        new.captured,
        new.refunded,
        new.processed_at,
        new.created_at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) struct NewEvent<'a> {
    pub id: Uuid,
    pub payment_id: Uuid,
    pub kind: &'a str,
    pub amount: Decimal,
    pub payload: Value,
    pub at: DateTime<Utc>,
}

pub(super) async fn insert_event(conn: &mut PgConnection, event: NewEvent<'_>) -> Result<()> {
    sqlx::query!(
        "insert into payment_events (id, payment_id, type, amount, payload, created_at) values ($1, $2, $3, $4, $5, $6)",
        event.id,
        event.payment_id,
        event.kind,
        event.amount,
        event.payload,
        event.at
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct LockedRow {
    id: Uuid,
    order_id: Uuid,
    method: String,
    status: String,
    amount: Decimal,
}

impl From<LockedRow> for Locked {
    fn from(row: LockedRow) -> Self {
        Self {
            id: row.id,
            order_id: row.order_id,
            method: PaymentMethod::parse(&row.method).unwrap_or(PaymentMethod::Cash),
            status: PaymentStatus::parse(&row.status).unwrap_or(PaymentStatus::Failed),
            amount: row.amount,
        }
    }
}

pub(super) async fn order_of(conn: &mut PgConnection, payment_id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select order_id from payments where id = $1", payment_id).fetch_optional(conn).await?)
}

pub(super) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Locked>> {
    let row = sqlx::query_as!(LockedRow, "select id, order_id, method, status, amount from payments where id = $1 for update", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Into::into))
}

/// The cash on delivery that is still expected or still with the courier; there is at most one.
pub(super) async fn lock_open_cod(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<Locked>> {
    let row = sqlx::query_as!(
        LockedRow,
        "select id, order_id, method, status, amount from payments
         where order_id = $1 and method = 'COD' and status in ('PENDING', 'PROCESSING') order by created_at desc, id desc limit 1 for update",
        order_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

pub(super) async fn lock_by_key(conn: &mut PgConnection, key: &str) -> Result<Option<Locked>> {
    let row =
        sqlx::query_as!(LockedRow, "select id, order_id, method, status, amount from payments where idempotency_key = $1 for update", key)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(Into::into))
}

pub(super) async fn set_amount(conn: &mut PgConnection, id: Uuid, amount: Decimal) -> Result<()> {
    sqlx::query!("update payments set amount = $2 where id = $1", id, amount).execute(conn).await?;
    Ok(())
}

pub(super) async fn set_status(conn: &mut PgConnection, id: Uuid, status: PaymentStatus) -> Result<()> {
    sqlx::query!(
        "update payments set status = $2, hold_action = null, hold_amount = null, hold_key = null where id = $1",
        id,
        status.code()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The whole amount has been received.
pub(super) async fn complete(conn: &mut PgConnection, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update payments set status = 'COMPLETED', captured = amount, processed_at = $2, hold_action = null, hold_amount = null, hold_key = null
         where id = $1",
        id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// All of it was given back.
pub(super) async fn refund_in_full(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!(
        "update payments set status = 'REFUNDED', refund_amount = captured, conceded = captured, refund_pending = 0 where id = $1",
        id
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn totals(conn: &mut PgConnection, order_id: Uuid) -> Result<PaidTotals> {
    Ok(sqlx::query_as!(
        PaidTotals,
        r#"select coalesce(sum(captured), 0) as "captured!", coalesce(sum(refund_amount), 0) as "refunded!",
             coalesce(sum(conceded), 0) as "conceded!",
             coalesce(sum(amount) filter (where status in ('PROCESSING', 'AUTHORIZED')), 0) as "processing!"
           from payments where order_id = $1"#,
        order_id
    )
    .fetch_one(conn)
    .await?)
}

struct Row {
    id: Uuid,
    order_id: Uuid,
    order_number: String,
    method: String,
    status: String,
    amount: Decimal,
    captured: Decimal,
    refund_amount: Decimal,
    is_asked: bool,
    has_account: bool,
    subscription: Option<String>,
    currency: String,
    reference: Option<String>,
    created_at: DateTime<Utc>,
    processed_at: Option<DateTime<Utc>>,
}

impl From<Row> for PaymentRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            order_id: row.order_id,
            order_number: row.order_number,
            method: PaymentMethod::parse(&row.method).unwrap_or(PaymentMethod::Cash),
            status: PaymentStatus::parse(&row.status).unwrap_or(PaymentStatus::Failed),
            amount: row.amount,
            captured: row.captured,
            refunded: row.refund_amount,
            is_asked: row.is_asked,
            has_account: row.has_account,
            subscription: row.subscription,
            currency: row.currency,
            reference: row.reference,
            created_at: row.created_at,
            processed_at: row.processed_at,
        }
    }
}

pub(super) async fn list(conn: &mut PgConnection, filter: &PaymentFilter, page: PageRequest) -> Result<Page<PaymentRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.order_id, o.order_number, p.method, p.status, p.amount, p.captured, p.refund_amount, p.currency,
             p.hold_action is not null as "is_asked!", p.account_id is not null as "has_account!",
             case when p.gateway_response ? 'subscription_over' then null else p.gateway_response ->> 'subscription' end as subscription,
             p.gateway_response ->> 'reference' as reference, p.created_at, p.processed_at
           from payments p join orders o on o.id = p.order_id
           where ($1::text is null or p.status = $1) and ($2::text is null or p.method = $2)
             and ($3::timestamptz is null or case when $5 then (p.created_at, p.id) > ($3, $4) else (p.created_at, p.id) < ($3, $4) end)
           order by case when $5 then p.created_at end asc, case when $5 then p.id end asc, p.created_at desc, p.id desc
           limit $6"#,
        filter.status.map(PaymentStatus::code),
        filter.method.map(PaymentMethod::code),
        at,
        id,
        ascending,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(Page::from_fetched(page, rows.into_iter().map(Into::into).collect(), |row: &PaymentRow| Cursor { at: row.created_at, id: row.id }))
}

pub(super) async fn of_order(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<OrderPaymentsView>> {
    let order = sqlx::query!(r#"select total - cancelled_total as "total!", currency from orders where id = $1"#, order_id)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(order) = order else { return Ok(None) };
    let totals = totals(&mut *conn, order_id).await?;
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.order_id, o.order_number, p.method, p.status, p.amount, p.captured, p.refund_amount, p.currency,
             p.hold_action is not null as "is_asked!", p.account_id is not null as "has_account!",
             case when p.gateway_response ? 'subscription_over' then null else p.gateway_response ->> 'subscription' end as subscription,
             p.gateway_response ->> 'reference' as reference, p.created_at, p.processed_at
           from payments p join orders o on o.id = p.order_id where p.order_id = $1 order by p.created_at, p.id limit 200"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    Ok(Some(OrderPaymentsView {
        rows: rows.into_iter().map(Into::into).collect(),
        total: order.total,
        totals,
        due: totals.due(order.total),
        currency: order.currency,
    }))
}

/// What people are told of a payment.
pub(super) struct Facts {
    pub order_id: Uuid,
    pub amount: Decimal,
    pub currency: String,
    pub is_imported: bool,
}

pub(super) async fn facts(conn: &mut PgConnection, id: Uuid) -> Result<Option<Facts>> {
    Ok(sqlx::query_as!(
        Facts,
        r#"select order_id, amount, currency, idempotency_key ^@ 'import:' as "is_imported!" from payments where id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

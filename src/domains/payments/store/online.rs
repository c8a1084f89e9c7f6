//! SQL of payments that a provider or a slip brings.

use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::ports::HoldAction;
use crate::server::Result;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A payment with what its account knows of it.
pub struct Online {
    pub id: Uuid,
    pub order_id: Uuid,
    pub account_id: Option<Uuid>,
    pub link_id: Option<Uuid>,
    pub method: PaymentMethod,
    pub status: PaymentStatus,
    pub amount: Decimal,
    pub currency: String,
    pub transaction: Option<String>,
    pub response: Value,
    pub queries: i32,
    pub created_at: DateTime<Utc>,
    /// What was held of it first.
    pub held: Option<Decimal>,
    /// What the provider was asked to do with the hold and has not answered.
    pub asked: Option<Asked>,
}

/// A call about a hold that has no answer yet.
pub struct Asked {
    pub action: HoldAction,
    pub key: String,
}

impl Online {
    /// A text that was kept of the provider's answer.
    pub fn kept(&self, name: &str) -> Option<String> {
        self.response.get(name).and_then(Value::as_str).map(ToOwned::to_owned)
    }
}

struct Raw {
    id: Uuid,
    order_id: Uuid,
    account_id: Option<Uuid>,
    link_id: Option<Uuid>,
    method: String,
    status: String,
    amount: Decimal,
    currency: String,
    gateway_transaction_id: Option<String>,
    gateway_response: Value,
    queries: i32,
    created_at: DateTime<Utc>,
    held: Option<Decimal>,
    hold_amount: Option<Decimal>,
    hold_key: Option<String>,
}

impl From<Raw> for Online {
    fn from(raw: Raw) -> Self {
        let action = raw.hold_amount.map_or(HoldAction::LetGo, HoldAction::Take);
        Self {
            held: raw.held,
            asked: raw.hold_key.map(|key| Asked { action, key }),
            id: raw.id,
            order_id: raw.order_id,
            account_id: raw.account_id,
            link_id: raw.link_id,
            method: PaymentMethod::parse(&raw.method).unwrap_or(PaymentMethod::Cash),
            status: PaymentStatus::parse(&raw.status).unwrap_or(PaymentStatus::Failed),
            amount: raw.amount,
            currency: raw.currency,
            transaction: raw.gateway_transaction_id,
            response: raw.gateway_response,
            queries: raw.queries,
            created_at: raw.created_at,
        }
    }
}

/// Reads a payment; whoever changes it holds its order's row.
pub async fn one(conn: &mut PgConnection, id: Uuid) -> Result<Option<Online>> {
    let row = sqlx::query_as!(
        Raw,
        "select id, order_id, account_id, link_id, method, status, amount, currency, gateway_transaction_id, gateway_response, queries, created_at,
           held, hold_amount, hold_key
         from payments where id = $1",
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

/// The payment of a transaction of an account.
pub async fn by_transaction(conn: &mut PgConnection, account_id: Uuid, transaction: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from payments where account_id = $1 and gateway_transaction_id = $2", account_id, transaction)
        .fetch_optional(conn)
        .await?)
}

/// A payment that was begun by the same link at the same account and can go on.
pub async fn begun(conn: &mut PgConnection, link_id: Uuid, account_id: Uuid, amount: Decimal) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from payments where link_id = $1 and account_id = $2 and amount = $3 and status = 'PENDING' order by created_at desc limit 1",
        link_id,
        account_id,
        amount
    )
    .fetch_optional(conn)
    .await?)
}

pub struct NewOnline<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub customer_id: Option<Uuid>,
    pub account_id: Uuid,
    pub link_id: Option<Uuid>,
    pub amount: Decimal,
    pub currency: &'a str,
    pub method: PaymentMethod,
    pub received: bool,
    pub transaction: Option<&'a str>,
    pub response: Value,
    pub key: &'a str,
    pub at: DateTime<Utc>,
}

/// False when the key was used before.
pub async fn insert(conn: &mut PgConnection, new: &NewOnline<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into payments (id, order_id, customer_id, account_id, link_id, amount, currency, method, status, captured, gateway_transaction_id,
           gateway_response, idempotency_key, processed_at, created_at)
         values ($1, $2, $3, $4, $5, $6::numeric, $7, $8, case when $9 then 'COMPLETED' else 'PENDING' end, case when $9 then $6::numeric else 0 end,
           $10, $11, $12,
           case when $9 then $13::timestamptz end, $13)
         on conflict (organization_id, idempotency_key) do nothing",
        new.id,
        new.order_id,
        new.customer_id,
        new.account_id,
        new.link_id,
        new.amount,
        new.currency,
        new.method.code(),
        new.received,
        new.transaction,
        new.response,
        new.key,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Keeps where the buyer goes, and when the provider is asked.
pub async fn set_started(conn: &mut PgConnection, id: Uuid, kept: &Value, query_at: Option<DateTime<Utc>>) -> Result<()> {
    sqlx::query!("update payments set gateway_response = gateway_response || $2, query_at = $3 where id = $1", id, kept, query_at)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn set_transaction(conn: &mut PgConnection, id: Uuid, transaction: &str) -> Result<()> {
    sqlx::query!(
        "update payments set gateway_transaction_id = $2, gateway_response = gateway_response || jsonb_build_object('reference', $2::text) where id = $1",
        id,
        transaction
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// When the provider is asked next; never again without a time.
pub async fn ask_at(conn: &mut PgConnection, id: Uuid, at: Option<DateTime<Utc>>) -> Result<()> {
    sqlx::query!("update payments set query_at = $2, queries = queries + 1 where id = $1", id, at).execute(conn).await?;
    Ok(())
}

/// Payments that a provider is to be asked about.
pub async fn due(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from payments where query_at <= $1 order by query_at limit $2", now, limit).fetch_all(conn).await?)
}

/// The buyer's bank has taken all of it back, or it never was there.
pub async fn take_back(conn: &mut PgConnection, id: Uuid, reason: Option<&str>) -> Result<()> {
    sqlx::query!(
        "update payments set status = 'CHARGED_BACK', refund_amount = captured, refund_pending = 0, refund_reason = $2, query_at = null where id = $1",
        id,
        reason
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a notice of this account was taken before.
pub async fn is_known(conn: &mut PgConnection, account_id: Uuid, key: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from payment_events where account_id = $1 and provider_event_id = $2) as "known!""#,
        account_id,
        key
    )
    .fetch_one(conn)
    .await?)
}

pub struct NewNotice<'a> {
    pub id: Uuid,
    pub payment_id: Uuid,
    pub account_id: Uuid,
    pub key: &'a str,
    pub facts: Value,
    pub at: DateTime<Utc>,
}

pub async fn insert_notice(conn: &mut PgConnection, new: &NewNotice<'_>) -> Result<()> {
    sqlx::query!(
        "insert into payment_events (id, payment_id, account_id, type, provider_event_id, payload, created_at)
         values ($1, $2, $3, 'NOTICE', $4, $5, $6)",
        new.id,
        new.payment_id,
        new.account_id,
        new.key,
        new.facts,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is given back of a payment, or about to be.
pub async fn given_back(conn: &mut PgConnection, id: Uuid) -> Result<Decimal> {
    Ok(sqlx::query_scalar!(r#"select refund_amount + refund_pending as "given!" from payments where id = $1"#, id).fetch_one(conn).await?)
}

/// So much of a payment is held on the buyer's card.
pub async fn set_held(conn: &mut PgConnection, id: Uuid, token: Option<&str>, ask_at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update payments set status = 'AUTHORIZED', held = amount, query_at = $3,
           gateway_response = gateway_response || case when $2::text is null then '{}' else jsonb_build_object('hold_token', $2::text) end
         where id = $1",
        id,
        token,
        ask_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps what a provider is about to be asked of a hold.
pub async fn set_asked(conn: &mut PgConnection, id: Uuid, asked: &Asked, ask_at: DateTime<Utc>) -> Result<()> {
    let (action, amount) = match asked.action {
        HoldAction::Take(amount) => ("CAPTURE", Some(amount)),
        HoldAction::LetGo => ("RELEASE", None),
    };
    sqlx::query!(
        "update payments set hold_action = $2, hold_amount = $3, hold_key = $4, query_at = $5 where id = $1",
        id,
        action,
        amount,
        asked.key,
        ask_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What was asked of a hold has not happened.
pub async fn forget_asked(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("update payments set hold_action = null, hold_amount = null, hold_key = null where id = $1", id).execute(conn).await?;
    Ok(())
}

/// Keeps a text beside the provider's answers.
pub async fn keep(conn: &mut PgConnection, id: Uuid, name: &str, value: &str) -> Result<()> {
    sqlx::query!(
        "update payments set gateway_response = gateway_response || jsonb_build_object($2::text, $3::text) where id = $1",
        id,
        name,
        value
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What an order's payments hold on cards at an account that can be asked.
pub async fn held_of(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from payments where order_id = $1 and status = 'AUTHORIZED' and account_id is not null order by id",
        order_id
    )
    .fetch_all(conn)
    .await?)
}

/// Payments of providers that can be asked and do not tell of what goes back, received since a moment; never those that are asked anyway.
pub async fn received_since(conn: &mut PgConnection, since: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select p.id from payments p join payment_accounts a on a.id = p.account_id
         where p.method = 'PAYHERE' and p.status = 'COMPLETED' and p.processed_at >= $1 and p.query_at is null and a.settings ? 'app_id'
         order by p.processed_at desc limit $2",
        since,
        limit
    )
    .fetch_all(conn)
    .await?)
}

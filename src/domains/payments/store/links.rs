//! SQL of payment links.

use crate::server::Result;
use crate::shared::Language;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A link as it is kept.
pub struct Link {
    pub id: Uuid,
    pub order_id: Uuid,
    pub token_hash: Vec<u8>,
    pub amount: Option<Decimal>,
    pub expires_at: DateTime<Utc>,
    pub opened_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

pub struct NewLink<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub token_hash: &'a [u8],
    pub amount: Option<Decimal>,
    pub expires_at: DateTime<Utc>,
    pub created_by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert(conn: &mut PgConnection, new: &NewLink<'_>) -> Result<()> {
    sqlx::query!(
        "insert into payment_links (id, order_id, token_hash, amount, expires_at, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        new.order_id,
        new.token_hash,
        new.amount,
        new.expires_at,
        new.created_by,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn by_token(conn: &mut PgConnection, token_hash: &[u8]) -> Result<Option<Link>> {
    Ok(sqlx::query_as!(
        Link,
        "select id, order_id, token_hash, amount, expires_at, opened_at, revoked_at from payment_links where token_hash = $1",
        token_hash
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Link>> {
    Ok(sqlx::query_as!(
        Link,
        "select id, order_id, token_hash, amount, expires_at, opened_at, revoked_at from payment_links where id = $1 for update",
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// Those that are good.
pub async fn of_order(conn: &mut PgConnection, order_id: Uuid, now: DateTime<Utc>) -> Result<Vec<Link>> {
    Ok(sqlx::query_as!(
        Link,
        "select id, order_id, token_hash, amount, expires_at, opened_at, revoked_at from payment_links
         where order_id = $1 and revoked_at is null and expires_at > $2 order by created_at desc, id desc limit 20",
        order_id,
        now
    )
    .fetch_all(conn)
    .await?)
}

pub async fn set_opened(conn: &mut PgConnection, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update payment_links set opened_at = $2 where id = $1 and opened_at is null", id, at).execute(conn).await?;
    Ok(())
}

pub async fn revoke(conn: &mut PgConnection, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update payment_links set revoked_at = $2 where id = $1", id, at).execute(conn).await?;
    Ok(())
}

/// What was paid by a link, and is not to be paid again.
pub async fn paid_by(conn: &mut PgConnection, link_id: Uuid) -> Result<Decimal> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(sum(case when status = 'AUTHORIZED' then amount else captured - refund_amount + conceded end), 0) as "paid!"
           from payments where link_id = $1"#,
        link_id
    )
    .fetch_one(conn)
    .await?)
}

/// What a buyer is told of an order, and what a provider is told of the buyer.
pub struct OrderOfLink {
    pub order_number: String,
    pub status: String,
    pub currency: String,
    pub total: Decimal,
    pub shipping_address: Value,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub language: Option<Language>,
}

pub async fn order(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<OrderOfLink>> {
    let row = sqlx::query!(
        r#"select o.order_number, o.status, o.currency, o.total - o.cancelled_total as "total!", o.shipping_address, c.email as "email?",
             c.phone as "phone?", c.locale as "locale?"
           from orders o left join customers c on c.id = o.customer_id where o.id = $1 and o.status <> 'DRAFT'"#,
        order_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| OrderOfLink {
        order_number: row.order_number,
        status: row.status,
        currency: row.currency,
        total: row.total,
        shipping_address: row.shipping_address,
        email: row.email,
        phone: row.phone,
        language: row.locale.as_deref().and_then(Language::parse),
    }))
}

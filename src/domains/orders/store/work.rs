//! Calls, notes, tags and risk.

use crate::domains::orders::model::{CallOutcome, Colleague, Risk};
use crate::server::Result;
use crate::shared::Permission;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A call that was made.
pub struct NewCall<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub outcome: CallOutcome,
    pub call_back_at: Option<DateTime<Utc>>,
    pub note: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// Writes a call of an order down, whose row is locked; returns the number of the attempt.
pub async fn insert_call(conn: &mut PgConnection, call: NewCall<'_>) -> Result<i32> {
    let attempt = sqlx::query_scalar!(
        "update orders set call_attempts = call_attempts + 1, next_call_at = $2 where id = $1 returning call_attempts",
        call.order_id,
        call.call_back_at
    )
    .fetch_one(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into order_confirmations (id, order_id, attempt, outcome, call_back_at, note, user_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        call.id,
        call.order_id,
        attempt,
        call.outcome.as_str(),
        call.call_back_at,
        call.note,
        call.user_id,
        call.at,
    )
    .execute(conn)
    .await?;
    Ok(attempt)
}

/// A note.
pub struct NewNote<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub body: &'a str,
    pub mentions: &'a [Uuid],
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_note(conn: &mut PgConnection, note: NewNote<'_>) -> Result<()> {
    sqlx::query!(
        "insert into order_notes (id, order_id, body, mentions, user_id, created_at) values ($1, $2, $3, $4, $5, $6)",
        note.id,
        note.order_id,
        note.body,
        note.mentions,
        note.user_id,
        note.at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Everybody here who may see orders, by name.
pub async fn colleagues(conn: &mut PgConnection, organization_id: Uuid) -> Result<Vec<Colleague>> {
    Ok(sqlx::query_as!(
        Colleague,
        "select u.id, u.name from memberships m join users u on u.id = m.user_id join roles r on r.id = m.role_id
         where m.organization_id = $1 and m.status = 'ACTIVE' and u.is_active and u.deleted_at is null and $2 = any (r.permissions)
         order by u.name, u.id limit 200",
        organization_id,
        Permission::OrdersRead.key()
    )
    .fetch_all(conn)
    .await?)
}

/// The tags of an order, whose row is locked.
pub async fn tags(conn: &mut PgConnection, id: Uuid) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("select tags from orders where id = $1", id).fetch_one(conn).await?)
}

pub async fn set_tags(conn: &mut PgConnection, id: Uuid, tags: &[String], user_id: Option<Uuid>) -> Result<()> {
    sqlx::query!("update orders set tags = $2, version = version + 1, updated_by = $3 where id = $1", id, tags, user_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// What a buyer's earlier parcels came to, and whether they are blocked.
pub struct Record {
    pub delivered_count: i32,
    pub refused_count: i32,
    pub is_blocked: bool,
}

pub async fn record(conn: &mut PgConnection, customer_id: Uuid) -> Result<Option<Record>> {
    Ok(sqlx::query_as!(
        Record,
        r#"select delivered_count, refused_count, status = 'BLOCKED' as "is_blocked!" from customers where id = $1"#,
        customer_id
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn set_risk(conn: &mut PgConnection, id: Uuid, risk: Option<Risk>) -> Result<()> {
    sqlx::query!("update orders set risk = $2 where id = $1 and risk is distinct from $2", id, risk.map(Risk::as_str))
        .execute(conn)
        .await?;
    Ok(())
}

/// Sets the risk of a buyer's orders that have not left.
pub async fn set_open_risk(conn: &mut PgConnection, customer_id: Uuid, risk: Option<Risk>) -> Result<()> {
    sqlx::query!(
        "update orders set risk = $2 where customer_id = $1 and status in ('DRAFT', 'PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED')
           and risk is distinct from $2",
        customer_id,
        risk.map(Risk::as_str)
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn customer_of(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select customer_id from orders where id = $1", id).fetch_optional(conn).await?.flatten())
}

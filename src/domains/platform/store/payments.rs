//! SQL of what payment providers send.

use crate::server::Result;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// The endpoint of an account, which has the account's id.
pub async fn ensure_endpoint(conn: &mut PgConnection, account_id: Uuid, provider: &str) -> Result<()> {
    sqlx::query!(
        "insert into webhook_endpoints (id, direction, provider, account_id) values ($1, 'IN', $2, $1) on conflict do nothing",
        account_id,
        provider
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Something from the inbox with what was kept beside it.
pub struct NoticeRow {
    pub headers: Value,
    pub payload: String,
}

pub async fn notice(conn: &mut PgConnection, id: Uuid) -> Result<Option<NoticeRow>> {
    Ok(sqlx::query_as!(NoticeRow, "select headers, payload from webhook_events where id = $1", id).fetch_optional(conn).await?)
}

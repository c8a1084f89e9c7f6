//! What is reserved for whom.

use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// What is reserved for an owner now.
pub(in crate::domains::inventory) struct ReservedRow {
    pub owner_id: Uuid,
    pub quantity: i32,
    pub is_temporary: bool,
}

pub(in crate::domains::inventory) async fn reserved(conn: &mut PgConnection, kind: &str, owners: &[Uuid]) -> Result<Vec<ReservedRow>> {
    Ok(sqlx::query_as!(
        ReservedRow,
        r#"select owner_id, sum(quantity)::int as "quantity!", bool_or(expires_at is not null) as "is_temporary!"
           from inventory_reservations where owner_type = $1 and owner_id = any($2) and status = 'ACTIVE' group by owner_id"#,
        kind,
        owners
    )
    .fetch_all(conn)
    .await?)
}

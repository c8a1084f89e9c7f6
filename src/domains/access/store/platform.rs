//! SQL about the platform's administrators.

use crate::server::Result;
use sqlx::PgPool;
use uuid::Uuid;

/// Returns whether it was otherwise before.
pub(in crate::domains::access) async fn set_platform_admin(pool: &PgPool, user_id: Uuid, is_admin: bool) -> Result<bool> {
    let done = sqlx::query!("update users set is_platform_admin = $2 where id = $1 and is_platform_admin <> $2", user_id, is_admin)
        .execute(pool)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The organizations that a person belongs to, also those that they may not enter now.
pub(in crate::domains::access) async fn active_memberships(pool: &PgPool, user_id: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select m.organization_id from memberships m join organizations o on o.id = m.organization_id
         where m.user_id = $1 and m.status = 'ACTIVE' and o.deleted_at is null order by m.created_at",
        user_id
    )
    .fetch_all(pool)
    .await?)
}

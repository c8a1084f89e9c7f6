//! SQL of an organization's security policy.

use crate::server::Result;
use serde_json::Value;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A role with its people.
pub struct Role {
    pub id: Uuid,
    pub name: String,
    pub members: i64,
    pub without: i64,
}

pub async fn roles(conn: &mut PgConnection) -> Result<Vec<Role>> {
    Ok(sqlx::query_as!(
        Role,
        r#"select r.id, r.name, count(u.id) as "members!", count(u.id) filter (where not u.mfa_enabled) as "without!"
           from roles r
           left join memberships m on m.organization_id = r.organization_id and m.role_id = r.id and m.status = 'ACTIVE'
           left join users u on u.id = m.user_id and u.is_active and u.deleted_at is null
           group by r.id, r.name, r.is_builtin, r.created_at order by r.is_builtin desc, r.created_at, r.name"#
    )
    .fetch_all(conn)
    .await?)
}

/// Replaces the list of roles that need a second factor; everything else in the settings stays.
pub async fn require_second_factor(pool: &PgPool, organization_id: Uuid, roles: &Value) -> Result<()> {
    sqlx::query!(
        "update organizations set settings = settings || jsonb_build_object('security',
           coalesce(settings -> 'security', '{}') || jsonb_build_object('require_second_factor', $2::jsonb))
         where id = $1",
        organization_id,
        roles
    )
    .execute(pool)
    .await?;
    Ok(())
}

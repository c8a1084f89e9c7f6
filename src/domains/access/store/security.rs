//! SQL of an organization's security policy.

use crate::server::Result;
use sqlx::PgConnection;
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

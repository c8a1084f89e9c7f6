//! SQL of roles.

use crate::domains::access::model::OWNER;
use crate::server::Result;
use crate::shared::Permission;
use sqlx::PgConnection;
use uuid::Uuid;

/// A role with its permissions. Keys that this program does not know allow nothing.
pub(in crate::domains::access) struct Role {
    pub id: Uuid,
    pub name: String,
    pub is_built_in: bool,
    pub permissions: Vec<Permission>,
}

impl Role {
    pub(in crate::domains::access) fn is_owner(&self) -> bool {
        self.is_built_in && self.name == OWNER
    }
}

/// The permissions that a role's row holds, in the order of the table.
pub(in crate::domains::access) fn known(keys: &[String]) -> Vec<Permission> {
    Permission::ALL.iter().copied().filter(|permission| keys.iter().any(|key| key == permission.key())).collect()
}

pub(in crate::domains::access) async fn by_id(conn: &mut PgConnection, id: Uuid) -> Result<Option<Role>> {
    let row = sqlx::query!("select id, name, is_builtin, permissions from roles where id = $1", id).fetch_optional(conn).await?;
    Ok(row.map(|row| Role { id: row.id, name: row.name, is_built_in: row.is_builtin, permissions: known(&row.permissions) }))
}

/// A role with the number of people who have it and of open invitations that offer it.
pub(in crate::domains::access) struct Used {
    pub role: Role,
    pub members: i64,
    pub invitations: i64,
}

/// All roles: the built-in ones in the order of the table, then the others by name.
pub(in crate::domains::access) async fn all(conn: &mut PgConnection, organization_id: Uuid) -> Result<Vec<Used>> {
    let rows = sqlx::query!(
        r#"select r.id, r.name, r.is_builtin, r.permissions,
             (select count(*) from memberships m where m.organization_id = $1 and m.role_id = r.id) as "members!",
             (select count(*) from invitations i
              where i.role_id = r.id and i.accepted_at is null and i.revoked_at is null) as "invitations!"
           from roles r
           order by r.is_builtin desc,
             array_position(array['OWNER', 'ADMIN', 'STAFF', 'WAREHOUSE', 'INFLUENCER', 'WHOLESALER', 'VIEWER'], r.name), lower(r.name), r.id"#,
        organization_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Used {
            role: Role { id: row.id, name: row.name, is_built_in: row.is_builtin, permissions: known(&row.permissions) },
            members: row.members,
            invitations: row.invitations,
        })
        .collect())
}

/// Whether another role is called so, however it is written.
pub(in crate::domains::access) async fn is_taken(conn: &mut PgConnection, name: &str, own_id: Option<Uuid>) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from roles where lower(name) = lower($1) and ($2::uuid is null or id <> $2)) as "exists!""#,
        name,
        own_id
    )
    .fetch_one(conn)
    .await?)
}

pub(in crate::domains::access) async fn insert(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    permissions: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!("insert into roles (id, name, permissions) values ($1, $2, $3)", id, name, permissions).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::access) async fn update(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    permissions: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!("update roles set name = $2, permissions = $3 where id = $1", id, name, permissions).execute(conn).await?;
    Ok(())
}

/// Gives everybody who has or is offered one role another. Returns how many people that were.
pub(in crate::domains::access) async fn replace(conn: &mut PgConnection, from: Uuid, to: Uuid) -> Result<i64> {
    sqlx::query!("update invitations set role_id = $2 where role_id = $1 and accepted_at is null and revoked_at is null", from, to)
        .execute(&mut *conn)
        .await?;
    Ok(sqlx::query_scalar!(r#"select memberships_move($1, $2) as "moved!""#, from, to).fetch_one(conn).await?)
}

/// Deletes a role that nobody has, with the invitations to it that have ended; the log has those too.
pub(in crate::domains::access) async fn delete(conn: &mut PgConnection, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from invitations where role_id = $1 and (accepted_at is not null or revoked_at is not null)", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from roles where id = $1 and not is_builtin", id).execute(conn).await?;
    Ok(())
}

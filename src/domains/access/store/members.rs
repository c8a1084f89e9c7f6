//! SQL of memberships. They change through functions of the database, which count the owners under a lock.

use super::roles::known;
use crate::domains::access::model::MemberFilter;
use crate::server::{Error, Result};
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Page, Permission};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Lets one change of the team happen at a time, until the end of the transaction.
pub(in crate::domains::access) async fn lock(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("select team_lock()").execute(conn).await?;
    Ok(())
}

/// Name of the role and permissions that somebody has at this moment; `None` for who is no active member.
pub(in crate::domains::access) async fn rights(
    conn: &mut PgConnection,
    user_id: Uuid,
    organization_id: Uuid,
) -> Result<Option<(String, Vec<Permission>)>> {
    let row = sqlx::query!(
        r#"select role_name as "role_name!", permissions as "permissions!" from access_context($1, $2)"#,
        user_id,
        organization_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.role_name, known(&row.permissions))))
}

/// A member with the permissions of their role.
#[derive(Clone)]
pub(in crate::domains::access) struct Member {
    pub user_id: Uuid,
    pub name: String,
    pub email: String,
    pub role_id: Uuid,
    pub role: String,
    pub role_is_built_in: bool,
    pub permissions: Vec<Permission>,
    pub is_active: bool,
    pub has_second_factor: bool,
    pub last_active_at: Option<DateTime<Utc>>,
    pub joined_at: DateTime<Utc>,
}

struct MemberRecord {
    user_id: Uuid,
    name: String,
    email: String,
    role_id: Uuid,
    role: String,
    is_builtin: bool,
    permissions: Vec<String>,
    is_active: bool,
    mfa_enabled: bool,
    last_active_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl From<MemberRecord> for Member {
    fn from(row: MemberRecord) -> Self {
        Self {
            user_id: row.user_id,
            name: row.name,
            email: row.email,
            role_id: row.role_id,
            role: row.role,
            role_is_built_in: row.is_builtin,
            permissions: known(&row.permissions),
            is_active: row.is_active,
            has_second_factor: row.mfa_enabled,
            last_active_at: row.last_active_at,
            joined_at: row.created_at,
        }
    }
}

pub(in crate::domains::access) async fn list(
    conn: &mut PgConnection,
    organization_id: Uuid,
    filter: &MemberFilter,
    page: PageRequest,
) -> Result<Page<Member>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query_as!(
        MemberRecord,
        r#"select m.user_id, u.name, u.email, r.id as role_id, r.name as role, r.is_builtin, r.permissions,
             m.status = 'ACTIVE' and u.is_active as "is_active!", u.mfa_enabled, u.last_active_at, m.created_at
           from memberships m
           join users u on u.id = m.user_id and u.deleted_at is null
           join roles r on r.organization_id = m.organization_id and r.id = m.role_id
           where m.organization_id = $1
             and ($2::text is null or strpos(lower(u.name), lower($2)) > 0 or strpos(u.email, lower($2)) > 0)
             and ($3::timestamptz is null or case when $5 then (m.created_at, m.user_id) > ($3, $4) else (m.created_at, m.user_id) < ($3, $4) end)
           order by case when $5 then m.created_at end asc, case when $5 then m.user_id end asc, m.created_at desc, m.user_id desc
           limit $6"#,
        organization_id,
        filter.query,
        at,
        id,
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(Member::from).collect();
    Ok(Page::from_fetched(page, rows, |row: &Member| Cursor { at: row.joined_at, id: row.user_id }))
}

pub(in crate::domains::access) async fn count(conn: &mut PgConnection, organization_id: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from memberships m join users u on u.id = m.user_id and u.deleted_at is null where m.organization_id = $1"#,
        organization_id
    )
    .fetch_one(conn)
    .await?)
}

pub(in crate::domains::access) async fn by_id(conn: &mut PgConnection, organization_id: Uuid, user_id: Uuid) -> Result<Option<Member>> {
    let row = sqlx::query_as!(
        MemberRecord,
        r#"select m.user_id, u.name, u.email, r.id as role_id, r.name as role, r.is_builtin, r.permissions,
             m.status = 'ACTIVE' and u.is_active as "is_active!", u.mfa_enabled, u.last_active_at, m.created_at
           from memberships m
           join users u on u.id = m.user_id and u.deleted_at is null
           join roles r on r.organization_id = m.organization_id and r.id = m.role_id
           where m.organization_id = $1 and m.user_id = $2"#,
        organization_id,
        user_id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Member::from))
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domains::access) enum Outcome {
    /// It is so now.
    Done,
    /// It is so now, and the account has ended with its last membership.
    AccountEnded,
    /// There is no such member.
    NotFound,
    /// Nobody would own the organization.
    LastOwner,
}

fn outcome(word: &str) -> Result<Outcome> {
    match word {
        "DONE" => Ok(Outcome::Done),
        "ACCOUNT_ENDED" => Ok(Outcome::AccountEnded),
        "NOT_FOUND" => Ok(Outcome::NotFound),
        "LAST_OWNER" => Ok(Outcome::LastOwner),
        other => Err(Error::Other(anyhow::anyhow!("an unknown outcome: {other}"))),
    }
}

pub(in crate::domains::access) async fn change(conn: &mut PgConnection, user_id: Uuid, role_id: Uuid, is_active: bool) -> Result<Outcome> {
    let status = if is_active { "ACTIVE" } else { "DISABLED" };
    let word =
        sqlx::query_scalar!(r#"select membership_change($1, $2, $3) as "outcome!""#, user_id, role_id, status).fetch_one(conn).await?;
    outcome(&word)
}

pub(in crate::domains::access) async fn end(conn: &mut PgConnection, user_id: Uuid, at: DateTime<Utc>) -> Result<Outcome> {
    let word = sqlx::query_scalar!(r#"select membership_end($1, $2) as "outcome!""#, user_id, at).fetch_one(conn).await?;
    outcome(&word)
}

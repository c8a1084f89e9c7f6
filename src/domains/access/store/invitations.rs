//! SQL of invitations.

use super::roles::{Role, known};
use crate::server::{Db, Error, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// An invitation with what its role allows.
pub(in crate::domains::access) struct Invitation {
    pub id: Uuid,
    pub email: String,
    pub role: Role,
    pub invited_by: String,
    pub inviter_email: String,
    pub expires_at: DateTime<Utc>,
}

struct Record {
    id: Uuid,
    email: String,
    role_id: Uuid,
    role: String,
    is_builtin: bool,
    permissions: Vec<String>,
    invited_by: String,
    inviter_email: String,
    expires_at: DateTime<Utc>,
}

impl From<Record> for Invitation {
    fn from(row: Record) -> Self {
        Self {
            id: row.id,
            email: row.email,
            role: Role { id: row.role_id, name: row.role, is_built_in: row.is_builtin, permissions: known(&row.permissions) },
            invited_by: row.invited_by,
            inviter_email: row.inviter_email,
            expires_at: row.expires_at,
        }
    }
}

/// Invitations that nobody has accepted yet, newest first; their number is limited where they are made.
pub(in crate::domains::access) async fn open(conn: &mut PgConnection, query: Option<&str>) -> Result<Vec<Invitation>> {
    let rows = sqlx::query_as!(
        Record,
        "select i.id, i.email, r.id as role_id, r.name as role, r.is_builtin, r.permissions,
           u.name as invited_by, u.email as inviter_email, i.expires_at
         from invitations i
         join roles r on r.organization_id = i.organization_id and r.id = i.role_id
         join users u on u.id = i.invited_by
         where i.accepted_at is null and i.revoked_at is null and ($1::text is null or strpos(i.email, lower($1)) > 0)
         order by i.created_at desc, i.id desc",
        query
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Invitation::from).collect())
}

/// An invitation that nobody has accepted yet, locked.
pub(in crate::domains::access) async fn open_by_id(conn: &mut PgConnection, id: Uuid) -> Result<Option<Invitation>> {
    let row = sqlx::query_as!(
        Record,
        "select i.id, i.email, r.id as role_id, r.name as role, r.is_builtin, r.permissions,
           u.name as invited_by, u.email as inviter_email, i.expires_at
         from invitations i
         join roles r on r.organization_id = i.organization_id and r.id = i.role_id
         join users u on u.id = i.invited_by
         where i.id = $1 and i.accepted_at is null and i.revoked_at is null
         for update of i",
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Invitation::from))
}

pub(in crate::domains::access) async fn count_open(conn: &mut PgConnection) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from invitations where accepted_at is null and revoked_at is null"#)
        .fetch_one(conn)
        .await?)
}

/// Whether somebody with this address is a member already, active or not.
pub(in crate::domains::access) async fn is_member(conn: &mut PgConnection, organization_id: Uuid, email: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from memberships m join users u on u.id = m.user_id
             where m.organization_id = $1 and u.email = $2 and u.deleted_at is null) as "exists!""#,
        organization_id,
        email
    )
    .fetch_one(conn)
    .await?)
}

pub(in crate::domains::access) struct NewInvitation<'a> {
    pub id: Uuid,
    pub email: &'a str,
    pub role_id: Uuid,
    pub token_hash: &'a [u8],
    pub invited_by: Uuid,
    pub expires_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

pub(in crate::domains::access) async fn insert(conn: &mut PgConnection, new: NewInvitation<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into invitations (id, email, role_id, token_hash, invited_by, expires_at, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        new.email,
        new.role_id,
        new.token_hash,
        new.invited_by,
        new.expires_at,
        new.now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::access) async fn extend(conn: &mut PgConnection, id: Uuid, expires_at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update invitations set expires_at = $2 where id = $1", id, expires_at).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::access) async fn revoke(conn: &mut PgConnection, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update invitations set revoked_at = $2 where id = $1", id, at).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::access) async fn set_token(conn: &mut PgConnection, id: Uuid, token_hash: &[u8]) -> Result<()> {
    sqlx::query!("update invitations set token_hash = $2 where id = $1", id, token_hash).execute(conn).await?;
    Ok(())
}

/// Name and language of the person with an address, if they have an account.
pub(in crate::domains::access) async fn account(conn: &mut PgConnection, email: &str) -> Result<Option<(String, Option<String>)>> {
    let row = sqlx::query!("select name, locale from users where email = $1 and deleted_at is null", email).fetch_optional(conn).await?;
    Ok(row.map(|row| (row.name, row.locale)))
}

/// The id of an account that may be used.
pub(in crate::domains::access) async fn account_id(conn: &mut PgConnection, email: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from users where email = $1 and is_active and deleted_at is null", email)
        .fetch_optional(conn)
        .await?)
}

/// An invitation as its link finds it, before an organization is known.
pub(in crate::domains::access) struct Found {
    pub id: Uuid,
    pub organization_id: Uuid,
    pub organization_name: String,
    pub email: String,
    pub role_name: String,
    pub inviter: String,
    pub expires_at: DateTime<Utc>,
    pub accepted_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub has_account: bool,
    pub can_sign_in: bool,
}

pub(in crate::domains::access) async fn by_token(db: &Db, token_hash: &[u8]) -> Result<Option<Found>> {
    Ok(sqlx::query_as!(
        Found,
        r#"select id as "id!", organization_id as "organization_id!", organization_name as "organization_name!", email as "email!",
             role_name as "role_name!", inviter as "inviter!", expires_at as "expires_at!", accepted_at, revoked_at,
             has_account as "has_account!", can_sign_in as "can_sign_in!"
           from invitation_by_token($1)"#,
        token_hash
    )
    .fetch_optional(db.global())
    .await?)
}

/// Who accepts.
pub(in crate::domains::access) enum Guest<'a> {
    /// Somebody new, with what they have typed.
    New { id: Uuid, name: &'a str, password_hash: &'a str, locale: &'a str },
    /// Somebody with an account.
    Known(Uuid),
}

/// What became of an acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domains::access) enum Acceptance {
    Done,
    NotFound,
    Accepted,
    Revoked,
    Expired,
    AccountExists,
    NoAccount,
    OtherAddress,
    Disabled,
}

pub(in crate::domains::access) async fn accept(
    conn: &mut PgConnection,
    id: Uuid,
    guest: Guest<'_>,
    at: DateTime<Utc>,
) -> Result<Acceptance> {
    let (user_id, name, password_hash, locale) = match guest {
        Guest::New { id, name, password_hash, locale } => (id, Some(name), Some(password_hash), Some(locale)),
        Guest::Known(id) => (id, None, None, None),
    };
    let word = sqlx::query_scalar!(
        r#"select invitation_accept($1, $2, $3, $4, $5, $6) as "outcome!""#,
        id,
        user_id,
        name,
        password_hash,
        locale,
        at
    )
    .fetch_one(conn)
    .await?;
    Ok(match word.as_str() {
        "DONE" => Acceptance::Done,
        "NOT_FOUND" => Acceptance::NotFound,
        "ACCEPTED" => Acceptance::Accepted,
        "REVOKED" => Acceptance::Revoked,
        "EXPIRED" => Acceptance::Expired,
        "ACCOUNT_EXISTS" => Acceptance::AccountExists,
        "NO_ACCOUNT" => Acceptance::NoAccount,
        "OTHER_ADDRESS" => Acceptance::OtherAddress,
        "DISABLED" => Acceptance::Disabled,
        other => return Err(Error::Other(anyhow::anyhow!("an unknown outcome: {other}"))),
    })
}

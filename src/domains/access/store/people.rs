//! SQL of people: who they are, and what they change about themselves.

use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// Somebody who can sign in, with the organization that they came to first.
#[derive(Clone, Debug)]
pub(in crate::domains::access) struct Person {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub locale: Option<String>,
    pub password_hash: Option<String>,
    pub pending_email: Option<String>,
    pub is_verified: bool,
    pub organization_id: Uuid,
    pub organization_locale: String,
    /// False where their only organizations are cancelled and not theirs.
    pub may_enter: bool,
}

/// Somebody by id or by address; nobody who is a member of nothing.
pub(in crate::domains::access) async fn person(pool: &PgPool, id: Option<Uuid>, email: Option<&str>) -> Result<Option<Person>> {
    Ok(sqlx::query_as!(
        Person,
        r#"select u.id, u.email, u.name, u.locale, u.password_hash, u.pending_email, u.email_verified_at is not null as "is_verified!",
             o.id as organization_id, o.locale as organization_locale, o.may_enter as "may_enter!"
           from users u
           join lateral (
             select o.id, o.locale, may_enter(m.user_id, m.organization_id) as may_enter
             from memberships m join organizations o on o.id = m.organization_id
             where m.user_id = u.id and m.status = 'ACTIVE' and o.deleted_at is null
             order by may_enter(m.user_id, m.organization_id) desc, m.created_at, o.slug limit 1
           ) o on true
           where u.is_active and u.deleted_at is null and (u.id = $1 or u.email = $2)"#,
        id,
        email,
    )
    .fetch_optional(pool)
    .await?)
}

/// Somebody new.
pub(in crate::domains::access) struct NewUser<'a> {
    pub id: Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub password_hash: &'a str,
    pub locale: &'a str,
}

pub(in crate::domains::access) async fn insert_owner(conn: &mut PgConnection, user: &NewUser<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into users (id, email, name, password_hash, locale) values ($1, $2, $3, $4, $5)",
        user.id,
        user.email,
        user.name,
        user.password_hash,
        user.locale,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::access) async fn insert_member(
    conn: &mut PgConnection,
    user_id: Uuid,
    organization_id: Uuid,
    role_id: Uuid,
) -> Result<()> {
    sqlx::query!("insert into memberships (user_id, organization_id, role_id) values ($1, $2, $3)", user_id, organization_id, role_id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(in crate::domains::access) async fn set_password(conn: &mut PgConnection, user_id: Uuid, hash: &str) -> Result<()> {
    sqlx::query!("update users set password_hash = $2 where id = $1", user_id, hash).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::access) async fn verify_email(conn: &mut PgConnection, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update users set email_verified_at = coalesce(email_verified_at, $2) where id = $1", user_id, now).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::access) async fn set_pending_email(conn: &mut PgConnection, user_id: Uuid, email: &str) -> Result<()> {
    sqlx::query!("update users set pending_email = $2 where id = $1", user_id, email).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::access) async fn clear_pending_email(conn: &mut PgConnection, user_id: Uuid) -> Result<()> {
    sqlx::query!("update users set pending_email = null where id = $1", user_id).execute(conn).await?;
    Ok(())
}

/// The address that a letter went to and was answered from.
pub(in crate::domains::access) async fn set_email(
    conn: &mut PgConnection,
    user_id: Uuid,
    email: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update users set email = $2, email_verified_at = $3, pending_email = null where id = $1", user_id, email, now)
        .execute(conn)
        .await?;
    Ok(())
}

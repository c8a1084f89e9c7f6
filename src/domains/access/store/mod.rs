//! SQL of the access domain. Users, organizations and sessions are global tables; roles are a tenant's.

mod attempts;
mod people;
mod sessions;
mod tokens;

pub(super) use attempts::{allowed, count_failure, forget_account, forget_failure, forget_failures, lock_until, locked_until};
pub(super) use people::{
    NewUser, Person, clear_pending_email, insert_member, insert_owner, person, set_email, set_password, set_pending_email, verify_email,
};
pub(super) use sessions::{
    Device, device, device_is_known, end_session, end_sessions, remember_device, remove_expired, sessions_of, set_active,
};
pub(super) use tokens::{Purpose, Token, drop_tokens, insert_token, peek_token, use_token};
pub(super) mod invitations;
pub(super) mod members;
pub(super) mod passkeys;
mod platform;
pub(super) mod roles;
pub(super) mod second_factor;
pub(super) mod security;

pub(super) use platform::{active_memberships, set_platform_admin};
pub(super) mod organization;
pub(super) mod uploads;

use super::model::OrganizationChoice;
use crate::server::context::Organization;
use crate::server::{Db, Result};
use crate::shared::Language;
use sqlx::{PgConnection, PgPool};
use std::sync::Arc;
use uuid::Uuid;

pub(super) async fn user_by_email(pool: &PgPool, email: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from users where email = $1 and deleted_at is null", email).fetch_optional(pool).await?)
}

pub(super) async fn first_organization(pool: &PgPool, user_id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select m.organization_id from memberships m join organizations o on o.id = m.organization_id
         where m.user_id = $1 and m.status = 'ACTIVE' and o.deleted_at is null and may_enter(m.user_id, m.organization_id)
         order by m.created_at, o.slug limit 1",
        user_id
    )
    .fetch_optional(pool)
    .await?)
}

pub(super) async fn is_member(pool: &PgPool, user_id: Uuid, organization_id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from memberships m join organizations o on o.id = m.organization_id
             where m.user_id = $1 and m.organization_id = $2 and m.status = 'ACTIVE' and o.deleted_at is null
               and may_enter(m.user_id, m.organization_id)) as "exists!""#,
        user_id,
        organization_id
    )
    .fetch_one(pool)
    .await?)
}

/// The roles' names are a tenant's rows, so each is read through the look-up function.
pub(super) async fn organizations_of(db: &Db, user_id: Uuid, current: Uuid) -> Result<Vec<OrganizationChoice>> {
    Ok(sqlx::query_as!(
        OrganizationChoice,
        r#"select o.id, o.name, c.role_name as "role!", o.id = $2 as "is_current!"
           from memberships m join organizations o on o.id = m.organization_id
           cross join lateral access_context(m.user_id, m.organization_id) c
           where m.user_id = $1 and m.status = 'ACTIVE' and o.deleted_at is null and may_enter(m.user_id, m.organization_id) order by o.name"#,
        user_id,
        current
    )
    .fetch_all(db.global())
    .await?)
}

/// Returns the language before.
pub(super) async fn set_language(pool: &PgPool, user_id: Uuid, code: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        r#"with before as (select id, locale from users where id = $1 for update)
           update users set locale = $2 from before where users.id = before.id returning before.locale as "locale?""#,
        user_id,
        code
    )
    .fetch_one(pool)
    .await?)
}

pub(super) async fn rename_user(pool: &PgPool, user_id: Uuid, name: &str) -> Result<()> {
    sqlx::query!("update users set name = $2 where id = $1", user_id, name).execute(pool).await?;
    Ok(())
}

struct OrganizationRow {
    id: Uuid,
    slug: String,
    name: String,
    currency: String,
    locale: String,
    time_zone: String,
    status: String,
    plan: String,
    settings: serde_json::Value,
    features: serde_json::Value,
}

impl From<OrganizationRow> for Organization {
    fn from(row: OrganizationRow) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            currency: row.currency,
            language: Language::parse(&row.locale).unwrap_or_default(),
            time_zone: row.time_zone.parse().unwrap_or(chrono_tz::Tz::Asia__Colombo),
            is_active: row.status == "ACTIVE",
            is_cancelled: row.status == "CANCELLED",
            plan: row.plan,
            settings: Arc::new(row.settings),
            features: Arc::new(row.features),
        }
    }
}

pub(super) async fn organization(pool: &PgPool, id: Uuid) -> Result<Option<Organization>> {
    let row = sqlx::query_as!(
        OrganizationRow,
        "select id, slug, name, currency, locale, time_zone, status, plan, settings, features from organizations where id = $1 and deleted_at is null",
        id
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(Into::into))
}

pub(super) async fn organization_by_slug(pool: &PgPool, slug: &str) -> Result<Option<Organization>> {
    let row = sqlx::query_as!(
        OrganizationRow,
        "select id, slug, name, currency, locale, time_zone, status, plan, settings, features from organizations where slug = $1 and deleted_at is null",
        slug
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(Into::into))
}

pub(super) async fn slugs(pool: &PgPool) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("select slug from organizations where deleted_at is null order by slug").fetch_all(pool).await?)
}

pub(super) async fn insert_organization(conn: &mut PgConnection, new: &Organization) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into organizations (id, name, slug, locale, currency, time_zone, settings) values ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        new.name,
        new.slug,
        new.language.code(),
        new.currency,
        new.time_zone.name(),
        *new.settings,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn insert_role(conn: &mut PgConnection, id: Uuid, name: &str, permissions: &[String]) -> Result<()> {
    sqlx::query!("insert into roles (id, name, is_builtin, permissions) values ($1, $2, true, $3)", id, name, permissions)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn role_by_name(conn: &mut PgConnection, name: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from roles where name = $1", name).fetch_optional(conn).await?)
}

/// Who is added by a command is known to the person who runs the server, so their address counts as theirs.
/// Two commands at once may add the same person: the address is unique, and both get the same id.
pub(super) async fn insert_user(pool: &PgPool, id: Uuid, email: &str, name: &str, password_hash: &str) -> Result<Uuid> {
    Ok(sqlx::query_scalar!(
        "insert into users (id, email, name, password_hash, email_verified_at) values ($1, $2, $3, $4, now())
         on conflict (email) where deleted_at is null do update set email = excluded.email returning id",
        id,
        email,
        name,
        password_hash
    )
    .fetch_one(pool)
    .await?)
}

pub(super) async fn upsert_membership(pool: &PgPool, user_id: Uuid, organization_id: Uuid, role_id: Uuid) -> Result<()> {
    sqlx::query!(
        "insert into memberships (user_id, organization_id, role_id) values ($1, $2, $3)
         on conflict (user_id, organization_id) do update set role_id = excluded.role_id, status = 'ACTIVE'",
        user_id,
        organization_id,
        role_id
    )
    .execute(pool)
    .await?;
    Ok(())
}

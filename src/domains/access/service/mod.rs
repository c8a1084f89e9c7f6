//! Rules of access.

pub mod factor_letters;
pub mod passkeys;
pub mod second_factor;
pub mod security;

use super::model::OrganizationChoice;
use super::store;
use crate::domains::audit;
use crate::server::clock::{Clock, new_id};
use crate::server::context::Organization;
use crate::server::error::OnConstraint;
use crate::server::session::SignedIn;
use crate::server::{Db, Error, Result, Scope, password};
use crate::shared::permission::BUILT_IN_ROLES;
use crate::shared::{AppError, FieldErrors, Language};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::net::IpAddr;
use uuid::Uuid;

/// Failures of one account or address that cost nothing.
const FREE_FAILURES: i32 = 5;
/// Longest wait between two attempts.
const LONGEST_WAIT_SECONDS: i64 = 900;

/// How long the next attempt must wait after so many failures in a row: nothing, then 2, 4, 8 … seconds.
#[must_use]
pub fn wait_after(failures: i32) -> TimeDelta {
    let beyond = u32::try_from(failures - FREE_FAILURES).unwrap_or(0).min(12);
    if beyond == 0 { TimeDelta::zero() } else { TimeDelta::seconds(2_i64.pow(beyond).min(LONGEST_WAIT_SECONDS)) }
}

fn is_locked(locked_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<()> {
    match locked_until {
        Some(until) if until > now => {
            let seconds = u32::try_from((until - now).num_seconds() + 1).unwrap_or(u32::MAX);
            Err(AppError::TooMany(seconds).into())
        }
        _ => Ok(()),
    }
}

/// Checks e-mail and password. Wrong passwords and unknown addresses get the same answer in the same time; failures of
/// the account and of the address make the next attempt wait.
///
/// # Errors
/// Field errors for an empty form, a form error for a wrong pair, [`AppError::TooMany`] while waiting.
pub async fn sign_in(db: &Db, clock: &Clock, email: &str, password: String, ip: Option<IpAddr>) -> Result<SignedIn> {
    let email = email.trim().to_lowercase();
    let mut errors = FieldErrors::default();
    if email.is_empty() {
        errors.add("email", "error-required");
    }
    if password.is_empty() {
        errors.add("password", "error-required");
    }
    errors.into_result()?;
    let now = clock.now();
    let account_key = format!("account:{email}");
    let address_key = ip.map(|ip| format!("address:{ip}"));
    let keys: Vec<String> = std::iter::once(account_key.clone()).chain(address_key).collect();
    is_locked(store::locked_until(db.global(), &keys, now).await?, now)?;

    let user = store::user_by_email(db.global(), &email).await?;
    let stored = user.as_ref().and_then(|user| user.password_hash.clone());
    let matches = password::verify(password, stored).await?;
    let membership = match &user {
        Some(user) if matches => store::first_organization(db.global(), user.id).await?,
        _ => None,
    };
    let (Some(user), Some(organization_id)) = (user, membership) else {
        for key in &keys {
            let failures = store::count_failure(db.global(), key, now).await?;
            let wait = wait_after(failures);
            if !wait.is_zero() {
                store::lock_until(db.global(), key, now + wait).await?;
            }
        }
        tracing::info!(ip = ?ip, "a sign-in failed");
        return Err(Error::field("", "access-error-wrong-credentials"));
    };
    store::forget_failures(db.global(), &account_key).await?;
    Ok(SignedIn { user_id: user.id, organization_id })
}

/// Writes down that somebody has signed in.
///
/// # Errors
/// When the database refuses.
pub async fn note_sign_in(db: &Db, clock: &Clock, signed_in: &SignedIn, ip: Option<IpAddr>, user_agent: Option<String>) -> Result<()> {
    let organization = organization(db, signed_in.organization_id).await?;
    let mut scope = Scope::system(db.clone(), clock.clone(), organization);
    scope.ip = ip;
    scope.user_agent = user_agent;
    let mut work = scope.begin().await?;
    let user_id = signed_in.user_id;
    audit::service::record_as(&mut work, Some(user_id), "access.signed_in", "user", user_id, json!(null), json!(null)).await?;
    work.commit().await
}

/// Keeps a person's language.
///
/// # Errors
/// When the database refuses.
pub async fn set_language(scope: &Scope, language: Language) -> Result<()> {
    let Some(user_id) = scope.user_id() else { return Ok(()) };
    store::set_language(scope.db.global(), user_id, language.code()).await
}

/// Renames the signed-in person.
///
/// # Errors
/// A field error for an empty or overlong name.
pub async fn rename(scope: &Scope, name: &str) -> Result<()> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::field("name", "error-required"));
    }
    if name.chars().count() > 100 {
        return Err(Error::field("name", "error-too-long"));
    }
    let Some(person) = &scope.person else { return Err(AppError::Unauthenticated.into()) };
    store::rename_user(scope.db.global(), person.id, name).await?;
    let mut work = scope.begin().await?;
    audit::service::record(&mut work, "access.profile_changed", "user", person.id, json!({"name": person.name}), json!({"name": name}))
        .await?;
    work.commit().await
}

/// The organizations that the signed-in person belongs to.
///
/// # Errors
/// When the database refuses.
pub async fn organizations(scope: &Scope) -> Result<Vec<OrganizationChoice>> {
    let Some(user_id) = scope.user_id() else { return Ok(Vec::new()) };
    store::organizations_of(&scope.db, user_id, scope.organization.id).await
}

/// Checks that the person belongs to the organization that they want to move to.
///
/// # Errors
/// [`AppError::NotFound`] if they do not.
pub async fn choose_organization(scope: &Scope, organization_id: &str) -> Result<SignedIn> {
    let (Some(user_id), Ok(organization_id)) = (scope.user_id(), Uuid::parse_str(organization_id)) else {
        return Err(AppError::NotFound.into());
    };
    if !store::is_member(scope.db.global(), user_id, organization_id).await? {
        return Err(AppError::NotFound.into());
    }
    Ok(SignedIn { user_id, organization_id })
}

/// An organization by id.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn organization(db: &Db, id: Uuid) -> Result<Organization> {
    store::organization(db.global(), id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// An organization by its name in URLs, for commands and public pages.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn organization_by_slug(db: &Db, slug: &str) -> Result<Organization> {
    store::organization_by_slug(db.global(), slug).await?.ok_or_else(|| AppError::NotFound.into())
}

/// The slugs of all organizations, for messages of commands.
///
/// # Errors
/// When the database refuses.
pub async fn slugs(db: &Db) -> Result<Vec<String>> {
    store::slugs(db.global()).await
}

/// What a new organization needs.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    /// Name for people.
    pub name: String,
    /// Name in URLs: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Language of its documents.
    pub language: Language,
}

/// Makes an organization with the built-in roles. Currency LKR and store time Asia/Colombo, as its settings say later.
///
/// # Errors
/// A field error when the slug is taken or malformed.
pub async fn create_organization(db: &Db, clock: &Clock, new: NewOrganization) -> Result<Organization> {
    let id = new_id();
    store::insert_organization(db.global(), id, &new.name, &new.slug, new.language.code()).await.on_constraint(&[
        ("organizations_slug_key", "slug", "access-error-slug-taken"),
        ("organizations_slug_check", "slug", "access-error-slug-form"),
    ])?;
    let organization = organization(db, id).await?;
    let scope = Scope::system(db.clone(), clock.clone(), organization.clone());
    let mut work = scope.begin().await?;
    for role in BUILT_IN_ROLES {
        let permissions: Vec<String> = role.permissions.iter().map(|permission| permission.key().to_owned()).collect();
        store::insert_role(work.conn(), new_id(), role.name, &permissions).await?;
    }
    audit::service::record(
        &mut work,
        "access.organization_created",
        "organization",
        id,
        json!(null),
        json!({"name": new.name, "slug": new.slug}),
    )
    .await?;
    work.commit().await?;
    Ok(organization)
}

/// Makes a person and their membership; a person who exists keeps name and password and becomes a member.
///
/// # Errors
/// Field errors for a malformed address, a short password, an unknown role.
pub async fn add_user(scope: &Scope, email: &str, name: &str, password: String, role: &str) -> Result<Uuid> {
    let email = email.trim().to_lowercase();
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(Error::field("email", "error-email"));
    }
    if password.chars().count() < 8 {
        return Err(Error::field("password", "access-error-password-short"));
    }
    let user_id = match store::user_by_email(scope.db.global(), &email).await? {
        Some(user) => user.id,
        None => {
            let hash = password::hash(password).await?;
            store::insert_user(scope.db.global(), new_id(), &email, name, &hash).await?
        }
    };
    let mut work = scope.begin().await?;
    let role_id = store::role_by_name(work.conn(), role).await?.ok_or_else(|| Error::field("role", "error-choice"))?;
    audit::service::record(&mut work, "access.member_added", "user", user_id, json!(null), json!({"email": email, "role": role})).await?;
    work.commit().await?;
    store::upsert_membership(scope.db.global(), user_id, scope.organization.id, role_id).await?;
    Ok(user_id)
}

/// Removes sessions that have ended and sign-in failures that are old; returns how many sessions.
///
/// # Errors
/// When the database refuses.
pub async fn remove_expired_sessions(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    store::remove_expired_sessions(db.global(), now).await
}

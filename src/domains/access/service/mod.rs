//! Rules of access.

mod account;
mod agent;
mod attempts;
mod passwords;
mod recovery;
mod sessions;
mod sign_in;
mod signup;

pub use account::{change_password, request_email_change, resend_verification};
pub use agent::{Agent, agent};
pub use attempts::{ACCOUNT_FAILURES, ADDRESS_FAILURES, Limit, limit, wait_after};
pub use passwords::{LONGEST_PASSWORD, SHORTEST_PASSWORD, check_password};
pub use recovery::{
    CONFIRM_HOURS, LetterTo, RESET_HOURS, TokenKind, TokenView, confirm_email, email_change_letter, person_letter, request_password_reset,
    reset_letter, reset_password, show_token, verification_letter,
};
pub use sessions::{NewDevice, end_other_sessions, end_session, new_device, note_sign_in, sessions};
pub use sign_in::{Visitor, sign_in};
pub use signup::{NewAccount, sign_up};
pub mod factor_letters;
pub mod invitations;
pub mod members;
pub mod passkeys;
mod platform;
mod rights;
pub mod roles;
pub mod second_factor;
pub mod security;
pub mod settings;

pub use platform::set_platform_admin;
mod organization;
mod picture;
mod uploads;

pub use organization::{AboutForm, RegionForm, page as organization_page, remove_logo, set_logo, update_about, update_region};
pub use picture::{remove_old_picture, remove_picture, set_picture};
pub use uploads::{Written, fingerprint, keep, let_go, remove_let_go, sweep, write_picture};

pub use crate::server::images::NewFile;

pub use super::urls::{FORGOT_PASSWORD, SESSIONS};

use super::model::OrganizationChoice;
use super::store;
use crate::domains::audit;
use crate::server::clock::{Clock, new_id};
use crate::server::context::Organization;
use crate::server::session::{LIFETIME_DAYS, SignedIn};
use crate::server::{Db, Error, Result, Scope, Work, password};
use crate::shared::{AppError, FieldErrors, Language, Permission};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Keeps a person's language.
///
/// # Errors
/// When the database refuses.
pub async fn set_language(scope: &Scope, language: Language) -> Result<()> {
    let Some(user_id) = scope.user_id() else { return Ok(()) };
    let before = store::set_language(scope.db.global(), user_id, language.code()).await?;
    if before.as_deref() == Some(language.code()) {
        return Ok(());
    }
    let mut work = scope.begin().await?;
    let (old, new) = (json!({"language": before}), json!({"language": language.code()}));
    audit::service::record(&mut work, "access.language_changed", "user", user_id, old, new).await?;
    work.commit().await
}

/// Writes down that the signed-in person has left.
///
/// # Errors
/// When the database refuses.
pub async fn signed_out(scope: &Scope) -> Result<()> {
    let Some(user_id) = scope.user_id() else { return Ok(()) };
    let mut work = scope.begin().await?;
    audit::service::record(&mut work, "access.signed_out", "user", user_id, json!(null), json!(null)).await?;
    work.commit().await
}

/// Renames the signed-in person.
///
/// # Errors
/// A field error for an empty or overlong name.
pub async fn rename(scope: &Scope, name: &str) -> Result<()> {
    let mut errors = FieldErrors::default();
    let name = parse_name(&mut errors, "name", name);
    errors.into_result()?;
    let Some(person) = &scope.person else { return Err(AppError::Unauthenticated.into()) };
    store::rename_user(scope.db.global(), person.id, &name).await?;
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
    let there = Scope { organization: Arc::new(organization(&scope.db, organization_id).await?), ..scope.clone() };
    let mut work = there.begin().await?;
    let new = json!({"from": scope.organization.name});
    audit::service::record(&mut work, "access.organization_entered", "user", user_id, json!(null), new).await?;
    work.commit().await?;
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

/// What somebody may do in the organization at this moment; `None` for who is no active member.
///
/// # Errors
/// When the database refuses.
pub async fn permissions_now(work: &mut Work, user_id: Uuid) -> Result<Option<BTreeSet<Permission>>> {
    let organization_id = work.scope.organization.id;
    let rights = store::members::rights(work.conn(), user_id, organization_id).await?;
    Ok(rights.map(|(_, permissions)| permissions.into_iter().collect()))
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
    let organization = signup::new_organization(new.name, new.slug, new.language);
    let scope = Scope::system(db.clone(), clock.clone(), organization.clone());
    let mut work = Work::begin_global(&scope).await?;
    signup::found(&mut work, None).await?;
    work.commit().await?;
    Ok(organization)
}

/// Makes a person and their membership; a person who exists keeps name and password and becomes a member.
///
/// # Errors
/// Field errors for a malformed address, a short password, an unknown role.
pub async fn add_user(scope: &Scope, email: &str, name: &str, password: String, role: &str) -> Result<Uuid> {
    let email = email.trim().to_lowercase();
    if !is_address(&email) {
        return Err(Error::field("email", "error-email"));
    }
    check_password("password", &password, &email, &scope.organization.name)?;
    let user_id = match store::user_by_email(scope.db.global(), &email).await? {
        Some(id) => id,
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

/// Removes sessions that have ended, and what is kept about failures, limits, secrets and browsers for longer than it is of
/// use; returns how many sessions.
///
/// # Errors
/// When the database refuses.
pub async fn remove_expired_sessions(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    store::remove_expired(db.global(), now, now - TimeDelta::days(LIFETIME_DAYS)).await
}

/// Whether a text, trimmed and in lower case, may be an e-mail address: something on both sides of one `@`, a dot behind it,
/// at most the 254 octets of RFC 5321. A letter shows whether it really is.
fn is_address(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    !local.is_empty()
        && !local.contains('@')
        && email.len() <= 254
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !email.contains(|letter: char| letter.is_whitespace() || letter.is_control() || ",;<>()\"".contains(letter))
}

/// A name, trimmed.
fn parse_name(errors: &mut FieldErrors, field: &str, name: &str) -> String {
    let name = name.trim();
    if name.is_empty() {
        errors.add(field, "error-required");
    } else if name.chars().count() > 100 {
        errors.add(field, "error-too-long");
    }
    name.to_owned()
}

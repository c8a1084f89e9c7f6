//! What people change about their own account.

use super::attempts::{Attempt, Limit, forget_account, limit};
use super::passwords::check_password;
use super::{is_address, store};
use crate::domains::audit;
use crate::server::{Error, Result, Scope, Work, outbox, password};
use crate::shared::{AppError, FieldErrors};
use serde_json::json;
use uuid::Uuid;

/// Letters that one person may ask for in an hour.
const LETTERS: Limit = Limit { endpoint: "letters", requests: 5, minutes: 60 };

/// The signed-in person, who has just shown that they know their password.
async fn confirmed(scope: &Scope, field: &str, typed: String) -> Result<store::Person> {
    let Some(user_id) = scope.user_id() else { return Err(AppError::Unauthenticated.into()) };
    if typed.is_empty() {
        return Err(Error::field(field, "error-required"));
    }
    let attempt = Attempt::to_confirm(user_id);
    attempt.begin(&scope.db, scope.clock.now()).await?;
    let person = person(scope, user_id).await?;
    if !password::verify(typed, person.password_hash.clone()).await? {
        return Err(Error::field(field, "access-error-wrong-password"));
    }
    attempt.succeeded(&scope.db).await?;
    Ok(person)
}

async fn person(scope: &Scope, user_id: Uuid) -> Result<store::Person> {
    Ok(store::person(scope.db.global(), Some(user_id), None).await?.ok_or(AppError::Unauthenticated)?)
}

/// Changes the signed-in person's password, and ends all their sessions: the one that asks is begun anew by its caller.
///
/// # Errors
/// Field errors.
pub async fn change_password(scope: &Scope, current: String, new: String) -> Result<()> {
    let Some(known) = &scope.person else { return Err(AppError::Unauthenticated.into()) };
    let mut errors = FieldErrors::default();
    if current.is_empty() {
        errors.add("current_password", "error-required");
    }
    if let Err(Error::App(AppError::Invalid(refused))) = check_password("new_password", &new, &known.email, &scope.organization.name) {
        errors.0.extend(refused.0);
    }
    errors.into_result()?;
    let person = confirmed(scope, "current_password", current).await?;
    let hash = password::hash(new).await?;
    let mut work = Work::begin_global(scope).await?;
    replace_password(&mut work, &person, &hash).await?;
    audit::service::record(&mut work, "access.password_changed", "user", person.id, json!(null), json!(null)).await?;
    work.commit().await
}

/// What a new password brings with it: sessions end, secrets in letters lose their use, failures are forgotten, a letter tells.
pub(super) async fn replace_password(work: &mut Work, person: &store::Person, hash: &str) -> Result<()> {
    store::set_password(work.conn(), person.id, hash).await?;
    store::end_sessions(work.conn(), person.id, None).await?;
    store::drop_tokens(work.conn(), person.id, store::Purpose::ResetPassword).await?;
    store::drop_tokens(work.conn(), person.id, store::Purpose::ChangeEmail).await?;
    store::clear_pending_email(work.conn(), person.id).await?;
    forget_account(work, &person.email).await?;
    outbox::emit(work, "access.password_changed", person.id, json!({})).await
}

/// Notes the address that the signed-in person wants to change to; a letter to it asks them to confirm, another tells the old.
/// Returns the new address.
///
/// # Errors
/// Field errors, and `TooMany`.
pub async fn request_email_change(scope: &Scope, email: &str, current: String) -> Result<String> {
    let email = email.trim().to_lowercase();
    let mut errors = FieldErrors::default();
    if email.is_empty() {
        errors.add("new_email", "error-required");
    } else if !is_address(&email) {
        errors.add("new_email", "error-email");
    } else if scope.person.as_ref().is_some_and(|person| person.email == email) {
        errors.add("new_email", "access-error-email-same");
    }
    if current.is_empty() {
        errors.add("email_password", "error-required");
    }
    errors.into_result()?;
    let person = confirmed(scope, "email_password", current).await?;
    limit(&scope.db, scope.clock.now(), LETTERS, &person.id.to_string()).await?;
    if store::user_by_email(scope.db.global(), &email).await?.is_some() {
        return Err(Error::field("new_email", "access-error-email-taken"));
    }
    let mut work = Work::begin_global(scope).await?;
    store::set_pending_email(work.conn(), person.id, &email).await?;
    store::drop_tokens(work.conn(), person.id, store::Purpose::ChangeEmail).await?;
    let new = json!({"email": email});
    audit::service::record(&mut work, "access.email_change_requested", "user", person.id, json!({"email": person.email}), new).await?;
    outbox::emit(&mut work, "access.email_change_requested", person.id, json!({})).await?;
    outbox::emit(&mut work, "access.email_change_told", person.id, json!({})).await?;
    work.commit().await?;
    Ok(email)
}

/// Asks for another letter that confirms the signed-in person's address.
///
/// # Errors
/// `TooMany`, and a conflict when there is nothing to confirm.
pub async fn resend_verification(scope: &Scope) -> Result<()> {
    let Some(user_id) = scope.user_id() else { return Err(AppError::Unauthenticated.into()) };
    let person = person(scope, user_id).await?;
    if person.is_verified {
        return Err(Error::conflict("access-error-email-verified"));
    }
    limit(&scope.db, scope.clock.now(), LETTERS, &person.id.to_string()).await?;
    let mut work = Work::begin_global(scope).await?;
    outbox::emit(&mut work, "access.verification_requested", person.id, json!({})).await?;
    work.commit().await
}

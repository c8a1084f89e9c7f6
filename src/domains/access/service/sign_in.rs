//! Signing in.

use super::attempts::Attempt;
use super::store;
use crate::server::clock::Clock;
use crate::server::session::SignedIn;
use crate::server::{Db, Error, Result, password};
use crate::shared::FieldErrors;
use std::net::IpAddr;

/// Who stands at the door.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Address.
    pub ip: Option<IpAddr>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// The cookie by which the browser is known again.
    pub device: Option<String>,
}

/// Checks e-mail and password. Wrong passwords and unknown addresses get the same answer in the same time; failures make the
/// next attempt wait. Whoever asks for more than a password does so before the session is started.
///
/// # Errors
/// Field errors for an empty form, a form error for a wrong pair, `TooMany` while waiting.
pub async fn sign_in(db: &Db, clock: &Clock, email: &str, password: String, visitor: &Visitor) -> Result<SignedIn> {
    let email = email.trim().to_lowercase();
    let mut errors = FieldErrors::default();
    if email.is_empty() {
        errors.add("email", "error-required");
    }
    if password.is_empty() {
        errors.add("password", "error-required");
    }
    errors.into_result()?;
    let attempt = Attempt::to_sign_in(db, &email, visitor).await?;
    attempt.begin(db, clock.now()).await?;
    let person = store::person(db.global(), None, Some(&email)).await?;
    let stored = person.as_ref().and_then(|person| person.password_hash.clone());
    let matches = password::verify(password, stored).await?;
    let Some(person) = person.filter(|_| matches) else {
        tracing::info!(ip = ?visitor.ip, "a sign-in failed");
        return Err(Error::field("", "access-error-wrong-credentials"));
    };
    attempt.succeeded(db).await?;
    if !person.may_enter {
        return Err(Error::field("", "access-error-cancelled"));
    }
    Ok(SignedIn { user_id: person.id, organization_id: person.organization_id })
}

//! Making an account, and changing one's own.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{begin_anew, start_session, visitor};
#[cfg(feature = "ssr")]
use crate::domains::access::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::session::SignedIn;
#[cfg(feature = "ssr")]
use crate::server::{AppState, context, forms};

/// Makes an organization and its owner, and signs the owner in.
#[server(prefix = "/api/access", endpoint = "sign_up")]
pub async fn sign_up(
    #[server(default)] organization: String,
    #[server(default)] slug: String,
    #[server(default)] language: String,
    #[server(default)] currency: String,
    #[server(default)] time_zone: String,
    #[server(default)] warehouse: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    let new = service::NewAccount { organization, slug, language, currency, time_zone, warehouse, name, email, password };
    let signed_in = service::sign_up(&state.db, &state.clock, new, &visitor()).await?;
    start_session(&signed_in).await?;
    forms::done("/", "access-done-signed-up", &[]);
    Ok(())
}

/// Changes the signed-in person's password; all their other sessions end.
#[server(prefix = "/api/access", endpoint = "change_password")]
pub async fn change_password(#[server(default)] current_password: String, #[server(default)] new_password: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::change_password(&scope, current_password, new_password).await?;
    if let Some(user_id) = scope.user_id() {
        begin_anew(&SignedIn { user_id, organization_id: scope.organization.id }).await?;
    }
    forms::done(urls::PROFILE, "access-done-password", &[]);
    Ok(())
}

/// Asks at a new address whether it is the signed-in person's.
#[server(prefix = "/api/access", endpoint = "request_email_change")]
pub async fn request_email_change(#[server(default)] new_email: String, #[server(default)] email_password: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let email = service::request_email_change(&scope, &new_email, email_password).await?;
    forms::done(urls::PROFILE, "access-done-letter", &[("email", &email)]);
    Ok(())
}

/// Sends the letter that confirms the signed-in person's address once more.
#[server(prefix = "/api/access", endpoint = "resend_verification")]
pub async fn resend_verification() -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::resend_verification(&scope).await?;
    let email = scope.person.as_ref().map(|person| person.email.clone()).unwrap_or_default();
    forms::done(urls::PROFILE, "access-done-letter", &[("email", &email)]);
    Ok(())
}

//! Letters with a secret: confirming an address, choosing a new password.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::visitor;
#[cfg(feature = "ssr")]
use crate::domains::access::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{AppState, context, forms};

/// Asks for a letter with which a new password can be chosen. The answer is the same whether or not there is such an account.
#[server(prefix = "/api/access", endpoint = "request_password_reset")]
pub async fn request_password_reset(#[server(default)] email: String) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    service::request_password_reset(&state.db, &state.clock, &email, &visitor()).await?;
    leptos_axum::redirect(&format!("{}?sent=1", urls::FORGOT_PASSWORD));
    Ok(())
}

/// Chooses a new password with the secret of a letter. One signs in with it afterwards, with all that is asked then.
#[server(prefix = "/api/access", endpoint = "reset_password")]
pub async fn reset_password(#[server(default)] token: String, #[server(default)] password: String) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    service::reset_password(&state.db, &state.clock, &token, password, &visitor()).await?;
    forms::done(urls::LOGIN, "access-done-reset", &[]);
    Ok(())
}

/// Confirms an address with the secret of a letter.
#[server(prefix = "/api/access", endpoint = "confirm_email")]
pub async fn confirm_email(#[server(default)] token: String) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    let has_changed = service::confirm_email(&state.db, &state.clock, &token, &visitor()).await?;
    match context::signed_in() {
        // Who gives up an address may want to leave where it was used too.
        Ok(_) if has_changed => forms::done(urls::SESSIONS, "access-done-moved", &[]),
        Ok(_) => forms::done(urls::PROFILE, "access-done-confirmed", &[]),
        Err(_) => forms::done(urls::LOGIN, "access-done-confirmed", &[]),
    }
    Ok(())
}

/// The address that a secret was sent to, for its page.
///
/// # Errors
/// [`AppError::NotFound`] for a secret that is used, too old or invented.
#[cfg(feature = "ssr")]
pub async fn load_token(token: String, for_password: bool) -> Result<String, AppError> {
    let state = expect_context::<AppState>();
    let kind = if for_password { service::TokenKind::Password } else { service::TokenKind::Email };
    Ok(service::show_token(&state.db, &state.clock, &token, kind).await?.email)
}

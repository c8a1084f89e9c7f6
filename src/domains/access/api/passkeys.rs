//! Server functions of passkeys. A browser first asks for the options of a ceremony, then posts what its device has made as a
//! plain form. What a ceremony has to match stays in the session, for one use.

use crate::shared::AppError;
use leptos::prelude::*;
use serde_json::Value;

#[cfg(feature = "ssr")]
use super::second_factor::{half_signed_in, pass};
#[cfg(feature = "ssr")]
use super::{failed, session};
#[cfg(feature = "ssr")]
use crate::domains::access::{
    service::passkeys::{self, RelyingParty},
    urls,
};
#[cfg(feature = "ssr")]
use crate::server::{AppState, Error, context, forms};

/// Name of the session value with a passkey that is being made.
#[cfg(feature = "ssr")]
const REGISTERING: &str = "passkey_registering";
/// Name of the session value with a sign-in by passkey that is under way.
#[cfg(feature = "ssr")]
const CEREMONY: &str = "passkey_ceremony";

#[cfg(feature = "ssr")]
fn relying_party() -> Result<RelyingParty, AppError> {
    let state = expect_context::<AppState>();
    passkeys::relying_party(&state.config.base_url()).ok_or_else(|| AppError::conflict("factor-error-no-name"))
}

/// The name at which passkeys work; `None` where the server has none.
#[cfg(feature = "ssr")]
#[must_use]
pub fn passkey_host() -> Option<String> {
    let state = use_context::<AppState>()?;
    passkeys::relying_party(&state.config.base_url()).map(|party| party.host)
}

/// Begins to make a passkey: what `navigator.credentials.create` needs.
#[server(prefix = "/api/access", endpoint = "begin_passkey")]
pub async fn begin_passkey(#[server(default)] name: String, #[server(default)] password: String) -> Result<Value, AppError> {
    let scope = context::signed_in()?;
    let (options, begun) = passkeys::begin_registration(&scope, &relying_party()?, &name, password).await?;
    session().await?.insert(REGISTERING, &begun).await.map_err(failed)?;
    Ok(options)
}

/// Keeps the passkey that the device has made. Without one it says what is wrong with the form.
#[server(prefix = "/api/access", endpoint = "register_passkey")]
pub async fn register_passkey(
    #[server(default)] name: String,
    #[server(default)] password: String,
    #[server(default)] credential: String,
) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    if credential.is_empty() {
        return Ok(passkeys::explain(&scope, &name, password).await?);
    }
    let begun = session().await?.remove(REGISTERING).await.map_err(failed)?;
    let Some(begun) = begun else { return Err(Error::field("", "factor-error-passkey").into()) };
    passkeys::register(&scope, &relying_party()?, &credential, begun).await?;
    forms::done(urls::SECOND_FACTOR, "factor-done-passkey-added", &[]);
    Ok(())
}

/// Removes a passkey.
#[server(prefix = "/api/access", endpoint = "remove_passkey")]
pub async fn remove_passkey(#[server(default)] passkey_id: String, #[server(default)] password: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    passkeys::remove(&scope, &passkey_id, password).await?;
    // It may have been lost to somebody who has signed in with it.
    super::service::end_other_sessions(&scope, super::sessions::current().await?).await?;
    forms::done(urls::SECOND_FACTOR, "factor-done-passkey-removed", &[]);
    Ok(())
}

/// Begins to sign in with a passkey: what `navigator.credentials.get` needs.
#[server(prefix = "/api/access", endpoint = "begin_passkey_sign_in")]
pub async fn begin_passkey_sign_in() -> Result<Value, AppError> {
    let state = expect_context::<AppState>();
    let half = half_signed_in().await?;
    let (options, ceremony) = passkeys::begin_sign_in(&state.db, &relying_party()?, half.as_ref().map(|half| &half.signed_in)).await?;
    session().await?.insert(CEREMONY, &ceremony).await.map_err(failed)?;
    Ok(options)
}

/// Signs in with what the device has signed: as whoever it is of, or as the person whose password was right.
#[server(prefix = "/api/access", endpoint = "sign_in_with_passkey")]
pub async fn sign_in_with_passkey(#[server(default)] credential: String, #[server(default)] next: String) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    let ip = context::request().and_then(|request| request.ip);
    let ceremony = session().await?.remove(CEREMONY).await.map_err(failed)?;
    let Some(ceremony) = ceremony else { return Err(Error::field("", "factor-error-passkey").into()) };
    let signed_in = passkeys::sign_in(&state.db, &state.clock, &relying_party()?, &credential, ceremony, ip).await?;
    match half_signed_in().await? {
        Some(half) if half.signed_in.user_id == signed_in.user_id => pass(&half.signed_in, &half.next).await,
        _ => pass(&signed_in, &next).await,
    }
}

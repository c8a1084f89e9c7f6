//! The signed-in person's sessions.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{failed, session};
#[cfg(feature = "ssr")]
use crate::domains::access::{model::SessionRow, service, urls};
#[cfg(feature = "ssr")]
use crate::server::session::ID;
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// The session that asks.
#[cfg(feature = "ssr")]
pub(super) async fn current() -> Result<Option<Uuid>, AppError> {
    session().await?.get::<Uuid>(ID).await.map_err(failed)
}

/// Ends one session of the signed-in person.
#[server(prefix = "/api/access", endpoint = "end_session")]
pub async fn end_session(#[server(default)] session_id: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::end_session(&scope, &session_id).await?;
    forms::done(urls::SESSIONS, "access-done-session", &[]);
    Ok(())
}

/// Ends all sessions of the signed-in person but the one that asks.
#[server(prefix = "/api/access", endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let ended = service::end_other_sessions(&scope, current().await?).await?;
    forms::done(urls::SESSIONS, "access-done-sessions", &[("count", &ended.to_string())]);
    Ok(())
}

/// The sessions of the signed-in person.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_sessions() -> Result<Vec<SessionRow>, AppError> {
    let scope = context::signed_in()?;
    Ok(service::sessions(&scope, current().await?).await?)
}

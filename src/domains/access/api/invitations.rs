//! Server functions and loaders of invitations.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::start_session;
#[cfg(feature = "ssr")]
use crate::domains::access::model::InvitationView;
#[cfg(feature = "ssr")]
use crate::domains::access::service::invitations::{self, Newcomer, Origin};
#[cfg(feature = "ssr")]
use crate::domains::access::urls;
#[cfg(feature = "ssr")]
use crate::server::{AppState, context, forms, i18n};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

#[cfg(feature = "ssr")]
fn origin() -> Origin {
    context::request().map(|request| Origin { ip: request.ip, user_agent: request.user_agent }).unwrap_or_default()
}

/// Invites somebody by e-mail.
#[server(prefix = "/api/access", endpoint = "invite_member")]
pub async fn invite_member(#[server(default)] email: String, #[server(default)] role_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::UsersWrite)?;
    let address = invitations::invite(&scope, &email, &role_id).await?;
    forms::done(urls::USERS, "access-done-invited", &[("email", &address)]);
    Ok(())
}

/// Sends an invitation again.
#[server(prefix = "/api/access", endpoint = "resend_invitation")]
pub async fn resend_invitation(#[server(default)] invitation_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::UsersWrite)?;
    let address = invitations::resend(&scope, id(&invitation_id)?).await?;
    forms::done(urls::USERS, "access-done-invited", &[("email", &address)]);
    Ok(())
}

/// Takes an invitation back.
#[server(prefix = "/api/access", endpoint = "revoke_invitation")]
pub async fn revoke_invitation(#[server(default)] invitation_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::UsersWrite)?;
    let address = invitations::revoke(&scope, id(&invitation_id)?).await?;
    forms::done(urls::USERS, "access-done-revoked", &[("email", &address)]);
    Ok(())
}

/// Makes the account of who is invited and has none, and signs them in.
#[server(prefix = "/api/access", endpoint = "join_by_invitation")]
pub async fn join_by_invitation(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    if context::signed_in().is_ok() {
        return Err(AppError::conflict("access-error-invitation-address"));
    }
    let state = expect_context::<AppState>();
    let newcomer = Newcomer { name, password, language: i18n::language() };
    let signed_in = invitations::join(&state.db, &state.clock, &token, newcomer, origin()).await?;
    start_session(&signed_in).await?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Makes the signed-in person a member, and moves them there.
#[server(prefix = "/api/access", endpoint = "accept_invitation")]
pub async fn accept_invitation(#[server(default)] token: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let (signed_in, organization) = invitations::accept(&scope, &token).await?;
    start_session(&signed_in).await?;
    forms::done("/", "access-done-joined", &[("organization", &organization)]);
    Ok(())
}

/// Makes the invited person a member whom no other organization lets in; they sign in afterwards.
#[server(prefix = "/api/access", endpoint = "accept_then_sign_in")]
pub async fn accept_then_sign_in(#[server(default)] token: String) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    invitations::accept_for_later(&state.db, &state.clock, &token, origin()).await?;
    leptos_axum::redirect(&urls::invitation(&token));
    Ok(())
}

/// What the link of an invitation shows.
///
/// # Errors
/// [`AppError::NotFound`] for a token that is none.
#[cfg(feature = "ssr")]
pub async fn load_invitation(token: String) -> Result<InvitationView, AppError> {
    let state = expect_context::<AppState>();
    let signed_in_as = context::signed_in().ok().and_then(|scope| scope.person).map(|person| person.email.clone());
    Ok(invitations::view(&state.db, &state.clock, &token, signed_in_as).await?)
}

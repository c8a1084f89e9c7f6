//! Server functions and loaders of the access domain.

mod account;
mod recovery;
mod sessions;

pub use account::{ChangePassword, RequestEmailChange, ResendVerification, SignUp};
pub use account::{change_password, request_email_change, resend_verification, sign_up};
#[cfg(feature = "ssr")]
pub use recovery::load_token;
pub use recovery::{ConfirmEmail, RequestPasswordReset, ResetPassword, confirm_email, request_password_reset, reset_password};
#[cfg(feature = "ssr")]
pub use sessions::load_sessions;
pub use sessions::{EndOtherSessions, EndSession, end_other_sessions, end_session};
mod invitations;
mod members;
mod roles;

pub use invitations::*;
pub use members::*;
pub use roles::*;
mod organization;
pub mod passkeys;
mod picture;
pub mod second_factor;
pub mod security;

#[cfg(feature = "ssr")]
pub use organization::load_organization;
pub use organization::{
    RemoveLogo, UpdateOrganization, UpdateRegion, UploadLogo, remove_logo, update_organization, update_region, upload_logo,
};
pub use picture::{RemovePicture, UploadPicture, remove_picture, upload_picture};

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{model::OrganizationChoice, service, urls};
#[cfg(feature = "ssr")]
use crate::server::{AppState, Error, context, cookies, forms, session};
#[cfg(feature = "ssr")]
use crate::shared::Language;

/// How long a browser is known again, seconds: as long as browsers keep a cookie.
#[cfg(feature = "ssr")]
const DEVICE_SECONDS: u32 = 400 * 24 * 60 * 60;

#[cfg(feature = "ssr")]
async fn session() -> Result<tower_sessions::Session, AppError> {
    leptos_axum::extract::<tower_sessions::Session>()
        .await
        .map_err(|error| Error::Other(anyhow::anyhow!("no session layer: {error}")).into())
}

#[cfg(feature = "ssr")]
fn failed(error: tower_sessions::session::Error) -> AppError {
    Error::Other(anyhow::Error::new(error).context("writing the session")).into()
}

/// Who stands at the door.
#[cfg(feature = "ssr")]
fn visitor() -> service::Visitor {
    context::request().map_or_else(service::Visitor::default, |request| service::Visitor {
        ip: request.ip,
        user_agent: request.user_agent,
        device: request.device,
    })
}

/// Makes the visitor somebody who is signed in, after everything that is asked of them has been checked: the session gets a new
/// id, the sign-in is written down, and the browser is known again by a cookie of its own.
///
/// # Errors
/// When the database refuses.
#[cfg(feature = "ssr")]
pub async fn start_session(signed_in: &session::SignedIn) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    let made = service::note_sign_in(&state.db, &state.clock, signed_in, &visitor()).await?;
    if let Some(secret) = made {
        cookies::answer(cookies::kept(state.config.https, cookies::DEVICE, &secret, DEVICE_SECONDS));
    }
    begin_anew(signed_in).await
}

/// The session under a new id: who knew the old one has nothing.
#[cfg(feature = "ssr")]
async fn begin_anew(signed_in: &session::SignedIn) -> Result<(), AppError> {
    let visitor = visitor();
    let session = session().await?;
    session.cycle_id().await.map_err(failed)?;
    let client = session::Client { ip: visitor.ip, user_agent: visitor.user_agent };
    session.insert(session::CLIENT, &client).await.map_err(failed)?;
    session.insert(session::SIGNED_IN, signed_in).await.map_err(failed)
}

/// Signs somebody in with e-mail and password, and sends them where they wanted to go.
#[server(prefix = "/api/access", endpoint = "sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    let signed_in = service::sign_in(&state.db, &state.clock, &email, password, &visitor()).await?;
    if service::second_factor::is_on(&state.db, signed_in.user_id).await? {
        return second_factor::ask(signed_in, &next).await;
    }
    start_session(&signed_in).await?;
    leptos_axum::redirect(urls::safe_next(&next));
    Ok(())
}

/// Ends the session.
#[server(prefix = "/api/access", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    if let Ok(scope) = context::signed_in() {
        service::signed_out(&scope).await?;
    }
    session().await?.flush().await.map_err(failed)?;
    leptos_axum::redirect(urls::LOGIN);
    Ok(())
}

/// Chooses the language of the screen: kept with the person, and in a cookie for strangers.
#[server(prefix = "/api/access", endpoint = "choose_language")]
pub async fn choose_language(#[server(default)] language: String, #[server(default)] next: String) -> Result<(), AppError> {
    let language = Language::parse(&language).ok_or_else(|| Error::field("language", "error-choice"))?;
    if let Ok(scope) = context::signed_in() {
        service::set_language(&scope, language).await?;
    }
    cookies::answer(cookies::choice(cookies::https(), "lang", language.code()));
    leptos_axum::redirect(urls::safe_return(&next));
    Ok(())
}

/// Chooses light or dark, or what the device says; kept in a cookie, because it belongs to the screen.
#[server(prefix = "/api/access", endpoint = "choose_theme")]
pub async fn choose_theme(#[server(default)] theme: String, #[server(default)] next: String) -> Result<(), AppError> {
    let kept = match theme.as_str() {
        "light" | "dark" => theme.as_str(),
        "system" => "",
        _ => return Err(Error::field("theme", "error-choice").into()),
    };
    cookies::answer(cookies::choice(cookies::https(), "theme", kept));
    leptos_axum::redirect(urls::safe_next(&next));
    Ok(())
}

/// Moves the session to another organization of the same person.
#[server(prefix = "/api/access", endpoint = "choose_organization")]
pub async fn choose_organization(#[server(default)] organization_id: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let signed_in = service::choose_organization(&scope, &organization_id).await?;
    session().await?.insert(session::SIGNED_IN, &signed_in).await.map_err(failed)?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Changes the signed-in person's name.
#[server(prefix = "/api/access", endpoint = "update_profile")]
pub async fn update_profile(#[server(default)] name: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::rename(&scope, &name).await?;
    forms::done(urls::PROFILE, "access-done-profile", &[]);
    Ok(())
}

/// The organizations of the signed-in person.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_organizations() -> Result<Vec<OrganizationChoice>, AppError> {
    let scope = context::signed_in()?;
    Ok(service::organizations(&scope).await?)
}

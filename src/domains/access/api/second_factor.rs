//! Server functions and loaders of the second factor.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{failed, session, start_session};
#[cfg(feature = "ssr")]
use crate::domains::access::{
    model::FactorPage,
    service::{self, passkeys, second_factor},
    urls,
};
#[cfg(feature = "ssr")]
use crate::server::{
    AppState, Error, Scope, context, forms,
    seal::Sealer,
    session::{HALF_SIGNED_IN, HalfSignedIn, SignedIn},
};

/// Name of the session value with backup codes that were just made.
#[cfg(feature = "ssr")]
const NEW_CODES: &str = "new_backup_codes";

#[cfg(feature = "ssr")]
fn sealer() -> Result<Sealer, AppError> {
    Ok(Sealer::load(&expect_context::<AppState>().config.data)?)
}

/// Whose password was right a moment ago in this session.
///
/// # Errors
/// When the session cannot be read.
#[cfg(feature = "ssr")]
pub(super) async fn half_signed_in() -> Result<Option<HalfSignedIn>, AppError> {
    let state = expect_context::<AppState>();
    let half: Option<HalfSignedIn> = session().await?.get(HALF_SIGNED_IN).await.map_err(failed)?;
    Ok(half.filter(|half| half.until > state.clock.now()))
}

/// The session of somebody whose password was right is not signed in yet: it remembers who it is for some minutes, and the
/// browser goes on to the second factor.
#[cfg(feature = "ssr")]
pub(super) async fn ask(signed_in: SignedIn, next: &str) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    let half = HalfSignedIn { signed_in, next: urls::safe_next(next).to_owned(), until: second_factor::half_signed_in_until(&state.clock) };
    let session = session().await?;
    session.clear().await;
    session.cycle_id().await.map_err(failed)?;
    session.insert(HALF_SIGNED_IN, &half).await.map_err(failed)?;
    leptos_axum::redirect(urls::SECOND_STEP);
    Ok(())
}

/// Ends signing in: forgets the half and starts the session.
#[cfg(feature = "ssr")]
pub(super) async fn pass(signed_in: &SignedIn, next: &str) -> Result<(), AppError> {
    session().await?.remove_value(HALF_SIGNED_IN).await.map_err(failed)?;
    start_session(signed_in).await?;
    leptos_axum::redirect(urls::safe_next(next));
    Ok(())
}

/// Takes a code of the authenticator app or a backup code from somebody whose password was right.
#[server(prefix = "/api/access", endpoint = "confirm_second_factor")]
pub async fn confirm_second_factor(#[server(default)] one_time_code: String) -> Result<(), AppError> {
    let state = expect_context::<AppState>();
    let Some(half) = half_signed_in().await? else { return Err(Error::field("", "factor-error-start-again").into()) };
    let ip = context::request().and_then(|request| request.ip);
    match second_factor::attempt(&state.db, &state.clock, &sealer()?, &half.signed_in, &one_time_code, ip).await? {
        second_factor::Attempt::Passed => pass(&half.signed_in, &half.next).await,
        second_factor::Attempt::Wrong => Err(Error::field("one_time_code", "factor-error-code").into()),
        second_factor::Attempt::AskPassword => {
            session().await?.remove_value(HALF_SIGNED_IN).await.map_err(failed)?;
            Err(Error::field("", "factor-error-too-often").into())
        }
    }
}

/// Makes the secret of a second factor.
#[server(prefix = "/api/access", endpoint = "start_second_factor")]
pub async fn start_second_factor(#[server(default)] password: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    second_factor::start(&scope, &sealer()?, password).await?;
    leptos_axum::redirect(urls::SECOND_FACTOR);
    Ok(())
}

#[cfg(feature = "ssr")]
async fn show_once(scope: &Scope, sealer: &Sealer, codes: &[String]) -> Result<(), AppError> {
    let kept = second_factor::show_once(scope, sealer, codes)?;
    session().await?.insert(NEW_CODES, &kept).await.map_err(failed)
}

/// Switches the second factor on with a code of the app.
#[server(prefix = "/api/access", endpoint = "enable_second_factor")]
pub async fn enable_second_factor(#[server(default)] one_time_code: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let sealer = sealer()?;
    let codes = second_factor::enable(&scope, &sealer, &one_time_code).await?;
    show_once(&scope, &sealer, &codes).await?;
    forms::done(urls::SECOND_FACTOR, "factor-done-enabled", &[]);
    Ok(())
}

/// Makes the backup codes anew.
#[server(prefix = "/api/access", endpoint = "renew_backup_codes")]
pub async fn renew_backup_codes(#[server(default)] password: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let sealer = sealer()?;
    let codes = second_factor::renew_codes(&scope, &sealer, password).await?;
    show_once(&scope, &sealer, &codes).await?;
    forms::done(urls::SECOND_FACTOR, "factor-done-renewed", &[]);
    Ok(())
}

/// The person has put the new backup codes away: they are not shown again.
#[server(prefix = "/api/access", endpoint = "keep_backup_codes")]
pub async fn keep_backup_codes() -> Result<(), AppError> {
    context::signed_in()?;
    session().await?.remove_value(NEW_CODES).await.map_err(failed)?;
    forms::done(urls::SECOND_FACTOR, "factor-done-kept", &[]);
    Ok(())
}

/// Switches the second factor off.
#[server(prefix = "/api/access", endpoint = "disable_second_factor")]
pub async fn disable_second_factor(#[server(default)] password: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    second_factor::disable(&scope, password).await?;
    // It may have been lost to somebody who has signed in with it.
    service::end_other_sessions(&scope, super::sessions::current().await?).await?;
    session().await?.remove_value(NEW_CODES).await.map_err(failed)?;
    forms::done(urls::SECOND_FACTOR, "factor-done-disabled", &[]);
    Ok(())
}

/// The signed-in person's second factor and passkeys.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_factor() -> Result<FactorPage, AppError> {
    let scope = context::signed_in()?;
    let sealer = sealer()?;
    let kept = session().await?.get(NEW_CODES).await.map_err(failed)?;
    Ok(FactorPage {
        state: second_factor::state(&scope, &sealer).await?,
        new_codes: second_factor::shown(&scope, &sealer, kept),
        passkeys: passkeys::list(&scope).await?,
        passkey_host: super::passkeys::passkey_host(),
        is_required: scope.lacks_second_factor(),
    })
}

/// What the page shows that asks for the second factor: whether the person has a passkey; `None` when the password comes first.
///
/// # Errors
/// When the session or the database is away.
#[cfg(feature = "ssr")]
pub async fn load_second_step() -> Result<Option<bool>, AppError> {
    let state = expect_context::<AppState>();
    match half_signed_in().await? {
        Some(half) => Ok(Some(service::passkeys::has_any(&state.db, half.signed_in.user_id).await?)),
        None => Ok(None),
    }
}

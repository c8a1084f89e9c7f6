//! Server functions and loaders of the notifications domain. Everybody has notifications of their own, so no permission is
//! asked for.

#[cfg(feature = "ssr")]
mod hooks;

#[cfg(feature = "ssr")]
pub use hooks::routes;

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{Bell, Digest, Kind, NotificationFilter, NotificationRow, Settings, SettingsView, Unsubscribe},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::server::{AppState, Error, context, forms, i18n, seal::Sealer};
#[cfg(feature = "ssr")]
use crate::shared::{Page, paging::PageRequest};
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn parse_id(id: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(id.trim()).map_err(|_| AppError::NotFound)
}

/// Marks a notification as read and goes to where it leads.
#[server(prefix = "/api/notifications", endpoint = "open_notification")]
pub async fn open_notification(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let link = service::read(&scope, parse_id(&id)?).await?;
    leptos_axum::redirect(link.as_deref().unwrap_or(urls::LIST));
    Ok(())
}

/// Marks a notification as read and stays.
#[server(prefix = "/api/notifications", endpoint = "mark_read")]
pub async fn mark_read(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::read(&scope, parse_id(&id)?).await?;
    Ok(())
}

/// Marks everything as read.
#[server(prefix = "/api/notifications", endpoint = "mark_all_read")]
pub async fn mark_all_read() -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::read_all(&scope).await?;
    forms::done(urls::LIST, "notifications-done-all-read", &[]);
    Ok(())
}

/// Keeps how one wants to be told. A box that was not ticked sends nothing.
#[server(prefix = "/api/notifications", endpoint = "save_settings")]
pub async fn save_settings(
    #[server(default)] email: String,
    #[server(default)] push: String,
    #[server(default)] order: String,
    #[server(default)] payment: String,
    #[server(default)] delivery: String,
    #[server(default)] system: String,
    #[server(default)] promotion: String,
    #[server(default)] muted_order: String,
    #[server(default)] muted_payment: String,
    #[server(default)] muted_delivery: String,
    #[server(default)] muted_system: String,
    #[server(default)] muted_promotion: String,
    #[server(default)] digest: String,
) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let on = |text: &String| text == "true";
    let muted = [&muted_order, &muted_payment, &muted_delivery, &muted_system, &muted_promotion];
    let settings = Settings {
        email: on(&email),
        sms: false,
        push: on(&push),
        kinds: [on(&order), on(&payment), on(&delivery), on(&system), on(&promotion)],
        muted: Kind::ALL.into_iter().zip(muted).filter(|(_, text)| on(text)).map(|(kind, _)| kind).collect(),
        digest: Digest::parse(&digest).ok_or_else(|| Error::field("digest", "error-choice"))?,
    };
    service::save(&scope, settings).await?;
    forms::done(urls::SETTINGS, "notifications-done-settings", &[]);
    Ok(())
}

/// Tells this browser from now on: what `PushManager.subscribe` gave, keys in base64url.
#[server(prefix = "/api/notifications", endpoint = "subscribe")]
pub async fn subscribe(
    #[server(default)] endpoint: String,
    #[server(default)] p256dh: String,
    #[server(default)] auth: String,
) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::subscribe(&scope, &expect_context::<AppState>().push, &endpoint, &p256dh, &auth).await?;
    forms::done(urls::SETTINGS, "notifications-done-device", &[]);
    Ok(())
}

/// Tells an app from now on. `platform` is `IOS`, `ANDROID` or `WEB`, `token` what its push service knows it by. The same token again
/// renews it.
#[server(prefix = "/api/notifications", endpoint = "register_device")]
pub async fn register_device(
    #[server(default)] platform: String,
    #[server(default)] token: String,
    #[server(default)] device_name: String,
) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::register_app(&scope, &platform, &token, &device_name).await?;
    forms::done(urls::SETTINGS, "notifications-done-device", &[]);
    Ok(())
}

/// Tells an app no more: it knows its token and no id.
#[server(prefix = "/api/notifications", endpoint = "forget_device")]
pub async fn forget_device(#[server(default)] token: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::forget_app(&scope, &token).await?;
    forms::done(urls::SETTINGS, "notifications-done-device-removed", &[]);
    Ok(())
}

/// Tells a device no more.
#[server(prefix = "/api/notifications", endpoint = "remove_device")]
pub async fn remove_device(#[server(default)] device_id: String) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::remove_device(&scope, parse_id(&device_id)?).await?;
    forms::done(urls::SETTINGS, "notifications-done-device-removed", &[]);
    Ok(())
}

/// What the bell of the signed-in person shows.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_bell() -> Result<Bell, AppError> {
    let scope = context::signed_in()?;
    Ok(service::bell(&scope, i18n::language(), context::frame("bell")).await?)
}

/// A page of the signed-in person's notifications.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_notifications(filter: NotificationFilter, page: PageRequest) -> Result<Page<NotificationRow>, AppError> {
    let scope = context::signed_in()?;
    Ok(service::list(&scope, i18n::language(), filter, page).await?)
}

/// How the signed-in person wants to be told.
///
/// # Errors
/// For a stranger, and when the key for browsers can be neither read nor made.
#[cfg(feature = "ssr")]
pub async fn load_settings() -> Result<SettingsView, AppError> {
    let scope = context::signed_in()?;
    let (settings, devices) = service::settings(&scope).await?;
    let public_key = expect_context::<AppState>().push.public_key().map_err(Error::Other)?;
    let email = scope.person.as_ref().map(|person| person.email.clone()).unwrap_or_default();
    Ok(SettingsView { settings, devices, email, public_key })
}

/// What a letter's link ends; `None` for a link that is not ours.
///
/// # Errors
/// When the database refuses.
#[cfg(feature = "ssr")]
pub async fn load_unsubscribe(token: String) -> Result<Option<Unsubscribe>, AppError> {
    let state = expect_context::<AppState>();
    let Some(token) = service::read_token(&Sealer::load(&state.config.data)?, &token) else { return Ok(None) };
    Ok(service::unsubscribe_by_link(&state.job_context(), token, true).await?)
}

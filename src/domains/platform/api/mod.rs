//! Server functions and loaders of the platform domain.

#[cfg(feature = "ssr")]
mod hooks;
mod organizations;
#[cfg(feature = "ssr")]
mod payment_hooks;

#[cfg(feature = "ssr")]
pub use hooks::routes;
pub use organizations::*;

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{Connection, SystemState},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::domains::channels::urls as channels_urls;
#[cfg(feature = "ssr")]
use crate::server::{AppState, context, forms, seal::Sealer};
#[cfg(feature = "ssr")]
use crate::shared::{Area, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn parse_id(id: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(id.trim()).map_err(|_| AppError::NotFound)
}

/// Tries a failed event again, now.
#[server(prefix = "/api/platform", endpoint = "retry_event")]
pub async fn retry_event(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SystemWrite)?;
    service::retry_event(&scope, parse_id(&id)?).await?;
    forms::done(urls::SYSTEM, "platform-done-retry", &[]);
    Ok(())
}

/// Gives a failed event up: it will not be tried again.
#[server(prefix = "/api/platform", endpoint = "give_up_event")]
pub async fn give_up_event(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SystemWrite)?;
    service::give_up_event(&scope, parse_id(&id)?).await?;
    forms::done(urls::SYSTEM, "platform-done-given-up", &[]);
    Ok(())
}

/// Works on a failed webhook again.
#[server(prefix = "/api/platform", endpoint = "retry_webhook")]
pub async fn retry_webhook(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SystemWrite)?;
    service::retry_webhook(&scope, parse_id(&id)?).await?;
    forms::done(urls::SYSTEM, "platform-done-retry", &[]);
    Ok(())
}

/// Opens a way in for a store's webhooks. Its secret goes with the message to the next page and is not shown again.
#[server(prefix = "/api/platform", endpoint = "create_connection")]
pub async fn create_connection(#[server(default)] store_id: String) -> Result<(), AppError> {
    let scope = context::require_change_in(Area::Channels, Permission::ImportsWrite)?;
    let store_id = parse_id(&store_id)?;
    let sealer = Sealer::load(&expect_context::<AppState>().config.data)?;
    let made = service::create_connection(&scope, &sealer, store_id).await?;
    forms::done(channels_urls::LIST, "platform-done-connected", &[("connection", &made.id.to_string()), ("secret", &made.secret)]);
    Ok(())
}

/// Closes a way in; what comes after that is refused.
#[server(prefix = "/api/platform", endpoint = "close_connection")]
pub async fn close_connection(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change_in(Area::Channels, Permission::ImportsWrite)?;
    service::close_connection(&scope, parse_id(&id)?).await?;
    forms::done(channels_urls::LIST, "platform-done-closed", &[]);
    Ok(())
}

/// What went wrong in the background.
///
/// # Errors
/// Without `system.write`.
#[cfg(feature = "ssr")]
pub async fn load_system() -> Result<SystemState, AppError> {
    let scope = context::require(Permission::SystemWrite)?;
    Ok(service::system(&scope).await?)
}

/// The ways in of all stores, oldest first.
///
/// # Errors
/// Without `imports.write`.
#[cfg(feature = "ssr")]
pub async fn load_connections() -> Result<Vec<Connection>, AppError> {
    let scope = context::require_in(Area::Channels, Permission::ImportsWrite)?;
    Ok(service::connections(&scope).await?)
}

//! Server functions and loaders of the organization's security policy.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::domains::access::{model::SecurityPolicy, service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;

/// Sets the roles that need a second factor.
#[server(prefix = "/api/access", endpoint = "save_security")]
pub async fn save_security(#[server(default)] roles: Vec<String>) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    service::security::require_second_factor(&scope, &roles).await?;
    forms::done(urls::SECURITY, "factor-done-policy", &[]);
    Ok(())
}

/// Sets how long sessions last.
#[server(prefix = "/api/access", endpoint = "limit_sessions")]
pub async fn limit_sessions(#[server(default)] idle_minutes: String, #[server(default)] longest_minutes: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    service::security::limit_sessions(&scope, &idle_minutes, &longest_minutes).await?;
    forms::done(urls::SECURITY, "factor-done-policy", &[]);
    Ok(())
}

/// The organization's security policy.
///
/// # Errors
/// Without the permission to see settings.
#[cfg(feature = "ssr")]
pub async fn load_security() -> Result<SecurityPolicy, AppError> {
    let scope = context::require(Permission::SettingsRead)?;
    Ok(service::security::policy(&scope).await?)
}

//! Accounts at banks and providers.

use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use super::state_and_sealer;
#[cfg(feature = "ssr")]
use crate::domains::payments::model::accounts::{AccountForm, PaymentSettings};
#[cfg(feature = "ssr")]
use crate::domains::payments::{service::accounts, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Adds an account.
#[server(prefix = "/api/payments", endpoint = "create_account")]
pub async fn create_payment_account(
    #[server(default)] method: String,
    #[server(default)] name: String,
    #[server(default)] is_test: String,
    #[server(default)] values: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    let (_, sealer) = state_and_sealer()?;
    let form = AccountForm { name, is_test: !is_test.is_empty(), values };
    accounts::create(&scope, &sealer, &method, &form).await?;
    forms::done(urls::SETTINGS, "payments-done-account", &[("name", form.name.trim())]);
    Ok(())
}

/// Changes an account.
#[server(prefix = "/api/payments", endpoint = "update_account")]
pub async fn update_payment_account(
    #[server(default)] account_id: String,
    #[server(default)] name: String,
    #[server(default)] is_test: String,
    #[server(default)] values: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    let id = Uuid::parse_str(&account_id).map_err(|_| AppError::NotFound)?;
    let (_, sealer) = state_and_sealer()?;
    let form = AccountForm { name, is_test: !is_test.is_empty(), values };
    accounts::update(&scope, &sealer, id, &form).await?;
    forms::done(urls::SETTINGS, "payments-done-account", &[("name", form.name.trim())]);
    Ok(())
}

/// Takes an account out of use, or back into it.
#[server(prefix = "/api/payments", endpoint = "switch_account")]
pub async fn switch_payment_account(#[server(default)] account_id: String, #[server(default)] active: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    let id = Uuid::parse_str(&account_id).map_err(|_| AppError::NotFound)?;
    let is_active = active == "true";
    let name = accounts::set_active(&scope, id, is_active).await?;
    let message = if is_active { "payments-done-account-on" } else { "payments-done-account-off" };
    forms::done(urls::SETTINGS, message, &[("name", &name)]);
    Ok(())
}

/// The settings of payments.
///
/// # Errors
/// Without `settings.read`.
#[cfg(feature = "ssr")]
pub async fn load_settings() -> Result<PaymentSettings, AppError> {
    let scope = context::require(Permission::SettingsRead)?;
    let (state, sealer) = state_and_sealer()?;
    let accounts = accounts::list(&scope, &sealer).await?;
    Ok(PaymentSettings { accounts, base_url: state.config.base_url() })
}

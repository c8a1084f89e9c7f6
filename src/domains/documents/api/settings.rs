//! Settings of invoices.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::{
    domains::documents::{
        model::{BranchForm, InvoiceSettings, LayoutForm},
        service, urls,
    },
    server::{
        context::{require, require_change},
        forms,
    },
    shared::Permission,
};

/// Adds a branch that issues invoices.
#[server(prefix = "/api/documents", endpoint = "add_branch")]
pub async fn add_branch(
    #[server(default)] code: String,
    #[server(default)] name: String,
    #[server(default)] address: String,
    #[server(default)] is_default: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let form = BranchForm { code, name, address, is_default, is_active: "true".to_owned() };
    let code = service::add_branch(&scope, &form).await?;
    forms::done(urls::SETTINGS, "documents-done-branch", &[("code", &code)]);
    Ok(())
}

/// Changes a branch.
#[server(prefix = "/api/documents", endpoint = "update_branch")]
pub async fn update_branch(
    #[server(default)] branch_id: String,
    #[server(default)] name: String,
    #[server(default)] address: String,
    #[server(default)] is_default: String,
    #[server(default)] is_active: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let form = BranchForm { code: String::new(), name, address, is_default, is_active };
    let code = service::update_branch(&scope, id(&branch_id)?, &form).await?;
    forms::done(urls::SETTINGS, "documents-done-branch", &[("code", &code)]);
    Ok(())
}

/// Adds a layout that holds from a day on.
#[server(prefix = "/api/documents", endpoint = "add_layout")]
pub async fn add_layout(
    #[server(default)] valid_from: String,
    #[server(default)] number_format: String,
    #[server(default)] date_format: String,
    #[server(default)] whole_rupees: String,
    #[server(default)] footer: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let form = LayoutForm { valid_from, number_format, date_format, whole_rupees, footer };
    let version = service::add_layout(&scope, &form).await?;
    forms::done(urls::SETTINGS, "documents-done-layout", &[("version", &version.to_string())]);
    Ok(())
}

/// The settings of invoices.
///
/// # Errors
/// Without `settings.read`.
#[cfg(feature = "ssr")]
pub async fn load_invoice_settings() -> Result<InvoiceSettings, AppError> {
    let scope = require(Permission::SettingsRead)?;
    Ok(service::settings(&scope).await?)
}

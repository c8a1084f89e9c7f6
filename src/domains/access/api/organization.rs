//! Settings of the organization.

use crate::domains::access::model::TaxId;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::domains::access::{
    model::{OrganizationPage, PostalAddress},
    service::{self, AboutForm, RegionForm},
    urls,
};
#[cfg(feature = "ssr")]
use crate::server::{AppState, context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;

/// Changes what the organization says of itself.
#[server(prefix = "/api/access", endpoint = "update_organization")]
pub async fn update_organization(
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(default)] name: String,
    #[server(default)] legal_name: String,
    #[server(default)] line1: String,
    #[server(default)] line2: String,
    #[server(default)] city: String,
    #[server(default)] district: String,
    #[server(default)] postal_code: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] tax_ids: Vec<TaxId>,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    let address = PostalAddress { line1, line2, city, district, postal_code };
    service::update_about(&scope, &AboutForm { version, base, name, legal_name, address, phone, email, tax_ids }).await?;
    forms::done(urls::ORGANIZATION, "access-done-organization", &[]);
    Ok(())
}

/// Changes language, currency, time and order numbers of the organization.
#[server(prefix = "/api/access", endpoint = "update_region")]
pub async fn update_region(
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(default)] language: String,
    #[server(default)] currency: String,
    #[server(default)] time_zone: String,
    #[server(default)] week_start: String,
    #[server(default)] number_length: String,
    #[server(default)] number_prefix: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    let form = RegionForm { version, base, language, currency, time_zone, week_start, number_length, number_prefix };
    service::update_region(&scope, &form).await?;
    forms::done(urls::ORGANIZATION, "access-done-organization", &[]);
    Ok(())
}

/// Gives the organization a logo: the file of the field `logo`.
#[server(prefix = "/api/access", endpoint = "upload_logo")]
pub async fn upload_logo() -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    let storage = expect_context::<AppState>().storage;
    let file = forms::file("logo").map(|file| service::NewFile { name: file.name, bytes: file.bytes });
    service::set_logo(&scope, &storage, file).await?;
    forms::done(urls::ORGANIZATION, "access-done-logo", &[]);
    Ok(())
}

/// Takes the organization's logo away.
#[server(prefix = "/api/access", endpoint = "remove_logo")]
pub async fn remove_logo() -> Result<(), AppError> {
    let scope = context::require_change(Permission::SettingsWrite)?;
    service::remove_logo(&scope).await?;
    forms::done(urls::ORGANIZATION, "access-done-logo-removed", &[]);
    Ok(())
}

/// The settings page.
///
/// # Errors
/// Without `settings.read`.
#[cfg(feature = "ssr")]
pub async fn load_organization() -> Result<OrganizationPage, AppError> {
    let scope = context::require(Permission::SettingsRead)?;
    Ok(service::organization_page(&scope).await?)
}

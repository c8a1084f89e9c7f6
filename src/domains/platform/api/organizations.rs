//! Server functions and loaders for the platform's administrators.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::parse_id;
#[cfg(feature = "ssr")]
use crate::domains::platform::{
    model::{OrganizationDetail, OrganizationFilter, OrganizationRow},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::{Page, paging::PageRequest};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Changes what an organization pays for.
#[server(prefix = "/api/platform", endpoint = "change_plan")]
pub async fn change_plan(
    #[server(default)] organization_id: String,
    #[server(default)] plan: String,
    #[server(default)] plan_reason: String,
) -> Result<(), AppError> {
    let scope = context::require_platform_admin()?;
    let id = parse_id(&organization_id)?;
    let name = service::change_plan(&scope, id, &plan, &plan_reason).await?;
    forms::done(&urls::organization(id), "platform-done-changed", &[("name", &name)]);
    Ok(())
}

/// Suspends, cancels or readmits an organization.
#[server(prefix = "/api/platform", endpoint = "change_status")]
pub async fn change_status(
    #[server(default)] organization_id: String,
    #[server(default)] status: String,
    #[server(default)] status_reason: String,
) -> Result<(), AppError> {
    let scope = context::require_platform_admin()?;
    let id = parse_id(&organization_id)?;
    let name = service::change_status(&scope, id, &status, &status_reason).await?;
    forms::done(&urls::organization(id), "platform-done-changed", &[("name", &name)]);
    Ok(())
}

/// Opens these areas to an organization and switches the others off.
#[server(prefix = "/api/platform", endpoint = "change_areas")]
pub async fn change_areas(
    #[server(default)] organization_id: String,
    #[server(default)] areas: Vec<String>,
    #[server(default)] areas_reason: String,
) -> Result<(), AppError> {
    let scope = context::require_platform_admin()?;
    let id = parse_id(&organization_id)?;
    let name = service::change_areas(&scope, id, &areas, &areas_reason).await?;
    forms::done(&urls::organization(id), "platform-done-changed", &[("name", &name)]);
    Ok(())
}

/// A page of all organizations.
///
/// # Errors
/// [`AppError::NotFound`] for everybody but the platform's administrators.
#[cfg(feature = "ssr")]
pub async fn load_all_organizations(filter: OrganizationFilter, page: PageRequest) -> Result<Page<OrganizationRow>, AppError> {
    let scope = context::require_platform_admin()?;
    Ok(service::organizations(&scope, &filter, page).await?)
}

/// One organization.
///
/// # Errors
/// As [`load_all_organizations`].
#[cfg(feature = "ssr")]
pub async fn load_organization(id: Result<Uuid, AppError>) -> Result<OrganizationDetail, AppError> {
    let scope = context::require_platform_admin()?;
    Ok(service::organization(&scope, id?).await?)
}

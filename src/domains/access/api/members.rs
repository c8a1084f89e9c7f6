//! Server functions and loaders about who works here.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::domains::access::model::{MemberFilter, Team};
#[cfg(feature = "ssr")]
use crate::domains::access::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

/// Gives somebody another role.
#[server(prefix = "/api/access", endpoint = "change_member_role")]
pub async fn change_member_role(#[server(default)] user_id: String, #[server(default)] role_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::UsersWrite)?;
    let name = service::members::change_role(&scope, id(&user_id)?, &role_id).await?;
    forms::done(urls::USERS, "access-done-role-given", &[("name", &name)]);
    Ok(())
}

/// Keeps somebody out of this organization.
#[server(prefix = "/api/access", endpoint = "deactivate_member")]
pub async fn deactivate_member(#[server(default)] user_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::UsersWrite)?;
    let name = service::members::set_active(&scope, id(&user_id)?, false).await?;
    forms::done(urls::USERS, "access-done-deactivated", &[("name", &name)]);
    Ok(())
}

/// Lets somebody in again.
#[server(prefix = "/api/access", endpoint = "reactivate_member")]
pub async fn reactivate_member(#[server(default)] user_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::UsersWrite)?;
    let name = service::members::set_active(&scope, id(&user_id)?, true).await?;
    forms::done(urls::USERS, "access-done-reactivated", &[("name", &name)]);
    Ok(())
}

/// Ends somebody's membership.
#[server(prefix = "/api/access", endpoint = "remove_member")]
pub async fn remove_member(#[server(default)] user_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::UsersWrite)?;
    let name = service::members::remove(&scope, id(&user_id)?).await?;
    forms::done(urls::USERS, "access-done-removed", &[("name", &name)]);
    Ok(())
}

/// Ends the signed-in person's own membership, and moves them to the next of their organizations.
#[server(prefix = "/api/access", endpoint = "leave_organization")]
pub async fn leave_organization() -> Result<(), AppError> {
    let scope = context::signed_in()?;
    match service::members::leave(&scope).await? {
        Some(next) => {
            super::start_session(&next).await?;
            forms::done("/", "access-done-left", &[("organization", &scope.organization.name)]);
        }
        None => {
            super::session().await?.flush().await.map_err(super::failed)?;
            leptos_axum::redirect(urls::LOGIN);
        }
    }
    Ok(())
}

/// The page of people; `chosen` is the person that a dialog is about.
///
/// # Errors
/// Without `users.read`.
#[cfg(feature = "ssr")]
pub async fn load_team(filter: MemberFilter, page: PageRequest, chosen: Option<Uuid>) -> Result<Team, AppError> {
    let scope = context::require(Permission::UsersRead)?;
    Ok(service::members::team(&scope, &filter, page, chosen).await?)
}

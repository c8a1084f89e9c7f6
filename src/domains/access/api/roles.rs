//! Server functions and loaders of roles.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::domains::access::model::{RoleForm, RoleRow, Roles};
#[cfg(feature = "ssr")]
use crate::domains::access::service::roles;
#[cfg(feature = "ssr")]
use crate::domains::access::urls;
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a role.
#[server(prefix = "/api/access", endpoint = "create_role")]
pub async fn create_role(#[server(default)] name: String, #[server(default)] permissions: Vec<String>) -> Result<(), AppError> {
    let scope = context::require_change(Permission::RolesWrite)?;
    let name = roles::create(&scope, &RoleForm { name, permissions }).await?;
    forms::done(urls::ROLES, "access-done-role-saved", &[("name", &name)]);
    Ok(())
}

/// Changes a role.
#[server(prefix = "/api/access", endpoint = "update_role")]
pub async fn update_role(
    #[server(default)] role_id: String,
    #[server(default)] name: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::RolesWrite)?;
    let id = Uuid::parse_str(&role_id).map_err(|_| AppError::NotFound)?;
    let name = roles::update(&scope, id, &RoleForm { name, permissions }).await?;
    forms::done(urls::ROLES, "access-done-role-saved", &[("name", &name)]);
    Ok(())
}

/// Deletes a role; who has it gets the replacement.
#[server(prefix = "/api/access", endpoint = "delete_role")]
pub async fn delete_role(#[server(default)] role_id: String, #[server(default)] replacement_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::RolesWrite)?;
    let id = Uuid::parse_str(&role_id).map_err(|_| AppError::NotFound)?;
    let name = roles::delete(&scope, id, &replacement_id).await?;
    forms::done(urls::ROLES, "access-done-role-deleted", &[("name", &name)]);
    Ok(())
}

/// All roles with what they allow.
///
/// # Errors
/// Without `users.read`.
#[cfg(feature = "ssr")]
pub async fn load_roles() -> Result<Roles, AppError> {
    let scope = context::require(Permission::UsersRead)?;
    Ok(roles::list(&scope).await?)
}

/// The form of a new role: all roles, and the one that it begins with.
///
/// # Errors
/// Without `roles.write`.
#[cfg(feature = "ssr")]
pub async fn load_new_role(from: Option<Uuid>) -> Result<(Roles, Option<RoleRow>), AppError> {
    let scope = context::require(Permission::RolesWrite)?;
    let roles = roles::list(&scope).await?;
    let begin = roles.rows.iter().find(|role| Some(role.id) == from).cloned();
    Ok((roles, begin))
}

/// The form of a role; the id as the path has it.
///
/// # Errors
/// Without `roles.write`; [`AppError::NotFound`] for an unknown role.
#[cfg(feature = "ssr")]
pub async fn load_role(id: Result<Uuid, AppError>) -> Result<(Roles, RoleRow), AppError> {
    let scope = context::require(Permission::RolesWrite)?;
    let roles = roles::list(&scope).await?;
    let id = id?;
    let role = roles.rows.iter().find(|role| role.id == id).cloned().ok_or(AppError::NotFound)?;
    Ok((roles, role))
}

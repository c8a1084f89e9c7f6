//! Rules of an organization's security policy.

use crate::domains::access::model::{RoleRequirement, SecurityPolicy};
use crate::domains::access::store::security as rows;
use crate::domains::audit;
use crate::server::{Error, Result, Scope};
use crate::shared::Permission;
use serde_json::{Value, json};

/// What the organization asks of its people.
///
/// # Errors
/// When the database refuses.
pub async fn policy(scope: &Scope) -> Result<SecurityPolicy> {
    let mut work = scope.begin().await?;
    let roles = rows::roles(work.conn()).await?;
    work.commit().await?;
    let required: Vec<&str> = scope.organization.second_factor_roles().collect();
    let roles = roles.into_iter().map(|role| RoleRequirement {
        is_required: required.contains(&role.id.to_string().as_str()),
        id: role.id,
        name: role.name,
        members: role.members,
        without: role.without,
    });
    Ok(SecurityPolicy { roles: roles.collect(), may_change: scope.may(Permission::SettingsWrite) && scope.organization.is_active })
}

/// Sets the roles that need a second factor. Who has such a role and none is led to its set-up with their next page; that may
/// be the person who changes this.
///
/// # Errors
/// A field error for a role that is not the organization's.
pub async fn require_second_factor(scope: &Scope, chosen: &[String]) -> Result<()> {
    let chosen: Vec<&str> = chosen.iter().map(|id| id.trim()).filter(|id| !id.is_empty()).collect();
    let mut work = scope.begin().await?;
    let roles = rows::roles(work.conn()).await?;
    let known = |id: &str| roles.iter().any(|role| role.id.to_string() == id);
    if !chosen.iter().all(|id| known(id)) {
        return Err(Error::field("roles", "error-choice"));
    }
    let names = |is_in: &dyn Fn(&str) -> bool| -> Value {
        roles.iter().filter(|role| is_in(&role.id.to_string())).map(|role| Value::from(role.name.as_str())).collect::<Vec<_>>().into()
    };
    let old = names(&|id| scope.organization.second_factor_roles().any(|role| role == id));
    let new = names(&|id| chosen.contains(&id));
    let id = scope.organization.id;
    audit::service::record(
        &mut work,
        "access.security_changed",
        "organization",
        id,
        json!({"require_second_factor": old}),
        json!({"require_second_factor": new}),
    )
    .await?;
    rows::require_second_factor(scope.db.global(), id, &json!(chosen)).await?;
    work.commit().await
}

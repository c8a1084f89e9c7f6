//! Rules of an organization's security policy.

use super::settings;
use crate::domains::access::model::{RoleRequirement, SESSION_IDLE, SESSION_LONGEST, SecurityPolicy};
use crate::domains::access::store::security as rows;
use crate::domains::audit;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::{FieldErrors, Permission};
use serde_json::{Map, Value, json};

/// Name of the setting with the roles that need a second factor.
const ROLES: &str = "require_second_factor";
/// Name of the setting with the minutes without a request after which a session ends; `session_is_over` of the database reads it.
const IDLE: &str = "session_idle_minutes";
/// Name of the setting with the minutes after which a session ends however much it is used; read there too.
const LONGEST: &str = "session_longest_minutes";

/// A number of minutes among the settings; what the program does by itself where nobody has chosen.
fn minutes(stored: &Value, name: &str, choices: &[i64]) -> i64 {
    let chosen = stored.pointer("/security").and_then(|security| security.get(name)).and_then(Value::as_i64);
    chosen.or_else(|| choices.last().copied()).unwrap_or_default()
}

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
    Ok(SecurityPolicy {
        roles: roles.collect(),
        idle_minutes: minutes(&scope.organization.settings, IDLE, &SESSION_IDLE),
        longest_minutes: minutes(&scope.organization.settings, LONGEST, &SESSION_LONGEST),
        may_change: scope.may(Permission::SettingsWrite) && scope.organization.is_active,
    })
}

/// Writes parts of the policy over the stored ones, and both into the log. Nothing happens where nothing changes.
async fn change(mut work: Work, stored: &Value, parts: Value, old: Value, new: Value) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let mut security = stored.get("security").and_then(Value::as_object).cloned().unwrap_or_else(Map::new);
    security.extend(parts.as_object().cloned().unwrap_or_default());
    settings::put(&mut work, &json!({"security": security})).await?;
    let id = work.scope.organization.id;
    audit::service::record(&mut work, "access.security_changed", "organization", id, old, new).await?;
    work.commit().await
}

/// Sets the roles that need a second factor. Who has such a role and none is led to its set-up with their next page; that may
/// be the person who changes this.
///
/// # Errors
/// A field error for a role that is not the organization's.
pub async fn require_second_factor(scope: &Scope, chosen: &[String]) -> Result<()> {
    let chosen: Vec<&str> = chosen.iter().map(|id| id.trim()).filter(|id| !id.is_empty()).collect();
    let mut work = scope.begin().await?;
    let stored = settings::lock(&mut work).await?;
    let roles = rows::roles(work.conn()).await?;
    let known = |id: &str| roles.iter().any(|role| role.id.to_string() == id);
    if !chosen.iter().all(|id| known(id)) {
        return Err(Error::field("roles", "error-choice"));
    }
    let names = |is_in: &dyn Fn(&str) -> bool| -> Value {
        roles.iter().filter(|role| is_in(&role.id.to_string())).map(|role| Value::from(role.name.as_str())).collect::<Vec<_>>().into()
    };
    let before: Vec<&str> = stored
        .pointer("/security/require_second_factor")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let (old, new) = (json!({ROLES: names(&|id| before.contains(&id))}), json!({ROLES: names(&|id| chosen.contains(&id))}));
    change(work, &stored, json!({ROLES: chosen}), old, new).await
}

/// Sets after how many minutes without a request, and how many after signing in, sessions in the organization end. Those that are
/// older end with this; that may be the one that asks.
///
/// # Errors
/// Field errors for what is not among the choices.
pub async fn limit_sessions(scope: &Scope, idle: &str, longest: &str) -> Result<()> {
    let mut errors = FieldErrors::default();
    let mut read = |field: &str, typed: &str, choices: &[i64]| {
        let minutes = typed.trim().parse().ok().filter(|minutes| choices.contains(minutes));
        if minutes.is_none() {
            errors.add(field, "error-choice");
        }
        minutes
    };
    let chosen = (read("idle_minutes", idle, &SESSION_IDLE), read("longest_minutes", longest, &SESSION_LONGEST));
    errors.into_result()?;
    let (Some(idle), Some(longest)) = chosen else { return Err(Error::field("idle_minutes", "error-choice")) };
    let mut work = scope.begin().await?;
    let stored = settings::lock(&mut work).await?;
    let old = json!({IDLE: minutes(&stored, IDLE, &SESSION_IDLE), LONGEST: minutes(&stored, LONGEST, &SESSION_LONGEST)});
    let new = json!({IDLE: idle, LONGEST: longest});
    change(work, &stored, new.clone(), old, new).await
}

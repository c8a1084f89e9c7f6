//! What roles allow.

use super::rights::Acting;
use crate::domains::access::model::{RoleForm, RoleRow, Roles, role_key};
use crate::domains::access::store;
use crate::domains::access::store::roles::Role;
use crate::domains::audit;
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::i18n::text;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::permission::BUILT_IN_ROLES;
use crate::shared::{AppError, FieldErrors, Language, Permission};
use serde_json::json;
use uuid::Uuid;

/// Longest name, in characters.
const LONGEST_NAME: usize = 60;
/// Most roles of an organization, the built-in ones among them: a table of more is no table.
const MOST_ROLES: usize = 40;

/// All roles with their use.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope) -> Result<Roles> {
    let acting = Acting::shown(scope);
    let may_write = scope.may(Permission::RolesWrite) && scope.organization.is_active;
    let mut work = scope.begin().await?;
    let rows = store::roles::all(work.conn(), scope.organization.id).await?;
    let rows = rows
        .into_iter()
        .map(|used| RoleRow {
            may_change: may_write && !used.role.is_built_in && acting.reach_role(&used.role).is_ok(),
            id: used.role.id,
            name: used.role.name,
            is_built_in: used.role.is_built_in,
            permissions: used.role.permissions,
            members: used.members,
            invitations: used.invitations,
        })
        .collect();
    Ok(Roles { rows, grantable: scope.permissions.iter().copied().collect(), may_write })
}

/// Whether a name would be taken for a built-in role in one of the languages.
fn means_built_in(name: &str) -> bool {
    BUILT_IN_ROLES.iter().any(|role| {
        let words = Language::ALL.into_iter().filter_map(|language| Some(text(language, role_key(role.name)?, None)));
        words.chain([role.name.to_owned()]).any(|known| known.to_lowercase() == name.to_lowercase())
    })
}

struct Checked {
    name: String,
    permissions: Vec<Permission>,
}

impl Checked {
    fn keys(&self) -> Vec<String> {
        self.permissions.iter().map(|permission| permission.key().to_owned()).collect()
    }
}

async fn check(work: &mut Work, form: &RoleForm, own_id: Option<Uuid>) -> Result<Checked> {
    let mut errors = FieldErrors::default();
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "error-too-long");
    } else if means_built_in(&name) || store::roles::is_taken(work.conn(), &name, own_id).await? {
        errors.add("name", "access-error-role-taken");
    }
    if form.permissions.iter().any(|key| Permission::from_key(key).is_none()) {
        errors.add("permissions", "error-choice");
    } else if form.permissions.is_empty() {
        errors.add("permissions", "access-error-role-empty");
    }
    errors.into_result()?;
    Ok(Checked { name, permissions: store::roles::known(&form.permissions) })
}

const NAME_TAKEN: &[(&str, &str, &str)] = &[("roles_organization_id_name_key", "name", "access-error-role-taken")];

/// Makes a role.
///
/// # Errors
/// Field errors; [`AppError::Forbidden`] for a permission that the acting person lacks.
pub async fn create(scope: &Scope, form: &RoleForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let acting = Acting::now(&mut work, Permission::RolesWrite).await?;
    let checked = check(&mut work, form, None).await?;
    acting.hold(&checked.permissions)?;
    let organization_id = scope.organization.id;
    if store::roles::all(work.conn(), organization_id).await?.len() >= MOST_ROLES {
        return Err(Error::conflict("access-error-role-too-many"));
    }
    let id = new_id();
    store::roles::insert(work.conn(), id, &checked.name, &checked.keys()).await.on_constraint(NAME_TAKEN)?;
    let new = json!({"name": checked.name, "permissions": checked.keys()});
    audit::service::record(&mut work, "access.role_created", "role", id, json!(null), new).await?;
    outbox::emit(&mut work, "access.role_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(checked.name)
}

/// A role that the acting person may change, with all other changes of the team kept waiting.
async fn changeable(work: &mut Work, id: Uuid) -> Result<(Acting, Role)> {
    let acting = Acting::now(work, Permission::RolesWrite).await?;
    let role = store::roles::by_id(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if role.is_built_in {
        return Err(Error::conflict("access-error-role-built-in"));
    }
    acting.reach_role(&role)?;
    Ok((acting, role))
}

fn keys(role: &Role) -> Vec<&'static str> {
    role.permissions.iter().map(|permission| permission.key()).collect()
}

/// Changes a role; it holds for everybody who has it from their next request on.
///
/// # Errors
/// [`AppError::NotFound`]; as for [`create`]; [`AppError::Forbidden`] for a role that allows what the acting person lacks; a
/// conflict for a built-in role.
pub async fn update(scope: &Scope, id: Uuid, form: &RoleForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let (acting, role) = changeable(&mut work, id).await?;
    let checked = check(&mut work, form, Some(id)).await?;
    acting.hold(&checked.permissions)?;
    store::roles::update(work.conn(), id, &checked.name, &checked.keys()).await.on_constraint(NAME_TAKEN)?;
    let old = json!({"name": role.name, "permissions": keys(&role)});
    let new = json!({"name": checked.name, "permissions": checked.keys()});
    audit::service::record(&mut work, "access.role_changed", "role", id, old, new).await?;
    outbox::emit(&mut work, "access.role_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(checked.name)
}

/// What the form of a replacement says: nothing, or a role.
async fn replacement(work: &mut Work, acting: &Acting, id: Uuid, text: &str) -> Result<Option<Role>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let unknown = || Error::field("replacement_id", "error-choice");
    let other = Uuid::parse_str(text.trim()).map_err(|_| unknown())?;
    let role = store::roles::by_id(work.conn(), other).await?.filter(|role| role.id != id).ok_or_else(unknown)?;
    acting.reach_role(&role)?;
    Ok(Some(role))
}

/// Deletes a role. Who has it, or is invited to it, gets the other one.
///
/// # Errors
/// As for [`update`]; a field error when somebody has it and there is no other one.
pub async fn delete(scope: &Scope, id: Uuid, replacement_id: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let (acting, role) = changeable(&mut work, id).await?;
    let other = replacement(&mut work, &acting, id, replacement_id).await?;
    let organization_id = scope.organization.id;
    let used = store::roles::all(work.conn(), organization_id).await?.into_iter().find(|used| used.role.id == id);
    let is_used = used.is_some_and(|used| used.members + used.invitations > 0);
    let moved = match &other {
        Some(other) => store::roles::replace(work.conn(), id, other.id).await?,
        None if is_used => return Err(Error::field("replacement_id", "access-error-role-in-use")),
        None => 0,
    };
    // Views and settings of other areas may name a role too.
    store::roles::delete(work.conn(), id).await.map_err(|error| {
        let is_named = error.as_database_error().is_some_and(|error| error.is_foreign_key_violation());
        if is_named { Error::conflict("access-error-role-named") } else { Error::Db(error) }
    })?;
    let old = json!({"name": role.name, "permissions": keys(&role)});
    let new = json!({"replacement": other.map(|other| other.name), "members": moved});
    audit::service::record(&mut work, "access.role_deleted", "role", id, old, new).await?;
    outbox::emit(&mut work, "access.role_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(role.name)
}

//! Rules of the views domain.

use super::model::{LONGEST_NAME, SavedView, permission_of};
use super::store;
use crate::domains::audit;
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Params, Permission};
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest query string of a view.
const LONGEST_QUERY: usize = 2_000;
/// Longest list of columns.
const LONGEST_COLUMNS: usize = 500;

/// A view as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewForm<'a> {
    /// Name for people.
    pub name: &'a str,
    /// Id of the role to share it with; empty for nobody.
    pub role: &'a str,
    /// Whether it gets a tab.
    pub is_pinned: bool,
}

/// What a list asks for before it shows its rows.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Own and shared views by name.
    pub views: Vec<SavedView>,
    /// The person's own columns; empty for the usual ones.
    pub columns: String,
    /// Roles that a view can be shared with.
    pub roles: Vec<(Uuid, String)>,
}

fn person(scope: &Scope) -> Result<Uuid> {
    scope.user_id().ok_or_else(|| AppError::Unauthenticated.into())
}

/// What is kept of a list for the asking person; nothing for the program itself. `known` is what the request already knows of the list:
/// all but the roles.
///
/// # Errors
/// When the database refuses.
pub async fn kept(scope: &Scope, area: &str, known: Option<Value>) -> Result<Kept> {
    let Some(person) = &scope.person else { return Ok(Kept::default()) };
    if let Some(mut known) = known.filter(|known| known.get("area").and_then(Value::as_str) == Some(area)) {
        let columns = known.get("columns").and_then(Value::as_str).unwrap_or_default().to_owned();
        let views = known.get_mut("views").map(Value::take).unwrap_or_default();
        return Ok(Kept { views: store::views(views)?, columns, roles: Vec::new() });
    }
    let permission = permission_of(area).filter(|_| scope.may(Permission::UsersRead));
    let choices = store::choices(scope, area, person.id, person.role_id, permission.map(Permission::key)).await?;
    Ok(Kept { views: choices.views, columns: choices.columns.unwrap_or_default(), roles: choices.roles })
}

/// The asking person's pinned views of a list. `known` are all their views of it, where the request already knows them.
///
/// # Errors
/// When the database refuses.
pub async fn pinned(scope: &Scope, area: &str, known: Option<Value>) -> Result<Vec<SavedView>> {
    let Some(person) = &scope.person else { return Ok(Vec::new()) };
    let views = match known {
        Some(views) => views,
        None => store::views_of(scope, area, person.id, person.role_id).await?,
    };
    Ok(store::views(views)?.into_iter().filter(|view| view.is_pinned).collect())
}

/// Name and role, or what is wrong with them. A role can be chosen by who may see roles, and only one that can open the list.
async fn checked(work: &mut Work, area: &str, form: ViewForm<'_>) -> Result<(String, Option<Uuid>)> {
    let mut errors = FieldErrors::default();
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "error-too-long");
    }
    let mut role = None;
    if !form.role.trim().is_empty() {
        work.scope.require(Permission::UsersRead)?;
        let permission = permission_of(area).ok_or(AppError::NotFound)?;
        let roles = store::roles(work.conn(), permission.key()).await?;
        role = Uuid::parse_str(form.role.trim()).ok().filter(|id| roles.iter().any(|(known, _)| known == id));
        if role.is_none() {
            errors.add("role", "error-choice");
        }
    }
    errors.into_result()?;
    Ok((name, role))
}

fn described(view: &SavedView) -> Value {
    json!({"area": view.area, "name": view.name, "query": view.query, "columns": view.columns, "is_pinned": view.is_pinned, "role_id": view.role_id})
}

/// Keeps what a list shows. Returns the view.
///
/// # Errors
/// Field errors; forbidden without the list's permission, or when sharing without `users.read`.
pub async fn save(scope: &Scope, area: &str, query: &str, columns: &str, form: ViewForm<'_>) -> Result<SavedView> {
    let owner = person(scope)?;
    let permission = permission_of(area).ok_or(AppError::NotFound)?;
    scope.require(permission)?;
    let query = Params::parse(query).list().without(&["columns"]).encode();
    if query.len() > LONGEST_QUERY || columns.len() > LONGEST_COLUMNS {
        return Err(Error::field("name", "views-error-too-much"));
    }
    let mut work = scope.begin().await?;
    let (name, role_id) = checked(&mut work, area, form).await?;
    let view = SavedView {
        id: new_id(),
        area: area.to_owned(),
        name,
        query,
        columns: columns.to_owned(),
        is_pinned: form.is_pinned,
        role_id,
        is_own: true,
        owner: String::new(),
    };
    if !store::insert(work.conn(), &view, owner).await? {
        return Err(Error::field("name", "views-error-taken"));
    }
    audit::service::record(&mut work, "views.saved", "view", view.id, Value::Null, described(&view)).await?;
    outbox::emit(&mut work, "views.saved", view.id, json!({})).await?;
    work.commit().await?;
    Ok(view)
}

/// Renames, shares and pins one's own view. Returns it as it was, for its address.
///
/// # Errors
/// [`AppError::NotFound`] for somebody else's; field errors.
pub async fn update(scope: &Scope, id: Uuid, form: ViewForm<'_>) -> Result<SavedView> {
    let owner = person(scope)?;
    let mut work = scope.begin().await?;
    let old = store::view(work.conn(), id, Some(owner)).await?.filter(|view| view.is_own).ok_or(AppError::NotFound)?;
    let (name, role_id) = checked(&mut work, &old.area, form).await?;
    if !store::update(work.conn(), id, &name, role_id, form.is_pinned).await? {
        return Err(Error::field("name", "views-error-taken"));
    }
    let new = SavedView { name, role_id, is_pinned: form.is_pinned, ..old.clone() };
    audit::service::record(&mut work, "views.saved", "view", id, described(&old), described(&new)).await?;
    outbox::emit(&mut work, "views.saved", id, json!({})).await?;
    work.commit().await?;
    Ok(new)
}

/// Deletes one's own view.
///
/// # Errors
/// [`AppError::NotFound`] for somebody else's.
pub async fn delete(scope: &Scope, id: Uuid) -> Result<SavedView> {
    let owner = person(scope)?;
    let mut work = scope.begin().await?;
    let old = store::view(work.conn(), id, Some(owner)).await?.filter(|view| view.is_own).ok_or(AppError::NotFound)?;
    store::delete(work.conn(), id).await?;
    audit::service::record(&mut work, "views.deleted", "view", id, described(&old), Value::Null).await?;
    outbox::emit(&mut work, "views.deleted", id, json!({})).await?;
    work.commit().await?;
    Ok(old)
}

/// Keeps which columns a person wants to see in a list; none for the usual ones.
///
/// # Errors
/// Forbidden without the list's permission; [`AppError::NotFound`] for an unknown list.
pub async fn remember_columns(scope: &Scope, area: &str, columns: &[String]) -> Result<()> {
    let user_id = person(scope)?;
    scope.require(permission_of(area).ok_or(AppError::NotFound)?)?;
    let is_key = |key: &&String| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let columns = columns.iter().filter(is_key).map(String::as_str).collect::<Vec<_>>().join(",");
    if columns.len() > LONGEST_COLUMNS {
        return Err(Error::field("columns", "error-too-long"));
    }
    let mut work = scope.begin().await?;
    store::remember_columns(work.conn(), new_id(), user_id, area, &columns).await?;
    work.commit().await
}

/// Writes down that somebody takes a list out of the house. Reading it is allowed to a suspended organization, so this is.
///
/// # Errors
/// When the database refuses.
pub async fn record_export(scope: &Scope, area: &str, format: &str, query: &str, columns: &str) -> Result<()> {
    let mut work = scope.begin().await?;
    let what = json!({"area": area, "format": format, "query": query, "columns": columns});
    audit::service::record(&mut work, "views.exported", "export", new_id(), Value::Null, what).await?;
    work.commit().await
}

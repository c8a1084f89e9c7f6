//! SQL of the views domain.

use super::model::SavedView;
use crate::server::{Error, Result, Scope};
use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Views as the database answers them.
pub(super) fn views(answer: Value) -> Result<Vec<SavedView>> {
    serde_json::from_value(answer).context("reading saved views").map_err(Error::Other)
}

/// A person's own views of a list and those shared with their role, by name.
pub(super) async fn views_of(scope: &Scope, area: &str, user_id: Uuid, role_id: Option<Uuid>) -> Result<Value> {
    let (db, id) = (scope.db.global(), scope.organization.id);
    Ok(sqlx::query_scalar!(r#"select views_of($1, $2, $3, $4) as "views!""#, id, area, user_id, role_id).fetch_one(db).await?)
}

/// What a list is shown with.
pub(super) struct Choices {
    pub views: Vec<SavedView>,
    pub columns: Option<String>,
    pub roles: Vec<(Uuid, String)>,
}

/// The views of a person, the columns that they have chosen, and the roles whose people can open the list, by name; no roles without a
/// permission.
pub(super) async fn choices(scope: &Scope, area: &str, user_id: Uuid, role_id: Option<Uuid>, permission: Option<&str>) -> Result<Choices> {
    let row = sqlx::query!(
        r#"select views as "views!", columns, roles as "roles!" from list_choices_of($1, $2, $3, $4, $5)"#,
        scope.organization.id,
        area,
        user_id,
        role_id,
        permission,
    )
    .fetch_one(scope.db.global())
    .await?;
    let roles = serde_json::from_value(row.roles).context("reading roles").map_err(Error::Other)?;
    Ok(Choices { views: views(row.views)?, columns: row.columns, roles })
}

/// One view, locked.
pub(super) async fn view(conn: &mut PgConnection, id: Uuid, user_id: Option<Uuid>) -> Result<Option<SavedView>> {
    Ok(sqlx::query_as!(
        SavedView,
        r#"select v.id, v.area, v.name, v.query, v.columns, v.is_pinned, v.role_id, v.owner_user_id is not distinct from $2 as "is_own!",
             u.name as owner
           from saved_views v join users u on u.id = v.owner_user_id where v.id = $1 for update of v"#,
        id,
        user_id,
    )
    .fetch_optional(conn)
    .await?)
}

/// False when the person has another view of this name on the list.
pub(super) async fn insert(conn: &mut PgConnection, view: &SavedView, owner: Uuid) -> Result<bool> {
    let done = sqlx::query!(
        "insert into saved_views (id, owner_user_id, role_id, area, name, query, columns, is_pinned)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organization_id, owner_user_id, area, name) do nothing",
        view.id,
        owner,
        view.role_id,
        view.area,
        view.name,
        view.query,
        view.columns,
        view.is_pinned,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// False when the person has another view of this name on the list.
pub(super) async fn update(conn: &mut PgConnection, id: Uuid, name: &str, role_id: Option<Uuid>, is_pinned: bool) -> Result<bool> {
    let done = sqlx::query!(
        "update saved_views v set name = $2, role_id = $3, is_pinned = $4
         where v.id = $1 and not exists (select from saved_views o where o.owner_user_id = v.owner_user_id and o.area = v.area and o.name = $2 and o.id <> $1)",
        id,
        name,
        role_id,
        is_pinned,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from saved_views where id = $1", id).execute(conn).await?;
    Ok(())
}

/// Roles whose people can open a list, by name.
pub(super) async fn roles(conn: &mut PgConnection, permission: &str) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, name from roles where $1 = any (permissions) order by name", permission).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

pub(super) async fn remember_columns(conn: &mut PgConnection, id: Uuid, user_id: Uuid, area: &str, columns: &str) -> Result<()> {
    sqlx::query!(
        "insert into list_preferences (id, user_id, area, columns) values ($1, $2, $3, $4)
         on conflict (organization_id, user_id, area) do update set columns = excluded.columns",
        id,
        user_id,
        area,
        columns,
    )
    .execute(conn)
    .await?;
    Ok(())
}

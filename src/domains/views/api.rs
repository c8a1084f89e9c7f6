//! Server functions and loaders of the views domain.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{List, SavedView, Tools},
    service::{self, ViewForm},
    urls,
};
#[cfg(feature = "ssr")]
use crate::{
    server::{Error, Scope, context, cookies, forms},
    shared::{Params, Permission},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Views are a person's own matter: whoever may see a list may keep one. A suspended organization keeps nothing new.
#[cfg(feature = "ssr")]
fn member() -> Result<Scope, AppError> {
    let scope = context::signed_in()?;
    if scope.organization.is_active { Ok(scope) } else { Err(AppError::conflict("error-organization-suspended")) }
}

#[cfg(feature = "ssr")]
fn own_place(next: &str, area: &str) -> String {
    let path = next.split('?').next().unwrap_or_default();
    if path == urls::list(area) { Params::parse(next).without(&["dialog", "view"]).address(path) } else { urls::list(area) }
}

/// Keeps what a list shows as a view.
#[server(prefix = "/api/views", endpoint = "save_view")]
pub async fn save_view(
    #[server(default)] area: String,
    #[server(default)] name: String,
    #[server(default)] query: String,
    #[server(default)] columns: String,
    #[server(default)] role: String,
    #[server(default)] pinned: String,
) -> Result<(), AppError> {
    let scope = member()?;
    let form = ViewForm { name: &name, role: &role, is_pinned: !pinned.is_empty() };
    let view = service::save(&scope, &area, &query, &columns, form).await?;
    forms::done(&view.href(), "views-done-saved", &[("name", &view.name)]);
    Ok(())
}

/// Renames, shares or pins a view.
#[server(prefix = "/api/views", endpoint = "update_view")]
pub async fn update_view(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] role: String,
    #[server(default)] pinned: String,
) -> Result<(), AppError> {
    let scope = member()?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let view = service::update(&scope, id, ViewForm { name: &name, role: &role, is_pinned: !pinned.is_empty() }).await?;
    forms::done(&view.href(), "views-done-saved", &[("name", &view.name)]);
    Ok(())
}

/// Deletes a view.
#[server(prefix = "/api/views", endpoint = "delete_view")]
pub async fn delete_view(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = member()?;
    let view = service::delete(&scope, Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?).await?;
    forms::done(&urls::list(&view.area), "views-done-deleted", &[("name", &view.name)]);
    Ok(())
}

/// Keeps the columns that a person wants to see in a list. `reset` goes back to the usual ones.
#[server(prefix = "/api/views", endpoint = "choose_columns")]
pub async fn choose_columns(
    #[server(default)] area: String,
    #[server(default)] columns: Vec<String>,
    #[server(default)] reset: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::remember_columns(&scope, &area, if reset.is_empty() { &columns } else { &[] }).await?;
    let place = own_place(&next, &area);
    leptos_axum::redirect(&Params::parse(&place).without(&["columns"]).address(&urls::list(&area)));
    Ok(())
}

/// Keeps how high the rows of lists are, with the browser.
#[server(prefix = "/api/views", endpoint = "choose_density")]
pub async fn choose_density(
    #[server(default)] density: String,
    #[server(default)] area: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    let value = match density.as_str() {
        "dense" => "dense",
        "comfortable" => "",
        _ => return Err(Error::field("density", "error-choice").into()),
    };
    cookies::answer(cookies::choice(cookies::https(), "density", value));
    leptos_axum::redirect(&own_place(&next, &area));
    Ok(())
}

/// What stands around the rows of a list; the counts are still missing.
///
/// # Errors
/// Without the list's permission.
#[cfg(feature = "ssr")]
pub async fn load_tools(list: &'static List, params: Params) -> Result<Tools, AppError> {
    let scope = context::require(list.permission)?;
    // Roles are chosen from in the dialogs alone, which the address asks for.
    let has_dialog = context::request().is_some_and(|request| request.path.contains("dialog="));
    let kept = service::kept(&scope, list.area, context::frame("list").filter(|_| !has_dialog)).await?;
    let columns = list.columns(params.value("columns").unwrap_or(&kept.columns));
    Ok(Tools {
        list,
        columns,
        sort: list.sort(&params),
        params,
        views: kept.views,
        counts: Vec::new(),
        matching: None,
        is_dense: context::cookie("density").as_deref() == Some("dense"),
        roles: kept.roles,
    })
}

/// The pinned views of the orders' list, for the navigation; none for who may not see orders.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_pinned_orders() -> Result<Vec<SavedView>, AppError> {
    let scope = context::signed_in()?;
    if !scope.may(Permission::OrdersRead) {
        return Ok(Vec::new());
    }
    Ok(service::pinned(&scope, "orders", context::frame("views")).await?)
}

/// Writes down that a list was taken out as a file.
///
/// # Errors
/// Without the list's permission.
#[cfg(feature = "ssr")]
pub async fn record_export(list: &'static List, format: &str, params: &Params, columns: &str) -> Result<(), AppError> {
    let scope = context::require(list.permission)?;
    Ok(service::record_export(&scope, list.area, format, &params.encode(), columns).await?)
}

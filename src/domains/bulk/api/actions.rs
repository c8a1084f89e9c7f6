//! Changes of many rows: server functions and loaders.

use crate::domains::bulk::model::Standing;
use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use crate::{
    domains::bulk::{
        model::{ActionFacts, ItemFilter, JobDetail, JobList, NewJob},
        service::actions as service,
        urls,
    },
    server::{Scope, context, forms, i18n::language},
    shared::{FieldErrors, Selection, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Which action may be done depends on the rows; who may do none of them may do nothing here.
#[cfg(feature = "ssr")]
fn require_any() -> Result<Scope, AppError> {
    let scope = context::signed_in()?;
    service::require_any(&scope)?;
    Ok(scope)
}

/// As [`require_any`], and the organization must be active.
#[cfg(feature = "ssr")]
fn require_change_of_any() -> Result<Scope, AppError> {
    let scope = require_any()?;
    scope.require_active()?;
    Ok(scope)
}

/// The name of the input of an action's field.
#[cfg(feature = "ssr")]
#[must_use]
pub fn input_name(field: &str) -> String {
    format!("fields[{field}]")
}

/// Messages beside the inputs of an action's form.
#[cfg(feature = "ssr")]
fn beside_inputs(error: AppError) -> AppError {
    match error {
        AppError::Invalid(errors) => {
            let renamed = errors.0.into_iter().map(|mut error| {
                if !error.field.is_empty() {
                    error.field = input_name(&error.field);
                }
                error
            });
            AppError::Invalid(FieldErrors(renamed.collect()))
        }
        error => error,
    }
}

#[cfg(feature = "ssr")]
fn parse_id(id: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(id.trim()).map_err(|_| AppError::NotFound)
}

/// Finds out what an action would do with the rows that were chosen in a list. Nothing of theirs changes.
#[server(prefix = "/api/bulk", endpoint = "preview_action")]
pub async fn preview_action(
    #[server(default)] action: String,
    #[server(default)] ids: Vec<String>,
    #[server(default)] all: String,
    #[server(default)] query: String,
    #[server(default)] shown: String,
    #[server(default)] except: String,
    #[server(default)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let scope = require_change_of_any()?;
    let mut selection = Selection::parse(&ids, &all, &query, &shown, &except);
    // As they stood in the list.
    selection.ids.sort_by_key(|id| ids.iter().position(|sent| Uuid::parse_str(sent.trim()).is_ok_and(|sent| sent == *id)));
    let made = service::preview(&scope, &action, &selection, &fields, language()).await;
    leptos_axum::redirect(&urls::job(made.map_err(|error| beside_inputs(error.into()))?));
    Ok(())
}

/// Finds out what an action would do with the rows of a job that has not begun, with other values.
#[server(prefix = "/api/bulk", endpoint = "preview_again")]
pub async fn preview_again(
    #[server(default)] bulk_job_id: String,
    #[server(default)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let scope = require_change_of_any()?;
    let id = parse_id(&bulk_job_id)?;
    service::preview_again(&scope, id, &fields, language()).await.map_err(|error| beside_inputs(error.into()))?;
    leptos_axum::redirect(&urls::job(id));
    Ok(())
}

/// Changes the rows that a preview has found to change; goes on with what was stopped.
#[server(prefix = "/api/bulk", endpoint = "run_action")]
pub async fn run_action(#[server(default)] bulk_job_id: String) -> Result<(), AppError> {
    let scope = require_change_of_any()?;
    let id = parse_id(&bulk_job_id)?;
    service::begin(&scope, id).await?;
    forms::done(&urls::job(id), "bulk-done-begun", &[]);
    Ok(())
}

/// Stops a job after the rows that are being changed; what was done stays.
#[server(prefix = "/api/bulk", endpoint = "stop_action")]
pub async fn stop_action(#[server(default)] bulk_job_id: String) -> Result<(), AppError> {
    let scope = require_change_of_any()?;
    let id = parse_id(&bulk_job_id)?;
    service::stop(&scope, id).await?;
    forms::done(&urls::job(id), "bulk-done-stopped", &[]);
    Ok(())
}

/// How far a job is.
#[server(prefix = "/api/bulk", endpoint = "action_standing")]
pub async fn action_standing(#[server(default)] bulk_job_id: String) -> Result<Standing, AppError> {
    let scope = require_any()?;
    Ok(service::standing(&scope, parse_id(&bulk_job_id)?).await?)
}

/// Takes the changes of a job back, but for rows that somebody has changed since.
#[server(prefix = "/api/bulk", endpoint = "undo_action")]
pub async fn undo_action(#[server(default)] bulk_job_id: String) -> Result<(), AppError> {
    let scope = require_change_of_any()?;
    let id = parse_id(&bulk_job_id)?;
    service::undo(&scope, id).await?;
    forms::done(&urls::job(id), "bulk-done-undo-begun", &[]);
    Ok(())
}

/// What the signed-in person may do with the rows of a list; nothing while the organization may change nothing.
#[cfg(feature = "ssr")]
#[must_use]
pub fn actions_of(area: &str) -> Vec<ActionFacts> {
    let Ok(scope) = require_change_of_any() else { return Vec::new() };
    service::allowed(&scope).into_iter().filter(|facts| facts.area == area).collect()
}

/// What an action asks before it looks at rows; `None` without an action.
///
/// # Errors
/// For who may not do it; not found for an unknown action.
#[cfg(feature = "ssr")]
pub async fn load_new_job(action: Option<String>) -> Result<Option<NewJob>, AppError> {
    let scope = require_any()?;
    match action {
        Some(key) => Ok(Some(service::new_job(&scope, &key, language()).await?)),
        None => Ok(None),
    }
}

/// A page of the jobs whose actions the signed-in person may do, newest first.
///
/// # Errors
/// For who may do none of the actions.
#[cfg(feature = "ssr")]
pub async fn load_jobs(page: PageRequest) -> Result<JobList, AppError> {
    let scope = require_any()?;
    Ok(service::jobs(&scope, page).await?)
}

/// A job with a page of its rows.
///
/// # Errors
/// For who may not do its action; not found for an id of somebody else.
#[cfg(feature = "ssr")]
pub async fn load_job(id: Result<Uuid, AppError>, filter: ItemFilter) -> Result<JobDetail, AppError> {
    let scope = require_any()?;
    Ok(service::job(&scope, id?, filter, language()).await?)
}

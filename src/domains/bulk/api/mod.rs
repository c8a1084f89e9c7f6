//! Server functions and loaders of the bulk domain.

mod actions;
#[cfg(feature = "ssr")]
mod files;

pub use actions::*;

#[cfg(feature = "ssr")]
pub use files::routes;

use super::model::Standing;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{ImportDetail, ImportList, Inspection, Message, Progress, RowFilter},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::server::{
    context, forms,
    i18n::{text, text_with},
};
#[cfg(feature = "ssr")]
use crate::shared::{Language, Permission, paging::PageRequest};
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn parse_id(id: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(id.trim()).map_err(|_| AppError::NotFound)
}

/// Reads the file again with other meanings of its columns: a field for each column, empty for none.
#[server(prefix = "/api/bulk", endpoint = "save_mapping")]
pub async fn save_mapping(#[server(default)] id: String, #[server(default)] columns: Vec<String>) -> Result<(), AppError> {
    let scope = context::require_change(Permission::ImportsWrite)?;
    let id = parse_id(&id)?;
    service::save_mapping(&scope, id, &columns).await?;
    forms::done(&urls::import(id), "bulk-done-mapping", &[]);
    Ok(())
}

/// Starts an import, with the mapping of the form if it sends one; also goes on with one that was stopped.
#[server(prefix = "/api/bulk", endpoint = "start_import")]
pub async fn start_import(#[server(default)] id: String, #[server(default)] columns: Vec<String>) -> Result<(), AppError> {
    let scope = context::require_change(Permission::ImportsWrite)?;
    let id = parse_id(&id)?;
    service::start(&scope, id, &columns).await?;
    forms::done(&urls::import(id), "bulk-done-started", &[]);
    Ok(())
}

/// Stops an import after the rows that are being written; what was done stays.
#[server(prefix = "/api/bulk", endpoint = "cancel_import")]
pub async fn cancel_import(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::ImportsWrite)?;
    let id = parse_id(&id)?;
    service::cancel(&scope, id).await?;
    forms::done(&urls::import(id), "bulk-done-cancelled", &[]);
    Ok(())
}

/// Tries the refused rows again, and only those, with the mapping of the form if it sends one.
#[server(prefix = "/api/bulk", endpoint = "retry_import")]
pub async fn retry_import(#[server(default)] id: String, #[server(default)] columns: Vec<String>) -> Result<(), AppError> {
    let scope = context::require_change(Permission::ImportsWrite)?;
    let id = parse_id(&id)?;
    let rows = service::retry(&scope, id, &columns).await?;
    forms::done(&urls::import(id), "bulk-done-retried", &[("count", &rows.to_string())]);
    Ok(())
}

/// Where an import stands.
#[server(prefix = "/api/bulk", endpoint = "import_standing")]
pub async fn import_standing(#[server(default)] id: String) -> Result<Standing, AppError> {
    let scope = context::require(Permission::ImportsWrite)?;
    let Progress { status, counts } = service::progress(&scope, parse_id(&id)?).await?;
    Ok(Standing { total: counts.total, done: counts.done, is_under_way: status.is_under_way() })
}

/// A page of imports, newest first.
///
/// # Errors
/// Without `imports.write`.
#[cfg(feature = "ssr")]
pub async fn load_imports(page: PageRequest) -> Result<ImportList, AppError> {
    let scope = context::require(Permission::ImportsWrite)?;
    Ok(service::list(&scope, page).await?)
}

/// One import with its preview or its results.
///
/// # Errors
/// Without `imports.write`; not found for an id of somebody else.
#[cfg(feature = "ssr")]
pub async fn load_import(id: Result<Uuid, AppError>, filter: RowFilter) -> Result<ImportDetail, AppError> {
    let scope = context::require(Permission::ImportsWrite)?;
    Ok(service::detail(&scope, id?, filter).await?)
}

/// How the columns of an import are understood that has refused rows; `None` when nobody has asked for it.
///
/// # Errors
/// Without `imports.write`; not found for an id of somebody else.
#[cfg(feature = "ssr")]
pub async fn load_mapping(id: Result<Uuid, AppError>, is_asked: bool) -> Result<Option<Inspection>, AppError> {
    let scope = context::require(Permission::ImportsWrite)?;
    if is_asked { Ok(Some(service::mapping(&scope, id?).await?)) } else { Ok(None) }
}

/// A message in words of a language, with the column that it is about. An argument that begins with `@` is the key of a text.
#[cfg(feature = "ssr")]
#[must_use]
pub fn words(language: Language, message: &Message) -> String {
    let mut args = fluent_bundle::FluentArgs::with_capacity(message.args.len());
    for (name, value) in &message.args {
        match value.strip_prefix('@') {
            Some(key) => args.set(name.as_str(), text(language, key, None)),
            None => args.set(name.as_str(), value.as_str()),
        }
    }
    let said = text(language, &message.key, Some(&args));
    match &message.column {
        Some(column) => text_with(language, "bulk-in-column", &[("column", column.as_str().into()), ("text", said.into())]),
        None => said,
    }
}

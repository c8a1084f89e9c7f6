//! Loaders and the export of the audit domain.

#[cfg(feature = "ssr")]
mod export;

#[cfg(feature = "ssr")]
pub use export::routes;

#[cfg(feature = "ssr")]
use super::model::{Actor, AuditFilter, AuditRow};
#[cfg(feature = "ssr")]
use crate::{
    server::context::require,
    shared::{AppError, Page, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Lines of one record that its page shows.
#[cfg(feature = "ssr")]
const OF_RECORD: i64 = 20;

/// A page of the log, and the people to choose lines by.
///
/// # Errors
/// Without `audit.read`.
#[cfg(feature = "ssr")]
pub async fn load_log(filter: AuditFilter, page: PageRequest) -> Result<(Page<AuditRow>, Vec<Actor>), AppError> {
    let scope = require(Permission::AuditRead)?;
    Ok(super::service::list(&scope, &filter, page).await?)
}

/// The newest lines of one record.
///
/// # Errors
/// Without `audit.read`.
#[cfg(feature = "ssr")]
pub async fn load_history(resource: &'static str, id: Uuid) -> Result<Vec<AuditRow>, AppError> {
    let scope = require(Permission::AuditRead)?;
    Ok(super::service::of_record(&scope, resource, id, OF_RECORD).await?)
}

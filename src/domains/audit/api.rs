//! Loaders of the audit domain.

#[cfg(feature = "ssr")]
use super::model::{AuditFilter, AuditRow};
#[cfg(feature = "ssr")]
use crate::{
    server::context::require,
    shared::{AppError, Page, Permission, paging::PageRequest},
};

/// A page of the log.
///
/// # Errors
/// Without `audit.read`.
#[cfg(feature = "ssr")]
pub async fn load_log(filter: AuditFilter, page: PageRequest) -> Result<Page<AuditRow>, AppError> {
    let scope = require(Permission::AuditRead)?;
    Ok(super::service::list(&scope, &filter, page).await?)
}

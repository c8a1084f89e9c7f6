//! Loaders of the channels domain.

use super::model::StoreRow;
use super::service;
use crate::server::context;
use crate::shared::{AppError, Area, Permission};

/// All stores.
///
/// # Errors
/// Without `imports.write`.
pub async fn load_stores() -> Result<Vec<StoreRow>, AppError> {
    let scope = context::require_in(Area::Channels, Permission::ImportsWrite)?;
    Ok(service::stores(&scope).await?)
}

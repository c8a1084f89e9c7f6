//! How settings of an organization are written: its row is locked, the parts that change are written over the stored ones, and the
//! log is written in the same transaction.

use crate::domains::access::store;
use crate::server::{Result, Work};
use crate::shared::AppError;
use serde_json::Value;

/// The settings as they are now, an object; nobody else changes them until the unit of work ends.
///
/// # Errors
/// [`AppError::NotFound`] when the organization is gone.
pub async fn lock(work: &mut Work) -> Result<Value> {
    let id = work.scope.organization.id;
    Ok(store::organization::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?.settings)
}

/// Writes the given parts of the settings, an object, over the stored ones; parts that are not given stay.
///
/// # Errors
/// When the database refuses.
pub async fn put(work: &mut Work, parts: &Value) -> Result<()> {
    let id = work.scope.organization.id;
    store::organization::set_settings(work.conn(), id, parts).await
}

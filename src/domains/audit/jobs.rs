//! Schedules of the audit domain.

use super::service;
use crate::server::worker::JobContext;

/// Seals what was written since the last time.
///
/// # Errors
/// When the database refuses.
pub async fn seal(context: JobContext) -> anyhow::Result<()> {
    service::seal(&context.db).await?;
    Ok(())
}

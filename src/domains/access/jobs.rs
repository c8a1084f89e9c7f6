//! Schedules of the access domain.

use super::service;
use crate::server::worker::JobContext;

/// Deletes sessions that have ended and sign-in failures that are old.
///
/// # Errors
/// When the database refuses.
pub async fn remove_expired_sessions(context: JobContext) -> anyhow::Result<()> {
    let removed = service::remove_expired_sessions(&context.db, context.clock.now()).await?;
    if removed > 0 {
        tracing::info!(removed, "expired sessions were removed");
    }
    Ok(())
}

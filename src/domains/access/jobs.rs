//! Schedules of the access domain.

use super::service;
use crate::server::worker::{Event, JobContext};

/// Writes to who is invited.
///
/// # Errors
/// When the database refuses or the letter cannot leave; it is tried again.
pub async fn invited(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(invitation_id)) = (event.organization_id, event.aggregate_id) else {
        anyhow::bail!("an invitation of nobody");
    };
    service::invitations::write(&context, organization_id, invitation_id).await?;
    Ok(())
}

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

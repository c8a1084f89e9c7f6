//! Schedules of the access domain.

use super::service;
use crate::server::worker::{Event, JobContext};
use uuid::Uuid;

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

/// Events about somebody's second factor and passkeys: they get a letter about it. A second time sends it again, which is better
/// than none.
///
/// # Errors
/// When the database or the mail server is away.
pub async fn sign_in_changed(context: JobContext, event: Event) -> anyhow::Result<()> {
    let user_id = event.payload.get("user_id").and_then(|id| id.as_str()).and_then(|id| Uuid::parse_str(id).ok());
    let (Some(organization_id), Some(user_id)) = (event.organization_id, user_id) else { return Ok(()) };
    let organization = service::organization(&context.db, organization_id).await?;
    service::factor_letters::send(&context, &organization, &event.kind, user_id).await
}

//! Schedules of the access domain.

use super::service;
use crate::server::Scope;
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

/// Removes the files of an upload that nothing shows any more.
///
/// # Errors
/// When the database or the store refuses.
pub async fn upload_let_go(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
    service::remove_let_go(&scope, &context.storage, Some(id)).await?;
    Ok(())
}

/// Removes the files of a person's picture that was replaced or taken away.
///
/// # Errors
/// When the store refuses.
pub async fn picture_let_go(context: JobContext, event: Event) -> anyhow::Result<()> {
    let picture_id = event.payload.get("picture_id").and_then(|id| id.as_str()).and_then(|id| Uuid::parse_str(id).ok());
    let (Some(user_id), Some(picture_id)) = (event.aggregate_id, picture_id) else { return Ok(()) };
    service::remove_old_picture(&context.storage, user_id, picture_id).await?;
    Ok(())
}

/// Removes files that nothing names.
///
/// # Errors
/// When the database or the store refuses.
pub async fn sweep_files(context: JobContext) -> anyhow::Result<()> {
    let removed = service::sweep(&context).await?;
    if removed > 0 {
        tracing::info!(removed, "files that nothing names were removed");
    }
    Ok(())
}

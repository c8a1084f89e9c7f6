//! Work of the platform domain that runs after a change.

use super::service;
use crate::server::worker::{Event, JobContext};
use anyhow::Context;

/// Works on a webhook that was taken into the inbox.
///
/// # Errors
/// When the database is away.
pub async fn take_webhook(context: JobContext, event: Event) -> anyhow::Result<()> {
    let organization_id = event.organization_id.context("the event has no organization")?;
    let id = event.aggregate_id.context("the event has no webhook")?;
    Ok(service::process(&context, organization_id, id).await?)
}

//! What leaves the house, and schedules.

use super::service;
use crate::domains::access;
use crate::server::worker::{Event, JobContext};
use crate::server::{Result, Scope};
use anyhow::Context;
use serde_json::Value;
use uuid::Uuid;

/// `notifications.created`: writes down which letters and push messages follow.
///
/// # Errors
/// When the database refuses.
pub async fn created(context: JobContext, event: Event) -> anyhow::Result<()> {
    let organization_id = event.organization_id.context("the event has no organization")?;
    let ids: Vec<Uuid> = serde_json::from_value(event.payload.get("ids").cloned().unwrap_or_default()).context("reading ids")?;
    Ok(service::queue(&context, organization_id, &ids).await?)
}

/// `notifications.message_queued`: sends a message.
///
/// # Errors
/// When it could not be sent this time.
pub async fn message_queued(context: JobContext, event: Event) -> anyhow::Result<()> {
    let organization_id = event.organization_id.context("the event has no organization")?;
    let id = event.aggregate_id.context("the event has no message")?;
    Ok(service::send_message(&context, organization_id, id).await?)
}

/// `outbox.event_died`: a message that nobody tries to send any more has failed.
///
/// # Errors
/// When the database refuses.
pub async fn event_died(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(organization_id) = event.organization_id else { return Ok(()) };
    let kind = event.payload.get("type").and_then(Value::as_str).unwrap_or_default();
    let about = event.payload.get("aggregate_id").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    Ok(service::event_died(&context, organization_id, kind, about).await?)
}

/// Queues digests that are due, organization by organization.
///
/// # Errors
/// When the database refuses; the other organizations are done then.
pub async fn send_digests(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for scope in scopes(&context).await? {
        if let Err(error) = service::digests(&scope).await {
            failed = Some(anyhow::Error::new(error).context(format!("queueing digests of {}", scope.organization.slug)));
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Removes what was read and is old, organization by organization.
///
/// # Errors
/// When the database refuses; the other organizations are done then.
pub async fn remove_old(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for scope in scopes(&context).await? {
        if let Err(error) = service::remove_old(&scope).await {
            failed = Some(anyhow::Error::new(error).context(format!("removing old notifications of {}", scope.organization.slug)));
        }
    }
    failed.map_or(Ok(()), Err)
}

/// The program's own scope in each organization.
async fn scopes(context: &JobContext) -> Result<Vec<Scope>> {
    let mut scopes = Vec::new();
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        scopes.push(Scope::system(context.db.clone(), context.clock.clone(), organization));
    }
    Ok(scopes)
}

//! What purchasing does after a change: the letter to the supplier, and word for people.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::worker::{Event, JobContext};
use serde_json::Value;
use uuid::Uuid;

/// `purchasing.sent`: writes to the supplier.
///
/// # Errors
/// When the database or the mail server refuses.
pub async fn write_letter(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    Ok(service::write_letter(&context, organization_id, id, &event).await?)
}

/// `outbox.event_died`: a letter to a supplier that nobody tries to send any more has failed.
///
/// # Errors
/// When the database refuses.
pub async fn event_died(context: JobContext, event: Event) -> anyhow::Result<()> {
    let kind = event.payload.get("type").and_then(Value::as_str).unwrap_or_default();
    let about = event.payload.get("aggregate_id").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    match (event.organization_id, about) {
        (Some(organization_id), Some(id)) if matches!(kind, "purchasing.sent" | "purchasing.mail_requested") => {
            Ok(service::letter_died(&scope(context, organization_id).await?, id).await?)
        }
        _ => Ok(()),
    }
}

async fn scope(context: JobContext, organization_id: Uuid) -> anyhow::Result<Scope> {
    let organization = access::service::organization(&context.db, organization_id).await?;
    Ok(Scope::system(context.db, context.clock, organization))
}

/// `purchasing.sent`: tells the supplier's people.
///
/// # Errors
/// When the database refuses.
pub async fn tell_sent(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    Ok(service::tell_sent(&scope(context, organization_id).await?, id).await?)
}

/// `purchasing.answered`: tells who buys.
///
/// # Errors
/// When the database refuses.
pub async fn tell_answered(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let by = event.payload.get("by").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    let proposed = event.payload.get("proposed").and_then(Value::as_i64).unwrap_or_default();
    Ok(service::tell_answered(&scope(context, organization_id).await?, id, event.id, by, proposed).await?)
}

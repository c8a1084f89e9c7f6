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
    Ok(service::write_letter(&context, organization_id, id, event.id).await?)
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

//! What the inventory does when something happened elsewhere, and on a schedule.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::worker::{Event, JobContext};
use anyhow::Context;
use serde_json::Value;
use uuid::Uuid;

/// Writes down which reservations have expired, organization by organization. What is available does not depend on it: an
/// expired reservation counts as released at once.
///
/// # Errors
/// When the database refuses; the other organizations have been swept then.
pub async fn expire_reservations(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        match service::expire(&scope).await {
            Ok(0) => {}
            Ok(levels) => tracing::info!(organization = slug, levels, "expired reservations were released"),
            Err(error) => failed = Some(anyhow::Error::new(error).context(format!("expiring reservations of {slug}"))),
        }
    }
    failed.map_or(Ok(()), Err)
}

/// `access.signed_up`: a new organization gets its first warehouse. A second time changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn organization_signed_up(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(organization_id) = event.organization_id else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    service::ensure_default_warehouse(&Scope::system(context.db, context.clock, organization)).await?;
    Ok(())
}

/// `inventory.ran_low`: tells people that it is time to order more.
///
/// # Errors
/// When the database refuses.
pub async fn ran_low(context: JobContext, event: Event) -> anyhow::Result<()> {
    let organization_id = event.organization_id.context("the event has no organization")?;
    let variant_id = event.aggregate_id.context("the event has no variant")?;
    let warehouse = event.payload.get("warehouse_id").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    let warehouse_id = warehouse.context("the event has no warehouse")?;
    let organization = access::service::organization(&context.db, organization_id).await?;
    Ok(service::tell_low(&Scope::system(context.db, context.clock, organization), warehouse_id, variant_id).await?)
}

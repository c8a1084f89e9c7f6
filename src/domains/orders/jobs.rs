//! What orders do after a change.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::worker::{Event, JobContext};
use serde_json::Value;
use uuid::Uuid;

/// Who did it, as the event says.
fn by(event: &Event) -> Option<Uuid> {
    event.payload.get("by").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok())
}

/// `orders.created`: tells people of a new order.
///
/// # Errors
/// When the database refuses.
pub async fn created(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::tell_new(&scope, id, by(&event)).await?)
}

/// `orders.cancelled`: tells people of it.
///
/// # Errors
/// When the database refuses.
pub async fn cancelled(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::tell_cancelled(&scope, id, by(&event)).await?)
}

/// `orders.return_requested`: tells people that a return waits for a decision.
///
/// # Errors
/// When the database refuses.
pub async fn return_requested(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::tell_return_requested(&scope, id, by(&event)).await?)
}

/// `orders.delivered`, `orders.returned`: the buyer's other orders are more or less risky now.
///
/// # Errors
/// When the database refuses.
pub async fn buyer_known(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::refresh_risk(&scope, id).await?)
}

/// Writes down which quick checkouts are over and which carts are abandoned. Neither depends on it: what is due counts as ended at once.
///
/// # Errors
/// When the database refuses; the other organizations have been swept then.
pub async fn sweep_carts(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        let swept =
            async { Ok::<_, crate::server::Error>((service::expire_checkouts(&scope).await?, service::sweep_carts(&scope).await?)) };
        match swept.await {
            Ok((0, 0)) => {}
            Ok((checkouts, carts)) => tracing::info!(organization = slug, checkouts, carts, "checkouts have expired, carts are abandoned"),
            Err(error) => failed = Some(anyhow::Error::new(error).context(format!("sweeping the carts of {slug}"))),
        }
    }
    failed.map_or(Ok(()), Err)
}

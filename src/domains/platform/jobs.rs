//! Work of the platform domain that runs after a change.

use super::service;
use crate::domains::channels::service::job_scope;
use crate::domains::{access, orders};
use crate::server::worker::{Event, JobContext};
use crate::server::{Scope, books};
use anyhow::Context;
use chrono::Timelike;
use serde_json::Value;

/// Hour of store time in which the books are checked.
const NIGHT: u32 = 3;

/// Works on a webhook that was taken into the inbox.
///
/// # Errors
/// When the database is away.
pub async fn take_webhook(context: JobContext, event: Event) -> anyhow::Result<()> {
    let organization_id = event.organization_id.context("the event has no organization")?;
    let id = event.aggregate_id.context("the event has no webhook")?;
    Ok(service::process(&context, organization_id, id).await?)
}

/// `platform.order_received`: tells people of a new order from a shop.
///
/// # Errors
/// When the database refuses.
pub async fn order_received(context: JobContext, event: Event) -> anyhow::Result<()> {
    let organization_id = event.organization_id.context("the event has no organization")?;
    let id = event.aggregate_id.context("the event has no order")?;
    let scope = job_scope(&context, organization_id).await?;
    Ok(orders::service::tell_new(&scope, id, None).await?)
}

/// `outbox.event_died`: tells who looks after the system.
///
/// # Errors
/// When the database refuses.
pub async fn event_died(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(organization_id) = event.organization_id else { return Ok(()) };
    let scope = job_scope(&context, organization_id).await?;
    let kind = event.payload.get("type").and_then(Value::as_str).unwrap_or_default();
    Ok(service::tell_dead(&scope, kind).await?)
}

/// Checks the books of the organizations in which it is night, and tells who looks after the system what does not add up.
///
/// # Errors
/// When the database refuses; the other organizations are checked then.
pub async fn check_books(context: JobContext) -> anyhow::Result<()> {
    let now = context.clock.now();
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        if now.with_timezone(&organization.time_zone).hour() != NIGHT {
            continue;
        }
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        let told = match books::check(&context.db, &scope.organization, now).await {
            Ok(drifts) if drifts.is_empty() => Ok(()),
            Ok(drifts) => service::tell_drift(&scope, drifts.len()).await,
            Err(error) => Err(error),
        };
        if let Err(error) = told {
            failed = Some(anyhow::Error::new(error).context(format!("checking the books of {slug}")));
        }
    }
    failed.map_or(Ok(()), Err)
}

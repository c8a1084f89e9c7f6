//! Work of the customers domain that runs after a change, and on a schedule.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::worker::{Event, JobContext};

/// `customers.created`, `customers.updated`, `customers.merged`: looks for others who may be the same person.
///
/// # Errors
/// When the database refuses.
pub async fn look_for_duplicates(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::find_duplicates(&scope, id).await?)
}

/// `customers.search_requested`: looks through everybody.
///
/// # Errors
/// When the database refuses.
pub async fn look_through(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(organization_id) = event.organization_id else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let found = service::find_everywhere(&Scope::system(context.db, context.clock, organization)).await?;
    tracing::debug!(%organization_id, found, "customers that may be one person");
    Ok(())
}

/// Looks through all customers of all organizations: what was written in bulk tells nobody.
///
/// # Errors
/// When the database refuses; the other organizations are looked through then.
pub async fn look_through_all(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        match service::find_everywhere(&scope).await {
            Ok(found) => tracing::debug!(organization = slug, found, "customers that may be one person"),
            Err(error) => failed = Some(anyhow::Error::from(error)),
        }
    }
    failed.map_or(Ok(()), Err)
}

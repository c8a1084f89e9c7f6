//! What imports and changes of many rows do after a change, and on a schedule.

use super::service;
use crate::domains::access;
use crate::server::worker::{Event, JobContext};
use crate::server::{Error, Scope};
use crate::shared::AppError;
use anyhow::Context;
use std::time::Duration;

/// `bulk.import_ended`: tells who started it.
///
/// # Errors
/// When the database refuses.
pub async fn import_ended(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::tell_ended(&scope, id, event.id).await?)
}

/// After this long a job goes to the end of the queue, so that a long one does not hold everything else up.
const SLICE: Duration = Duration::from_secs(30);

/// `bulk.action_requested`: works on a job for a while. May be called again for the same one: it goes on where it stopped.
///
/// # Errors
/// When the database is away.
pub async fn run_action(context: JobContext, event: Event) -> anyhow::Result<()> {
    let organization_id = event.organization_id.context("the event has no organization")?;
    let id = event.aggregate_id.context("the event has no job")?;
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    match service::actions::work_off(&scope, id, Some(SLICE)).await {
        Ok(job) => {
            tracing::info!(job = %id, action = job.action.key, status = job.status.code(), "a job was worked on");
            Ok(())
        }
        // Deleted meanwhile: there is nothing to do.
        Err(Error::App(AppError::NotFound)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// `bulk.action_ended`: tells who began it.
///
/// # Errors
/// When the database refuses.
pub async fn action_ended(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::tell_action_ended(&scope, id, event.id).await?)
}

/// Removes changes of many rows that ended long ago, organization by organization.
///
/// # Errors
/// When the database refuses; the other organizations are done then.
pub async fn remove_old(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        match service::actions::remove_old(&scope).await {
            Ok(0) => {}
            Ok(jobs) => tracing::info!(organization = slug, jobs, "changes of many rows that ended long ago were removed"),
            Err(error) => failed = Some(anyhow::Error::new(error).context(format!("removing old bulk changes of {slug}"))),
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Takes up what a killed process has left behind, organization by organization.
///
/// # Errors
/// When the database refuses; the other organizations have been looked at then.
pub async fn recover(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        match service::recover(&scope).await {
            Ok(0) => {}
            Ok(jobs) => tracing::info!(organization = slug, jobs, "work that was cut off goes on"),
            Err(error) => failed = Some(anyhow::Error::new(error).context(format!("looking for cut off work of {slug}"))),
        }
    }
    failed.map_or(Ok(()), Err)
}

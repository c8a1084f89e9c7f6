//! Work of the channels domain that runs after a change.

use super::importer::IMPORTER;
use super::service::job_scope;
use crate::domains::bulk;
use crate::server::Error;
use crate::server::worker::{Event, JobContext};
use crate::shared::AppError;
use anyhow::Context;
use std::time::Duration;

/// After this long an import goes to the end of the queue, so that two long ones do not hold everything else up.
const SLICE: Duration = Duration::from_secs(30);

/// Works on an import for a while. May be called again for the same one: it goes on where it stopped.
///
/// # Errors
/// When the database is away.
pub async fn run_import(context: JobContext, event: Event) -> anyhow::Result<()> {
    bulk::ports::register(&IMPORTER);
    let organization_id = event.organization_id.context("the event has no organization")?;
    let id = event.aggregate_id.context("the event has no import")?;
    let scope = job_scope(&context, organization_id).await?;
    match bulk::service::run(&scope, id, Some(SLICE), |_| ()).await {
        Ok(run) => {
            tracing::info!(import = %id, status = run.status.code(), rows = run.counts.done, refused = run.counts.failed, "an import was worked on");
            Ok(())
        }
        // Deleted meanwhile: there is nothing to do.
        Err(Error::App(AppError::NotFound)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

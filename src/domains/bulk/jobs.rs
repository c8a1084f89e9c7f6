//! What imports do after a change.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::worker::{Event, JobContext};

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

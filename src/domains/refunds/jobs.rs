//! What refunds do when something happened.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::seal::Sealer;
use crate::server::worker::{Event, JobContext};

/// `refunds.ready`: asks the payment's provider to give back, where it can.
///
/// # Errors
/// When the provider cannot be asked.
pub async fn ready(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let sealer = Sealer::load(&context.config.data)?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::give_back(&scope, &sealer, id).await?)
}

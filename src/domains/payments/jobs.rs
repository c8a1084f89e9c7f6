//! What payments do when something happened elsewhere.

use super::service;
use crate::domains::access;
use crate::server::worker::{Event, JobContext};
use crate::server::{Error, Scope};
use crate::shared::AppError;

/// `orders.cancelled`: cash that was still expected for the order will not come. A second time changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn order_cancelled(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(order_id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    match service::fail_expected(&scope, order_id).await {
        // The courier has the cash: that is for people to settle, and the payment stays in their list.
        Err(Error::App(AppError::Conflict { .. } | AppError::NotFound)) => Ok(()),
        other => Ok(other?),
    }
}

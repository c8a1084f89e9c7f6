//! What delivery does after a change.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::worker::{Event, JobContext};
use serde_json::Value;
use uuid::Uuid;

/// `delivery.returned`: tells people of a parcel that came back.
///
/// # Errors
/// When the database refuses.
pub async fn returned(context: JobContext, event: Event) -> anyhow::Result<()> {
    let id_of = |name: &str| event.payload.get(name).and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    let (Some(organization_id), Some(id), Some(order_id)) = (event.organization_id, event.aggregate_id, id_of("order_id")) else {
        return Ok(());
    };
    let by = id_of("by");
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    Ok(service::tell_returned(&scope, id, order_id, by).await?)
}

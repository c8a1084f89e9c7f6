//! Schedules of the inventory domain.

use super::service;
use crate::domains::access;
use crate::server::Scope;
use crate::server::worker::JobContext;

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

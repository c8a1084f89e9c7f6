//! What payments do when something happened elsewhere.

use super::service;
use crate::domains::access;
use crate::server::seal::Sealer;
use crate::server::worker::{Event, JobContext};
use crate::server::{Error, Scope};
use crate::shared::AppError;
use serde_json::Value;
use uuid::Uuid;

/// `orders.cancelled`: cash that was still expected for the order will not come, and what is held on a card is let go. A second time changes
/// nothing.
///
/// # Errors
/// When the database refuses.
pub async fn order_cancelled(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(order_id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    match service::fail_expected(&scope, order_id).await {
        // The courier has the cash: that is for people to settle, and the payment stays in their list.
        Err(Error::App(AppError::Conflict { .. } | AppError::NotFound)) => {}
        other => other?,
    }
    let sealer = Sealer::load(&context.config.data)?;
    match service::holds::let_go_of_order(&scope, &sealer, order_id).await {
        // The hold stays in the list of payments; a silent provider is asked what has become of it.
        Err(Error::App(AppError::Conflict { .. } | AppError::NotFound)) => Ok(()),
        other => Ok(other?),
    }
}

/// `payments.completed`: tells people of it.
///
/// # Errors
/// When the database refuses.
pub async fn completed(context: JobContext, event: Event) -> anyhow::Result<()> {
    tell(context, event, true).await
}

/// `payments.failed`: tells people of it.
///
/// # Errors
/// When the database refuses.
pub async fn failed(context: JobContext, event: Event) -> anyhow::Result<()> {
    tell(context, event, false).await
}

async fn tell(context: JobContext, event: Event, received: bool) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db, context.clock, organization);
    let by = event.payload.get("by").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    Ok(service::tell(&scope, id, received, by).await?)
}

/// Asks providers about payments whose end is not known.
///
/// # Errors
/// When the database refuses; the other organizations are looked at then.
pub async fn resolve(context: JobContext) -> anyhow::Result<()> {
    of_all(context, false).await
}

/// Looks again at payments of providers that give back without telling.
///
/// # Errors
/// When the database refuses; the other organizations are looked at then.
pub async fn look_again(context: JobContext) -> anyhow::Result<()> {
    of_all(context, true).await
}

async fn of_all(context: JobContext, again: bool) -> anyhow::Result<()> {
    let sealer = Sealer::load(&context.config.data)?;
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        let asked =
            if again { service::online::look_again(&scope, &sealer).await } else { service::online::resolve_due(&scope, &sealer).await };
        if let Err(error) = asked {
            failed = Some(anyhow::Error::new(error).context(format!("asking about the payments of {slug}")));
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Writes down which gift cards have expired; they are no good from their moment on in any case.
///
/// # Errors
/// When the database refuses; the other organizations have been swept then.
pub async fn expire_cards(context: JobContext) -> anyhow::Result<()> {
    let mut failed = None;
    for slug in access::service::slugs(&context.db).await? {
        let organization = access::service::organization_by_slug(&context.db, &slug).await?;
        let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
        match service::cards::expire(&scope).await {
            Ok(0) => {}
            Ok(cards) => tracing::info!(organization = slug, cards, "gift cards have expired"),
            Err(error) => failed = Some(anyhow::Error::new(error).context(format!("expiring gift cards of {slug}"))),
        }
    }
    failed.map_or(Ok(()), Err)
}

//! Money that comes again and again: what a payment began is kept beside it, and can be ended.

use super::{SUBSCRIPTION_OVER, accounts, changed, event};
use crate::domains::orders;
use crate::domains::payments::adapters::gateway;
use crate::domains::payments::ports::Notice;
use crate::domains::payments::store::online as rows;
use crate::server::outgoing::{Failure, Http};
use crate::server::seal::Sealer;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::AppError;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

/// Under which name a payment keeps its subscription, and that it is over.
const KEPT: (&str, &str) = ("subscription", "subscription_over");

/// Keeps what a notice says of a subscription. Its order's row is locked.
pub(super) async fn told(work: &mut Work, payment_id: Uuid, notice: &Notice) -> Result<()> {
    let of = |name: &str| notice.facts.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let Some(subscription) = of("subscription_id") else { return Ok(()) };
    rows::keep(work.conn(), payment_id, KEPT.0, subscription).await?;
    if let Some(message @ ("RECURRING_COMPLETE" | "RECURRING_STOPPED")) = of("message_type") {
        rows::keep(work.conn(), payment_id, KEPT.1, message).await?;
        event(work, payment_id, SUBSCRIPTION_OVER, Decimal::ZERO, json!({"message": message})).await?;
    }
    Ok(())
}

/// Ends the subscription that a payment began. Returns its order's id and number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for a payment without one that goes on, and when the provider refuses or does not answer.
pub async fn stop(scope: &Scope, sealer: &Sealer, payment_id: Uuid) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let payment = rows::one(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    let open = payment.kept(KEPT.0).filter(|_| payment.kept(KEPT.1).is_none());
    let (Some(subscription), Some(account_id), Some(provider)) = (open, payment.account_id, gateway(payment.method)) else {
        return Err(Error::conflict("payments-error-no-subscription"));
    };
    let account = accounts::open(&mut work, sealer, account_id).await?;
    drop(work);
    let answered = match Http::new() {
        Ok(http) => provider.stop(&account, &http, &subscription).await,
        Err(failure) => Err(failure),
    };
    if let Err(failure) = answered {
        tracing::warn!(payment = %payment_id, %failure, "a subscription was not ended");
        let key = match failure {
            Failure::Refused(_) => "payments-error-stop-refused",
            Failure::Unknown(_) => "payments-error-stop-silent",
        };
        return Err(Error::conflict(key));
    }
    let mut work = scope.begin().await?;
    let number = orders::service::lock_money(&mut work, payment.order_id).await?.order_number;
    rows::keep(work.conn(), payment_id, KEPT.1, "STOPPED_HERE").await?;
    event(&mut work, payment_id, SUBSCRIPTION_OVER, Decimal::ZERO, json!({"message": "STOPPED_HERE"})).await?;
    let (old, new) = (json!({"subscription": subscription}), json!({"subscription": null}));
    changed(&mut work, "payments.changed", payment_id, payment.order_id, old, new).await?;
    work.commit().await?;
    Ok((payment.order_id, number))
}

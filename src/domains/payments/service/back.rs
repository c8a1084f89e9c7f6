//! Money that goes back by the provider it came through.

use super::{accounts, online};
use crate::domains::payments::adapters::gateway;
use crate::domains::payments::ports::{RefundOrder, Refunded};
use crate::domains::payments::store::online as rows;
use crate::server::outgoing::{Failure, Http};
use crate::server::seal::Sealer;
use crate::server::{Result, Scope};
use crate::shared::AppError;
use rust_decimal::Decimal;
use uuid::Uuid;

/// Whether the provider of a payment gives so much of it back by itself.
///
/// # Errors
/// When the database refuses.
pub async fn can_give_back(scope: &Scope, payment_id: Uuid, amount: Decimal) -> Result<bool> {
    let Some(payment) = rows::one(scope.begin().await?.conn(), payment_id).await? else { return Ok(false) };
    let can = payment.method.capabilities();
    Ok(payment.account_id.is_some() && payment.transaction.is_some() && can.refund && (can.partial_refund || amount == payment.amount))
}

/// Has the provider give back. The same key again gives back once; no transaction waits for the answer.
///
/// # Errors
/// When the account's secrets cannot be opened. What the provider says, or does not say, is the inner result.
pub async fn give_back(
    scope: &Scope,
    sealer: &Sealer,
    payment_id: Uuid,
    amount: Decimal,
    reason: &str,
    key: String,
) -> Result<std::result::Result<Refunded, Failure>> {
    let mut work = scope.begin().await?;
    let payment = rows::one(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    let (Some(account_id), Some(provider)) = (payment.account_id, gateway(payment.method)) else { return Err(AppError::NotFound.into()) };
    let account = accounts::open(&mut work, sealer, account_id).await?;
    drop(work);
    let order = RefundOrder { payment: online::known(&payment), amount, reason: reason.to_owned(), key };
    Ok(match Http::new() {
        Ok(http) => provider.refund(&account, &http, &order).await,
        Err(failure) => Err(failure),
    })
}

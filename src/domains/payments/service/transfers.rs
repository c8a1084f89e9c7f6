//! Transfers that a bank's statement shows. Whoever calls holds the statement's line, and says by whose word it is believed.

use super::{CAPTURED, RECORDED, accounts, changed, event, notices, store as payments_store};
use crate::domains::orders;
use crate::domains::orders::model::OrderMoney;
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::store::online::{self as rows, NewOnline};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Work};
use crate::shared::money::grouped;
use crate::shared::{AppError, FieldErrors};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// Money on an account of the merchant, for an order.
pub struct Transfer<'a> {
    /// The order that it pays.
    pub order_id: Uuid,
    /// The account that it came to.
    pub account_id: Uuid,
    /// How much of it.
    pub amount: Decimal,
    /// The bank's number; may be empty.
    pub reference: &'a str,
    /// The same key again is the same money.
    pub key: &'a str,
}

/// Refuses more than is due on an order whose row is held.
pub(super) async fn check_due(work: &mut Work, order: &OrderMoney, amount: Decimal) -> Result<()> {
    let due = payments_store::totals(work.conn(), order.id).await?.due(order.total - order.cancelled_total);
    if amount > due {
        let mut errors = FieldErrors::default();
        errors.add_with("amount", "payments-error-above-due", vec![("due".to_owned(), grouped(due))]);
        return Err(AppError::Invalid(errors).into());
    }
    Ok(())
}

/// Writes down a transfer. Returns the payment.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order or account; a field error for more than is due; a conflict for a key that was used.
pub async fn receive(work: &mut Work, transfer: &Transfer<'_>) -> Result<Uuid> {
    let order = orders::service::lock_money(work, transfer.order_id).await?;
    check_due(work, &order, transfer.amount).await?;
    let (id, amount) = (new_id(), transfer.amount);
    let new = NewOnline {
        id,
        order_id: order.id,
        customer_id: order.customer_id,
        account_id: transfer.account_id,
        link_id: None,
        amount,
        currency: &order.currency,
        method: accounts::method_of(work, transfer.account_id).await?,
        received: true,
        transaction: None,
        response: if transfer.reference.is_empty() { json!({}) } else { json!({"reference": transfer.reference}) },
        key: transfer.key,
        at: work.now,
    };
    if !rows::insert(work.conn(), &new).await? {
        return Err(Error::conflict("payments-error-not-waiting"));
    }
    event(work, id, RECORDED, Decimal::ZERO, json!({"reference": transfer.reference})).await?;
    event(work, id, CAPTURED, amount, json!({})).await?;
    let values = json!({"method": new.method.code(), "status": "COMPLETED", "amount": amount, "reference": transfer.reference});
    changed(work, "payments.completed", id, order.id, json!(null), values).await?;
    notices::secure(work, order.id, id).await?;
    Ok(id)
}

/// The transfer of a payment that is expected is there; one that was received before stays as it is. Whether it was expected.
///
/// # Errors
/// [`AppError::NotFound`] for anything but a transfer; a conflict when it is of another amount, or neither expected nor received.
pub async fn receive_expected(work: &mut Work, payment_id: Uuid, amount: Decimal) -> Result<bool> {
    let order_id = payments_store::order_of(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    orders::service::lock_money(work, order_id).await?;
    let payment = payments_store::lock(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    if !matches!(payment.method, PaymentMethod::BankTransfer | PaymentMethod::LankaQr) {
        return Err(AppError::NotFound.into());
    }
    let refunded = rows::given_back(work.conn(), payment_id).await?;
    match payment.status {
        _ if payment.amount != amount => Err(Error::conflict("payments-error-not-waiting")),
        PaymentStatus::Pending | PaymentStatus::Processing => notices::received(work, &payment).await.map(|()| true),
        PaymentStatus::Completed if refunded.is_zero() => Ok(false),
        _ => Err(Error::conflict("payments-error-not-waiting")),
    }
}

/// A transfer was held to be another one's: its payment is taken back, in plain sight; one that was taken back before stays so.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when money of it was given back.
pub async fn take_back(work: &mut Work, payment_id: Uuid, reason: &str) -> Result<()> {
    let order_id = payments_store::order_of(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    orders::service::lock_money(work, order_id).await?;
    let payment = payments_store::lock(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    if payment.status == PaymentStatus::ChargedBack {
        return Ok(());
    }
    let refunded = rows::given_back(work.conn(), payment_id).await?;
    if payment.status != PaymentStatus::Completed || !refunded.is_zero() {
        return Err(Error::conflict("payments-error-slip-refunded"));
    }
    notices::charge_back(work, &payment, Some(reason)).await
}

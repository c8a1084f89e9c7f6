//! What the merchant owes a buyer, as a way to pay. Only the staff spends it, on the order's page: whoever holds a payment link need not
//! be the buyer.

use super::{CAPTURED, changed, event, store as payments_store};
use crate::domains::customers::model::Happening;
use crate::domains::customers::ports::Belongings;
use crate::domains::orders;
use crate::domains::payments::model::cards::Vouchers;
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::store::New;
use crate::domains::payments::store::cards::{self as store, Spent};
use crate::server::clock::new_id;
use crate::server::i18n;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::money::{grouped, parse_amount};
use crate::shared::{AppError, Cursor, FieldErrors, Permission};
use async_trait::async_trait;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// What an order's page offers beside money.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn vouchers(scope: &Scope, order_id: Uuid) -> Result<Vouchers> {
    let mut work = scope.begin().await?;
    let (customer_id, currency) = store::buyer(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
    let view = payments_store::of_order(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
    let credit = match customer_id {
        Some(id) if currency == scope.organization.currency => store::credit(work.conn(), id).await?,
        _ => Decimal::ZERO,
    };
    Ok(Vouchers { due: view.due, currency, credit })
}

/// Pays an order, or a part of it, from its buyer's credit. The same key again pays nothing. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; field errors, also for more than is due or than there is; a conflict for an order
/// without a buyer, or in another currency.
pub async fn pay_by_credit(scope: &Scope, order_id: Uuid, typed: &str, key: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = orders::service::lock_money(&mut work, order_id).await?;
    let key = if key.is_empty() { format!("credit:{order_id}:{}", new_id()) } else { format!("credit:{order_id}:{key}") };
    if payments_store::lock_by_key(work.conn(), &key).await?.is_some() {
        return Ok(order.order_number);
    }
    let customer_id = order.customer_id.filter(|_| order.currency == scope.organization.currency);
    let customer_id = customer_id.ok_or_else(|| Error::conflict("giftcards-error-no-credit"))?;
    let due = payments_store::totals(work.conn(), order_id).await?.due(order.total - order.cancelled_total);
    let mut errors = FieldErrors::default();
    let amount = match parse_amount(typed) {
        _ if typed.trim().is_empty() => {
            errors.add("amount", "error-required");
            Decimal::ZERO
        }
        Ok(amount) if amount.is_zero() => {
            errors.add("amount", "payments-error-amount-zero");
            amount
        }
        Ok(amount) if amount > due => {
            errors.add_with("amount", "payments-error-above-due", vec![("due".to_owned(), grouped(due))]);
            amount
        }
        Ok(amount) => amount,
        Err(error) => {
            errors.add("amount", error.key());
            Decimal::ZERO
        }
    };
    errors.into_result()?;
    let (id, now) = (new_id(), work.now);
    let reason = i18n::text_with(scope.organization.language, "giftcards-credit-reason", &[("number", order.order_number.clone().into())]);
    let spent = Spent { id: new_id(), customer_id, order_id, amount, reason: &reason, user_id: scope.user_id(), at: now };
    if !store::spend_credit(work.conn(), &spent).await? {
        let left = store::credit(work.conn(), customer_id).await?;
        errors = FieldErrors::default();
        errors.add_with("amount", "giftcards-error-credit", vec![("left".to_owned(), grouped(left))]);
        return Err(AppError::Invalid(errors).into());
    }
    let new = New {
        id,
        order_id,
        customer_id: Some(customer_id),
        amount,
        currency: &order.currency,
        method: PaymentMethod::StoreCredit,
        status: PaymentStatus::Completed,
        response: json!({}),
        key: &key,
        captured: amount,
        refunded: Decimal::ZERO,
        processed_at: Some(now),
        created_at: now,
    };
    payments_store::insert(work.conn(), new).await?;
    event(&mut work, id, CAPTURED, amount, json!({})).await?;
    let values = json!({"method": PaymentMethod::StoreCredit.code(), "status": "COMPLETED", "amount": amount});
    changed(&mut work, "payments.completed", id, order_id, json!(null), values).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// The gift cards that people have bought.
pub static CARDS_OF_CUSTOMERS: CardsOfCustomers = CardsOfCustomers;

/// Gift cards know who bought them.
pub struct CardsOfCustomers;

#[async_trait]
impl Belongings for CardsOfCustomers {
    fn kind(&self) -> &'static str {
        "gift_cards"
    }

    async fn give(&self, work: &mut Work, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
        store::give(work.conn(), None, from, into).await
    }

    async fn give_back(&self, work: &mut Work, ids: &[Uuid], from: Uuid, into: Uuid) -> Result<()> {
        store::give(work.conn(), Some(ids), from, into).await.map(drop)
    }

    async fn forget(&self, work: &mut Work, customer_id: Uuid) -> Result<()> {
        store::forget(work.conn(), customer_id).await
    }

    fn permission(&self) -> Permission {
        Permission::PaymentsRead
    }

    /// The orders that they pay are told by the payments.
    async fn happenings(&self, _work: &mut Work, _customer_id: Uuid, _before: Option<Cursor>, _limit: i64) -> Result<Vec<Happening>> {
        Ok(Vec::new())
    }
}

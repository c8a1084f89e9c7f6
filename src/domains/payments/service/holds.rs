//! Money that is held on a buyer's card: taken later, whole or in part, or let go. The provider is asked outside every transaction, under a
//! key that is written down before; what has no answer is asked for, and asked again with the same key only.

use super::notices::{received, secure, tell};
use super::{HELD, HOLD_ASKED, HOLD_REFUSED, accounts, change_amount, changed, event, fail, store};
use crate::domains::orders;
use crate::domains::payments::adapters::gateway;
use crate::domains::payments::model::PaymentStatus;
use crate::domains::payments::ports::{HoldAction, HoldOrder};
use crate::domains::payments::store::Locked;
use crate::domains::payments::store::online::{self as rows, Asked};
use crate::server::clock::new_id;
use crate::server::outgoing::{Failure, Http};
use crate::server::seal::Sealer;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::money::{grouped, parse_amount};
use crate::shared::{AppError, FieldErrors};
use chrono::TimeDelta;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// When a hold that nobody has touched is looked at again.
const LOOK_HOURS: i64 = 12;

/// What has become of a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldDone {
    /// The order.
    pub order_id: Uuid,
    /// Its number.
    pub number: String,
}

/// A payment is held. The goods are seen to as if it were paid, because they leave before the money is taken.
pub(super) async fn held(work: &mut Work, payment: &Locked, token: Option<&str>) -> Result<()> {
    let ask_at = work.now + TimeDelta::hours(LOOK_HOURS);
    rows::set_held(work.conn(), payment.id, token, ask_at).await?;
    event(work, payment.id, HELD, Decimal::ZERO, json!({"amount": payment.amount})).await?;
    let (old, new) =
        (json!({"status": payment.status.code()}), json!({"status": PaymentStatus::Authorized.code(), "held": payment.amount}));
    changed(work, "payments.held", payment.id, payment.order_id, old, new).await?;
    let texts = ("notifications-payment-held-title", "notifications-payment-held");
    tell(work, payment.order_id, texts, format!("payments.held:{}", payment.id)).await?;
    secure(work, payment.order_id, payment.id).await
}

/// So much of what was held is taken; the rest is let go with it.
pub(super) async fn taken(work: &mut Work, payment: &Locked, amount: Decimal, taken_as: Option<&str>) -> Result<()> {
    // The news that it was held may come later, or never.
    if payment.status != PaymentStatus::Authorized {
        let now = work.now;
        rows::set_held(work.conn(), payment.id, None, now).await?;
        event(work, payment.id, HELD, Decimal::ZERO, json!({"amount": payment.amount})).await?;
    }
    change_amount(work, payment, amount).await?;
    if let Some(name) = taken_as {
        rows::set_transaction(work.conn(), payment.id, name).await?;
        rows::keep(work.conn(), payment.id, "taken_as", name).await?;
    }
    let payment = store::lock(work.conn(), payment.id).await?.ok_or(AppError::NotFound)?;
    received(work, &payment).await
}

/// What was held is let go, or the card's bank holds it no longer.
pub(super) async fn gone(work: &mut Work, payment: &Locked) -> Result<()> {
    rows::ask_at(work.conn(), payment.id, None).await?;
    fail(work, payment).await
}

/// The provider says that it is held as before: what was asked of it has not happened.
pub(super) async fn still_held(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(order_id) = store::order_of(work.conn(), id).await? else { return Ok(()) };
    orders::service::lock_money(&mut work, order_id).await?;
    rows::forget_asked(work.conn(), id).await?;
    work.commit().await
}

/// Takes what a payment holds: so much as was typed, all of it without an amount.
///
/// # Errors
/// [`AppError::NotFound`]; a field error for an amount that is none or above what is held; a conflict when nothing is held (any more), when
/// the provider refuses, or when it does not answer: then it is asked what has happened.
pub async fn take(scope: &Scope, sealer: &Sealer, payment_id: Uuid, typed: &str) -> Result<HoldDone> {
    let mut work = scope.begin().await?;
    let payment = rows::one(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    drop(work);
    let held = payment.held.unwrap_or(payment.amount);
    let mut errors = FieldErrors::default();
    let amount = match parse_amount(typed) {
        _ if typed.trim().is_empty() => held,
        Ok(amount) if amount.is_zero() => {
            errors.add("amount", "payments-error-amount-zero");
            amount
        }
        Ok(amount) => amount,
        Err(error) => {
            errors.add("amount", error.key());
            held
        }
    };
    if amount > held {
        errors.add_with("amount", "payments-error-above-held", vec![("held".to_owned(), grouped(held))]);
    }
    errors.into_result()?;
    ask(scope, sealer, payment_id, HoldAction::Take(amount)).await
}

/// Lets go what a payment holds.
///
/// # Errors
/// As [`take`].
pub async fn let_go(scope: &Scope, sealer: &Sealer, payment_id: Uuid) -> Result<HoldDone> {
    ask(scope, sealer, payment_id, HoldAction::LetGo).await
}

/// Lets go all that the payments of a cancelled order hold.
///
/// # Errors
/// As [`take`], after all of them were tried.
pub async fn let_go_of_order(scope: &Scope, sealer: &Sealer, order_id: Uuid) -> Result<()> {
    let held = rows::held_of(scope.begin().await?.conn(), order_id).await?;
    let mut failed = None;
    for id in held {
        failed = let_go(scope, sealer, id).await.err().or(failed);
    }
    failed.map_or(Ok(()), Err)
}

/// Asks a provider to do something with what it holds.
async fn ask(scope: &Scope, sealer: &Sealer, payment_id: Uuid, action: HoldAction) -> Result<HoldDone> {
    let mut work = scope.begin().await?;
    let order_id = store::order_of(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    let number = orders::service::lock_money(&mut work, order_id).await?.order_number;
    let payment = rows::one(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    // A click after the one that did it.
    let is_done = match action {
        HoldAction::Take(amount) => payment.status == PaymentStatus::Completed && payment.amount == amount,
        HoldAction::LetGo => payment.status == PaymentStatus::Failed,
    };
    if payment.held.is_some() && is_done {
        return Ok(HoldDone { order_id, number });
    }
    let (Some(account_id), Some(provider), PaymentStatus::Authorized) = (payment.account_id, gateway(payment.method), payment.status)
    else {
        let nobody = payment.status == PaymentStatus::Authorized;
        return Err(Error::conflict(if nobody { "payments-error-not-asked" } else { "payments-error-not-held" }));
    };
    let asked = match &payment.asked {
        // Two clicks, or a second try after a silence: the provider is told the same.
        Some(asked) if asked.action == action => Asked { action, key: asked.key.clone() },
        Some(_) => return Err(Error::conflict("payments-error-hold-asked")),
        None => Asked { action, key: new_id().to_string() },
    };
    if payment.asked.is_none() {
        let ask_at = work.now + TimeDelta::minutes(1);
        rows::set_asked(work.conn(), payment_id, &asked, ask_at).await?;
        let what = match action {
            HoldAction::Take(amount) => json!({"take": amount}),
            HoldAction::LetGo => json!({"let_go": true}),
        };
        event(&mut work, payment_id, HOLD_ASKED, Decimal::ZERO, what).await?;
    }
    let account = accounts::open(&mut work, sealer, account_id).await?;
    let order = HoldOrder { payment: super::online::known(&payment), token: payment.kept("hold_token"), action, key: asked.key };
    work.commit().await?;
    let answered = match Http::new() {
        Ok(http) => provider.hold(&account, &http, &order).await,
        Err(failure) => Err(failure),
    };
    answer(scope, order_id, payment_id, action, answered).await?;
    Ok(HoldDone { order_id, number })
}

/// Books what a provider has answered.
async fn answer(
    scope: &Scope,
    order_id: Uuid,
    payment_id: Uuid,
    action: HoldAction,
    answered: std::result::Result<Option<String>, Failure>,
) -> Result<()> {
    let mut work = scope.begin().await?;
    orders::service::lock_money(&mut work, order_id).await?;
    let payment = store::lock(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    // A notice was quicker, or the first of two clicks.
    if payment.status != PaymentStatus::Authorized {
        let wanted = match action {
            HoldAction::Take(_) => payment.status != PaymentStatus::Failed,
            HoldAction::LetGo => payment.status == PaymentStatus::Failed,
        };
        return if wanted { Ok(()) } else { Err(Error::conflict("payments-error-not-held")) };
    }
    match (answered, action) {
        (Ok(name), HoldAction::Take(amount)) => taken(&mut work, &payment, amount, name.as_deref()).await?,
        (Ok(_), HoldAction::LetGo) => gone(&mut work, &payment).await?,
        (Err(Failure::Refused(reason)), _) => {
            tracing::warn!(payment = %payment_id, reason, "a provider has refused what was asked of a hold");
            rows::forget_asked(work.conn(), payment_id).await?;
            event(&mut work, payment_id, HOLD_REFUSED, Decimal::ZERO, json!({"reason": reason})).await?;
            work.commit().await?;
            return Err(Error::conflict("payments-error-hold-refused"));
        }
        (Err(Failure::Unknown(reason)), _) => {
            tracing::warn!(payment = %payment_id, reason, "it is not known what has become of a hold");
            return Err(Error::conflict("payments-error-hold-silent"));
        }
    }
    work.commit().await
}

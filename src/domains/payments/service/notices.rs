//! What providers say of payments, and what it changes. A notice is taken once, is held against the payment's own amount and currency,
//! and never moves a payment backwards.

use super::{CAPTURED, CHARGED_BACK, accounts, changed, complete, event, fail, holds, store, subscriptions};
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice as Told, notify};
use crate::domains::orders;
use crate::domains::orders::service::Secured;
use crate::domains::payments::adapters::gateway;
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::ports::{Incoming, Notice, Outcome, Rejected, refunds};
use crate::domains::payments::store::Locked;
use crate::domains::payments::store::online::{self as rows, NewNotice, NewOnline, Online};
use crate::domains::payments::urls;
use crate::server::clock::new_id;
use crate::server::outgoing::{Failure, Http};
use crate::server::seal::Sealer;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::{AppError, Permission};
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What came in, checked by its provider's rules.
pub enum Checked {
    /// It is the provider's, as far as can be told here; what to answer.
    Genuine(Option<Box<Notice>>, String),
    /// It is not.
    Forged(Rejected),
    /// There is no such account of this provider.
    Unknown,
}

/// What has become of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken, now or before.
    Done,
    /// It says nothing of our payments.
    Ignored,
    /// It is not believed; the Fluent key of the reason.
    Refused(&'static str),
}

/// Checks something that came in for an account.
///
/// # Errors
/// When the account's secrets cannot be opened.
pub async fn check(work: &mut Work, sealer: &Sealer, provider: &str, account_id: Uuid, incoming: &Incoming<'_>) -> Result<Checked> {
    let account = match accounts::open(work, sealer, account_id).await {
        Ok(account) => account,
        Err(Error::App(AppError::NotFound)) => return Ok(Checked::Unknown),
        Err(error) => return Err(error),
    };
    let Some(adapter) = gateway(account.method).filter(|_| account.method.provider() == Some(provider)) else {
        return Ok(Checked::Unknown);
    };
    Ok(match adapter.read(&account, incoming) {
        Ok(notice) => Checked::Genuine(notice.map(Box::new), adapter.receipt(&account, incoming)),
        Err(rejected) => Checked::Forged(rejected),
    })
}

/// Has the provider vouch for what came in and say how the payment stands, where that is its way. `None` when nothing is to be taken.
///
/// # Errors
/// When the provider does not answer: it is asked again later.
pub async fn confirm(
    scope: &Scope,
    sealer: &Sealer,
    account_id: Uuid,
    notice: Notice,
    headers: &BTreeMap<String, String>,
    body: &str,
) -> Result<std::result::Result<Option<Notice>, &'static str>> {
    if !notice.ask {
        return Ok(Ok(Some(notice)));
    }
    let mut work = scope.begin().await?;
    let account = accounts::open(&mut work, sealer, account_id).await?;
    let (Some(adapter), Some(id)) = (gateway(account.method), payment_of(&mut work, account_id, &notice).await?) else {
        return Ok(Ok(None));
    };
    let payment = rows::one(work.conn(), id).await?.filter(|payment| payment.account_id == Some(account_id));
    let Some(payment) = payment else { return Ok(Err("payments-notice-unknown")) };
    drop(work);
    let failed = |failure: Failure| Error::Other(anyhow::anyhow!("a payment could not be looked at: {failure}"));
    let http = Http::new().map_err(failed)?;
    if !adapter.vouch(&account, &http, headers, body).await.map_err(failed)? {
        return Ok(Err(Rejected::Signature.key()));
    }
    // What PayPal says that cannot be asked for is believed when it vouches for it.
    if notice.outcome != Outcome::Nothing {
        return Ok(Ok(Some(Notice { payment_id: Some(id), ..notice })));
    }
    let mut known = super::online::known(&payment);
    // Where no answer came to its beginning, the event says what it has become there.
    known.transaction = known.transaction.or(notice.transaction);
    let found = adapter.query(&account, &http, &known).await.map_err(failed)?;
    // Known again by the event that came, so that the same event is taken once.
    Ok(Ok(found.filter(|found| found.payment_id == Some(id))))
}

/// As [`apply`], in a transaction of its own.
///
/// # Errors
/// As [`apply`].
pub(super) async fn apply_alone(scope: &Scope, account_id: Uuid, notice: &Notice) -> Result<Taken> {
    let mut work = scope.begin().await?;
    let taken = apply(&mut work, account_id, notice).await?;
    if taken == Taken::Done {
        work.commit().await?;
    }
    Ok(taken)
}

/// Takes a notice: once, and only as far as the payment may go on.
///
/// # Errors
/// When the database refuses.
pub async fn apply(work: &mut Work, account_id: Uuid, notice: &Notice) -> Result<Taken> {
    let Some(id) = payment_of(work, account_id, notice).await? else { return Ok(Taken::Ignored) };
    let Some(order_id) = store::order_of(work.conn(), id).await? else { return Ok(Taken::Refused("payments-notice-unknown")) };
    let order = orders::service::lock_money(work, order_id).await?;
    let payment = rows::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if payment.account_id != Some(account_id) {
        return Ok(Taken::Refused("payments-notice-unknown"));
    }
    if !rows::is_known(work.conn(), account_id, &notice.key).await? {
        let taken = take(work, &payment, order.customer_id, account_id, notice).await?;
        if taken != Taken::Done {
            return Ok(taken);
        }
    }
    // What has gone back is known again by itself, whatever the notice is called that tells of it.
    if let Some(refunds) = refunds().filter(|_| !notice.back.is_empty()) {
        refunds.seen(work, id, &notice.back).await?;
    }
    Ok(Taken::Done)
}

/// The payment of which a notice tells.
async fn payment_of(work: &mut Work, account_id: Uuid, notice: &Notice) -> Result<Option<Uuid>> {
    match (notice.payment_id, &notice.transaction) {
        (Some(id), _) => Ok(Some(id)),
        (None, Some(transaction)) => rows::by_transaction(work.conn(), account_id, transaction).await,
        (None, None) => Ok(None),
    }
}

/// Whether the amount of a notice is the payment's. Of what was held less may be taken, and a bank may give back a part.
fn fits(payment: &Online, notice: &Notice) -> bool {
    match (notice.amount, notice.outcome) {
        (None, outcome) => !matches!(outcome, Outcome::Received | Outcome::Held | Outcome::Reinstated),
        (Some(amount), _) if notice.instalment => amount > Decimal::ZERO,
        (Some(amount), Outcome::Reinstated) => amount > Decimal::ZERO && amount <= payment.amount,
        (Some(amount), Outcome::Received) if is_to_be_taken(payment) => {
            amount > Decimal::ZERO && amount <= payment.held.unwrap_or(payment.amount)
        }
        (Some(amount), _) => amount == payment.amount || payment.held == Some(amount),
    }
}

/// Whether a payment is held first, and nothing of it was taken yet.
fn is_to_be_taken(payment: &Online) -> bool {
    let is_open = matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Processing | PaymentStatus::Failed);
    payment.status == PaymentStatus::Authorized || is_open && payment.kept("hold").is_some()
}

/// Takes a notice that was not taken before.
async fn take(work: &mut Work, payment: &Online, customer_id: Option<Uuid>, account_id: Uuid, notice: &Notice) -> Result<Taken> {
    if notice.currency.as_ref().is_some_and(|currency| *currency != payment.currency) {
        return Ok(Taken::Refused("payments-notice-currency"));
    }
    if !fits(payment, notice) {
        return Ok(Taken::Refused("payments-notice-amount"));
    }
    let id = payment.id;
    let new = NewNotice { id: new_id(), payment_id: id, account_id, key: &notice.key, facts: notice.facts.clone(), at: work.now };
    rows::insert_notice(work.conn(), &new).await?;
    subscriptions::told(work, id, notice).await?;
    if notice.outcome == Outcome::Received
        && let Some(transaction) = paid_twice(payment, notice)
    {
        return again(work, payment, customer_id, account_id, notice, transaction).await;
    }
    if notice.outcome == Outcome::Failed && is_another_attempt(payment, notice) {
        return Ok(Taken::Done);
    }
    if let Some(transaction) = notice.transaction.as_deref()
        && takes(payment, notice, transaction)
    {
        match rows::by_transaction(work.conn(), account_id, transaction).await? {
            Some(other) if other != id => return Ok(Taken::Refused("payments-notice-transaction")),
            _ => rows::set_transaction(work.conn(), id, transaction).await?,
        }
        if payment.held.is_some() && notice.outcome == Outcome::Received {
            rows::keep(work.conn(), id, "taken_as", transaction).await?;
        }
    }
    if notice.outcome == Outcome::Reinstated {
        return reinstated(work, payment, customer_id, account_id, notice).await;
    }
    step(work, payment, notice).await?;
    Ok(Taken::Done)
}

/// Whether what is taken of a payment has its number: of a hold it may get one of its own, of which nobody has told before.
fn has_number(payment: &Online) -> bool {
    payment.held.is_none() || payment.kept("taken_as").is_some()
}

/// Whether a payment gets this number at its provider: a settled one keeps its own, and a hold until it is taken.
fn takes(payment: &Online, notice: &Notice, transaction: &str) -> bool {
    let keeps = match payment.status {
        PaymentStatus::Completed | PaymentStatus::Refunded | PaymentStatus::ChargedBack => has_number(payment),
        PaymentStatus::Authorized => notice.outcome != Outcome::Received,
        _ => false,
    };
    payment.transaction.as_deref().is_none_or(|kept| kept != transaction && !keeps)
}

/// Whether a notice tells of another attempt than the one by which the money is on its way.
fn is_another_attempt(payment: &Online, notice: &Notice) -> bool {
    let others = payment.transaction.as_deref().zip(notice.transaction.as_deref()).is_some_and(|(kept, told)| kept != told);
    matches!(payment.status, PaymentStatus::Processing | PaymentStatus::Authorized) && others
}

/// The transaction of a second payment of what was paid already.
fn paid_twice<'a>(payment: &Online, notice: &'a Notice) -> Option<&'a str> {
    let transaction = notice.transaction.as_deref()?;
    if notice.instalment {
        return payment.transaction.as_deref().is_none_or(|first| first != transaction).then_some(transaction);
    }
    let is_settled = has_number(payment) && matches!(payment.status, PaymentStatus::Completed | PaymentStatus::Refunded);
    (is_settled && payment.transaction.as_deref().is_some_and(|first| first != transaction)).then_some(transaction)
}

/// The buyer has paid again, by mistake or because it comes again and again: the money is there, so it is written down, and people are told.
async fn again(
    work: &mut Work,
    first: &Online,
    customer_id: Option<Uuid>,
    account_id: Uuid,
    notice: &Notice,
    transaction: &str,
) -> Result<Taken> {
    let (id, now, amount) = (new_id(), work.now, notice.amount.unwrap_or(first.amount));
    let new = NewOnline {
        id,
        order_id: first.order_id,
        customer_id,
        account_id,
        link_id: first.link_id,
        amount,
        currency: &first.currency,
        method: first.method,
        received: true,
        transaction: Some(transaction),
        response: json!({"reference": transaction}),
        key: &format!("again:{account_id}:{transaction}"),
        at: now,
    };
    if !rows::insert(work.conn(), &new).await? {
        return Ok(Taken::Done);
    }
    event(work, id, CAPTURED, amount, json!({"again": first.id})).await?;
    let values = json!({"method": first.method.code(), "status": "COMPLETED", "amount": amount, "reference": transaction});
    changed(work, "payments.completed", id, first.order_id, json!(null), values).await?;
    let texts = if notice.instalment {
        ("notifications-instalment-title", "notifications-instalment")
    } else {
        ("notifications-paid-twice-title", "notifications-paid-twice")
    };
    tell(work, first.order_id, texts, format!("payments.twice:{id}")).await?;
    Ok(Taken::Done)
}

/// The buyer's bank had taken it back and has given it again: that is money of its own, beside the payment that was charged back.
async fn reinstated(work: &mut Work, first: &Online, customer_id: Option<Uuid>, account_id: Uuid, notice: &Notice) -> Result<Taken> {
    // It may come before the news that it was taken back.
    step(work, first, &Notice { outcome: Outcome::ChargedBack, ..notice.clone() }).await?;
    let Some(amount) = notice.amount else { return Ok(Taken::Done) };
    let (id, now) = (new_id(), work.now);
    let new = NewOnline {
        id,
        order_id: first.order_id,
        customer_id,
        account_id,
        link_id: first.link_id,
        amount,
        currency: &first.currency,
        method: first.method,
        received: true,
        transaction: None,
        response: json!({"reference": notice.transaction}),
        key: &format!("reinstated:{}", first.id),
        at: now,
    };
    if !rows::insert(work.conn(), &new).await? {
        return Ok(Taken::Done);
    }
    event(work, id, CAPTURED, amount, json!({"reinstated": first.id})).await?;
    let values = json!({"method": first.method.code(), "status": "COMPLETED", "amount": amount, "reference": notice.transaction});
    changed(work, "payments.completed", id, first.order_id, json!(null), values).await?;
    let texts = ("notifications-reinstated-title", "notifications-reinstated");
    tell(work, first.order_id, texts, format!("payments.reinstated:{}", first.id)).await?;
    Ok(Taken::Done)
}

async fn step(work: &mut Work, payment: &Online, notice: &Notice) -> Result<()> {
    use PaymentStatus as S;
    let locked = store::lock(work.conn(), payment.id).await?.ok_or(AppError::NotFound)?;
    match (notice.outcome, payment.status) {
        (Outcome::Held, S::Pending | S::Processing | S::Failed) => holds::held(work, &locked, notice.token.as_deref()).await,
        (Outcome::Received, _) if is_to_be_taken(payment) => {
            let taken_as = notice.transaction.as_deref();
            holds::taken(work, &locked, notice.amount.unwrap_or(locked.amount), taken_as).await
        }
        // A second hold of the same: it cannot be taken here.
        (Outcome::Held, S::Authorized) if payment.transaction != notice.transaction => {
            let texts = ("notifications-paid-twice-title", "notifications-paid-twice");
            tell(work, payment.order_id, texts, format!("payments.held_twice:{}", notice.key)).await
        }
        (Outcome::Failed, S::Authorized) => holds::gone(work, &locked).await,
        (Outcome::Disputed, _) => {
            let texts = ("notifications-disputed-title", "notifications-disputed");
            tell(work, payment.order_id, texts, format!("payments.disputed:{}:{}", payment.id, notice.key)).await
        }
        (Outcome::Pending, S::Pending) => {
            store::set_status(work.conn(), payment.id, S::Processing).await?;
            let (old, new) = (json!({"status": S::Pending.code()}), json!({"status": S::Processing.code()}));
            changed(work, "payments.changed", payment.id, payment.order_id, old, new).await?;
            if payment.method == PaymentMethod::WebXPay {
                let texts = ("notifications-payment-look-title", "notifications-payment-look");
                tell(work, payment.order_id, texts, format!("payments.look:{}", payment.id)).await?;
            }
            Ok(())
        }
        (Outcome::Received, S::Pending | S::Processing | S::Failed) => received(work, &locked).await,
        (Outcome::Failed, S::Pending | S::Processing) => {
            rows::ask_at(work.conn(), payment.id, None).await?;
            fail(work, &locked).await
        }
        (Outcome::ChargedBack, S::Refunded | S::ChargedBack) => Ok(()),
        (Outcome::ChargedBack, status) => {
            // It may come before the news that it was paid at all.
            if status != S::Completed {
                complete(work, &locked).await?;
            }
            charge_back(work, &locked, None).await
        }
        _ => Ok(()),
    }
}

/// The money is there: the payment is complete, and the goods are seen to.
pub(super) async fn received(work: &mut Work, payment: &Locked) -> Result<()> {
    complete(work, payment).await?;
    rows::ask_at(work.conn(), payment.id, None).await?;
    secure(work, payment.order_id, payment.id).await
}

/// Reserves what a paid order needs; what cannot be had is said.
pub(super) async fn secure(work: &mut Work, order_id: Uuid, payment_id: Uuid) -> Result<()> {
    let texts = match orders::service::secure_paid(work, order_id).await? {
        Secured::Fine => return Ok(()),
        Secured::NoStock => ("notifications-paid-no-stock-title", "notifications-paid-no-stock"),
        Secured::Cancelled => ("notifications-paid-cancelled-title", "notifications-paid-cancelled"),
    };
    tell(work, order_id, texts, format!("payments.goods:{payment_id}")).await
}

/// The buyer's bank has the money back, or it never was there.
pub(super) async fn charge_back(work: &mut Work, payment: &Locked, reason: Option<&str>) -> Result<()> {
    rows::take_back(work.conn(), payment.id, reason).await?;
    event(work, payment.id, CHARGED_BACK, Decimal::ZERO, json!({"reason": reason})).await?;
    let old = json!({"status": PaymentStatus::Completed.code()});
    let new = json!({"status": PaymentStatus::ChargedBack.code(), "reason": reason});
    changed(work, "payments.charged_back", payment.id, payment.order_id, old, new).await?;
    let texts = ("notifications-charged-back-title", "notifications-charged-back");
    tell(work, payment.order_id, texts, format!("payments.charged_back:{}", payment.id)).await
}

pub(super) async fn tell(work: &mut Work, order_id: Uuid, texts: (&'static str, &'static str), dedupe_key: String) -> Result<()> {
    let Some(order) = orders::service::facts(work, order_id).await? else { return Ok(()) };
    let notice = Told {
        kind: Kind::Payment,
        title_key: texts.0,
        message_key: texts.1,
        data: json!({"number": order.number}),
        link: order.link,
        dedupe_key,
        audience: Audience::Holders(Permission::PaymentsWrite),
        except: None,
    };
    notify(work, notice).await?;
    Ok(())
}

/// Tells people that something came in that is not believed; once a day for an account.
///
/// # Errors
/// When the database refuses.
pub async fn alarm(work: &mut Work, account_id: Uuid, reason: &'static str) -> Result<()> {
    tracing::warn!(account = %account_id, reason, "a notice of a payment is not believed");
    let day = work.now.with_timezone(&work.scope.organization.time_zone).date_naive();
    let notice = Told {
        kind: Kind::Payment,
        title_key: "notifications-notice-refused-title",
        message_key: "notifications-notice-refused",
        data: json!({"account": account_id}),
        link: urls::SETTINGS.to_owned(),
        dedupe_key: format!("payments.refused:{account_id}:{day}"),
        audience: Audience::Holders(Permission::PaymentsWrite),
        except: None,
    };
    notify(work, notice).await?;
    Ok(())
}

/// Somebody has seen at the provider that the money is there, where the provider's word is not enough. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when nothing waits for it.
pub async fn confirm_by_hand(scope: &Scope, payment_id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let order_id = store::order_of(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    let order = orders::service::lock_money(&mut work, order_id).await?;
    let payment = store::lock(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    if payment.method != PaymentMethod::WebXPay || payment.status != PaymentStatus::Processing {
        return Err(Error::conflict("payments-error-not-waiting"));
    }
    received(&mut work, &payment).await?;
    work.commit().await?;
    Ok(order.order_number)
}

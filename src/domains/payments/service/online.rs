//! Payments by a provider: how one begins, where its buyer goes, and how it is asked about. What a provider says changes a payment in
//! [`super::notices`] alone.

use super::links::{Opened, standing};
use super::{EXPECTED, accounts, changed, event, fail, holds, notices, store};
use crate::domains::access::service::{Limit, limit};
use crate::domains::orders;
use crate::domains::payments::adapters::gateway;
use crate::domains::payments::model::PaymentStatus;
use crate::domains::payments::model::links::{PayAttempt, PayState, PayTarget};
use crate::domains::payments::ports::{Account, Buyer, Checkout, Gateway, Known, Outcome, Start};
use crate::domains::payments::store::online::{self as rows, NewOnline, Online};
use crate::domains::payments::urls;
use crate::server::clock::new_id;
use crate::server::outgoing::{Failure, Http};
use crate::server::seal::Sealer;
use crate::server::{Error, Result, Scope, i18n};
use crate::shared::AppError;
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

/// Payments that are begun by one link.
const BEGINNINGS: Limit = Limit { endpoint: "payment_begun", requests: 30, minutes: 60 };
/// Questions about one payment when its buyer comes back.
const RETURNS: Limit = Limit { endpoint: "payment_return", requests: 20, minutes: 1 };
/// For how long goods are kept while their buyer pays.
const KEPT_MINUTES: i64 = 30;
/// After so long a provider is not asked any more, and the payment will not come.
const GIVEN_UP_HOURS: i64 = 24;
/// Payments that are asked about at a time.
const AT_ONCE: i64 = 50;
/// How often a provider is asked whether what it holds is still held.
const HELD_HOURS: i64 = 12;
/// How far back payments are looked at again, and how many at most: a provider may give back without telling.
const LOOK_BACK: (i64, i64) = (30, 100);
/// Questions about one payment by people.
const QUESTIONS: Limit = Limit { endpoint: "payment_question", requests: 10, minutes: 1 };

/// A payment as its provider knows it.
pub(super) fn known(payment: &Online) -> Known {
    Known {
        payment_id: payment.id,
        amount: payment.amount,
        currency: payment.currency.clone(),
        session: payment.kept("session"),
        transaction: payment.transaction.clone(),
        held: payment.held,
    }
}

fn buyer(opened: &Opened) -> Buyer {
    let of = |name: &str| opened.order.shipping_address.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let full = of("full_name");
    let (first, last) = full.split_once(' ').unwrap_or((&full, ""));
    Buyer {
        first_name: first.to_owned(),
        last_name: last.trim().to_owned(),
        email: opened.order.email.clone().unwrap_or_default(),
        phone: opened.order.phone.clone().filter(|phone| !phone.is_empty()).unwrap_or_else(|| of("phone")),
        address: of("line1"),
        city: of("city"),
    }
}

/// What a provider is told. It is the same however often it is told, so that the provider does it once: its words are in the language of the
/// buyer's messages, not of the screen.
fn checkout(opened: &Opened, payment: &Online, token: &str, base_url: &str) -> Checkout {
    let language = opened.order.language.unwrap_or(opened.scope.organization.language);
    let slug = &opened.scope.organization.slug;
    let page = format!("{base_url}{}", urls::pay(slug, token));
    let provider = payment.method.provider().unwrap_or_default();
    let title = i18n::text_with(language, "payments-pay-title-of", &[("number", opened.order.order_number.clone().into())]);
    Checkout {
        payment_id: payment.id,
        amount: payment.amount,
        currency: payment.currency.clone(),
        title: format!("{} · {title}", opened.scope.organization.name),
        buyer: buyer(opened),
        return_url: format!("{page}?back={}", payment.id),
        cancel_url: page,
        notify_url: payment.account_id.map(|id| format!("{base_url}{}", urls::hook(provider, id))).unwrap_or_default(),
        hold: payment.kept("hold").is_some(),
    }
}

/// Begins a payment by a link, or goes on with one that was begun. Returns it.
///
/// # Errors
/// [`AppError::NotFound`] for an account that is not offered; a conflict when there is nothing to pay, when something that was ordered is
/// sold, or when the provider refuses or does not answer: then the same again goes on with the same payment.
pub async fn start(opened: &Opened, sealer: &Sealer, base_url: &str, token: &str, account_id: Uuid) -> Result<Uuid> {
    let (scope, link) = (&opened.scope, &opened.link);
    limit(&scope.db, scope.clock.now(), BEGINNINGS, &link.id.to_string()).await?;
    let mut work = scope.begin().await?;
    let order = orders::service::lock_money(&mut work, link.order_id).await?;
    let (state, to_pay, _) = standing(&mut work, link, &opened.order).await?;
    if state != PayState::Open {
        return Err(Error::conflict("payments-error-not-open"));
    }
    let offered = accounts::offered(&mut work, &opened.order.currency).await?;
    let method = offered.iter().find(|account| account.id == account_id).map(|account| account.method).ok_or(AppError::NotFound)?;
    let provider = gateway(method).ok_or(AppError::NotFound)?;
    let account = accounts::open(&mut work, sealer, account_id).await?;
    let now = work.now;
    match orders::service::keep_while_paying(&mut work, &order, now + TimeDelta::minutes(KEPT_MINUTES)).await {
        // How many there are is nobody's business.
        Err(Error::App(AppError::Conflict { .. })) => return Err(Error::conflict("payments-error-sold")),
        outcome => outcome?,
    }
    let id = match rows::begun(work.conn(), link.id, account_id, to_pay).await? {
        Some(id) => id,
        None => {
            let id = new_id();
            let new = NewOnline {
                id,
                order_id: order.id,
                customer_id: order.customer_id,
                account_id,
                link_id: Some(link.id),
                amount: to_pay,
                currency: &order.currency,
                method,
                received: false,
                transaction: None,
                // As it was when it was begun: the same call again must be the same.
                response: if account.value("hold").is_empty() { json!({}) } else { json!({"hold": "true"}) },
                key: &format!("online:{id}"),
                at: now,
            };
            rows::insert(work.conn(), &new).await?;
            event(&mut work, id, EXPECTED, Decimal::ZERO, json!({"amount": to_pay})).await?;
            let values = json!({"method": method.code(), "status": "PENDING", "amount": to_pay});
            changed(&mut work, "payments.expected", id, order.id, json!(null), values).await?;
            id
        }
    };
    let payment = rows::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    // No transaction waits for a provider.
    work.commit().await?;
    if payment.kept("url").is_some() {
        return Ok(id);
    }
    let asked = checkout(opened, &payment, token, base_url);
    call(scope, provider, &account, &payment, &asked).await?;
    Ok(id)
}

async fn call(scope: &Scope, provider: &dyn Gateway, account: &Account, payment: &Online, asked: &Checkout) -> Result<()> {
    let started = match Http::new() {
        Ok(http) => provider.start(account, &http, asked).await,
        Err(failure) => Err(failure),
    };
    let mut work = scope.begin().await?;
    let now = work.now;
    let can_ask = provider.method().capabilities().query;
    let after = |minutes: i64| can_ask.then(|| now + TimeDelta::minutes(minutes));
    match started {
        Ok(Start::Form { .. }) => rows::set_started(work.conn(), payment.id, &json!({}), after(10)).await?,
        Ok(Start::Link { url, session }) => {
            rows::set_started(work.conn(), payment.id, &json!({"url": url, "session": session}), after(5)).await?;
        }
        Err(Failure::Unknown(reason)) => {
            tracing::warn!(payment = %payment.id, method = payment.method.code(), reason, "it is not known whether a payment has begun");
            rows::set_started(work.conn(), payment.id, &json!({"unknown": true}), after(1)).await?;
            work.commit().await?;
            return Err(Error::conflict("payments-error-provider-silent"));
        }
        Err(Failure::Refused(reason)) => {
            tracing::warn!(payment = %payment.id, method = payment.method.code(), reason, "a provider has refused to begin a payment");
            orders::service::lock_money(&mut work, payment.order_id).await?;
            if let Some(locked) = store::lock(work.conn(), payment.id).await?.filter(|locked| locked.status == PaymentStatus::Pending) {
                fail(&mut work, &locked).await?;
            }
            work.commit().await?;
            return Err(Error::conflict("payments-error-provider-refused"));
        }
    }
    work.commit().await
}

/// A payment that the buyer has begun by this link, with where they go. When they come back from there the provider is asked, whose
/// answer alone counts.
///
/// # Errors
/// [`AppError::NotFound`] for a payment of another link.
pub async fn attempt(opened: &Opened, sealer: &Sealer, base_url: &str, token: &str, id: Uuid, is_back: bool) -> Result<PayAttempt> {
    let scope = &opened.scope;
    let is_open = |status: PaymentStatus| matches!(status, PaymentStatus::Pending | PaymentStatus::Processing);
    let mut work = scope.begin().await?;
    let of_link = |payment: &Online| payment.link_id == Some(opened.link.id);
    let mut payment = rows::one(work.conn(), id).await?.filter(of_link).ok_or(AppError::NotFound)?;
    let account = match payment.account_id {
        Some(account_id) => accounts::open(&mut work, sealer, account_id).await?,
        None => return Err(AppError::NotFound.into()),
    };
    drop(work);
    if is_back && is_open(payment.status) && limit(&scope.db, scope.clock.now(), RETURNS, &id.to_string()).await.is_ok() {
        resolve(scope, sealer, id).await?;
        let mut work = scope.begin().await?;
        payment = rows::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    }
    let target = match (payment.status, payment.kept("url"), gateway(payment.method)) {
        (PaymentStatus::Pending, Some(url), _) => Some(PayTarget::Link(url)),
        (PaymentStatus::Pending, None, Some(provider)) if payment.kept("session").is_none() && !is_back => {
            form_of(provider, &account, &checkout(opened, &payment, token, base_url)).await
        }
        _ => None,
    };
    Ok(PayAttempt { id, method: payment.method, status: payment.status, amount: payment.amount, target })
}

/// The form of a provider that is reached by one, which needs no call.
async fn form_of(provider: &dyn Gateway, account: &Account, asked: &Checkout) -> Option<PayTarget> {
    if !provider.is_form() {
        return None;
    }
    match provider.start(account, &Http::new().ok()?, asked).await {
        Ok(Start::Form { action, fields }) => Some(PayTarget::Form { action, fields }),
        _ => None,
    }
}

/// Asks a provider what has become of a payment, and believes the answer.
///
/// # Errors
/// When the database refuses.
pub async fn resolve(scope: &Scope, sealer: &Sealer, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(payment) = rows::one(work.conn(), id).await? else { return Ok(()) };
    let (Some(account_id), Some(provider)) = (payment.account_id, gateway(payment.method)) else { return Ok(()) };
    if !provider.method().capabilities().query {
        return Ok(());
    }
    let account = accounts::open(&mut work, sealer, account_id).await?;
    drop(work);
    let answered = match Http::new() {
        Ok(http) => provider.query(&account, &http, &known(&payment)).await,
        Err(failure) => Err(failure),
    };
    let notice = match answered {
        Ok(notice) => notice.filter(|notice| notice.outcome != Outcome::Nothing && notice.payment_id == Some(id)),
        Err(failure) => {
            tracing::warn!(payment = %id, %failure, "a provider could not be asked");
            None
        }
    };
    if let Some(notice) = notice {
        if notice.outcome == Outcome::Held {
            holds::still_held(scope, id).await?;
        }
        notices::apply_alone(scope, account_id, &notice).await?;
    }
    settle(scope, id).await
}

/// Somebody asks a provider how a payment stands. Returns its order's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for a payment of which nobody can be asked; when it was asked too often.
pub async fn ask(scope: &Scope, sealer: &Sealer, id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let payment = rows::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let number = orders::service::facts(&mut work, payment.order_id).await?.ok_or(AppError::NotFound)?.number;
    drop(work);
    if payment.account_id.is_none() || !payment.method.capabilities().query {
        return Err(Error::conflict("payments-error-not-asked"));
    }
    limit(&scope.db, scope.clock.now(), QUESTIONS, &id.to_string()).await?;
    resolve(scope, sealer, id).await?;
    Ok(number)
}

/// Asks again about payments that were received lately, where the provider does not tell what goes back. Returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn look_again(scope: &Scope, sealer: &Sealer) -> Result<usize> {
    let mut work = scope.begin().await?;
    let (days, most) = LOOK_BACK;
    let since = work.now - TimeDelta::days(days);
    let lately = rows::received_since(work.conn(), since, most).await?;
    drop(work);
    for id in &lately {
        resolve(scope, sealer, *id).await?;
    }
    Ok(lately.len())
}

/// Says when a provider is asked next about a payment, or that it will not come.
async fn settle(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(order_id) = store::order_of(work.conn(), id).await? else { return Ok(()) };
    orders::service::lock_money(&mut work, order_id).await?;
    let Some(payment) = rows::one(work.conn(), id).await? else { return Ok(()) };
    let (now, age) = (work.now, work.now - payment.created_at);
    let is_open = matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Processing);
    if is_open && payment.status == PaymentStatus::Pending && age > TimeDelta::hours(GIVEN_UP_HOURS) {
        if let Some(locked) = store::lock(work.conn(), id).await? {
            fail(&mut work, &locked).await?;
        }
        rows::ask_at(work.conn(), id, None).await?;
    } else {
        let at = match payment.status {
            PaymentStatus::Authorized if payment.asked.is_none() => Some(now + TimeDelta::hours(HELD_HOURS)),
            status => (is_open || status == PaymentStatus::Authorized).then(|| next(now, payment.queries)),
        };
        rows::ask_at(work.conn(), id, at).await?;
    }
    work.commit().await
}

/// Later and later: after 2, 4, 8 … minutes, at most two hours.
fn next(now: DateTime<Utc>, queries: i32) -> DateTime<Utc> {
    let doublings = u32::try_from(queries).unwrap_or(0).min(6);
    now + TimeDelta::minutes((2_i64 << doublings).min(120))
}

/// Asks about the payments of an organization that it is time to ask about. Returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn resolve_due(scope: &Scope, sealer: &Sealer) -> Result<usize> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let due = rows::due(work.conn(), now, AT_ONCE).await?;
    drop(work);
    for id in &due {
        resolve(scope, sealer, *id).await?;
    }
    Ok(due.len())
}

//! Rules of the payments domain. Whoever changes a payment holds its order's row.

pub mod accounts;
pub mod back;
pub mod cards;
pub mod credit;
pub mod holds;
pub mod links;
pub mod notices;
mod of_orders;
pub mod online;
mod people;
pub mod slips;
pub mod subscriptions;
pub mod transfers;

pub use of_orders::OF_ORDERS;
pub use people::OF_CUSTOMERS;

use super::model::{OrderPaymentsView, PaidTotals, PaymentFilter, PaymentMethod, PaymentRow, PaymentStatus, RecordedPayment};
use super::store::{self, Locked, New, NewEvent};
use crate::domains::audit;
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::orders;
use crate::domains::orders::model::OrderMoney;
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::parse_amount;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Page, Permission};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest reference, in characters.
const LONGEST_REFERENCE: usize = 200;

/// Types of `payment_events`. Only [`CAPTURED`] carries an amount, so that the events of a payment sum to its `captured`.
const EXPECTED: &str = "EXPECTED";
const AMOUNT_CHANGED: &str = "AMOUNT_CHANGED";
const COLLECTED: &str = "COLLECTED";
const CAPTURED: &str = "CAPTURED";
const FAILED: &str = "FAILED";
const REFUNDED: &str = "REFUNDED";
const RECORDED: &str = "RECORDED";
const CHARGED_BACK: &str = "CHARGED_BACK";
const HELD: &str = "HELD";
const HOLD_ASKED: &str = "HOLD_ASKED";
const HOLD_REFUSED: &str = "HOLD_REFUSED";
const SUBSCRIPTION_OVER: &str = "SUBSCRIPTION_OVER";

async fn event(work: &mut Work, payment_id: Uuid, kind: &str, amount: Decimal, payload: Value) -> Result<()> {
    let event = NewEvent { id: new_id(), payment_id, kind, amount, payload, at: work.now };
    store::insert_event(work.conn(), event).await
}

/// Audit row, outbox event, and what the order's page calls paid.
async fn changed(work: &mut Work, what: &str, payment_id: Uuid, order_id: Uuid, old: Value, new: Value) -> Result<()> {
    audit::service::record(work, what, "payment", payment_id, old, new).await?;
    let by = work.scope.user_id();
    outbox::emit(work, what, payment_id, json!({"order_id": order_id, "by": by})).await?;
    let totals = store::totals(work.conn(), order_id).await?;
    orders::service::set_paid(work, order_id, totals.captured, totals.refunded).await
}

/// What is still to be asked of the buyer: the order without what was cancelled, less what was received and what a courier
/// already has. Locks the order.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn due(work: &mut Work, order_id: Uuid) -> Result<Decimal> {
    let order = orders::service::lock_money(work, order_id).await?;
    let totals = store::totals(work.conn(), order_id).await?;
    Ok(totals.due(order.total - order.cancelled_total))
}

/// What an order's payments come to.
///
/// # Errors
/// When the database refuses.
pub async fn totals(work: &mut Work, order_id: Uuid) -> Result<PaidTotals> {
    store::totals(work.conn(), order_id).await
}

/// Changes what a payment promises, in plain sight: event and audit row name both amounts.
async fn change_amount(work: &mut Work, payment: &Locked, amount: Decimal) -> Result<()> {
    if payment.amount == amount {
        return Ok(());
    }
    store::set_amount(work.conn(), payment.id, amount).await?;
    event(work, payment.id, AMOUNT_CHANGED, Decimal::ZERO, json!({"from": payment.amount, "to": amount})).await?;
    changed(work, "payments.changed", payment.id, payment.order_id, json!({"amount": payment.amount}), json!({"amount": amount})).await
}

/// The courier will collect this much. An open expectation of the order is used again; where its amount is another one,
/// the change is written down.
///
/// # Errors
/// A conflict while the courier still has cash of this order.
pub async fn expect_cod(work: &mut Work, order: &OrderMoney, amount: Decimal) -> Result<Uuid> {
    if let Some(open) = store::lock_open_cod(work.conn(), order.id).await? {
        if open.status == PaymentStatus::Processing {
            return Err(Error::conflict("payments-error-cash-with-courier"));
        }
        change_amount(work, &open, amount).await?;
        return Ok(open.id);
    }
    let id = new_id();
    let now = work.now;
    let new = New {
        id,
        order_id: order.id,
        customer_id: order.customer_id,
        amount,
        currency: &order.currency,
        method: PaymentMethod::Cod,
        status: PaymentStatus::Pending,
        response: json!({}),
        key: &format!("cod:{id}"),
        captured: Decimal::ZERO,
        refunded: Decimal::ZERO,
        processed_at: None,
        created_at: now,
    };
    store::insert(work.conn(), new).await?;
    event(work, id, EXPECTED, Decimal::ZERO, json!({"amount": amount})).await?;
    changed(work, "payments.expected", id, order.id, json!(null), json!({"method": "COD", "status": "PENDING", "amount": amount})).await?;
    Ok(id)
}

async fn complete(work: &mut Work, payment: &Locked) -> Result<()> {
    let now = work.now;
    store::complete(work.conn(), payment.id, now).await?;
    event(work, payment.id, CAPTURED, payment.amount, json!({})).await?;
    let old = json!({"status": payment.status.code()});
    let new = json!({"status": PaymentStatus::Completed.code(), "captured": payment.amount});
    changed(work, "payments.completed", payment.id, payment.order_id, old, new).await
}

async fn fail(work: &mut Work, payment: &Locked) -> Result<()> {
    store::set_status(work.conn(), payment.id, PaymentStatus::Failed).await?;
    event(work, payment.id, FAILED, Decimal::ZERO, json!({})).await?;
    let old = json!({"status": payment.status.code()});
    changed(work, "payments.failed", payment.id, payment.order_id, old, json!({"status": PaymentStatus::Failed.code()})).await
}

/// The parcel has arrived and this much was paid at the door. With `remitted` the cash is ours already; without it the
/// courier has it until [`remit_cod`]. Another amount than expected changes the payment in plain sight; nothing collected
/// fails it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; a conflict when it was collected before.
pub async fn cod_collected(work: &mut Work, order_id: Uuid, amount: Decimal, remitted: bool) -> Result<()> {
    let order = orders::service::lock_money(work, order_id).await?;
    let open = match store::lock_open_cod(work.conn(), order_id).await? {
        Some(open) if open.status == PaymentStatus::Processing => return Err(Error::conflict("payments-error-cash-with-courier")),
        Some(open) => open,
        None if amount.is_zero() => return Ok(()),
        None => {
            let id = expect_cod(work, &order, amount).await?;
            store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?
        }
    };
    if amount.is_zero() {
        return fail(work, &open).await;
    }
    change_amount(work, &open, amount).await?;
    let open = Locked { amount, ..open };
    event(work, open.id, COLLECTED, Decimal::ZERO, json!({"amount": amount})).await?;
    if remitted {
        return complete(work, &open).await;
    }
    store::set_status(work.conn(), open.id, PaymentStatus::Processing).await?;
    let old = json!({"status": open.status.code()});
    changed(work, "payments.collected", open.id, order_id, old, json!({"status": PaymentStatus::Processing.code()})).await
}

/// The courier has handed over the cash of one parcel. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when the payment is not cash with a courier (any more).
pub async fn remit_cod(scope: &Scope, payment_id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let order_id = store::order_of(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    let order = orders::service::lock_money(&mut work, order_id).await?;
    let payment = store::lock(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    if payment.method != PaymentMethod::Cod || payment.status != PaymentStatus::Processing {
        return Err(Error::conflict("payments-error-not-with-courier"));
    }
    complete(&mut work, &payment).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// The parcel was refused: its cash will not come. Nothing happens when none was expected.
///
/// # Errors
/// A conflict when the courier has collected it already.
pub async fn fail_cod(work: &mut Work, order_id: Uuid) -> Result<()> {
    match store::lock_open_cod(work.conn(), order_id).await? {
        Some(open) if open.status == PaymentStatus::Processing => Err(Error::conflict("payments-error-cash-with-courier")),
        Some(open) => fail(work, &open).await,
        None => Ok(()),
    }
}

/// As [`fail_cod`], in a transaction of its own: for an order that was cancelled.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; as [`fail_cod`].
pub async fn fail_expected(scope: &Scope, order_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    orders::service::lock_money(&mut work, order_id).await?;
    fail_cod(&mut work, order_id).await?;
    work.commit().await
}

/// Writes down money that has come. The same key again is the same payment and changes nothing. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; field errors, also for more than is due.
pub async fn record_payment(scope: &Scope, order_id: Uuid, form: &RecordedPayment) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = orders::service::lock_money(&mut work, order_id).await?;
    let mut errors = FieldErrors::default();
    let method = match PaymentMethod::parse(&form.method) {
        Some(method) if method.is_recorded_by_hand() => method,
        _ => {
            errors.add("method", if form.method.is_empty() { "error-required" } else { "error-choice" });
            PaymentMethod::Cash
        }
    };
    let amount = match parse_amount(&form.amount) {
        _ if form.amount.trim().is_empty() => {
            errors.add("amount", "error-required");
            Decimal::ZERO
        }
        Ok(amount) if amount.is_zero() => {
            errors.add("amount", "payments-error-amount-zero");
            amount
        }
        Ok(amount) => amount,
        Err(error) => {
            errors.add("amount", error.key());
            Decimal::ZERO
        }
    };
    let reference = form.reference.trim();
    if reference.chars().count() > LONGEST_REFERENCE {
        errors.add("reference", "error-too-long");
    }
    errors.into_result()?;
    let id = new_id();
    let key = if form.key.is_empty() { format!("manual:{order_id}:{id}") } else { format!("manual:{order_id}:{}", form.key) };
    if store::lock_by_key(work.conn(), &key).await?.is_some() {
        return Ok(order.order_number);
    }
    let due = store::totals(work.conn(), order_id).await?.due(order.total - order.cancelled_total);
    if amount > due {
        errors = FieldErrors::default();
        errors.add_with("amount", "payments-error-above-due", vec![("due".to_owned(), crate::shared::money::grouped(due))]);
        errors.into_result()?;
    }
    let now = work.now;
    let new = New {
        id,
        order_id,
        customer_id: order.customer_id,
        amount,
        currency: &order.currency,
        method,
        status: PaymentStatus::Completed,
        response: if reference.is_empty() { json!({}) } else { json!({"reference": reference}) },
        key: &key,
        captured: amount,
        refunded: Decimal::ZERO,
        processed_at: Some(now),
        created_at: now,
    };
    store::insert(work.conn(), new).await?;
    event(&mut work, id, RECORDED, Decimal::ZERO, json!({"reference": reference})).await?;
    event(&mut work, id, CAPTURED, amount, json!({})).await?;
    let values = json!({"method": method.code(), "status": "COMPLETED", "amount": amount, "reference": reference});
    changed(&mut work, "payments.completed", id, order_id, json!(null), values).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// A payment that came with an imported order. The same key again updates it: an open one may become COMPLETED or FAILED, a
/// COMPLETED one REFUNDED; anything else is left as it is. `None` for an amount of zero, which is no payment.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn import_payment(
    work: &mut Work,
    order_id: Uuid,
    method: PaymentMethod,
    amount: Decimal,
    status: PaymentStatus,
    transaction_id: Option<&str>,
    at: Option<DateTime<Utc>>,
    key: &str,
) -> Result<Option<Uuid>> {
    if amount <= Decimal::ZERO {
        return Ok(None);
    }
    let order = orders::service::lock_money(work, order_id).await?;
    if let Some(known) = store::lock_by_key(work.conn(), key).await? {
        update_imported(work, &known, status).await?;
        return Ok(Some(known.id));
    }
    let is_received = matches!(status, PaymentStatus::Completed | PaymentStatus::Refunded | PaymentStatus::ChargedBack);
    let is_returned = matches!(status, PaymentStatus::Refunded | PaymentStatus::ChargedBack);
    let id = new_id();
    let at = at.unwrap_or(work.now);
    let new = New {
        id,
        order_id,
        customer_id: order.customer_id,
        amount,
        currency: &order.currency,
        method,
        status,
        response: transaction_id.map_or_else(|| json!({}), |reference| json!({"reference": reference})),
        key,
        captured: if is_received { amount } else { Decimal::ZERO },
        refunded: if is_returned { amount } else { Decimal::ZERO },
        processed_at: is_received.then_some(at),
        created_at: at,
    };
    store::insert(work.conn(), new).await?;
    event(work, id, RECORDED, Decimal::ZERO, json!({"status": status.code()})).await?;
    if is_received {
        event(work, id, CAPTURED, amount, json!({})).await?;
    }
    if is_returned {
        event(work, id, REFUNDED, Decimal::ZERO, json!({"amount": amount})).await?;
    }
    let what = match status {
        PaymentStatus::Pending | PaymentStatus::Processing => "payments.expected",
        PaymentStatus::Failed => "payments.failed",
        _ => "payments.completed",
    };
    changed(work, what, id, order_id, json!(null), json!({"method": method.code(), "status": status.code(), "amount": amount})).await?;
    Ok(Some(id))
}

async fn update_imported(work: &mut Work, known: &Locked, status: PaymentStatus) -> Result<()> {
    use PaymentStatus as S;
    match (known.status, status) {
        (S::Pending | S::Processing, S::Completed) => complete(work, known).await,
        (S::Pending | S::Processing, S::Failed) => fail(work, known).await,
        (S::Pending | S::Processing | S::Completed, S::Refunded) => {
            if known.status != S::Completed {
                complete(work, known).await?;
            }
            store::refund_in_full(work.conn(), known.id).await?;
            event(work, known.id, REFUNDED, Decimal::ZERO, json!({"amount": known.amount})).await?;
            let (old, new) = (json!({"status": S::Completed.code()}), json!({"status": S::Refunded.code()}));
            changed(work, "payments.changed", known.id, known.order_id, old, new).await
        }
        _ => Ok(()),
    }
}

/// A page of payments, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &PaymentFilter, page: PageRequest) -> Result<Page<PaymentRow>> {
    let mut work = scope.begin().await?;
    store::list(work.conn(), filter, page).await
}

/// The payments of an order and what is still due.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn of_order(scope: &Scope, order_id: Uuid) -> Result<OrderPaymentsView> {
    let mut work = scope.begin().await?;
    store::of_order(work.conn(), order_id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// Tells everybody who sees payments that one has come or will not come, except who wrote it down. What a platform's order
/// brings with it is told with the order, and that nothing comes for a cancelled order goes without saying.
///
/// # Errors
/// When the database refuses.
pub async fn tell(scope: &Scope, payment_id: Uuid, received: bool, by: Option<Uuid>) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(payment) = store::facts(work.conn(), payment_id).await?.filter(|payment| !payment.is_imported) else { return Ok(()) };
    let Some(order) = orders::service::facts(&mut work, payment.order_id).await? else { return Ok(()) };
    if !received && order.is_cancelled {
        return Ok(());
    }
    let (title_key, message_key) = if received {
        ("notifications-payment-received-title", "notifications-payment-received")
    } else {
        ("notifications-payment-failed-title", "notifications-payment-failed")
    };
    let notice = Notice {
        kind: Kind::Payment,
        title_key,
        message_key,
        data: json!({"payment_id": payment_id, "number": order.number, "amount": payment.amount, "currency": payment.currency}),
        link: order.link,
        dedupe_key: format!("payments.{}:{payment_id}", if received { "received" } else { "failed" }),
        audience: Audience::Holders(Permission::PaymentsRead),
        except: by,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

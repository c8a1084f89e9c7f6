//! Slips: what a buyer shows for a transfer, and what people say of it. Nothing is believed by itself.

use super::links::{Opened, standing};
use super::{CAPTURED, RECORDED, accounts, changed, event, notices, store as payments_store};
use crate::domains::access::service::{self as uploads, Limit, limit};
use crate::domains::audit;
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::orders;
use crate::domains::payments::model::links::PayState;
use crate::domains::payments::model::slips::{SlipForm, SlipRow, SlipStatus, SlipView};
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::store::online::NewOnline;
use crate::domains::payments::store::slips::{self as store, Matched, NewSlip, Slip};
use crate::domains::payments::{store::online as rows, urls};
use crate::server::clock::new_id;
pub use crate::server::images::NewFile;
use crate::server::images::{LARGEST_BYTES, Refusal};
use crate::server::storage::{Key, PictureKey, Storage};
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::parse_amount;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Page, Permission};
use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

/// What files of slips are called in the store.
const KIND: &str = "slip";
/// Slips by one link in a day.
const SLIPS: Limit = Limit { endpoint: "payment_slips", requests: 10, minutes: 24 * 60 };
/// Longest bank and number.
const LONGEST: usize = 100;
/// Longest reason.
const LONGEST_REASON: usize = 500;
/// A transfer is not older than this.
const OLDEST_DAYS: i64 = 365;

/// A file of a slip that is written, but which no row names yet.
struct Written {
    key: String,
    is_picture: bool,
    sha256: Vec<u8>,
    image_hash: Option<i64>,
    upload: Option<uploads::Written>,
}

/// Writes the file: pictures anew, as everywhere; a PDF as it is, which is only ever saved by a browser, never shown in place.
async fn write(scope: &Scope, storage: &Storage, file: &NewFile) -> Result<Written> {
    if file.bytes.len() > LARGEST_BYTES {
        return Err(Refusal::TooLarge.at("file"));
    }
    if file.bytes.starts_with(b"%PDF-") {
        let text = format!("{}/{KIND}/{}.pdf", scope.organization.id, new_id());
        let key = Key::parse(&text).ok_or_else(|| Error::Other(anyhow::anyhow!("a key that is none")))?;
        storage.put(&key, file.bytes.clone()).await?;
        return Ok(Written { key: text, is_picture: false, sha256: uploads::fingerprint(&file.bytes), image_hash: None, upload: None });
    }
    if file.bytes.starts_with(b"GIF8") {
        return Err(Error::field("file", "payments-error-slip-kind"));
    }
    let written = uploads::write_picture(scope, storage, KIND, "file", file.clone()).await.map_err(|error| match error {
        Error::App(AppError::Invalid(errors)) if errors.0.iter().any(|error| error.key == Refusal::NotAPicture.key()) => {
            Error::field("file", "payments-error-slip-kind")
        }
        other => other,
    })?;
    Ok(Written {
        key: written.key.as_str().to_owned(),
        is_picture: true,
        sha256: written.sha256(),
        image_hash: written.looks(),
        upload: Some(written),
    })
}

struct Read {
    account_id: Uuid,
    bank: String,
    reference: String,
    amount: Decimal,
    paid_on: NaiveDate,
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(form: &SlipForm, today: NaiveDate) -> Result<Read> {
    let mut errors = FieldErrors::default();
    let (bank, reference) = (line(&form.bank), line(&form.reference));
    for (field, text) in [("bank", &bank), ("reference", &reference)] {
        if text.chars().count() > LONGEST {
            errors.add(field, "error-too-long");
        }
    }
    let amount = match parse_amount(&form.amount) {
        _ if form.amount.trim().is_empty() => Err("error-required"),
        Ok(amount) if amount.is_zero() => Err("payments-error-amount-zero"),
        Ok(amount) => Ok(amount),
        Err(error) => Err(error.key()),
    };
    let paid_on = match form.paid_on.trim() {
        "" => Err("error-required"),
        typed => match typed.parse::<NaiveDate>() {
            Ok(day) if day > today => Err("payments-error-day-future"),
            Ok(day) if today - day > TimeDelta::days(OLDEST_DAYS) => Err("payments-error-day-old"),
            Ok(day) => Ok(day),
            Err(_) => Err("payments-error-day"),
        },
    };
    for (field, problem) in [("amount", amount.as_ref().err()), ("paid_on", paid_on.as_ref().err())] {
        if let Some(key) = problem {
            errors.add(field, key);
        }
    }
    errors.into_result()?;
    let account_id = Uuid::parse_str(&form.account_id).map_err(|_| AppError::NotFound)?;
    Ok(Read { account_id, bank, reference, amount: amount.unwrap_or_default(), paid_on: paid_on.unwrap_or_default() })
}

/// Takes a slip from a buyer.
///
/// # Errors
/// [`AppError::NotFound`] for an account that is not offered; field errors; a conflict when nothing is to be paid; too many.
pub async fn submit(opened: &Opened, storage: &Storage, form: &SlipForm, file: Option<NewFile>) -> Result<()> {
    let (scope, link) = (&opened.scope, &opened.link);
    let today = scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive();
    let read = read(form, today)?;
    let Some(file) = file.filter(|file| !file.bytes.is_empty()) else { return Err(Error::field("file", "error-file-missing")) };
    let mut work = scope.begin().await?;
    let (state, _, _) = standing(&mut work, link, &opened.order).await?;
    if state != PayState::Open {
        return Err(Error::conflict("payments-error-not-open"));
    }
    let offered = accounts::offered(&mut work, &opened.order.currency).await?;
    let takes_slips = |method: PaymentMethod| matches!(method, PaymentMethod::BankTransfer | PaymentMethod::LankaQr);
    if !offered.iter().any(|account| account.id == read.account_id && takes_slips(account.method)) {
        return Err(AppError::NotFound.into());
    }
    drop(work);
    limit(&scope.db, scope.clock.now(), SLIPS, &link.id.to_string()).await?;
    let written = write(scope, storage, &file).await?;
    let mut work = scope.begin().await?;
    if let Some(upload) = &written.upload {
        uploads::keep(&mut work, KIND, upload).await?;
    }
    let id = new_id();
    let new = NewSlip {
        id,
        order_id: link.order_id,
        account_id: read.account_id,
        link_id: link.id,
        storage_key: &written.key,
        is_picture: written.is_picture,
        original_name: &file.name,
        sha256: &written.sha256,
        image_hash: written.image_hash,
        bank: &read.bank,
        reference: &read.reference,
        amount: read.amount,
        paid_on: read.paid_on,
        at: work.now,
    };
    store::insert(work.conn(), &new).await?;
    let values = json!({"order": opened.order.order_number, "amount": read.amount, "reference": read.reference});
    audit::service::record(&mut work, "payments.slip_submitted", "bank_slip", id, Value::Null, values).await?;
    outbox::emit(&mut work, "payments.slip_submitted", id, json!({"order_id": link.order_id})).await?;
    let notice = Notice {
        kind: Kind::Payment,
        title_key: "notifications-slip-title",
        message_key: "notifications-slip",
        data: json!({"number": opened.order.order_number, "amount": read.amount, "currency": opened.order.currency}),
        link: urls::slip(id),
        dedupe_key: format!("payments.slip:{id}"),
        audience: Audience::Holders(Permission::PaymentsWrite),
        except: None,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

/// A page of slips, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, status: Option<SlipStatus>, page: PageRequest) -> Result<Page<SlipRow>> {
    let mut work = scope.begin().await?;
    store::list(work.conn(), status, page).await
}

/// Above which amount two people look at the slips of an account.
fn second_over(slip: &Slip) -> Option<Decimal> {
    slip.settings.get("second_over").and_then(Value::as_str).and_then(|amount| amount.parse().ok())
}

/// A slip with all that is known of it.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn view(scope: &Scope, storage: &Storage, id: Uuid) -> Result<SlipView> {
    let mut work = scope.begin().await?;
    let slip = store::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let row = store::row(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let due = super::due(&mut work, slip.order_id).await?;
    let twins = store::twins(work.conn(), id).await?;
    let (reviewer, second_reviewer) = store::reviewers(work.conn(), id).await?;
    let now = work.now;
    let largest = |key: &PictureKey| key.fallback(1024);
    let key = if slip.is_picture { PictureKey::parse(&slip.storage_key).map(|key| largest(&key)) } else { Key::parse(&slip.storage_key) };
    let waits = slip.status == SlipStatus::Submitted && slip.reviewed_by.is_some() && slip.reviewed_by == scope.user_id();
    Ok(SlipView {
        row: SlipRow { is_suspect: !twins.is_empty(), ..row },
        file_url: key.map(|key| storage.url(&key, now)).unwrap_or_default(),
        is_picture: slip.is_picture,
        file_name: slip.original_name.clone(),
        due,
        twins,
        second_over: second_over(&slip),
        reason: slip.reason,
        reviewer,
        second_reviewer,
        waits_for_another: waits,
    })
}

/// Locks a slip by way of its order.
async fn locked(work: &mut Work, id: Uuid) -> Result<(Slip, orders::model::OrderMoney)> {
    let order_id = store::one(work.conn(), id).await?.ok_or(AppError::NotFound)?.order_id;
    let order = orders::service::lock_money(work, order_id).await?;
    let slip = store::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    Ok((slip, order))
}

fn slip_values(status: SlipStatus, amount: Decimal) -> Value {
    json!({"status": status.code(), "amount": amount})
}

/// Somebody has seen the money in the account: the slip becomes a payment. Above the account's limit one person's word waits for
/// another's. Returns the order's number and whether it is done.
///
/// # Errors
/// [`AppError::NotFound`]; field errors; a conflict when it was decided already, or when the same person says yes twice.
pub async fn approve(scope: &Scope, id: Uuid, amount: &str) -> Result<(String, bool)> {
    let mut work = scope.begin().await?;
    let (slip, order) = locked(&mut work, id).await?;
    if slip.status != SlipStatus::Submitted {
        return Err(Error::conflict("payments-error-slip-decided"));
    }
    let amount = match amount.trim() {
        "" => slip.amount,
        typed => parse_amount(typed).map_err(|error| Error::field("amount", error.key()))?,
    };
    if amount.is_zero() {
        return Err(Error::field("amount", "payments-error-amount-zero"));
    }
    super::transfers::check_due(&mut work, &order, amount).await?;
    let (user_id, now) = (scope.user_id(), work.now);
    let needs_two = second_over(&slip).is_some_and(|limit| amount.max(slip.amount) > limit);
    let (first, second) = match (needs_two, slip.reviewed_by) {
        (true, None) => {
            store::first_yes(work.conn(), id, user_id, now).await?;
            let (old, new) = (json!({"reviewed": false}), json!({"reviewed": true, "amount": amount}));
            audit::service::record(&mut work, "payments.slip_seen", "bank_slip", id, old, new).await?;
            outbox::emit(&mut work, "payments.slip_seen", id, json!({})).await?;
            work.commit().await?;
            return Ok((order.order_number, false));
        }
        (true, first) if first == user_id => return Err(Error::conflict("payments-error-slip-same-person")),
        (true, first) => (first, user_id),
        (false, _) => (user_id, None),
    };
    book(&mut work, id, &slip, &order, amount, (first, second)).await?;
    work.commit().await?;
    Ok((order.order_number, true))
}

/// A slip that waits becomes a payment. Returns the payment.
async fn book(
    work: &mut Work,
    id: Uuid,
    slip: &Slip,
    order: &orders::model::OrderMoney,
    amount: Decimal,
    (first, second): (Option<Uuid>, Option<Uuid>),
) -> Result<Uuid> {
    let now = work.now;
    let payment_id = new_id();
    let new = NewOnline {
        id: payment_id,
        order_id: order.id,
        customer_id: order.customer_id,
        account_id: slip.account_id,
        link_id: slip.link_id,
        amount,
        currency: &order.currency,
        method: accounts::method_of(work, slip.account_id).await?,
        received: true,
        transaction: None,
        response: if slip.reference.is_empty() { json!({}) } else { json!({"reference": slip.reference}) },
        key: &format!("slip:{id}"),
        at: now,
    };
    if !rows::insert(work.conn(), &new).await? {
        return Err(Error::conflict("payments-error-slip-decided"));
    }
    event(work, payment_id, RECORDED, Decimal::ZERO, json!({"slip": id, "reference": slip.reference})).await?;
    event(work, payment_id, CAPTURED, amount, json!({})).await?;
    let matched = Matched { id, payment_id, amount, reviewed_by: first, second_reviewer: second, at: now };
    store::set_matched(work.conn(), &matched).await?;
    let values = json!({"method": new.method.code(), "status": "COMPLETED", "amount": amount, "reference": slip.reference});
    changed(work, "payments.completed", payment_id, order.id, Value::Null, values).await?;
    let (old, new) = (slip_values(SlipStatus::Submitted, slip.amount), slip_values(SlipStatus::Matched, amount));
    audit::service::record(work, "payments.slip_matched", "bank_slip", id, old, new).await?;
    outbox::emit(work, "payments.slip_matched", id, json!({"payment_id": payment_id})).await?;
    notices::secure(work, order.id, payment_id).await?;
    Ok(payment_id)
}

/// What a bank's statement says of a slip: the money is there. Who says so, and who says so too where two must, the statement knows.
/// Returns the payment.
///
/// # Errors
/// [`AppError::NotFound`]; a field error for more than is due; a conflict when it was decided already.
pub async fn accept(work: &mut Work, id: Uuid, amount: Decimal, people: (Option<Uuid>, Option<Uuid>)) -> Result<Uuid> {
    let (slip, order) = locked(work, id).await?;
    if slip.status != SlipStatus::Submitted {
        return Err(Error::conflict("payments-error-slip-decided"));
    }
    super::transfers::check_due(work, &order, amount).await?;
    book(work, id, &slip, &order, amount, people).await
}

fn reason(text: &str) -> Result<&str> {
    match text.trim() {
        "" => Err(Error::field("reason", "payments-error-reason")),
        text if text.chars().count() > LONGEST_REASON => Err(Error::field("reason", "error-too-long")),
        text => Ok(text),
    }
}

/// A slip that shows no money of ours. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reason; a conflict when it was decided already.
pub async fn reject(scope: &Scope, id: Uuid, text: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let (slip, order) = locked(&mut work, id).await?;
    let reason = reason(text)?;
    if slip.status != SlipStatus::Submitted {
        return Err(Error::conflict("payments-error-slip-decided"));
    }
    let (user_id, now) = (scope.user_id(), work.now);
    store::set_refused(work.conn(), id, SlipStatus::Rejected, reason, user_id, now).await?;
    let (old, mut new) = (slip_values(slip.status, slip.amount), slip_values(SlipStatus::Rejected, slip.amount));
    new["reason"] = json!(reason);
    audit::service::record(&mut work, "payments.slip_rejected", "bank_slip", id, old, new).await?;
    outbox::emit(&mut work, "payments.slip_rejected", id, json!({})).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// The money of a slip that was believed is not there after all: its payment is taken back, in plain sight. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reason; a conflict when it was not believed, or its payment has gone on.
pub async fn reverse(scope: &Scope, id: Uuid, text: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let number = reverse_in(&mut work, id, text).await?;
    work.commit().await?;
    Ok(number)
}

/// As [`reverse`], in the given transaction; a slip that is reversed already stays so.
///
/// # Errors
/// As [`reverse`].
pub async fn take_back(work: &mut Work, id: Uuid, text: &str) -> Result<()> {
    let (slip, _) = locked(work, id).await?;
    if slip.status == SlipStatus::Reversed { Ok(()) } else { reverse_in(work, id, text).await.map(drop) }
}

async fn reverse_in(work: &mut Work, id: Uuid, text: &str) -> Result<String> {
    let (slip, order) = locked(work, id).await?;
    let reason = reason(text)?;
    let (SlipStatus::Matched, Some(payment_id)) = (slip.status, slip.payment_id) else {
        return Err(Error::conflict("payments-error-slip-not-matched"));
    };
    let payment = payments_store::lock(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    let refunded = rows::given_back(work.conn(), payment_id).await?;
    if payment.status != PaymentStatus::Completed || !refunded.is_zero() {
        return Err(Error::conflict("payments-error-slip-refunded"));
    }
    let now = work.now;
    store::set_refused(work.conn(), id, SlipStatus::Reversed, reason, None, now).await?;
    notices::charge_back(work, &payment, Some(reason)).await?;
    let (old, mut new) = (slip_values(SlipStatus::Matched, slip.amount), slip_values(SlipStatus::Reversed, slip.amount));
    new["reason"] = json!(reason);
    audit::service::record(work, "payments.slip_reversed", "bank_slip", id, old, new).await?;
    outbox::emit(work, "payments.slip_reversed", id, json!({"payment_id": payment_id})).await?;
    Ok(order.order_number)
}

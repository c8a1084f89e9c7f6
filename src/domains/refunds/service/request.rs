//! Asking for a refund.

use super::settle::ready;
use crate::domains::audit;
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::orders;
use crate::domains::orders::model::OrderMoney;
use crate::domains::payments::model::PaymentMethod;
use crate::domains::refunds::model::{Destination, RefundForm, RefundState, RefundableLine, RefundablePayment};
use crate::domains::refunds::store::{self, New};
use crate::domains::refunds::urls;
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::{grouped, parse_amount, round};
use crate::shared::{AppError, FieldErrors, Permission};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requested {
    /// The refund.
    pub id: Uuid,
    /// Its order.
    pub order_id: Uuid,
    /// Where it stands.
    pub state: RefundState,
}

/// A line that goes back, with so many pieces for so much.
type Piece = (Uuid, i32, Decimal);

/// What of an order a form speaks of.
struct Offer<'a> {
    payment: &'a RefundablePayment,
    /// Left of all payments of the order.
    left_of_all: Decimal,
    lines: Vec<RefundableLine>,
    shipping: Decimal,
}

/// All that is left of the payment. Where nothing is left of any other payment, every piece has gone back with it.
fn whole(offer: &Offer<'_>) -> (Decimal, Vec<Piece>) {
    let left = offer.payment.left;
    let pieces: Vec<Piece> =
        offer.lines.iter().filter(|line| line.left() > 0).map(|line| (line.id, line.left(), line.amount(line.left()))).collect();
    let sum: Decimal = pieces.iter().map(|(_, _, amount)| *amount).sum();
    if offer.left_of_all == left && sum <= left { (left, pieces) } else { (left, Vec::new()) }
}

/// The pieces that were typed.
fn typed_pieces(form: &RefundForm, offer: &Offer<'_>, errors: &mut FieldErrors) -> Result<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (place, typed) in form.lines.iter().enumerate().filter(|(_, line)| !line.quantity.trim().is_empty()) {
        let id = Uuid::parse_str(typed.item.trim()).map_err(|_| AppError::NotFound)?;
        let line = offer.lines.iter().find(|line| line.id == id).ok_or(AppError::NotFound)?;
        let field = format!("lines[{place}][quantity]");
        match typed.quantity.trim().parse::<i32>() {
            Ok(0) => {}
            Ok(count) if count < 0 => errors.add(&field, "refunds-error-pieces"),
            Ok(count) if count > line.left() => {
                errors.add_with(&field, "refunds-error-too-many", vec![("left".to_owned(), line.left().to_string())]);
            }
            Ok(count) if pieces.iter().all(|(known, _, _)| *known != id) => pieces.push((id, count, line.amount(count))),
            _ => errors.add(&field, "refunds-error-pieces"),
        }
    }
    Ok(pieces)
}

/// How much goes back, and for which pieces.
fn read(form: &RefundForm, offer: &Offer<'_>, errors: &mut FieldErrors) -> Result<(Decimal, Vec<Piece>)> {
    if form.whole == "true" {
        return Ok(whole(offer));
    }
    let mut pieces = typed_pieces(form, offer, errors)?;
    let of_lines: Decimal = pieces.iter().map(|(_, _, amount)| *amount).sum();
    let mut amount = of_lines + if form.shipping == "true" { offer.shipping } else { Decimal::ZERO };
    if !form.amount.trim().is_empty() {
        amount = parse_amount(&form.amount).unwrap_or_else(|error| {
            errors.add("amount", error.key());
            Decimal::ONE
        });
    } else if amount.is_zero() && errors.0.is_empty() {
        errors.add("amount", "refunds-error-nothing");
    }
    if amount.is_zero() && errors.0.is_empty() {
        errors.add("amount", "payments-error-amount-zero");
    }
    if amount > offer.payment.left && errors.0.is_empty() {
        errors.add_with("amount", "refunds-error-above-left", vec![("left".to_owned(), grouped(offer.payment.left))]);
    }
    if amount < of_lines {
        // Less than the goods cost: each line bears its part, the last one what rounding leaves.
        let (mut open, last) = (amount, pieces.len().saturating_sub(1));
        for (place, piece) in pieces.iter_mut().enumerate() {
            piece.2 = if place == last { open } else { round(amount * piece.2 / of_lines) };
            open -= piece.2;
        }
    }
    Ok((amount, pieces))
}

/// Asks for a refund of a payment. The same key again is the same refund.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown payment or line; field errors; a conflict when nothing is left to give back.
pub async fn request(scope: &Scope, payment_id: Uuid, form: &RefundForm) -> Result<Requested> {
    let mut work = scope.begin().await?;
    let order_id = store::order_of_payment(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    // One click of an order comes after the other.
    let order = orders::service::lock_money(&mut work, order_id).await?;
    let key = format!("{payment_id}:{}", if form.key.trim().is_empty() { new_id().to_string() } else { form.key.trim().to_owned() });
    if let Some(known) = store::by_key(work.conn(), &key).await? {
        let row = store::refund(work.conn(), known).await?.ok_or(AppError::NotFound)?;
        return Ok(Requested { id: known, order_id, state: row.state });
    }
    let payments = store::payments(work.conn(), order_id).await?;
    let payment = payments.iter().find(|payment| payment.id == payment_id).ok_or_else(|| conflict("refunds-error-nothing-left", &order))?;
    let (shipping, has_customer) = store::order(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
    let lines = store::lines(work.conn(), order_id).await?;
    let offer = Offer { payment, left_of_all: payments.iter().map(|payment| payment.left).sum(), lines, shipping };

    let mut errors = FieldErrors::default();
    let reason = form.reason.trim();
    if reason.is_empty() {
        errors.add("reason", "error-required");
    } else if reason.chars().count() > LONGEST_REASON {
        errors.add("reason", "error-too-long");
    }
    let destination = match Destination::parse(&form.destination) {
        // What was paid with the shop's credit goes back to it.
        Some(Destination::Method) if payment.method == PaymentMethod::StoreCredit => Some(Destination::StoreCredit),
        other => other,
    };
    match destination {
        None => errors.add("destination", if form.destination.is_empty() { "error-required" } else { "error-choice" }),
        Some(Destination::StoreCredit) if !has_customer => errors.add("destination", "refunds-error-no-customer"),
        Some(Destination::StoreCredit) if payment.currency != scope.organization.currency => {
            errors.add("destination", "refunds-error-credit-currency");
        }
        Some(_) => {}
    }
    let (amount, pieces) = read(form, &offer, &mut errors)?;
    errors.into_result()?;

    let id = new_id();
    let limit = store::approval_above(work.conn()).await?;
    let given = store::given(work.conn(), order_id).await?;
    // The limit is of the order: many small refunds are not a way around it.
    let needs_approval = limit.is_some_and(|limit| given + amount > limit);
    let items: Vec<Value> = pieces
        .iter()
        .map(|(item, quantity, amount)| json!({"id": new_id(), "order_item_id": item, "quantity": quantity, "amount": amount}))
        .collect();
    let new = New {
        id,
        payment_id,
        amount,
        reason,
        destination: destination.unwrap_or(Destination::Method),
        key: &key,
        needs_approval,
        by: scope.user_id(),
        at: work.now,
        items: Value::Array(items),
    };
    match store::make(work.conn(), new).await? {
        (outcome, Some(_)) if outcome == "MADE" => {}
        (outcome, _) if outcome == "TOO_MANY" => return Err(conflict("refunds-error-pieces-gone", &order)),
        _ => return Err(conflict("refunds-error-nothing-left", &order)),
    }
    let due_again = form.due_again == "true";
    if due_again {
        store::set_due_again(work.conn(), id).await?;
    }
    let told = json!({"order": order.order_number, "amount": amount, "needs_approval": needs_approval, "due_again": due_again});
    made(&mut work, id, payment_id, &order, amount, needs_approval, told).await?;
    if !needs_approval {
        ready(&mut work, id).await?;
    }
    let state = store::refund(work.conn(), id).await?.ok_or(AppError::NotFound)?.state;
    work.commit().await?;
    Ok(Requested { id, order_id, state })
}

fn conflict(key: &str, order: &OrderMoney) -> Error {
    AppError::Conflict { key: key.to_owned(), args: vec![("number".to_owned(), order.order_number.clone())] }.into()
}

/// Log, events, and word for those who may approve it.
async fn made(
    work: &mut Work,
    id: Uuid,
    payment_id: Uuid,
    order: &OrderMoney,
    amount: Decimal,
    needs_approval: bool,
    values: Value,
) -> Result<()> {
    let at = work.now;
    store::tell(work.conn(), new_id(), payment_id, "REFUND_REQUESTED", json!({"refund_id": id, "amount": amount}), at).await?;
    audit::service::record(work, "refunds.requested", "refund", id, Value::Null, values).await?;
    outbox::emit(work, "refunds.requested", id, json!({"order_id": order.id})).await?;
    if !needs_approval {
        return Ok(());
    }
    let by = work.scope.user_id();
    let notice = Notice {
        kind: Kind::Payment,
        title_key: "refunds-notice-title",
        message_key: "refunds-notice",
        data: json!({"refund_id": id, "number": order.order_number, "amount": amount.to_string(), "currency": order.currency}),
        link: urls::TO_APPROVE.to_owned(),
        dedupe_key: format!("refunds.approval:{id}"),
        audience: Audience::Holders(Permission::PaymentsWrite),
        except: by,
    };
    notify(work, notice).await?;
    Ok(())
}

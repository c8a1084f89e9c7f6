//! From the yes to the money: approval, the way back, and what follows from it.

use crate::domains::documents::service::{Credit, CreditLine, credit, open_invoice};
use crate::domains::refunds::model::{Destination, RefundRow, RefundState};
use crate::domains::refunds::ports::{RefundAnswer, RefundPort, RefundRequest, ports};
use crate::domains::refunds::store::{self, End};
use crate::domains::{audit, orders, payments};
use crate::server::clock::new_id;
use crate::server::i18n::text;
use crate::server::seal::Sealer;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::AppError;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// Longest reference and reason, in characters.
const LONGEST_TEXT: usize = 200;

fn conflict(key: &str, row: &RefundRow) -> Error {
    AppError::Conflict { key: key.to_owned(), args: vec![("number".to_owned(), row.order_number.clone())] }.into()
}

/// A refund, with its order locked.
async fn locked(work: &mut Work, id: Uuid) -> Result<RefundRow> {
    let order_id = store::order_of(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    orders::service::lock_money(work, order_id).await?;
    store::refund(work.conn(), id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// What the rest of the program learns of an end.
pub(super) struct Ending<'a> {
    pub state: RefundState,
    pub gateway_refund_id: Option<&'a str>,
    pub reference: Option<&'a str>,
    pub failure: Option<&'a str>,
}

pub(super) const COMPLETED: Ending<'_> = Ending { state: RefundState::Completed, gateway_refund_id: None, reference: None, failure: None };

/// Settles a refund whose order is locked, with everything that follows.
pub(super) async fn end(work: &mut Work, row: &RefundRow, ending: Ending<'_>) -> Result<()> {
    let (by, at) = (work.scope.user_id(), work.now);
    let Ending { state, gateway_refund_id, reference, failure } = ending;
    let end = End { id: row.id, state, gateway_refund_id, reference, failure, by, at, log_id: new_id() };
    match store::settle(work.conn(), end).await?.as_str() {
        "DONE" => {}
        // A second click, or an answer that came twice.
        "AGAIN" => return Ok(()),
        "NOT_APPROVED" => return Err(conflict("refunds-error-not-approved", row)),
        "NOT_FOUND" => return Err(AppError::NotFound.into()),
        _ => return Err(conflict("refunds-error-settled", row)),
    }
    if state == RefundState::Unknown {
        return Ok(());
    }
    let (what, kind) =
        if state == RefundState::Completed { ("refunds.completed", "REFUND_COMPLETED") } else { ("refunds.failed", "REFUND_FAILED") };
    store::tell(work.conn(), new_id(), row.payment_id, kind, json!({"refund_id": row.id, "amount": row.amount}), at).await?;
    let (old, new) = (json!({"status": row.state.code()}), json!({"status": state.code(), "reference": reference, "failure": failure}));
    audit::service::record(work, what, "refund", row.id, old, new).await?;
    outbox::emit(work, what, row.id, json!({"order_id": row.order_id, "payment_id": row.payment_id})).await?;
    if state == RefundState::Completed {
        let totals = payments::service::totals(work, row.order_id).await?;
        orders::service::set_paid(work, row.order_id, totals.captured, totals.refunded).await?;
        if !row.due_again {
            credit_note(work, row).await?;
        }
    }
    Ok(())
}

/// Where the order has an invoice, the refund's credit note takes it back by as much.
async fn credit_note(work: &mut Work, row: &RefundRow) -> Result<()> {
    let Some(invoice) = open_invoice(work, row.order_id).await? else { return Ok(()) };
    let left = invoice.total - invoice.credited;
    let taken = if row.amount >= left {
        Credit::Rest
    } else {
        let mut lines: Vec<CreditLine> = Vec::new();
        for (item, name, quantity, amount) in store::items(work.conn(), row.id).await? {
            if !amount.is_zero() {
                lines.push(CreditLine { item_id: Some(item), name, quantity: Some(quantity), amount });
            }
        }
        let rest = row.amount - lines.iter().map(|line| line.amount).sum::<Decimal>();
        if !rest.is_zero() {
            let name = text(work.scope.organization.language, "refunds-credit-line", None);
            lines.push(CreditLine { item_id: None, name, quantity: None, amount: rest });
        }
        Credit::Lines(lines)
    };
    let (note_id, _) = credit(work, invoice.id, taken, &row.reason).await?;
    store::set_credit_note(work.conn(), row.id, note_id).await
}

/// Nothing stands in the way of a refund any more: credit with the shop is there at once, a provider is asked by the worker, and
/// anything else a person pays out.
pub(super) async fn ready(work: &mut Work, id: Uuid) -> Result<()> {
    let row = store::refund(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if row.destination == Destination::StoreCredit {
        return end(work, &row, COMPLETED).await;
    }
    outbox::emit(work, "refunds.ready", id, json!({"order_id": row.order_id})).await
}

/// The second person says yes. Returns the order's id and number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for whoever asked for it, and when it does not wait (any more).
pub async fn approve(scope: &Scope, id: Uuid) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let row = locked(&mut work, id).await?;
    let person = scope.user_id().ok_or(AppError::Unauthenticated)?;
    if row.requested_by.as_ref().is_some_and(|(requester, _)| *requester == person) {
        return Err(conflict("refunds-error-own", &row));
    }
    let at = work.now;
    if !store::approve(work.conn(), id, person, at).await? {
        return Err(conflict("refunds-error-not-waiting", &row));
    }
    audit::service::record(&mut work, "refunds.approved", "refund", id, json!({"status": row.state.code()}), json!({"amount": row.amount}))
        .await?;
    outbox::emit(&mut work, "refunds.approved", id, json!({"order_id": row.order_id})).await?;
    ready(&mut work, id).await?;
    work.commit().await?;
    Ok((row.order_id, row.order_number))
}

fn read<'a>(typed: &'a str, field: &str) -> Result<&'a str> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(Error::field(field, "error-required"));
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err(Error::field(field, "error-too-long"));
    }
    Ok(text)
}

fn asked(row: &RefundRow) -> RefundRequest {
    RefundRequest {
        refund_id: row.id,
        payment_id: row.payment_id,
        method: row.method,
        amount: row.amount,
        currency: row.currency.clone(),
        reason: row.reason.clone(),
    }
}

/// The provider that gives this one back by itself.
async fn provider_of(scope: &Scope, row: &RefundRow) -> Result<Option<&'static dyn RefundPort>> {
    if row.destination != Destination::Method {
        return Ok(None);
    }
    for port in ports() {
        if port.can_refund(scope, &asked(row)).await? {
            return Ok(Some(port));
        }
    }
    Ok(None)
}

/// Somebody has paid it out. Returns the order's id and number.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reference; a conflict while a provider is at it, before it is approved, and when it
/// has failed.
pub async fn pay_out(scope: &Scope, id: Uuid, reference: &str) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let done = pay_out_in(&mut work, id, reference).await?;
    work.commit().await?;
    Ok(done)
}

/// As [`pay_out`], in the given transaction.
///
/// # Errors
/// As [`pay_out`].
pub async fn pay_out_in(work: &mut Work, id: Uuid, reference: &str) -> Result<(Uuid, String)> {
    let row = locked(work, id).await?;
    let reference = read(reference, "reference")?;
    // Two would pay it out.
    if row.state == RefundState::Pending && provider_of(&work.scope.clone(), &row).await?.is_some() {
        return Err(conflict("refunds-error-provider", &row));
    }
    end(work, &row, Ending { reference: Some(reference), ..COMPLETED }).await?;
    Ok((row.order_id, row.order_number))
}

/// Nothing goes back: it is refused, withdrawn, or the provider says so. Returns the order's id and number.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reason; a conflict when it went back.
pub async fn decline(scope: &Scope, id: Uuid, failure: &str) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let row = locked(&mut work, id).await?;
    let failure = read(failure, "failure")?;
    end(&mut work, &row, Ending { state: RefundState::Failed, failure: Some(failure), ..COMPLETED }).await?;
    work.commit().await?;
    Ok((row.order_id, row.order_number))
}

/// Asks the payment's provider to give back. Before it is asked the refund is marked as unknown: should the program die now, nobody
/// pays it out a second time by hand without looking. Asked again, the provider has the same key.
///
/// # Errors
/// When the provider cannot be asked; the outbox tries again.
pub async fn give_back(scope: &Scope, sealer: &Sealer, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let row = locked(&mut work, id).await?;
    if !matches!(row.state, RefundState::Pending | RefundState::Unknown) {
        return Ok(());
    }
    let Some(port) = provider_of(scope, &row).await? else { return Ok(()) };
    end(&mut work, &row, Ending { state: RefundState::Unknown, ..COMPLETED }).await?;
    work.commit().await?;
    let answer = port.refund(scope, sealer, &asked(&row)).await?;
    let mut work = scope.begin().await?;
    let row = locked(&mut work, id).await?;
    if row.state.is_settled() {
        return Ok(());
    }
    match &answer {
        RefundAnswer::Completed(name) => end(&mut work, &row, Ending { gateway_refund_id: Some(name), ..COMPLETED }).await?,
        RefundAnswer::Failed(why) => end(&mut work, &row, Ending { state: RefundState::Failed, failure: Some(why), ..COMPLETED }).await?,
        RefundAnswer::Unknown(why) => tracing::warn!(refund = %id, why, "a provider has not said whether a refund went back"),
    }
    work.commit().await
}

//! Money that went back at the provider: ours is known again and never counted twice, what somebody has given back on the provider's own
//! pages becomes a refund here, and what does not fit the books is told.

use super::settle::{COMPLETED, Ending, end};
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::orders;
use crate::domains::payments::ports::{Back, BackState, Refunds};
use crate::domains::refunds::model::{Destination, RefundRow, RefundState};
use crate::domains::refunds::store::{self, New};
use crate::server::clock::new_id;
use crate::server::i18n::text;
use crate::server::{Error, Result, Work};
use crate::shared::{AppError, Permission};
use async_trait::async_trait;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// What refunds do for payments.
pub static OF_PAYMENTS: OfPayments = OfPayments;

/// Keeps the books of what providers say has gone back.
pub struct OfPayments;

/// Words of a refund that was made at the provider.
const SEEN: (&str, &str) = ("refunds-seen-title", "refunds-seen");
/// Words of a refund that does not fit the books.
const ODD: (&str, &str) = ("refunds-odd-title", "refunds-odd");

#[async_trait]
impl Refunds for OfPayments {
    async fn seen(&self, work: &mut Work, payment_id: Uuid, back: &[Back]) -> Result<()> {
        for one in back {
            let fits = match one.id.as_deref() {
                Some(name) => of_name(work, payment_id, name, one).await?,
                None => in_all(work, payment_id, one.amount).await?,
            };
            if !fits {
                tell(work, payment_id, one.id.as_deref(), one.amount, ODD).await?;
            }
        }
        Ok(())
    }
}

/// A refund that has a name at the provider. False when the books say otherwise.
async fn of_name(work: &mut Work, payment_id: Uuid, name: &str, one: &Back) -> Result<bool> {
    let mut known = store::named(work.conn(), payment_id, name, one.ours).await?;
    if known.is_none() && !one.names_ours {
        known = store::alike(work.conn(), payment_id, one.amount, true).await?;
    }
    let row = match known {
        Some(id) => store::refund(work.conn(), id).await?,
        None => None,
    };
    match row {
        // It was written off here, and has gone back all the same.
        Some(row) if row.state == RefundState::Failed && one.state == BackState::Done => {
            record(work, payment_id, Some(name), one.amount, one.state).await
        }
        Some(row) if row.amount == one.amount => follow(work, &row, name, one.state).await,
        Some(_) => Ok(false),
        None if one.state == BackState::Failed => Ok(true),
        None => record(work, payment_id, Some(name), one.amount, one.state).await,
    }
}

/// So much has gone back in all; the provider has no names for it.
async fn in_all(work: &mut Work, payment_id: Uuid, amount: Decimal) -> Result<bool> {
    let Some((_, _, given)) = store::standing(work.conn(), payment_id).await? else { return Ok(true) };
    let rest = amount - given;
    if rest <= Decimal::ZERO {
        return Ok(true);
    }
    if let Some(id) = store::alike(work.conn(), payment_id, rest, false).await?
        && let Some(row) = store::refund(work.conn(), id).await?
    {
        return ended(work, &row, COMPLETED).await;
    }
    record(work, payment_id, None, rest, BackState::Done).await
}

/// A refund that is in the books goes on as the provider says, and never backwards.
async fn follow(work: &mut Work, row: &RefundRow, name: &str, state: BackState) -> Result<bool> {
    if row.state != RefundState::Failed {
        store::set_name(work.conn(), row.id, name).await?;
    }
    let ending = Ending { gateway_refund_id: Some(name), ..COMPLETED };
    match (row.state, state) {
        (RefundState::Completed, BackState::Failed) => Ok(false),
        (RefundState::Completed | RefundState::Failed, _) | (_, BackState::Pending) => Ok(true),
        (_, BackState::Done) => ended(work, row, ending).await,
        (_, BackState::Failed) => {
            let failure = text(work.scope.organization.language, "refunds-seen-failed", None);
            ended(work, row, Ending { state: RefundState::Failed, failure: Some(&failure), ..ending }).await
        }
    }
}

/// Ends a refund. False when the books do not allow it.
async fn ended(work: &mut Work, row: &RefundRow, ending: Ending<'_>) -> Result<bool> {
    match end(work, row, ending).await {
        // Both are said before anything is written.
        Err(Error::App(AppError::Conflict { key, .. }))
            if matches!(key.as_str(), "refunds-error-not-approved" | "refunds-error-settled") =>
        {
            Ok(false)
        }
        outcome => outcome.map(|()| true),
    }
}

/// A refund that nobody has asked for here. Never more than was received: what is above that is not written down but told.
async fn record(work: &mut Work, payment_id: Uuid, name: Option<&str>, amount: Decimal, state: BackState) -> Result<bool> {
    let Some((status, captured, given)) = store::standing(work.conn(), payment_id).await? else { return Ok(true) };
    // Nothing has come yet; or the bank has taken back all of it, and this is in there.
    if captured.is_zero() || status == "CHARGED_BACK" {
        return Ok(true);
    }
    let id = new_id();
    let reason = text(work.scope.organization.language, "refunds-seen-reason", None);
    let new = New {
        id,
        payment_id,
        amount,
        reason: &reason,
        destination: Destination::Method,
        key: &format!("provider:{payment_id}:{}", name.map_or_else(|| format!("all {}", given + amount), ToOwned::to_owned)),
        needs_approval: false,
        by: None,
        at: work.now,
        items: json!([]),
    };
    match store::make(work.conn(), new).await? {
        (outcome, _) if outcome == "MADE" => {}
        (outcome, _) => return Ok(outcome == "AGAIN"),
    }
    let row = store::refund(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let state = if state == BackState::Done { RefundState::Completed } else { RefundState::Unknown };
    let fits = ended(work, &row, Ending { state, gateway_refund_id: name, reference: name, failure: None }).await?;
    tell(work, payment_id, name, amount, SEEN).await?;
    Ok(fits)
}

/// Tells people of a refund that was not made here; once.
async fn tell(work: &mut Work, payment_id: Uuid, name: Option<&str>, amount: Decimal, texts: (&'static str, &'static str)) -> Result<()> {
    let Some(order_id) = store::order_of_payment(work.conn(), payment_id).await? else { return Ok(()) };
    let Some(order) = orders::service::facts(work, order_id).await? else { return Ok(()) };
    let notice = Notice {
        kind: Kind::Payment,
        title_key: texts.0,
        message_key: texts.1,
        data: json!({"number": order.number, "amount": amount.to_string(), "currency": order.currency}),
        link: order.link,
        dedupe_key: format!("{}:{payment_id}:{}", texts.0, name.unwrap_or("all")),
        audience: Audience::Holders(Permission::PaymentsWrite),
        except: None,
    };
    notify(work, notice).await.map(drop)
}

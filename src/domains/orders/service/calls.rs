//! Calls to the buyer of an order that waits for confirmation.

use super::steps::{cancel_locked, change_hold_locked, confirm_locked, finish};
use super::{check_step, locked};
use crate::domains::orders::model::{CallForm, CallOutcome, OrderStatus};
use crate::domains::orders::store;
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

/// When to call again who did not answer, unless somebody says otherwise.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(2);
/// Furthest that a call is put off.
const LATEST: TimeDelta = TimeDelta::days(60);
/// Longest note, in characters.
const LONGEST_NOTE: usize = 500;

/// The time of a `datetime-local` input, store time.
fn read_time(scope: &Scope, typed: &str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())
        .and_then(|local| local.and_local_timezone(scope.organization.time_zone).earliest())
        .map(|at| at.with_timezone(&Utc));
    match local {
        None => Err(Error::field("call_back_at", "orders-error-time")),
        Some(at) if at <= now || at > now + LATEST => Err(Error::field("call_back_at", "orders-error-call-time")),
        Some(at) => Ok(Some(at)),
    }
}

/// Writes down a call to the buyer, and does what follows from it: an order is confirmed, cancelled, or held for its wrong number;
/// who did not answer is called again two hours later, or when the form says. Returns the order's number and the outcome.
///
/// # Errors
/// Field errors; a conflict when the order does not wait for confirmation (any more), or cannot be confirmed.
pub async fn record_call(scope: &Scope, order_id: Uuid, form: &CallForm) -> Result<(String, CallOutcome)> {
    retrying(|| record_once(scope, order_id, form)).await
}

async fn record_once(scope: &Scope, order_id: Uuid, form: &CallForm) -> Result<(String, CallOutcome)> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    let outcome = CallOutcome::parse(&form.outcome).ok_or_else(|| Error::field("outcome", "error-choice"))?;
    if order.status != OrderStatus::Pending {
        check_step(&order, OrderStatus::Confirmed)?;
    }
    let note = form.note.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(Error::field("note", "error-too-long"));
    }
    let now = work.now;
    let asked = match outcome {
        CallOutcome::CallBack | CallOutcome::NoAnswer => read_time(scope, &form.call_back_at, now)?,
        CallOutcome::Confirmed | CallOutcome::WrongNumber | CallOutcome::Cancelled => None,
    };
    let call_back_at = match outcome {
        CallOutcome::CallBack if asked.is_none() => return Err(Error::field("call_back_at", "error-required")),
        CallOutcome::NoAnswer => asked.or(Some(now + AGAIN_AFTER)),
        _ => asked,
    };
    let user_id = scope.user_id();
    let call = store::NewCall { id: new_id(), order_id, outcome, call_back_at, note, user_id, at: now };
    let attempt = store::insert_call(work.conn(), call).await?;
    let said = json!({"attempt": attempt, "outcome": outcome.as_str(), "call_back_at": call_back_at, "note": note});
    finish(&mut work, &order, "orders.called", said).await?;
    match outcome {
        CallOutcome::Confirmed => confirm_locked(&mut work, &order).await?,
        CallOutcome::Cancelled => {
            let said_nothing = t("orders-call-cancelled-reason");
            cancel_locked(&mut work, &order, if note.is_empty() { &said_nothing } else { note }).await?;
        }
        CallOutcome::WrongNumber => {
            let reason = t("orders-call-wrong-number-reason");
            let reason = if note.is_empty() { reason } else { format!("{reason}: {note}") };
            change_hold_locked(&mut work, &order, Some(&reason)).await?;
        }
        CallOutcome::NoAnswer | CallOutcome::CallBack => {}
    }
    work.commit().await?;
    Ok((order.order_number, outcome))
}

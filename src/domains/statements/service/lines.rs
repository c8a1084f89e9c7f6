//! Lines that are nothing of ours, and second thoughts.

use super::LONGEST_REASON;
use crate::domains::audit;
use crate::domains::payments::service::{slips, transfers};
use crate::domains::statements::model::matching::{LineStatus, TargetKind};
use crate::domains::statements::store::{lines as store, matches};
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::AppError;
use serde_json::json;
use uuid::Uuid;

fn reason(text: &str) -> Result<&str> {
    match text.trim() {
        "" => Err(Error::field("reason", "statements-error-reason")),
        text if text.chars().count() > LONGEST_REASON => Err(Error::field("reason", "error-too-long")),
        text => Ok(text),
    }
}

/// A line is nothing of ours: fees, interest, money from elsewhere. Returns its statement.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reason; a conflict when somebody has decided already.
pub async fn ignore(scope: &Scope, id: Uuid, text: &str) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let line = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?.row;
    let reason = reason(text)?;
    if line.status != LineStatus::Open || !line.matched.is_zero() {
        return Err(Error::conflict("statements-error-decided"));
    }
    store::set_ignored(work.conn(), id, reason).await?;
    let (old, new) = (json!({"status": line.status.code()}), json!({"status": LineStatus::Ignored.code(), "reason": reason}));
    audit::service::record(&mut work, "statements.line_ignored", "bank_statement_line", id, old, new).await?;
    outbox::emit(&mut work, "statements.line_ignored", id, json!({"statement_id": line.statement_id})).await?;
    work.commit().await?;
    Ok(line.statement_id)
}

/// Nobody has decided about a line any more. What its matches have brought into the books is taken out again, in plain sight: payments
/// are taken back, slips reversed. What was known before is only no longer told to be this line's; a refund that was paid out stays so.
/// Returns its statement.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reason, which matches need; a conflict when nothing was decided, or when money of one
/// of the payments has been given back.
pub async fn reopen(scope: &Scope, id: Uuid, text: &str) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let line = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?.row;
    let standing = matches::standing(work.conn(), id).await?;
    if standing.is_empty() && line.status != LineStatus::Ignored && line.first_by.is_none() {
        return Err(Error::conflict("statements-error-not-decided"));
    }
    let reason = if standing.is_empty() { text.trim() } else { reason(text)? };
    for made in standing.iter().filter(|standing| standing.made_payment) {
        match (made.kind, made.payment_id) {
            (TargetKind::Slip, _) => slips::take_back(&mut work, made.matched_id, reason).await?,
            (_, Some(payment_id)) => transfers::take_back(&mut work, payment_id, reason).await?,
            (_, None) => {}
        }
    }
    let (user_id, now) = (scope.user_id(), work.now);
    matches::undo(work.conn(), id, user_id, now).await?;
    store::reopen(work.conn(), id, line.status != LineStatus::Open).await?;
    let old = json!({"status": line.status.code(), "matched": line.matched});
    let new = json!({"status": LineStatus::Open.code(), "reason": reason, "undone": standing.iter().map(|one| one.id).collect::<Vec<_>>()});
    audit::service::record(&mut work, "statements.line_reopened", "bank_statement_line", id, old, new).await?;
    outbox::emit(&mut work, "statements.line_reopened", id, json!({"statement_id": line.statement_id})).await?;
    work.commit().await?;
    Ok(line.statement_id)
}

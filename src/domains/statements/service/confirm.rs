//! Somebody says what a line is. The line's row is held first, then the orders' in the order of their ids: a line is matched once, never
//! above its amount, and two that divide their lines among the same orders do not wait for one another.

use super::matching::{proposals, second_over};
use crate::domains::payments::service::{slips, transfers};
use crate::domains::statements::model::PartForm;
use crate::domains::statements::model::matching::{Confirmed, ConfirmedMany, LineRow, LineStatus, LineView, TargetKind};
use crate::domains::statements::store::candidates;
use crate::domains::statements::store::lines::{self, Locked};
use crate::domains::statements::store::matches::{self, NewMatch};
use crate::domains::{audit, refunds};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::{grouped, parse_amount};
use crate::shared::{AppError, FieldErrors};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Lines that are confirmed at once.
const MOST_AT_ONCE: usize = 200;
/// Orders among which a line is divided.
const MOST_PARTS: usize = 20;

/// What a line, or a part of it, is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// Its id.
    pub id: Uuid,
    /// How much of the line.
    pub amount: Decimal,
}

/// A target with its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Placed {
    order_id: Uuid,
    target: Target,
}

fn above_line(left: Decimal) -> Error {
    let mut errors = FieldErrors::default();
    errors.add_with("amount", "statements-error-above-line", vec![("left".to_owned(), grouped(left))]);
    AppError::Invalid(errors).into()
}

/// What is wrong with the targets of a line, and their orders.
async fn placed(work: &mut Work, line: &LineRow, targets: &[Target]) -> Result<Vec<Placed>> {
    if line.status != LineStatus::Open {
        return Err(Error::conflict("statements-error-decided"));
    }
    let mut all = Vec::with_capacity(targets.len());
    let mut sum = Decimal::ZERO;
    for target in targets {
        let (order_id, currency) = matches::order_of(work.conn(), target.kind, target.id).await?.ok_or(AppError::NotFound)?;
        if currency != line.currency {
            return Err(Error::conflict("statements-error-currency"));
        }
        let mut amount = target.amount;
        amount.rescale(2);
        if amount <= Decimal::ZERO {
            return Err(Error::field("amount", "statements-error-amount"));
        }
        if (target.kind == TargetKind::Refund) == line.came_in() {
            return Err(Error::conflict("statements-error-direction"));
        }
        sum = sum.checked_add(amount).ok_or_else(|| above_line(line.left()))?;
        all.push(Placed { order_id, target: Target { amount, ..target.clone() } });
    }
    if all.is_empty() {
        return Err(Error::field("amount", "statements-error-amount"));
    }
    if sum > line.left() {
        return Err(above_line(line.left()));
    }
    all.sort_by_key(|one| (one.order_id, one.target.id));
    if all.windows(2).any(|pair| pair[0].target.id == pair[1].target.id) {
        return Err(Error::conflict("statements-error-twice"));
    }
    Ok(all)
}

/// A refund that this line has paid: one that waits is settled by it.
async fn refund(work: &mut Work, line: &LineRow, id: Uuid, amount: Decimal) -> Result<()> {
    let refund = candidates::refund(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if refund.amount != amount || refund.currency != line.currency || refund.status == "FAILED" {
        return Err(Error::conflict("statements-error-refund"));
    }
    if refund.status != "COMPLETED" {
        let said = if line.reference.is_empty() { &line.description } else { &line.reference };
        let reference: String = said.chars().take(200).collect();
        let reference = if reference.trim().is_empty() { line.booked_on.to_string() } else { reference };
        refunds::service::pay_out_in(work, id, &reference).await?;
    }
    Ok(())
}

/// Brings a part of a line into the books.
async fn book(work: &mut Work, line: &Locked, one: &Placed, people: (Option<Uuid>, Option<Uuid>)) -> Result<()> {
    let id = new_id();
    let Target { kind, id: matched_id, amount } = one.target;
    let row = &line.row;
    let said = if row.end_to_end.is_empty() { &row.reference } else { &row.end_to_end };
    let (payment_id, made_payment) = match kind {
        TargetKind::Order => {
            let key = format!("statement:{id}");
            let transfer = transfers::Transfer { order_id: one.order_id, account_id: line.account_id, amount, reference: said, key: &key };
            (Some(transfers::receive(work, &transfer).await?), true)
        }
        TargetKind::Payment => (Some(matched_id), transfers::receive_expected(work, matched_id, amount).await?),
        TargetKind::Slip => (Some(slips::accept(work, matched_id, amount, people).await?), true),
        TargetKind::Refund => {
            refund(work, row, matched_id, amount).await?;
            (None, false)
        }
    };
    let new = NewMatch {
        id,
        line_id: row.id,
        kind,
        matched_id,
        order_id: one.order_id,
        payment_id,
        refund_id: (kind == TargetKind::Refund).then_some(matched_id),
        made_payment,
        amount,
        matched_by: people.0,
        second_by: people.1,
        at: work.now,
    };
    if matches::insert(work.conn(), &new).await? { Ok(()) } else { Err(Error::conflict("statements-error-taken")) }
}

/// Somebody says what a line is. Above the account's limit one person's word waits for another's, who says the same.
///
/// # Errors
/// [`AppError::NotFound`]; field errors for more than the line has or than is due; a conflict when it was decided already, or when the
/// same person says it twice.
pub async fn confirm(scope: &Scope, line_id: Uuid, targets: &[Target]) -> Result<Confirmed> {
    let user_id = scope.user_id();
    let mut work = scope.begin().await?;
    let line = lines::lock(work.conn(), line_id).await?.ok_or(AppError::NotFound)?;
    let all = placed(&mut work, &line.row, targets).await?;
    let needs_two = line.row.came_in() && second_over(&line.settings).is_some_and(|limit| line.row.amount > limit);
    let people = if needs_two {
        let wanted = json!(all);
        match line.row.first_by.filter(|_| line.first_targets.as_ref() == Some(&wanted)) {
            Some(first) if Some(first) == user_id => return Err(Error::conflict("statements-error-same-person")),
            Some(first) => (Some(first), user_id),
            None => {
                let person = user_id.ok_or(AppError::Unauthenticated)?;
                lines::first_yes(work.conn(), line_id, Some(person), &wanted).await?;
                let (old, new) = (json!({"reviewed": false}), json!({"reviewed": true, "targets": wanted}));
                audit::service::record(&mut work, "statements.line_seen", "bank_statement_line", line_id, old, new).await?;
                outbox::emit(&mut work, "statements.line_seen", line_id, json!({"statement_id": line.row.statement_id})).await?;
                work.commit().await?;
                return Ok(Confirmed::Seen);
            }
        }
    } else {
        (user_id, None)
    };
    let mut sum = Decimal::ZERO;
    for one in &all {
        book(&mut work, &line, one, people).await?;
        sum += one.target.amount;
    }
    lines::add_matched(work.conn(), line_id, sum).await?;
    let (old, new) = (json!({"matched": line.row.matched}), json!({"matched": line.row.matched + sum, "targets": all}));
    audit::service::record(&mut work, "statements.line_matched", "bank_statement_line", line_id, old, new).await?;
    outbox::emit(&mut work, "statements.line_matched", line_id, json!({"statement_id": line.row.statement_id})).await?;
    work.commit().await?;
    Ok(Confirmed::Done)
}

/// Confirms lines whose one proposal is beyond doubt, as it stands now; others are left. Each is done by itself.
///
/// # Errors
/// When the database refuses.
pub async fn confirm_many(scope: &Scope, statement_id: Uuid, ids: &[Uuid]) -> Result<ConfirmedMany> {
    let ids = ids.get(..ids.len().min(MOST_AT_ONCE)).unwrap_or_default();
    let mut work = scope.begin().await?;
    let rows: Vec<LineRow> = lines::some(work.conn(), ids).await?.into_iter().filter(|row| row.statement_id == statement_id).collect();
    let mut found = proposals(&mut work, &rows).await?;
    drop(work);
    let mut many = ConfirmedMany::default();
    for row in rows {
        let proposals = found.remove(&row.id).unwrap_or_default();
        let view = LineView { row, proposals, matches: Vec::new() };
        let Some(sure) = view.sure() else {
            many.left += 1;
            continue;
        };
        let target = Target { kind: sure.kind, id: sure.id, amount: sure.amount };
        match confirm(scope, view.row.id, &[target]).await {
            Ok(Confirmed::Done) => many.done += 1,
            Ok(Confirmed::Seen) => many.seen += 1,
            Err(Error::App(AppError::Conflict { .. } | AppError::Invalid(_) | AppError::NotFound)) => many.left += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(many)
}

/// Somebody says which orders a line pays, by their numbers: one for all of it, or several with their parts. An empty amount is what is
/// left of the line.
///
/// # Errors
/// Field errors beside the part; as [`confirm`].
pub async fn match_by_hand(scope: &Scope, line_id: Uuid, parts: &[PartForm]) -> Result<Confirmed> {
    let mut work = scope.begin().await?;
    let line = lines::some(work.conn(), &[line_id]).await?.pop().ok_or(AppError::NotFound)?;
    let mut errors = FieldErrors::default();
    let mut targets = Vec::new();
    let mut left = line.left();
    for (place, part) in parts.iter().take(MOST_PARTS).enumerate() {
        let number = part.number.trim().trim_start_matches('#').to_uppercase();
        if number.is_empty() && part.amount.trim().is_empty() {
            continue;
        }
        let at = |name: &str| format!("parts[{place}][{name}]");
        let order = matches::order_of_number(work.conn(), &number).await?;
        if order.is_none() {
            errors.add(&at("number"), "statements-error-number");
        }
        let amount = match part.amount.trim() {
            "" => Ok(left),
            typed => parse_amount(typed).map_err(|error| error.key()),
        };
        match amount {
            Ok(amount) if amount <= Decimal::ZERO => errors.add(&at("amount"), "statements-error-amount"),
            Ok(amount) => {
                left -= amount;
                targets.extend(order.map(|id| Target { kind: TargetKind::Order, id, amount }));
            }
            Err(key) => errors.add(&at("amount"), key),
        }
    }
    if targets.is_empty() && errors.0.is_empty() {
        errors.add("parts[0][number]", "error-required");
    }
    errors.into_result()?;
    drop(work);
    confirm(scope, line_id, &targets).await.map_err(|error| match error {
        // Which part it was is not known here: the first one says it.
        Error::App(AppError::Invalid(mut errors)) => {
            errors.0.iter_mut().filter(|error| error.field == "amount").for_each(|error| error.field = "parts[0][amount]".to_owned());
            AppError::Invalid(errors).into()
        }
        other => other,
    })
}

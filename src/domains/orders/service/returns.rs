//! Returns, up to the moment when the goods come: asked for, approved or rejected, and closed at the end. Each step holds the order's
//! row first and the return's after it.

use super::locked;
use super::steps::read_reason;
use crate::domains::audit;
use crate::domains::orders::model::{
    LineWorth, OrderMoney, OrderReturns, OrderStatus, ReturnDetail, ReturnFilter, ReturnKind, ReturnLine, ReturnLineForm, ReturnList,
    ReturnRow, ReturnStatus,
};
use crate::domains::orders::store::{self, LockedReturn, NewReturn, OpenReturnItem, ReturnItem, ReturnStep};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldError, FieldErrors, Page, money};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// A page of returns and the counts of its tabs.
///
/// # Errors
/// When the database refuses.
pub async fn returns(scope: &Scope, filter: &ReturnFilter, page: PageRequest) -> Result<ReturnList> {
    let mut work = scope.begin().await?;
    let rows = store::returns(work.conn(), filter, page).await?;
    Ok((rows, store::return_counts(work.conn()).await?))
}

/// A page of returns alone.
///
/// # Errors
/// When the database refuses.
pub async fn return_rows(scope: &Scope, filter: &ReturnFilter, page: PageRequest) -> Result<Page<ReturnRow>> {
    store::returns(scope.begin().await?.conn(), filter, page).await
}

/// The returns of an order, and what may be asked back of it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn returns_of_order(scope: &Scope, order_id: Uuid) -> Result<OrderReturns> {
    let mut work = scope.begin().await?;
    if !store::order_exists(work.conn(), order_id).await? {
        return Err(AppError::NotFound.into());
    }
    let rows = store::returns_of_order(work.conn(), order_id).await?;
    Ok(OrderReturns { rows, open: store::returnable(work.conn(), order_id).await? })
}

/// A return whole.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn return_detail(scope: &Scope, id: Uuid) -> Result<ReturnDetail> {
    let mut work = scope.begin().await?;
    let head = store::return_head(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let items = store::return_items(work.conn(), id).await?;
    let amounts = amounts(&items);
    let lines = items.into_iter().zip(amounts).map(|(item, amount)| ReturnLine {
        id: item.id,
        order_item_id: item.order_item_id,
        variant_id: item.variant_id,
        name: item.name,
        sku: item.sku,
        quantity: item.quantity,
        condition: item.condition,
        amount,
    });
    let lines = lines.collect();
    let history = store::return_steps(work.conn(), id).await?;
    Ok(ReturnDetail {
        row: head.row,
        currency: head.currency,
        reject_reason: head.reject_reason,
        exchange: head.exchange,
        claim_of: head.claim_of,
        claim: head.claim,
        lines,
        history,
    })
}

/// What some pieces of a line are worth after others of it have come back. All pieces together are worth what the line costs, to the
/// cent, in however many returns they come.
pub(super) fn share(total: Decimal, ordered: i32, before: i32, pieces: i32) -> Decimal {
    let up_to = |count: i32| money::round(total * Decimal::from(count) / Decimal::from(ordered.max(1)));
    up_to(before + pieces) - up_to(before)
}

/// What each line of a return is worth: as it was written down when it came, or what it would be.
fn amounts(items: &[OpenReturnItem]) -> Vec<Decimal> {
    items.iter().map(|item| item.amount.unwrap_or_else(|| share(item.total, item.ordered, item.returned, item.quantity))).collect()
}

/// What a return is worth, line by line: the part of what the buyer pays for the line, discount and tax included. Pieces that are
/// missing are worth nothing; before the goods have come it is what they would be worth.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn return_worth(work: &mut Work, id: Uuid) -> Result<Vec<LineWorth>> {
    store::order_of_return(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let items = store::return_items(work.conn(), id).await?;
    let mut lines: Vec<LineWorth> = Vec::new();
    for (item, amount) in items.iter().zip(amounts(&items)) {
        if item.condition == Some(crate::domains::orders::model::ReturnCondition::Missing) {
            continue;
        }
        match lines.iter_mut().find(|line| line.order_item_id == item.order_item_id) {
            Some(line) => {
                line.quantity += item.quantity;
                line.amount += amount;
            }
            None => lines.push(LineWorth { order_item_id: item.order_item_id, quantity: item.quantity, amount }),
        }
    }
    Ok(lines)
}

/// An order and a return of it, held until the end of the transaction in this order.
pub(super) async fn locked_return(work: &mut Work, id: Uuid) -> Result<(OrderMoney, LockedReturn)> {
    let order_id = store::order_of_return(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let order = locked(work, order_id).await?;
    let found = store::lock_return(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    Ok((order, found))
}

/// That a step is not possible where a return stands. The usual cause is a second click, or a colleague who was quicker.
pub(super) fn wrong_return_step(found: &LockedReturn) -> Error {
    let args = vec![("number".to_owned(), found.number.clone()), ("status".to_owned(), t(found.status.key()))];
    AppError::Conflict { key: "returns-error-step".to_owned(), args }.into()
}

/// Moves a return on as the state machine allows; history, log and event go with it.
pub(super) async fn step(
    work: &mut Work,
    found: &LockedReturn,
    next: ReturnStatus,
    action: &str,
    reason: Option<&str>,
    told: Value,
) -> Result<()> {
    if !found.status.may_become(next) {
        return Err(wrong_return_step(found));
    }
    let (at, user_id) = (work.now, work.scope.user_id());
    store::set_return_status(work.conn(), found.id, next, reason, at).await?;
    let step = ReturnStep { id: new_id(), return_id: found.id, old: Some(found.status), new: next, reason, user_id, at };
    store::insert_return_step(work.conn(), step).await?;
    let mut new = told;
    new["status"] = json!(next.code());
    audit::service::record(work, action, "return", found.id, json!({"status": found.status.code()}), new).await?;
    outbox::emit(work, action, found.id, json!({"order_id": found.order_id})).await
}

/// Writes down a return whose pieces are known to be right. Returns its number.
pub(super) async fn open_return(work: &mut Work, new: NewReturn<'_>, pieces: &[(Uuid, i32)]) -> Result<String> {
    let number = format!("RT-{:05}", store::next_return_number(work.conn(), new_id()).await?);
    store::insert_return(work.conn(), &NewReturn { number: &number, ..new }).await?;
    let items: Vec<ReturnItem> = pieces
        .iter()
        .map(|(item, count)| ReturnItem { id: new_id(), order_item_id: *item, quantity: *count, condition: None, amount: None })
        .collect();
    store::put_return_items(work.conn(), new.id, &items, new.at).await?;
    let (return_id, reason, user_id, at) = (new.id, Some(new.reason), new.user_id, new.at);
    let step = ReturnStep { id: new_id(), return_id, old: None, new: ReturnStatus::Requested, reason, user_id, at };
    store::insert_return_step(work.conn(), step).await?;
    let lines: Vec<Value> = pieces.iter().map(|(item, count)| json!({"order_item_id": item, "quantity": count})).collect();
    let told = json!({"number": number, "kind": new.kind.code(), "reason": new.reason, "order_id": new.order_id, "lines": lines});
    audit::service::record(work, "orders.return_requested", "return", return_id, Value::Null, told).await?;
    outbox::emit(work, "orders.return_requested", return_id, json!({"order_id": new.order_id, "by": user_id})).await?;
    Ok(number)
}

/// Asks for goods back, or makes a claim about them. Returns the id and number of the return.
///
/// # Errors
/// [`AppError::NotFound`]; field errors; a conflict when the buyer does not have the goods.
pub async fn request_return(scope: &Scope, order_id: Uuid, kind: &str, reason: &str, typed: &[ReturnLineForm]) -> Result<(Uuid, String)> {
    let id = new_id();
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let order = locked(&mut work, order_id).await?;
        if order.status != OrderStatus::Delivered {
            let args = vec![("number".to_owned(), order.order_number.clone()), ("status".to_owned(), t(order.status.key()))];
            return Err(AppError::Conflict { key: "returns-error-not-delivered".to_owned(), args }.into());
        }
        let mut errors = FieldErrors::default();
        let kind = ReturnKind::parse(kind).unwrap_or_else(|| {
            errors.add("kind", "error-choice");
            ReturnKind::Return
        });
        let reason = read_reason(reason).unwrap_or_else(|error| {
            if let Error::App(AppError::Invalid(found)) = error {
                errors.0.extend(found.0.into_iter().map(|error| FieldError { field: "return_reason".to_owned(), ..error }));
            }
            ""
        });
        let open: HashMap<Uuid, i32> =
            store::returnable(work.conn(), order_id).await?.into_iter().map(|line| (line.order_item_id, line.quantity)).collect();
        let pieces = asked(&mut errors, &open, typed);
        errors.into_result()?;
        let (user_id, at) = (scope.user_id(), work.now);
        let new = NewReturn { id, number: "", order_id, kind, reason, claim_of: None, user_id, at };
        let number = open_return(&mut work, new, &pieces).await?;
        work.commit().await?;
        Ok((id, number))
    })
    .await
}

/// What is asked back of lines: (line, pieces).
fn asked(errors: &mut FieldErrors, open: &HashMap<Uuid, i32>, typed: &[ReturnLineForm]) -> Vec<(Uuid, i32)> {
    let mut pieces: Vec<(Uuid, i32)> = Vec::new();
    for (row, line) in typed.iter().enumerate() {
        let field = format!("lines[{row}][quantity]");
        let count = match line.quantity.trim() {
            "" => continue,
            text => text.parse::<i32>().ok().filter(|count| *count >= 0),
        };
        let item = Uuid::parse_str(line.item.trim()).ok().filter(|id| pieces.iter().all(|(known, _)| known != id));
        let most = item.and_then(|id| open.get(&id)).copied().unwrap_or(0);
        match (item, count) {
            (_, Some(0)) => {}
            (Some(item), Some(count)) if count <= most => pieces.push((item, count)),
            (_, Some(_)) => errors.add_with(&field, "returns-error-most", vec![("most".to_owned(), most.to_string())]),
            _ => errors.add(&field, "orders-error-quantity"),
        }
    }
    if pieces.is_empty() && errors.0.iter().all(|error| !error.field.starts_with("lines")) {
        errors.add("lines[0][quantity]", "returns-error-no-lines");
    }
    pieces
}

/// The goods may come. Returns the return's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it does not wait for that.
pub async fn approve_return(scope: &Scope, id: Uuid) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let (_, found) = locked_return(&mut work, id).await?;
        step(&mut work, &found, ReturnStatus::Approved, "orders.return_approved", None, json!({})).await?;
        work.commit().await?;
        Ok(found.number)
    })
    .await
}

/// The goods may not come. Returns the return's number.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reason; a conflict when the goods are here, or others are on their way for them.
pub async fn reject_return(scope: &Scope, id: Uuid, reason: &str) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let (_, found) = locked_return(&mut work, id).await?;
        if !found.status.may_become(ReturnStatus::Rejected) {
            return Err(wrong_return_step(&found));
        }
        let reason = read_reason(reason)?;
        if found.exchange_order_id.is_some() {
            return Err(Error::conflict("returns-error-exchanged"));
        }
        step(&mut work, &found, ReturnStatus::Rejected, "orders.return_rejected", Some(reason), json!({"reason": reason})).await?;
        work.commit().await?;
        Ok(found.number)
    })
    .await
}

/// All is settled. Returns the return's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when the goods have not come.
pub async fn close_return(scope: &Scope, id: Uuid) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let (_, found) = locked_return(&mut work, id).await?;
        step(&mut work, &found, ReturnStatus::Closed, "orders.return_closed", None, json!({})).await?;
        work.commit().await?;
        Ok(found.number)
    })
    .await
}

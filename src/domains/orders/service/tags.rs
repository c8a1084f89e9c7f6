//! Tags of orders.

use super::locked;
use crate::domains::audit;
use crate::domains::orders::model::OrderMoney;
use crate::domains::orders::store;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::FieldErrors;
use serde_json::json;
use uuid::Uuid;

/// Longest tag, in characters.
const LONGEST: usize = 40;
/// Most tags of an order.
const MOST: usize = 20;

/// Words separated by commas, each once.
pub(super) fn read(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '\n']).map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

pub(super) fn check(text: &str, errors: &mut FieldErrors) {
    let tags = read(text);
    if tags.is_empty() {
        errors.add("tags", "error-required");
    }
    if tags.iter().any(|tag| tag.chars().count() > LONGEST) {
        errors.add("tags", "error-too-long");
    }
}

/// Gives an order that is locked other tags.
pub(super) async fn change(work: &mut Work, order: &OrderMoney, before: &[String], after: &[String]) -> Result<()> {
    if after.len() > MOST {
        return Err(Error::field("tags", "orders-error-too-many-tags"));
    }
    let user_id = work.scope.user_id();
    store::set_tags(work.conn(), order.id, after, user_id).await?;
    audit::service::record(work, "orders.tagged", "order", order.id, json!({"tags": before}), json!({"tags": after})).await?;
    outbox::emit(work, "orders.tagged", order.id, json!({"by": user_id})).await
}

pub(super) fn with(before: &[String], given: &[String]) -> Vec<String> {
    before.iter().chain(given.iter().filter(|tag| !before.contains(tag))).cloned().collect()
}

pub(super) fn without(before: &[String], given: &[String]) -> Vec<String> {
    before.iter().filter(|tag| !given.contains(tag)).cloned().collect()
}

/// Puts tags on an order, beside those that it has: what a colleague has put on it meanwhile stays.
///
/// # Errors
/// [`crate::shared::AppError::NotFound`]; field errors.
pub async fn add_tags(scope: &Scope, order_id: Uuid, typed: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    let mut errors = FieldErrors::default();
    check(typed, &mut errors);
    errors.into_result()?;
    let before = store::tags(work.conn(), order_id).await?;
    let after = with(&before, &read(typed));
    if after != before {
        change(&mut work, &order, &before, &after).await?;
        work.commit().await?;
    }
    Ok(order.order_number)
}

/// Takes a tag off an order.
///
/// # Errors
/// [`crate::shared::AppError::NotFound`].
pub async fn remove_tag(scope: &Scope, order_id: Uuid, tag: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    let before = store::tags(work.conn(), order_id).await?;
    let after = without(&before, &[tag.to_owned()]);
    if after != before {
        change(&mut work, &order, &before, &after).await?;
        work.commit().await?;
    }
    Ok(order.order_number)
}

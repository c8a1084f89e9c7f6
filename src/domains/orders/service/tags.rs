//! Tags of orders, one by one and of many at once.

use super::locked;
use crate::domains::audit;
use crate::domains::bulk::model::{ActionFacts, ActionField, FieldKind, Shown, Typed};
use crate::domains::bulk::ports::{Action, Effect, changed_since};
use crate::domains::orders::model::OrderMoney;
use crate::domains::orders::store;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{FieldErrors, Language, Permission};
use anyhow::Context;
use async_trait::async_trait;
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest tag, in characters.
const LONGEST: usize = 40;
/// Most tags of an order.
const MOST: usize = 20;

/// Words separated by commas, each once.
fn read(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '\n']).map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn check(text: &str, errors: &mut FieldErrors) {
    let tags = read(text);
    if tags.is_empty() {
        errors.add("tags", "error-required");
    }
    if tags.iter().any(|tag| tag.chars().count() > LONGEST) {
        errors.add("tags", "error-too-long");
    }
}

/// Gives an order that is locked other tags.
async fn change(work: &mut Work, order: &OrderMoney, before: &[String], after: &[String]) -> Result<()> {
    if after.len() > MOST {
        return Err(Error::field("tags", "orders-error-too-many-tags"));
    }
    let user_id = work.scope.user_id();
    store::set_tags(work.conn(), order.id, after, user_id).await?;
    audit::service::record(work, "orders.tagged", "order", order.id, json!({"tags": before}), json!({"tags": after})).await?;
    outbox::emit(work, "orders.tagged", order.id, json!({"by": user_id})).await
}

fn with(before: &[String], given: &[String]) -> Vec<String> {
    before.iter().chain(given.iter().filter(|tag| !before.contains(tag))).cloned().collect()
}

fn without(before: &[String], given: &[String]) -> Vec<String> {
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

/// Tags of many orders.
pub(super) struct Tags;

fn value<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map(String::as_str).unwrap_or_default()
}

#[async_trait]
impl Action for Tags {
    fn facts(&self) -> ActionFacts {
        ActionFacts {
            key: "orders.tags",
            area: "orders",
            label: "orders-bulk-tags",
            permission: Permission::OrdersWrite,
            is_reversible: true,
            is_grave: false,
        }
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        let how = [("add", "orders-bulk-tags-add"), ("remove", "orders-bulk-tags-remove")];
        let how = how.map(|(word, key)| (word.to_owned(), Shown::Key(key.to_owned())));
        Ok(vec![
            ActionField::new("how", "orders-bulk-how", FieldKind::Choice(how.to_vec())),
            ActionField::new("tags", "orders-tags", FieldKind::Text).help("orders-tags-help"),
        ])
    }

    fn check(&self, typed: &Typed, errors: &mut FieldErrors) {
        check(value(typed, "tags"), errors);
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let order = locked(work, id).await?;
        let given = read(value(typed, "tags"));
        let before = store::tags(work.conn(), id).await?;
        let after = if value(typed, "how") == "remove" { without(&before, &given) } else { with(&before, &given) };
        if after == before {
            return Ok(Effect::Unchanged);
        }
        change(work, &order, &before, &after).await?;
        let shown = |tags: &[String]| Shown::text(&tags.join(", "));
        Ok(Effect::Changed { before: shown(&before), after: shown(&after), undo: json!({"before": before, "after": after}) })
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        let order = locked(work, id).await?;
        let of = |name: &str| serde_json::from_value::<Vec<String>>(undo.get(name).cloned().unwrap_or_default());
        let (before, after) = of("before")
            .and_then(|before| Ok((before, of("after")?)))
            .context("an undo that this program has not written")
            .map_err(Error::Other)?;
        let now = store::tags(work.conn(), id).await?;
        if now != after {
            return Err(changed_since());
        }
        change(work, &order, &now, &before).await
    }
}

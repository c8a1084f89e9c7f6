//! What can be done with many orders at once.

use super::locked;
use super::steps::{cancel_locked, change_hold_locked, confirm_locked, read_reason};
use super::tags;
use crate::domains::bulk::model::{ActionFacts, ActionField, FieldKind, Shown, Typed};
use crate::domains::bulk::ports::{Action, Effect, Rows, changed_since, irreversible};
use crate::domains::orders::model::{OrderFilter, OrderMoney, OrderStatus};
use crate::domains::orders::store;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::paging::{PAGE_SIZE, PageRequest};
use crate::shared::{AppError, Cursor, FieldErrors, Language, Params, Permission};
use anyhow::Context;
use async_trait::async_trait;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// The queue.
pub static ROWS: &dyn Rows = &Orders;

/// What can be done with its rows.
pub static ACTIONS: &[&dyn Action] = &[&Confirm, &Hold, &Release, &Tags, &Cancel];

/// Orders that one question to the queue returns.
const PART: i64 = 1_000;

struct Orders;

#[async_trait]
impl Rows for Orders {
    fn area(&self) -> &'static str {
        "orders"
    }

    async fn find(&self, scope: &Scope, query: &Params, place: Option<Cursor>) -> Result<(Vec<Uuid>, Option<Cursor>)> {
        let filter = OrderFilter::from_params(query);
        // How far a search looks depends on the size of its pages, so its pages are those of the screen.
        let size = if filter.search.is_some() { PAGE_SIZE } else { PART };
        let page = super::list(scope, &filter, PageRequest { cursor: place, size, ..PageRequest::default() }).await?;
        Ok((page.rows.into_iter().map(|row| row.id).collect(), page.next))
    }

    async fn labels(&self, work: &mut Work, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        Ok(store::numbers(work.conn(), ids).await?.into_iter().collect())
    }
}

const fn facts(key: &'static str, label: &'static str, is_reversible: bool) -> ActionFacts {
    ActionFacts { key, area: "orders", label, permission: Permission::OrdersWrite, is_reversible, is_grave: false }
}

fn shown(status: OrderStatus) -> Shown {
    Shown::Key(status.key().to_owned())
}

/// Refuses a step that the state machine does not have, in words that each reader gets in their own language.
fn check(order: &OrderMoney, next: OrderStatus) -> Result<()> {
    if order.status.may_become(next) {
        return Ok(());
    }
    let args = vec![("status".to_owned(), format!("@{}", order.status.key()))];
    Err(Error::App(AppError::Conflict { key: "orders-bulk-error-status".to_owned(), args }))
}

fn reason_field(label: &str) -> Vec<ActionField> {
    vec![ActionField::new("reason", label, FieldKind::Text)]
}

fn reason(typed: &Typed) -> &str {
    typed.get("reason").map(String::as_str).unwrap_or_default()
}

fn check_reason(typed: &Typed, errors: &mut FieldErrors) {
    if let Err(Error::App(AppError::Invalid(said))) = read_reason(reason(typed)) {
        errors.0.extend(said.0);
    }
}

struct Confirm;

#[async_trait]
impl Action for Confirm {
    fn facts(&self) -> ActionFacts {
        facts("orders.confirm", "orders-bulk-confirm", false)
    }

    async fn apply(&self, work: &mut Work, _typed: &Typed, id: Uuid) -> Result<Effect> {
        let order = locked(work, id).await?;
        if order.status == OrderStatus::Confirmed {
            return Ok(Effect::Unchanged);
        }
        check(&order, OrderStatus::Confirmed)?;
        confirm_locked(work, &order).await?;
        Ok(Effect::Changed { before: shown(order.status), after: shown(OrderStatus::Confirmed), undo: Value::Null })
    }

    async fn undo(&self, _work: &mut Work, _id: Uuid, _undo: &Value) -> Result<()> {
        Err(irreversible())
    }
}

struct Cancel;

#[async_trait]
impl Action for Cancel {
    fn facts(&self) -> ActionFacts {
        ActionFacts { is_grave: true, ..facts("orders.cancel", "orders-bulk-cancel", false) }
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        Ok(reason_field("orders-cancel-reason"))
    }

    fn check(&self, typed: &Typed, errors: &mut FieldErrors) {
        check_reason(typed, errors);
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let order = locked(work, id).await?;
        if order.status == OrderStatus::Cancelled {
            return Ok(Effect::Unchanged);
        }
        check(&order, OrderStatus::Cancelled)?;
        let after = cancel_locked(work, &order, reason(typed)).await?;
        Ok(Effect::Changed { before: shown(order.status), after: shown(after), undo: Value::Null })
    }

    async fn undo(&self, _work: &mut Work, _id: Uuid, _undo: &Value) -> Result<()> {
        Err(irreversible())
    }
}

/// Sets or clears why an order waits.
async fn hold(work: &mut Work, id: Uuid, reason: Option<&str>) -> Result<Effect> {
    let order = locked(work, id).await?;
    let before = change_hold_locked(work, &order, reason).await?;
    if before.as_deref() == reason {
        return Ok(Effect::Unchanged);
    }
    let said = |reason: Option<&str>| reason.map_or(Shown::Nothing, Shown::text);
    Ok(Effect::Changed { before: said(before.as_deref()), after: said(reason), undo: json!({"before": before, "after": reason}) })
}

/// Puts the reason back that an order had, if it still has the one that it was given.
async fn undo_hold(work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
    let order = locked(work, id).await?;
    let of = |name: &str| undo.get(name).and_then(Value::as_str);
    undo.as_object().context("an undo that this program has not written").map_err(Error::Other)?;
    // What was there is known once it is replaced; a refusal takes that back.
    let now = change_hold_locked(work, &order, of("before")).await?;
    if now.as_deref() == of("after") { Ok(()) } else { Err(changed_since()) }
}

struct Hold;

#[async_trait]
impl Action for Hold {
    fn facts(&self) -> ActionFacts {
        facts("orders.hold", "orders-bulk-hold", true)
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        Ok(reason_field("orders-hold-reason"))
    }

    fn check(&self, typed: &Typed, errors: &mut FieldErrors) {
        check_reason(typed, errors);
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        hold(work, id, Some(reason(typed))).await
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        undo_hold(work, id, undo).await
    }
}

struct Release;

#[async_trait]
impl Action for Release {
    fn facts(&self) -> ActionFacts {
        facts("orders.release", "orders-bulk-release", true)
    }

    async fn apply(&self, work: &mut Work, _typed: &Typed, id: Uuid) -> Result<Effect> {
        hold(work, id, None).await
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        undo_hold(work, id, undo).await
    }
}

/// Tags of many orders.
struct Tags;

fn value<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map(String::as_str).unwrap_or_default()
}

#[async_trait]
impl Action for Tags {
    fn facts(&self) -> ActionFacts {
        facts("orders.tags", "orders-bulk-tags", true)
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
        tags::check(value(typed, "tags"), errors);
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let order = locked(work, id).await?;
        let given = tags::read(value(typed, "tags"));
        let before = store::tags(work.conn(), id).await?;
        let after = if value(typed, "how") == "remove" { tags::without(&before, &given) } else { tags::with(&before, &given) };
        if after == before {
            return Ok(Effect::Unchanged);
        }
        tags::change(work, &order, &before, &after).await?;
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
        tags::change(work, &order, &now, &before).await
    }
}

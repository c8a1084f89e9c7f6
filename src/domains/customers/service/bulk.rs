//! What can be done with many customers at once.

use super::{LONGEST_TAG, read_tags};
use crate::domains::audit;
use crate::domains::bulk::model::{ActionFacts, ActionField, FieldKind, Shown, Typed};
use crate::domains::bulk::ports::{Action, Effect, Rows, changed_since};
use crate::domains::customers::model::{CustomerDetail, CustomerFilter, CustomerStatus};
use crate::domains::customers::store;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::{PAGE_SIZE, PageRequest};
use crate::shared::{AppError, Cursor, FieldErrors, Language, Params, Permission};
use anyhow::Context;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// The list of customers.
pub static ROWS: &dyn Rows = &Customers;

/// What can be done with its rows.
pub static ACTIONS: &[&dyn Action] = &[&Status, &Tags];

/// People that one question to the list returns.
const PART: i64 = 1_000;

struct Customers;

/// The next people of a list, and the place after them; `None` at the end.
pub(super) async fn some(
    work: &mut Work,
    filter: &CustomerFilter,
    place: Option<Cursor>,
    size: i64,
) -> Result<(Vec<Uuid>, Option<Cursor>)> {
    let (now, conditions) = (work.now, super::segments::resolve(work, filter).await?);
    let members = conditions.as_ref().map(|conditions| (conditions, now));
    let page = match filter.query.as_deref() {
        // How far a search looks depends on the size of its pages, so its pages are those of the screen.
        Some(words) => {
            let request = PageRequest { cursor: place, size: PAGE_SIZE, ..PageRequest::default() };
            store::found(work.conn(), words, filter, members, request).await?
        }
        None => store::list(work.conn(), filter, members, PageRequest { cursor: place, size, ..PageRequest::default() }).await?,
    };
    Ok((page.rows.into_iter().map(|row| row.id).collect(), page.next))
}

#[async_trait]
impl Rows for Customers {
    fn area(&self) -> &'static str {
        "customers"
    }

    async fn find(&self, scope: &Scope, query: &Params, place: Option<Cursor>) -> Result<(Vec<Uuid>, Option<Cursor>)> {
        let mut work = scope.begin().await?;
        some(&mut work, &CustomerFilter::from_params(query), place, PART).await
    }

    async fn labels(&self, work: &mut Work, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        Ok(store::names(work.conn(), ids).await?.into_iter().collect())
    }
}

const fn facts(key: &'static str, label: &'static str) -> ActionFacts {
    ActionFacts { key, area: "customers", label, permission: Permission::CustomersWrite, is_reversible: true, is_grave: false }
}

fn value<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map(String::as_str).unwrap_or_default()
}

async fn locked(work: &mut Work, id: Uuid) -> Result<CustomerDetail> {
    store::detail(work.conn(), id, true).await?.ok_or_else(|| AppError::NotFound.into())
}

/// What an action keeps of a field to take its change back.
#[derive(Serialize, Deserialize)]
struct Step<T> {
    before: T,
    after: T,
}

fn step<T: serde::de::DeserializeOwned>(undo: &Value) -> Result<Step<T>> {
    serde_json::from_value(undo.clone()).context("an undo that this program has not written").map_err(Error::Other)
}

/// Log and event of a change, as the form writes them.
async fn changed(work: &mut Work, id: Uuid, old: Value, new: Value) -> Result<()> {
    audit::service::record(work, "customers.updated", "customer", id, old, new).await?;
    outbox::emit(work, "customers.updated", id, json!({})).await
}

async fn set_status(work: &mut Work, person: &CustomerDetail, status: CustomerStatus) -> Result<()> {
    store::set_status(work.conn(), person.id, status).await?;
    changed(work, person.id, json!({"status": person.status}), json!({"status": status})).await
}

async fn set_tags(work: &mut Work, person: &CustomerDetail, tags: &[String]) -> Result<()> {
    store::set_tags(work.conn(), person.id, tags).await?;
    changed(work, person.id, json!({"tags": person.tags}), json!({"tags": tags})).await
}

struct Status;

#[async_trait]
impl Action for Status {
    fn facts(&self) -> ActionFacts {
        facts("customers.status", "customers-bulk-status")
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        let choices = CustomerStatus::ALL.into_iter().map(|status| (status.code().to_owned(), Shown::Key(status.key().to_owned())));
        Ok(vec![ActionField::new("status", "customers-status", FieldKind::Choice(choices.collect())).help("customers-bulk-status-help")])
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let wanted = CustomerStatus::parse(value(typed, "status")).ok_or_else(|| Error::field("status", "error-choice"))?;
        let person = locked(work, id).await?;
        if person.status == wanted {
            return Ok(Effect::Unchanged);
        }
        set_status(work, &person, wanted).await?;
        let shown = |status: CustomerStatus| Shown::Key(status.key().to_owned());
        let undo = json!(Step { before: person.status, after: wanted });
        Ok(Effect::Changed { before: shown(person.status), after: shown(wanted), undo })
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        let step: Step<CustomerStatus> = step(undo)?;
        let person = locked(work, id).await?;
        if person.status != step.after {
            return Err(changed_since());
        }
        set_status(work, &person, step.before).await
    }
}

struct Tags;

#[async_trait]
impl Action for Tags {
    fn facts(&self) -> ActionFacts {
        facts("customers.tags", "customers-bulk-tags")
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        let how = [("add", "customers-bulk-tags-add"), ("remove", "customers-bulk-tags-remove")];
        let how = how.map(|(word, key)| (word.to_owned(), Shown::Key(key.to_owned())));
        Ok(vec![
            ActionField::new("how", "customers-bulk-how", FieldKind::Choice(how.to_vec())),
            ActionField::new("tags", "customers-tags", FieldKind::Text).help("customers-tags-help"),
        ])
    }

    fn check(&self, typed: &Typed, errors: &mut FieldErrors) {
        let tags = read_tags(value(typed, "tags"));
        if tags.is_empty() {
            errors.add("tags", "error-required");
        }
        if tags.iter().any(|tag| tag.chars().count() > LONGEST_TAG) {
            errors.add("tags", "error-too-long");
        }
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let person = locked(work, id).await?;
        let given = read_tags(value(typed, "tags"));
        let mut tags = person.tags.clone();
        if value(typed, "how") == "remove" {
            tags.retain(|tag| !given.contains(tag));
        } else {
            tags.extend(given.into_iter().filter(|tag| !person.tags.contains(tag)));
        }
        if tags == person.tags {
            return Ok(Effect::Unchanged);
        }
        set_tags(work, &person, &tags).await?;
        let shown = |tags: &[String]| Shown::text(&tags.join(", "));
        let undo = json!(Step { before: &person.tags, after: &tags });
        Ok(Effect::Changed { before: shown(&person.tags), after: shown(&tags), undo })
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        let step: Step<Vec<String>> = step(undo)?;
        let person = locked(work, id).await?;
        if person.tags != step.after {
            return Err(changed_since());
        }
        set_tags(work, &person, &step.before).await
    }
}

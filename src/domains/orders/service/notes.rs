//! Notes for colleagues; whoever is named behind an `@` is told.

use super::locked;
use super::steps::finish;
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::orders::model::Colleague;
use crate::domains::orders::{store, urls};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope};
use serde_json::json;
use uuid::Uuid;

/// Longest note, in characters.
const LONGEST: usize = 2_000;
/// How much of it the notification shows, in characters.
const SHOWN: usize = 140;

/// Those of some people whose name stands behind an `@`: the whole name, or a first name that only one of them has. Where one
/// name begins with another, the longer one is meant.
#[must_use]
pub fn mentioned(body: &str, people: &[Colleague]) -> Vec<Uuid> {
    let body = body.to_lowercase();
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let mut names: Vec<(String, Uuid)> = people.iter().map(|person| (person.name.trim().to_lowercase(), person.id)).collect();
    for person in people {
        let own = first(&person.name);
        if people.iter().filter(|other| first(&other.name) == own).count() == 1 {
            names.push((own, person.id));
        }
    }
    names.retain(|(name, _)| !name.is_empty());
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut found = Vec::new();
    for (at, _) in body.match_indices('@') {
        // An e-mail address mentions nobody.
        if body.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = body.get(at + 1..).unwrap_or_default();
        let ends = |name: &str| rest.get(name.len()..).and_then(|after| after.chars().next()).is_none_or(|next| !next.is_alphanumeric());
        if let Some((_, id)) = names.iter().find(|(name, _)| rest.starts_with(name.as_str()) && ends(name))
            && !found.contains(id)
        {
            found.push(*id);
        }
    }
    found
}

/// Adds a note, and tells whom it mentions.
///
/// # Errors
/// A field error for an empty or overlong note.
pub async fn add_note(scope: &Scope, order_id: Uuid, body: &str) -> Result<()> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    let body = body.trim();
    if body.is_empty() {
        return Err(Error::field("body", "error-required"));
    }
    if body.chars().count() > LONGEST {
        return Err(Error::field("body", "error-too-long"));
    }
    let organization_id = scope.organization.id;
    let people = if body.contains('@') { store::colleagues(work.conn(), organization_id).await? } else { Vec::new() };
    let mentions = mentioned(body, &people);
    let (id, at, user_id) = (new_id(), work.now, scope.user_id());
    store::insert_note(work.conn(), store::NewNote { id, order_id, body, mentions: &mentions, user_id, at }).await?;
    let person = scope.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    let shown: String = body.chars().take(SHOWN).collect();
    for mention in mentions {
        let notice = Notice {
            kind: Kind::Order,
            title_key: "notifications-order-mention-title",
            message_key: "notifications-order-mention",
            data: json!({"order_id": order_id, "number": order.order_number, "name": person, "text": shown}),
            link: urls::order(order_id),
            dedupe_key: format!("orders.mention:{id}"),
            audience: Audience::Person(mention),
            except: user_id,
        };
        notify(&mut work, notice).await?;
    }
    finish(&mut work, &order, "orders.noted", json!({"note": body})).await?;
    work.commit().await
}

/// Whom a note can mention: everybody here who may see orders.
///
/// # Errors
/// When the database refuses.
pub async fn colleagues(scope: &Scope) -> Result<Vec<Colleague>> {
    let mut work = scope.begin().await?;
    store::colleagues(work.conn(), scope.organization.id).await
}

//! Rules of the notifications domain.

mod deliver;
mod devices;
mod digest;
mod letters;
mod settings;
mod unsubscribe;
mod words;

pub use deliver::{event_died, queue, send_message};
pub use devices::{device_name, forget_app, register_app, remove_device, subscribe};
pub use digest::{digests, latest_ends};
pub use letters::{OwnLetter, hold_letter, letter_left, letter_stayed, letters_failed, write_down};
pub use settings::{save, settings};
pub use unsubscribe::{Token, read_token, token, unsubscribe, unsubscribe_by_link};
pub use words::words;

use super::model::{Bell, Kind, NotificationFilter, NotificationRow};
use super::store::{self, Kept};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Language, Page, Permission};
use anyhow::Context;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

/// Days that a notification is kept after it was made, if it was read.
const KEEP_DAYS: i64 = 90;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody whose role has this permission.
    Holders(Permission),
    /// One person, if they belong to the organization.
    Person(Uuid),
}

/// Something that people should know.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What it is about.
    pub kind: Kind,
    /// Fluent key of a few words.
    pub title_key: &'static str,
    /// Fluent key of a sentence.
    pub message_key: &'static str,
    /// What the texts name: an object of strings, numbers and ids. With a `currency` beside it, `amount` is shown as money.
    pub data: Value,
    /// Where it leads, a path of this site.
    pub link: String,
    /// The same key again tells nobody twice.
    pub dedupe_key: String,
    /// Who is told.
    pub audience: Audience,
    /// Who knows it already, because they did it.
    pub except: Option<Uuid>,
}

/// Tells people something, in the transaction of its cause: a row for each of them, an event for what leaves the house, and a
/// signal to their open pages. Returns how many were told.
///
/// # Errors
/// When the database refuses.
pub async fn notify(work: &mut Work, notice: Notice) -> Result<usize> {
    let Notice { kind, title_key, message_key, data, link, dedupe_key, audience, except } = notice;
    let mut data = if data.is_object() { data } else { json!({}) };
    if !link.is_empty()
        && let Some(fields) = data.as_object_mut()
    {
        fields.insert("link".to_owned(), Value::from(link));
    }
    let organization_id = work.scope.organization.id;
    let (permission, user_id) = match audience {
        Audience::Holders(permission) => (Some(permission.key()), None),
        Audience::Person(user_id) => (None, Some(user_id)),
    };
    let at = work.now;
    let new =
        store::New { organization_id, permission, user_id, except, kind, title_key, message_key, data: &data, dedupe_key: &dedupe_key, at };
    let made = store::insert(work.conn(), &new).await?;
    if made.is_empty() {
        return Ok(0);
    }
    let (ids, people): (Vec<Uuid>, Vec<Uuid>) = made.into_iter().unzip();
    outbox::emit(work, "notifications.created", new_id(), json!({"ids": ids})).await?;
    store::signal(work.conn(), organization_id, &people).await?;
    Ok(people.len())
}

fn me(scope: &Scope) -> Result<Uuid> {
    scope.user_id().ok_or_else(|| AppError::Unauthenticated.into())
}

fn shown(kept: Kept, language: Language) -> Result<NotificationRow> {
    let kind = kind_of(&kept.kind)?;
    Ok(NotificationRow {
        id: kept.id,
        kind,
        title: words(language, &kept.title_key, &kept.data),
        text: words(language, &kept.message_key, &kept.data),
        link: link_of(&kept.data),
        is_read: kept.is_read,
        at: kept.created_at,
    })
}

fn kind_of(code: &str) -> Result<Kind> {
    Kind::parse(code).with_context(|| format!("the database holds the type {code}")).map_err(Error::Other)
}

/// Where a notification leads; a path of this site or nothing.
fn link_of(data: &Value) -> Option<String> {
    data.get("link").and_then(Value::as_str).filter(|link| link.starts_with('/') && !link.starts_with("//")).map(ToOwned::to_owned)
}

/// What the bell of the signed-in person shows. `known` is what the request already knows of it.
///
/// # Errors
/// When the database refuses.
pub async fn bell(scope: &Scope, language: Language, known: Option<Value>) -> Result<Bell> {
    let kept = match known {
        Some(kept) => kept,
        None => store::bell(&scope.db, scope.organization.id, me(scope)?).await?,
    };
    let kept: store::KeptBell = serde_json::from_value(kept).context("reading what the bell shows")?;
    Ok(Bell { rows: kept.rows.into_iter().map(|row| shown(row, language)).collect::<Result<_>>()?, unread: kept.unread })
}

/// A page of the signed-in person's notifications, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, language: Language, filter: NotificationFilter, page: PageRequest) -> Result<Page<NotificationRow>> {
    let user_id = me(scope)?;
    let mut work = scope.begin().await?;
    let Page { rows, next, previous } = store::list(work.conn(), user_id, filter, page).await?;
    Ok(Page { rows: rows.into_iter().map(|row| shown(row, language)).collect::<Result<_>>()?, next, previous })
}

/// Marks a notification of the signed-in person as read; returns where it leads.
///
/// # Errors
/// [`AppError::NotFound`], also for somebody else's.
pub async fn read(scope: &Scope, id: Uuid) -> Result<Option<String>> {
    let user_id = me(scope)?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let (data, changed) = store::read(work.conn(), user_id, id, now).await?.ok_or(AppError::NotFound)?;
    if changed {
        store::signal(work.conn(), scope.organization.id, &[user_id]).await?;
    }
    work.commit().await?;
    Ok(link_of(&data))
}

/// Marks everything of the signed-in person as read; returns how many were not.
///
/// # Errors
/// When the database refuses.
pub async fn read_all(scope: &Scope) -> Result<u64> {
    let user_id = me(scope)?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let count = store::read_all(work.conn(), user_id, now).await?;
    if count > 0 {
        store::signal(work.conn(), scope.organization.id, &[user_id]).await?;
    }
    work.commit().await?;
    Ok(count)
}

/// Removes what was read and is old; returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn remove_old(scope: &Scope) -> Result<u64> {
    let mut work = scope.begin().await?;
    let before = work.now - TimeDelta::days(KEEP_DAYS);
    let removed = store::remove_read(work.conn(), before).await?;
    work.commit().await?;
    Ok(removed)
}

//! What payment providers send: into the inbox first, worked on later.

use super::{REJECTED_KEPT, TOPIC_LENGTH, dedupe_key, storable};
use crate::domains::access;
use crate::domains::bulk::model::Message;
use crate::domains::payments::ports::{Incoming, Notice};
use crate::domains::payments::service::accounts;
use crate::domains::payments::service::notices::{self, Checked, Taken};
use crate::domains::platform::model::InboxStatus;
use crate::domains::platform::store;
use crate::server::clock::new_id;
use crate::server::seal::Sealer;
use crate::server::worker::JobContext;
use crate::server::{Result, Scope, outbox};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What to answer a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeAnswer {
    /// It is in the inbox, or was before; what the provider wants to read.
    Taken(String),
    /// There is no such account.
    Unknown,
    /// It is not believed.
    Rejected,
}

/// A body without what it says of a card.
fn without_card(body: &str, is_form: bool) -> String {
    if !is_form {
        return body.to_owned();
    }
    body.split('&').filter(|pair| !pair.starts_with("card_")).collect::<Vec<_>>().join("&")
}

/// Takes a notice of a provider into the inbox.
///
/// # Errors
/// When the database is away or the account's secrets cannot be opened.
pub async fn receive_notice(
    context: &JobContext,
    sealer: &Sealer,
    provider: &str,
    account_id: Uuid,
    headers: BTreeMap<String, String>,
    body: &[u8],
) -> Result<NoticeAnswer> {
    let Some(organization_id) = accounts::organization_of(&context.db, account_id).await? else { return Ok(NoticeAnswer::Unknown) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
    let mut work = scope.begin().await?;
    let incoming = Incoming { headers: &headers, body, now: work.now };
    let checked = notices::check(&mut work, sealer, provider, account_id, &incoming).await?;
    let (id, at) = (new_id(), work.now);
    let is_form = headers.get("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let payload = without_card(&storable(body), is_form);
    let insert = |topic: &str, key: String, status, kept: Value, payload: String| {
        let topic: String = topic.chars().filter(|c| !c.is_control()).take(TOPIC_LENGTH).collect();
        (topic, key, status, kept, payload)
    };
    let (new, answer, refused) = match checked {
        Checked::Unknown => return Ok(NoticeAnswer::Unknown),
        Checked::Genuine(None, text) => return Ok(NoticeAnswer::Taken(text)),
        Checked::Genuine(Some(notice), text) => {
            let key: String = notice.key.chars().take(200).collect();
            let kept = json!({"notice": &*notice, "headers": headers});
            (insert(&notice.kind, key, InboxStatus::Received, kept, payload), NoticeAnswer::Taken(text), None)
        }
        Checked::Forged(reason) => {
            let key = format!("rejected:{}", dedupe_key(provider, body));
            let payload = payload.chars().take(REJECTED_KEPT).collect();
            (insert("", key, InboxStatus::Rejected, json!({}), payload), NoticeAnswer::Rejected, Some(reason.key()))
        }
    };
    let (topic, key, status, kept, payload) = new;
    store::payments::ensure_endpoint(work.conn(), account_id, provider).await?;
    let event =
        store::NewEvent { id, endpoint_id: account_id, topic: &topic, dedupe_key: &key, headers: &kept, payload: &payload, status, at };
    let is_new = store::insert_event(work.conn(), &event).await?;
    if let (true, Some(reason)) = (is_new, refused) {
        store::close_event(work.conn(), id, InboxStatus::Rejected, &[Message::new(reason)], at).await?;
        notices::alarm(&mut work, account_id, reason).await?;
    } else if is_new {
        outbox::emit(&mut work, "platform.webhook_received", id, json!({})).await?;
    }
    work.commit().await?;
    Ok(answer)
}

/// Works on a notice from the inbox.
///
/// # Errors
/// When the database is away or the provider does not answer; it is then worked on again.
pub(super) async fn process_notice(context: &JobContext, scope: &Scope, id: Uuid, account_id: Uuid) -> Result<()> {
    let sealer = Sealer::load(&context.config.data)?;
    let mut work = scope.begin().await?;
    let Some(event) = store::payments::notice(work.conn(), id).await? else { return Ok(()) };
    // A provider may be slow: no transaction waits for it.
    drop(work);
    let notice: Notice = serde_json::from_value(event.headers["notice"].clone()).context("reading a notice from the inbox")?;
    let headers: BTreeMap<String, String> = serde_json::from_value(event.headers["headers"].clone()).unwrap_or_default();
    let confirmed = notices::confirm(scope, &sealer, account_id, notice, &headers, &event.payload).await?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let is_open =
        store::lock_event(work.conn(), id).await?.is_some_and(|event| matches!(event.status, InboxStatus::Received | InboxStatus::Failed));
    if !is_open {
        return Ok(());
    }
    let taken = match confirmed {
        Ok(Some(notice)) => notices::apply(&mut work, account_id, &notice).await?,
        Ok(None) => Taken::Ignored,
        Err(reason) => Taken::Refused(reason),
    };
    let status = match taken {
        Taken::Done => InboxStatus::Processed,
        Taken::Ignored => InboxStatus::Ignored,
        Taken::Refused(reason) => {
            // What it has begun is taken back; the note about it is written in a new transaction.
            drop(work);
            let mut work = scope.begin().await?;
            store::close_event(work.conn(), id, InboxStatus::Failed, &[Message::new(reason)], now).await?;
            notices::alarm(&mut work, account_id, reason).await?;
            return work.commit().await;
        }
    };
    store::close_event(work.conn(), id, status, &[], now).await?;
    work.commit().await
}

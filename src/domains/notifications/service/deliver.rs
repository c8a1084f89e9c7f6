//! What leaves: each message is written down before it is sent, and marked once it was. A process that is killed in between
//! sends it a second time; none is lost.

use super::unsubscribe::{Token, token};
use super::{kind_of, link_of, words};
use crate::domains::access;
use crate::domains::notifications::model::{Digest, Kind};
use crate::domains::notifications::store::{self, NewMessage, SubscriptionRow, ToTell, Waiting};
use crate::domains::notifications::urls;
use crate::server::clock::new_id;
use crate::server::context::Organization;
use crate::server::i18n::text_with;
use crate::server::mail::Letter;
use crate::server::push::Outcome;
use crate::server::seal::Sealer;
use crate::server::worker::JobContext;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, Language};
use serde_json::{Value, json};
use uuid::Uuid;

/// Type of the event that a message is to be sent.
const QUEUED: &str = "notifications.message_queued";

/// The language that somebody reads: their own, else that of the organization's documents.
pub(super) fn language_of(locale: Option<&str>, organization: &Organization) -> Language {
    locale.and_then(Language::parse).unwrap_or(organization.language)
}

async fn scope_of(context: &JobContext, organization_id: Uuid) -> Result<Scope> {
    let organization = access::service::organization(&context.db, organization_id).await?;
    Ok(Scope::system(context.db.clone(), context.clock.clone(), organization))
}

/// Writes down what is to leave for new notifications, as each person wants it. A second time writes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn queue(context: &JobContext, organization_id: Uuid, ids: &[Uuid]) -> Result<()> {
    let scope = scope_of(context, organization_id).await?;
    let mut work = scope.begin().await?;
    let rows = store::to_tell(work.conn(), organization_id, ids).await?;
    let people: Vec<Uuid> = rows.iter().filter(|row| row.settings.push_enabled).map(|row| row.user_id).collect();
    let browsers = store::subscriptions(work.conn(), &people).await?;
    for row in &rows {
        let settings = row.settings.settings();
        let kind = kind_of(&row.kind)?;
        let language = language_of(row.locale.as_deref(), &scope.organization);
        // Who has changed to letters at once has had what came before in a last digest.
        let is_new = row.created_at >= row.settings.digested_until;
        if settings.digest == Digest::Instant && settings.mails(kind) && is_new {
            queue_letter(&mut work, row, kind, language).await?;
        }
        if settings.push && settings.wants(kind) {
            for browser in browsers.iter().filter(|browser| browser.user_id == row.user_id) {
                queue_push(&mut work, row, browser, language).await?;
            }
        }
    }
    work.commit().await
}

async fn queue_letter(work: &mut Work, row: &ToTell, kind: Kind, language: Language) -> Result<()> {
    let (subject, body) = (words(language, &row.title_key, &row.data), words(language, &row.message_key, &row.data));
    let new = NewMessage {
        id: new_id(),
        channel: "EMAIL",
        recipient: &row.email,
        user_id: Some(row.user_id),
        language,
        template: "notification",
        event_type: Some(row.kind.as_str()),
        subject: &subject,
        body: &body,
        metadata: json!({"name": row.name, "type": kind.code(), "link": link_of(&row.data).unwrap_or_else(|| urls::LIST.to_owned())}),
        dedupe_key: &format!("notification:{}:email", row.id),
        related: Some(("notification", row.id)),
        at: work.now,
    };
    queue_message(work, new).await
}

/// A push message holds the title and where it leads, nothing else: it is shown on locked screens.
async fn queue_push(work: &mut Work, row: &ToTell, browser: &SubscriptionRow, language: Language) -> Result<()> {
    let title = words(language, &row.title_key, &row.data);
    let body = json!({"title": title, "url": link_of(&row.data).unwrap_or_else(|| urls::LIST.to_owned())}).to_string();
    let new = NewMessage {
        id: new_id(),
        channel: "PUSH",
        recipient: &format!("subscription:{}", browser.id),
        user_id: Some(row.user_id),
        language,
        template: "notification",
        event_type: Some(row.kind.as_str()),
        subject: &title,
        body: &body,
        metadata: json!({"subscription_id": browser.id}),
        dedupe_key: &format!("notification:{}:push:{}", row.id, browser.id),
        related: Some(("notification", row.id)),
        at: work.now,
    };
    queue_message(work, new).await
}

async fn queue_message(work: &mut Work, new: NewMessage<'_>) -> Result<()> {
    let id = new.id;
    if store::insert_message(work.conn(), new).await? {
        outbox::emit(work, QUEUED, id, json!({})).await?;
    }
    Ok(())
}

/// Sends a message that waits. One that was sent is not sent again.
///
/// # Errors
/// When it could not be sent this time; the outbox tries again.
pub async fn send_message(context: &JobContext, organization_id: Uuid, id: Uuid) -> Result<()> {
    let scope = scope_of(context, organization_id).await?;
    let mut work = scope.begin().await?;
    let Some(message) = store::lock_waiting(work.conn(), id).await? else { return Ok(()) };
    let sent = match message.channel.as_str() {
        "EMAIL" => send_letter(context, &mut work, &message).await,
        "PUSH" => send_push(context, &mut work, &message).await,
        other => Err(Error::Other(anyhow::anyhow!("nothing here sends messages by {other}"))),
    };
    match sent {
        Ok((status, error)) => {
            let now = work.now;
            store::close_message(work.conn(), id, status, error.as_deref(), now).await?;
            work.commit().await
        }
        Err(error) => {
            drop(work);
            let mut work = scope.begin().await?;
            store::note_attempt(work.conn(), id, &format!("{error:#}")).await?;
            work.commit().await?;
            Err(error)
        }
    }
}

/// The status that a message ends with, and what is to be said about it.
type Ended = (&'static str, Option<String>);

async fn send_letter(context: &JobContext, work: &mut Work, message: &Waiting) -> Result<Ended> {
    let organization = work.scope.organization.clone();
    let language = Language::parse(&message.locale).unwrap_or(organization.language);
    let Some(user_id) = message.user_id else { return Ok(("SUPPRESSED", Some("it is for nobody".to_owned()))) };
    let kind = message.metadata.get("type").and_then(Value::as_str).and_then(Kind::parse);
    if store::reader(work.conn(), organization.id, user_id).await?.is_none() {
        return Ok(("SUPPRESSED", Some("the person does not belong to the organization any more".to_owned())));
    }
    let settings = store::settings(work.conn(), user_id).await?.map(|row| row.settings()).unwrap_or_default();
    if !kind.map_or(settings.email, |kind| settings.mails(kind)) {
        return Ok(("SUPPRESSED", Some("the person does not want such letters any more".to_owned())));
    }
    let sealer = Sealer::load(&context.config.data)?;
    let token = token(&sealer, Token { organization_id: organization.id, user_id, kind })?;
    let stop = context.mail.url(&urls::unsubscribe(&token));
    let say = |key: &str| text_with(language, key, &[("organization", organization.name.clone().into())]);
    let link = message.metadata.get("link").and_then(Value::as_str).unwrap_or(urls::LIST);
    let footer = text_with(
        language,
        "notifications-letter-footer",
        &[
            ("organization", organization.name.clone().into()),
            ("settings", context.mail.url(urls::SETTINGS).into()),
            ("stop", stop.clone().into()),
        ],
    );
    let letter = Letter {
        to: message.recipient.clone(),
        to_name: message.metadata.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        language,
        subject: message.subject.clone().unwrap_or_default(),
        paragraphs: message.body.lines().map(|line| paragraph(context, line)).collect(),
        action: Some((say("notifications-letter-open"), context.mail.url(link))),
        footer,
        unsubscribe: Some(stop),
        ..Letter::default()
    };
    context.mail.send(&letter).await?;
    Ok(("SENT", None))
}

/// A line of a digest holds title, text and link, each after a unit separator.
fn paragraph(context: &JobContext, line: &str) -> String {
    let mut parts = line.split('\u{1f}');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(title), Some(text), Some(link)) if !link.is_empty() => format!("{title}: {text} {}", context.mail.url(link)),
        (Some(title), Some(text), _) => format!("{title}: {text}"),
        _ => line.to_owned(),
    }
}

async fn send_push(context: &JobContext, work: &mut Work, message: &Waiting) -> Result<Ended> {
    let gone = || ("SUPPRESSED", Some("the device is not told any more".to_owned()));
    let id = message.metadata.get("subscription_id").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
    let Some(id) = id else { return Ok(gone()) };
    let row = store::subscription(work.conn(), id).await?.filter(|row| Some(row.user_id) == message.user_id);
    let Some(row) = row else { return Ok(gone()) };
    let organization_id = work.scope.organization.id;
    let member = store::reader(work.conn(), organization_id, row.user_id).await?;
    let settings = store::settings(work.conn(), row.user_id).await?.map(|row| row.settings()).unwrap_or_default();
    if member.is_none() || !settings.push {
        return Ok(gone());
    }
    let now = work.now;
    let part = |name: &str| row.keys.get(name).and_then(Value::as_str).unwrap_or_default();
    let Ok(browser) = context.push.subscription(&row.endpoint, part("p256dh"), part("auth")) else {
        store::note_subscription(work.conn(), id, false, now).await?;
        return Ok(("FAILED", Some("its address is not one of a push service".to_owned())));
    };
    // A topic has at most 32 letters of base64url: the id without hyphens.
    let topic = message.related_id.unwrap_or(id).simple().to_string();
    match context.push.send(&browser, &message.body, &topic, now).await? {
        Outcome::Sent => {
            store::note_subscription(work.conn(), id, true, now).await?;
            Ok(("SENT", None))
        }
        Outcome::Gone => {
            store::forget_subscription(work.conn(), id).await?;
            Ok(("FAILED", Some("the device has ended its subscription".to_owned())))
        }
        Outcome::Refused(reason) => {
            store::note_subscription(work.conn(), id, false, now).await?;
            Ok(("FAILED", Some(reason)))
        }
        Outcome::Later(reason) => Err(Error::Other(anyhow::anyhow!("the push service is busy or away: {reason}"))),
    }
}

/// A job has died. If it was to send a message, nobody tries that any more.
///
/// # Errors
/// When the database refuses.
pub async fn event_died(context: &JobContext, organization_id: Uuid, kind: &str, aggregate_id: Option<Uuid>) -> Result<()> {
    let (QUEUED, Some(id)) = (kind, aggregate_id) else { return Ok(()) };
    let scope = match scope_of(context, organization_id).await {
        Err(Error::App(AppError::NotFound)) => return Ok(()),
        found => found?,
    };
    let mut work = scope.begin().await?;
    store::fail_message(work.conn(), id).await?;
    work.commit().await
}

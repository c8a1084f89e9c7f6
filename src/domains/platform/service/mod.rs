//! Rules of the inbox, of connections and of work that failed.

mod organizations;
mod payments;

pub use organizations::{change_areas, change_plan, change_status, organization, organizations};
pub use payments::{NoticeAnswer, receive_notice};

use super::model::{Connection, InboxStatus, SystemState};
use super::{store, urls};
use crate::domains::bulk::model::{Message, RowStatus};
use crate::domains::bulk::service::refusal;
use crate::domains::channels::service::{Taken, job_scope, require_webhook_store, take_woocommerce_order};
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::{access, audit};
use crate::server::clock::{new_code, new_id};
use crate::server::seal::{Place, Sealer};
use crate::server::worker::JobContext;
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::{AppError, Area, Permission};
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use uuid::Uuid;

/// Symbols of a secret: 5 bits each.
const SECRET_LENGTH: usize = 32;
/// Characters of a rejected body that are kept for the log.
const REJECTED_KEPT: usize = 2_000;
/// Longest topic that is kept.
const TOPIC_LENGTH: usize = 100;
const WOOCOMMERCE: &str = "woocommerce";

// ---- work that failed

/// What went wrong in the background.
///
/// # Errors
/// When the database refuses.
pub async fn system(scope: &Scope) -> Result<SystemState> {
    let mut work = scope.begin().await?;
    Ok(SystemState { outbox: store::failing_events(work.conn()).await?, inbox: store::troubled(work.conn()).await? })
}

/// Tries a failed event again, now.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when a worker has just taken it.
pub async fn retry_event(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let (kind, attempts) = store::failing_event(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    audit::service::record(&mut work, "platform.event_retried", "outbox_event", id, json!({"attempts": attempts}), json!({"type": kind}))
        .await?;
    if !store::revive_event(&scope.db, scope.organization.id, id, work.now).await? {
        return Err(Error::conflict("platform-error-taken"));
    }
    work.commit().await
}

/// Gives a failed event up.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when a worker has just taken it.
pub async fn give_up_event(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let (kind, attempts) = store::failing_event(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    audit::service::record(&mut work, "platform.event_given_up", "outbox_event", id, json!({"attempts": attempts}), json!({"type": kind}))
        .await?;
    if !store::bury_event(&scope.db, scope.organization.id, id, work.now).await? {
        return Err(Error::conflict("platform-error-taken"));
    }
    work.commit().await
}

/// Works on a failed webhook again. A rejected one stays rejected: nobody has proved who sent it.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it has not failed.
pub async fn retry_webhook(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let event = store::lock_event(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if event.status != InboxStatus::Failed {
        return Err(Error::conflict("platform-error-not-failed"));
    }
    store::reopen_event(work.conn(), id).await?;
    let (old, new) = (json!({"status": event.status.code()}), json!({"status": InboxStatus::Received.code()}));
    audit::service::record(&mut work, "platform.webhook_retried", "webhook_event", id, old, new).await?;
    outbox::emit(&mut work, "platform.webhook_received", id, json!({})).await?;
    work.commit().await
}

/// Tells who looks after the system that work of a kind has failed for good; once a day for a kind.
///
/// # Errors
/// When the database refuses.
pub async fn tell_dead(scope: &Scope, kind: &str) -> Result<()> {
    let data = json!({"kind": kind});
    tell(scope, ("notifications-dead-title", "notifications-dead"), data, format!("platform.dead:{kind}")).await
}

/// Tells who looks after the system that the books do not add up; once a day.
///
/// # Errors
/// When the database refuses.
pub async fn tell_drift(scope: &Scope, count: usize) -> Result<()> {
    let data = json!({"count": count});
    tell(scope, ("notifications-drift-title", "notifications-drift"), data, "books-drift".to_owned()).await
}

async fn tell(scope: &Scope, texts: (&'static str, &'static str), data: Value, key: String) -> Result<()> {
    let mut work = scope.begin().await?;
    let day = work.now.with_timezone(&scope.organization.time_zone).date_naive();
    let notice = Notice {
        kind: Kind::System,
        title_key: texts.0,
        message_key: texts.1,
        data,
        link: urls::SYSTEM.to_owned(),
        dedupe_key: format!("{key}:{day}"),
        audience: Audience::Holders(Permission::SystemWrite),
        except: None,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

// ---- connections

/// A new connection with the secret that is shown once.
pub struct NewConnection {
    /// Primary key, part of its URL.
    pub id: Uuid,
    /// What the other side signs with.
    pub secret: String,
}

const fn secret_place(organization_id: Uuid, id: Uuid) -> Place<'static> {
    Place { organization_id, table: "webhook_endpoints", column: "secret_enc", id }
}

/// Opens a way in for the webhooks of a store.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for a platform whose webhooks are not understood.
pub async fn create_connection(scope: &Scope, sealer: &Sealer, store_id: Uuid) -> Result<NewConnection> {
    let mut work = scope.begin().await?;
    require_webhook_store(&mut work, store_id).await?;
    let id = new_id();
    let secret = new_code(SECRET_LENGTH);
    let sealed = sealer.seal(secret_place(scope.organization.id, id), secret.as_bytes())?;
    store::insert_connection(work.conn(), id, store_id, WOOCOMMERCE, &sealed).await?;
    audit::service::record(&mut work, "platform.connection_opened", "webhook_endpoint", id, Value::Null, json!({"store": store_id}))
        .await?;
    work.commit().await?;
    Ok(NewConnection { id, secret })
}

/// The ways in of all stores.
///
/// # Errors
/// When the database refuses.
pub async fn connections(scope: &Scope) -> Result<Vec<Connection>> {
    let mut work = scope.begin().await?;
    store::connections(work.conn()).await
}

/// Closes a way in.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn close_connection(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let now = work.now;
    if !store::close_connection(work.conn(), id, now).await? {
        return Err(AppError::NotFound.into());
    }
    audit::service::record(
        &mut work,
        "platform.connection_closed",
        "webhook_endpoint",
        id,
        json!({"active": true}),
        json!({"active": false}),
    )
    .await?;
    work.commit().await
}

// ---- what comes in

/// A webhook as it came.
pub struct Incoming<'a> {
    /// The connection, from the path.
    pub endpoint_id: Uuid,
    /// `X-WC-Webhook-Topic`.
    pub topic: &'a str,
    /// `X-WC-Webhook-Signature`.
    pub signature: Option<&'a str>,
    /// It is form data, as the unsigned ping is.
    pub is_form: bool,
    /// Headers that are worth keeping.
    pub headers: Value,
    /// The body, byte for byte.
    pub body: &'a [u8],
}

/// What to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is in the inbox, or was before, or is a ping.
    Taken,
    /// There is no such connection.
    Unknown,
    /// The signature is wrong.
    Rejected,
}

/// Whether a body is signed with a secret: base64 of HMAC-SHA256 over the raw bytes. Compares in constant time.
#[must_use]
pub fn is_signed(secret: &[u8], body: &[u8], signature: &str) -> bool {
    let (Ok(signature), Ok(mut mac)) = (STANDARD.decode(signature.trim()), Hmac::<Sha256>::new_from_slice(secret)) else { return false };
    mac.update(body);
    !secret.is_empty() && mac.verify_slice(&signature).is_ok()
}

/// The unsigned form that WooCommerce sends when a webhook is made: `webhook_id=N`.
fn is_ping(incoming: &Incoming<'_>) -> bool {
    incoming.is_form
        && incoming.signature.is_none()
        && incoming.body.strip_prefix(b"webhook_id=").is_some_and(|id| !id.is_empty() && id.len() < 20 && id.iter().all(u8::is_ascii_digit))
}

/// Text that Postgres can keep.
fn storable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "")
}

/// WooCommerce's own delivery id is the same for different bodies of one second, so the body itself tells repetitions.
fn dedupe_key(topic: &str, body: &[u8]) -> String {
    let digest = Sha256::new().chain_update(topic).chain_update("\n").chain_update(body).finalize();
    digest.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Takes a webhook into the inbox; it is worked on later.
///
/// # Errors
/// When the database is away or the secret cannot be opened.
pub async fn receive(context: &JobContext, sealer: &Sealer, incoming: Incoming<'_>) -> Result<Answer> {
    let Some(organization_id) = store::organization_of(&context.db, incoming.endpoint_id).await? else { return Ok(Answer::Unknown) };
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
    if !scope.organization.is_open(Area::Channels) {
        return Ok(Answer::Unknown);
    }
    let mut work = scope.begin().await?;
    let Some(open) = store::open_connection(work.conn(), incoming.endpoint_id, WOOCOMMERCE).await? else { return Ok(Answer::Unknown) };
    if is_ping(&incoming) {
        return Ok(Answer::Taken);
    }
    let sealed = open.secret_enc.context("the connection has no secret").map_err(Error::Other)?;
    let secret = sealer.open(secret_place(organization_id, incoming.endpoint_id), &sealed)?;
    let genuine = incoming.signature.is_some_and(|signature| is_signed(&secret, incoming.body, signature));
    let topic: String = incoming.topic.chars().filter(|c| !c.is_control()).take(TOPIC_LENGTH).collect();
    let key = dedupe_key(&topic, incoming.body);
    let mut payload = storable(incoming.body);
    if !genuine {
        payload = payload.chars().take(REJECTED_KEPT).collect();
    }
    let id = new_id();
    let at = work.now;
    let new = store::NewEvent {
        id,
        endpoint_id: incoming.endpoint_id,
        topic: &topic,
        // A forgery must not stand in the way of the real thing.
        dedupe_key: &if genuine { key } else { format!("rejected:{key}") },
        headers: &incoming.headers,
        payload: &payload,
        status: if genuine { InboxStatus::Received } else { InboxStatus::Rejected },
        at,
    };
    let is_new = store::insert_event(work.conn(), &new).await?;
    if genuine && is_new {
        outbox::emit(&mut work, "platform.webhook_received", id, json!({})).await?;
    }
    work.commit().await?;
    Ok(if genuine { Answer::Taken } else { Answer::Rejected })
}

/// Works on something from the inbox.
///
/// # Errors
/// When the database is away; the event is then worked on again.
pub async fn process(context: &JobContext, organization_id: Uuid, id: Uuid) -> Result<()> {
    let scope = job_scope(context, organization_id).await?;
    let mut work = scope.begin().await?;
    let Some(event) = store::lock_event(work.conn(), id).await? else { return Ok(()) };
    if !matches!(event.status, InboxStatus::Received | InboxStatus::Failed) {
        return Ok(());
    }
    if let Some(account_id) = event.account_id {
        drop(work);
        return payments::process_notice(context, &scope, id, account_id).await;
    }
    let now = work.now;
    let (Some(store_id), "order.created" | "order.updated" | "order.restored") = (event.store_id, event.topic.as_str()) else {
        store::close_event(work.conn(), id, InboxStatus::Ignored, &[], now).await?;
        return work.commit().await;
    };
    let taken = match serde_json::from_str::<Value>(&event.payload) {
        Ok(body) => take_woocommerce_order(&mut work, store_id, &body).await,
        Err(error) => Ok(Taken::Refused(vec![Message::new("platform-error-not-json").arg("line", error.line())])),
    };
    let failure = match taken {
        Ok(Taken::Imported(imported)) => {
            if imported.status == RowStatus::Created {
                outbox::emit(&mut work, "platform.order_received", imported.order_id, json!({})).await?;
            }
            store::close_event(work.conn(), id, InboxStatus::Processed, &[], now).await?;
            return work.commit().await;
        }
        Ok(Taken::Refused(messages)) => messages,
        // What is no fault of the message comes again by itself.
        Err(error) => refusal(error)?,
    };
    // A refusal may have broken the transaction off: the note about it is written in a new one.
    drop(work);
    let mut work = scope.begin().await?;
    store::close_event(work.conn(), id, InboxStatus::Failed, &failure, now).await?;
    work.commit().await
}

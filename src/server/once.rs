//! A form that is sent twice is done once: a double click, a page that is loaded again, a line that broke after the server was done.
//!
//! Each form carries a key. The first request with a key and these fields does the work and keeps its answer for a day; any
//! other gets that answer. A refused form has changed nothing and gives its key back.

use super::clock::new_id;
use super::context::Scope;
use super::error::Result;
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::Duration;
use uuid::Uuid;

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// After this long the process that did the work must have died.
const ABANDONED: TimeDelta = TimeDelta::seconds(60);
/// Looks at a request that still runs, and the time between two of them.
const LOOKS: u32 = 50;
const BETWEEN: Duration = Duration::from_millis(200);

/// A form's answer, as far as a browser needs it again: where to go, and the cookies with the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Header `Location`.
    pub location: Option<String>,
    /// Headers `Set-Cookie`.
    pub cookies: Vec<String>,
}

/// What to do with a form.
#[derive(Debug)]
pub enum Turn {
    /// Do the work, then tell [`settle`].
    First(Ticket),
    /// It is done already.
    Again(Answer),
    /// Another request is still at it.
    Busy,
}

/// The right to do the work of a form.
#[derive(Clone, Debug)]
pub struct Ticket(Uuid);

/// Takes a turn for the form with this key, sent to this path with these bytes, by the scope's person.
///
/// # Errors
/// When the database refuses.
pub async fn take(scope: &Scope, endpoint: &str, key: &str, body: &[u8]) -> Result<Turn> {
    let actor = scope.user_id().map(|id| id.to_string()).unwrap_or_default();
    let hash = Sha256::digest([endpoint.as_bytes(), b"\n", body].concat()).to_vec();
    // A form that comes back from the browser's memory and is filled in differently is another form.
    let key = format!("{key}:{}", hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>());
    for _ in 0..LOOKS {
        let mut work = scope.begin().await?;
        let now = work.now;
        sqlx::query!("delete from idempotency_keys where expires_at <= $1", now).execute(work.conn()).await?;
        let ticket = sqlx::query_scalar!(
            "insert into idempotency_keys (id, key, actor, endpoint, request_hash, expires_at) values ($1, $2, $3, $4, $5, $6)
             on conflict (organization_id, actor, key) do nothing returning id",
            new_id(),
            key,
            actor,
            endpoint,
            hash,
            now + ABANDONED,
        )
        .fetch_optional(work.conn())
        .await?;
        if let Some(id) = ticket {
            work.commit().await?;
            return Ok(Turn::First(Ticket(id)));
        }
        let known = sqlx::query!(
            "select response_status, response from idempotency_keys where actor = $1 and key = $2 and status = 'DONE'",
            actor,
            key,
        )
        .fetch_optional(work.conn())
        .await?;
        drop(work);
        if let Some(row) = known {
            return Ok(Turn::Again(read(row.response_status, row.response.as_ref())));
        }
        tokio::time::sleep(BETWEEN).await;
    }
    Ok(Turn::Busy)
}

fn read(status: Option<i32>, response: Option<&Value>) -> Answer {
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    let cookies = response.and_then(|value| value.get("cookies")).and_then(Value::as_array);
    Answer {
        status: status.and_then(|status| u16::try_from(status).ok()).unwrap_or(303),
        location: response.and_then(|value| value.get("location")).and_then(text),
        cookies: cookies.into_iter().flatten().filter_map(text).collect(),
    }
}

/// Keeps the answer of a form that was done; `None` gives the key of a refused form back.
///
/// # Errors
/// When the database refuses.
pub async fn settle(scope: &Scope, ticket: &Ticket, answer: Option<&Answer>) -> Result<()> {
    let mut work = scope.begin().await?;
    match answer {
        Some(answer) => {
            let response = json!({"location": answer.location, "cookies": answer.cookies});
            sqlx::query!(
                "update idempotency_keys set status = 'DONE', response_status = $2, response = $3, expires_at = $4 where id = $1",
                ticket.0,
                i32::from(answer.status),
                response,
                work.now + KEPT,
            )
            .execute(work.conn())
            .await?;
        }
        None => {
            sqlx::query!("delete from idempotency_keys where id = $1", ticket.0).execute(work.conn()).await?;
        }
    }
    work.commit().await
}

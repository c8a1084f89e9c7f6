//! Events for open pages: Postgres NOTIFY feeds every process, every process feeds its own open pages by Server-Sent
//! Events, so any number of processes can serve them.

use super::context::RequestContext;
use super::db::Db;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use sqlx::postgres::PgListener;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio_stream::wrappers::BroadcastStream;
use uuid::Uuid;

/// Channel of LISTEN and NOTIFY.
pub const CHANNEL: &str = "smartstore_events";

/// How long a page is told before it has to ask again: a session that has ended hears nothing for longer than this.
const STREAM: Duration = Duration::from_secs(300);

/// Something has happened in an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Whose.
    pub organization_id: Uuid,
    /// Type of the outbox event, such as `orders.confirmed`.
    pub kind: String,
    /// What it happened to.
    pub aggregate_id: Uuid,
    /// The only person whom it concerns; `None` for the whole organization.
    pub only: Option<Uuid>,
}

impl Signal {
    /// Reads a payload: `organization type aggregate`, as `outbox::emit` sends it, and for one person their id behind it.
    #[must_use]
    pub fn parse(payload: &str) -> Option<Self> {
        let mut parts = payload.split(' ');
        let organization_id = Uuid::parse_str(parts.next()?).ok()?;
        let kind = parts.next()?.to_owned();
        let aggregate_id = Uuid::parse_str(parts.next()?).ok()?;
        let only = match parts.next() {
            Some(id) => Some(Uuid::parse_str(id).ok()?),
            None => None,
        };
        Some(Self { organization_id, kind, aggregate_id, only })
    }

    /// Whether a person of an organization may hear of it.
    #[must_use]
    pub fn concerns(&self, organization_id: Uuid, user_id: Option<Uuid>) -> bool {
        self.organization_id == organization_id && self.only.is_none_or(|only| Some(only) == user_id)
    }
}

/// Hands signals to whoever listens in this process.
#[derive(Clone, Debug)]
pub struct Live {
    signals: broadcast::Sender<Signal>,
    ended: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self { signals: broadcast::channel(1024).0, ended: watch::channel(false).0 }
    }
}

impl Live {
    /// A receiver of all signals from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Signal> {
        self.signals.subscribe()
    }

    /// Ends the streams of all open pages, which would otherwise keep a process from ending; the pages connect again.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// Listens to Postgres until the process ends; connects again when the connection is lost.
    pub async fn run(self, db: Db) {
        loop {
            if let Err(error) = self.listen(&db).await {
                tracing::warn!(%error, "the event listener lost its connection and tries again");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn listen(&self, db: &Db) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(db.global()).await?;
        listener.listen(CHANNEL).await?;
        // What was said before is not heard any more.
        db.stamps().renew_all();
        loop {
            let Some(notification) = listener.try_recv().await? else {
                db.stamps().renew_all();
                continue;
            };
            if let Some(signal) = Signal::parse(notification.payload()) {
                db.stamps().renew(signal.organization_id);
                // Nobody listening is the normal case, not an error.
                drop(self.signals.send(signal));
            }
        }
    }
}

/// `GET /events`: the signals of the person's organization and their own. It ends after [`STREAM`], and the browser asks again. A page
/// that fell behind is told `reload`.
pub async fn events(State(live): State<Live>, Extension(context): Extension<RequestContext>) -> Response {
    let Some(scope) = context.scope else { return StatusCode::UNAUTHORIZED.into_response() };
    let (organization_id, user_id) = (scope.organization.id, scope.user_id());
    let mut ended = live.ended.subscribe();
    let ended = async move { drop(ended.wait_for(|ended| *ended).await.map(|ended| *ended)) };
    let over = Box::pin(tokio::time::sleep(STREAM));
    let stream = BroadcastStream::new(live.subscribe()).take_until(Box::pin(ended)).take_until(over).filter_map(move |signal| {
        let event = match signal {
            Ok(signal) if signal.concerns(organization_id, user_id) => {
                Some(Event::default().event("change").data(format!("{} {}", signal.kind, signal.aggregate_id)))
            }
            Ok(_) => None,
            Err(_) => Some(Event::default().event("change").data("reload")),
        };
        futures::future::ready(event.map(Ok::<_, Infallible>))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

//! Runs what must happen after a change: outbox handlers with retry and back-off, and schedules.
//!
//! An event's row stays locked while its handler runs, so a process that is killed frees it at once and another takes it.

use super::clock::{Clock, new_id};
use super::config::Config;
use super::db::Db;
use super::live::Live;
use super::mail::Mailer;
use super::push::Pusher;
use super::storage::Storage;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// An event as its handlers see it.
#[derive(Clone, Debug)]
pub struct Event {
    /// Primary key; a handler may use it to recognise a repetition.
    pub id: Uuid,
    /// Whose; `None` for the platform's own.
    pub organization_id: Option<Uuid>,
    /// Such as `orders.confirmed`.
    pub kind: String,
    /// What it happened to.
    pub aggregate_id: Option<Uuid>,
    /// Ids only.
    pub payload: Value,
}

/// What a handler works with.
#[derive(Clone)]
pub struct JobContext {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Sends letters, and knows where people reach this server.
    pub mail: Mailer,
    /// Keeps files.
    pub storage: Storage,
    /// Sends web push messages.
    pub push: Pusher,
    /// Configuration.
    pub config: Arc<Config>,
}

type Handler = Arc<dyn Fn(JobContext, Event) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;
type Schedule = Arc<dyn Fn(JobContext) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// Which handler runs for which event, and what runs on a schedule. Handlers are idempotent: an event may come twice.
#[derive(Clone, Default)]
pub struct Jobs {
    handlers: BTreeMap<&'static str, Vec<Handler>>,
    schedules: Vec<(&'static str, TimeDelta, Schedule)>,
}

impl Jobs {
    /// Adds a handler for an event type.
    #[must_use]
    pub fn on<F, Fut>(mut self, kind: &'static str, handler: F) -> Self
    where
        F: Fn(JobContext, Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |context, event| Box::pin(handler(context, event)));
        self.handlers.entry(kind).or_default().push(handler);
        self
    }

    /// Adds work that runs about every `period`, in one process at a time.
    #[must_use]
    pub fn every<F, Fut>(mut self, name: &'static str, period: TimeDelta, run: F) -> Self
    where
        F: Fn(JobContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.schedules.push((name, period, Arc::new(move |context| Box::pin(run(context)))));
        self
    }
}

/// Failed attempts after which an event is dead and waits for a person.
pub const MAX_ATTEMPTS: i32 = 8;

/// Type of the event that tells of another one's end after [`MAX_ATTEMPTS`]: its aggregate is the dead event, its payload has
/// that one's `type` and `aggregate_id`.
pub const EVENT_DIED: &str = "outbox.event_died";

/// How long to wait after the n-th failure: 2, 4, 8 … seconds, at most an hour.
#[must_use]
pub fn back_off(attempts: i32) -> TimeDelta {
    TimeDelta::seconds(2_i64.pow(u32::try_from(attempts.clamp(1, 12)).unwrap_or(12)).min(3600))
}

/// What became of one look into the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing was due.
    Idle,
    /// An event was handled.
    Done,
    /// A handler failed; the event will come again, or is dead.
    Failed,
}

/// Takes one due event, if there is one, and runs its handlers.
///
/// # Errors
/// When the database is away. A failing handler is not an error here: it is written to the event's row.
pub async fn step(context: &JobContext, jobs: &Jobs) -> anyhow::Result<Step> {
    let now = context.clock.now();
    let mut tx = context.db.begin().await?;
    let row = sqlx::query!(
        r#"select id, organization_id, type as kind, aggregate_id, payload, attempts from outbox_events
           where published_at is null and dead_at is null and next_attempt_at <= $1
           order by next_attempt_at, id for update skip locked limit 1"#,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(Step::Idle) };
    let event =
        Event { id: row.id, organization_id: row.organization_id, kind: row.kind, aggregate_id: row.aggregate_id, payload: row.payload };
    let outcome = run_handlers(context, jobs, &event).await;
    let now = context.clock.now();
    match outcome {
        Ok(()) => {
            sqlx::query!("update outbox_events set published_at = $2, last_error = null where id = $1", event.id, now)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(Step::Done)
        }
        Err(error) => {
            let attempts = row.attempts + 1;
            let dead_at: Option<DateTime<Utc>> = (attempts >= MAX_ATTEMPTS).then_some(now);
            tracing::error!(event = %event.id, kind = %event.kind, attempts, dead = dead_at.is_some(), error = format!("{error:#}"), "a job failed");
            metrics::counter!("smartstore_job_failures_total", "kind" => event.kind.clone()).increment(1);
            sqlx::query!(
                "update outbox_events set attempts = $2, next_attempt_at = $3, dead_at = $4, last_error = $5 where id = $1",
                event.id,
                attempts,
                now + back_off(attempts),
                dead_at,
                format!("{error:#}"),
            )
            .execute(&mut *tx)
            .await?;
            // Somebody should know. What died telling them is not told again.
            if dead_at.is_some() && event.kind != EVENT_DIED {
                let about = json!({"type": event.kind, "aggregate_id": event.aggregate_id});
                sqlx::query!(
                    "insert into outbox_events (id, organization_id, type, aggregate_id, payload, created_at, next_attempt_at)
                     values ($1, $2, $3, $4, $5, $6, $6)",
                    new_id(),
                    event.organization_id,
                    EVENT_DIED,
                    event.id,
                    about,
                    now,
                )
                .execute(&mut *tx)
                .await?;
            }
            tx.commit().await?;
            Ok(Step::Failed)
        }
    }
}

async fn run_handlers(context: &JobContext, jobs: &Jobs, event: &Event) -> anyhow::Result<()> {
    for handler in jobs.handlers.get(event.kind.as_str()).into_iter().flatten() {
        // A task of its own, so that a panic is an error of this event and not the end of the worker.
        tokio::spawn(handler(context.clone(), event.clone())).await??;
    }
    Ok(())
}

/// Works off everything that is due now: for commands and tests. Returns how many events were handled.
///
/// # Errors
/// When the database is away.
pub async fn drain(context: &JobContext, jobs: &Jobs) -> anyhow::Result<usize> {
    let mut handled = 0;
    while step(context, jobs).await? != Step::Idle {
        handled += 1;
    }
    Ok(handled)
}

async fn run_due_schedules(context: &JobContext, jobs: &Jobs) -> anyhow::Result<()> {
    for (name, period, run) in &jobs.schedules {
        let now = context.clock.now();
        let won = sqlx::query_scalar!(
            "insert into cron_runs (name, last_run_at) values ($1, $2)
             on conflict (name) do update set last_run_at = excluded.last_run_at where cron_runs.last_run_at <= $3
             returning name",
            *name,
            now,
            now - *period,
        )
        .fetch_optional(context.db.global())
        .await?;
        if won.is_some()
            && let Err(error) = tokio::spawn(run(context.clone())).await?
        {
            tracing::error!(schedule = name, error = format!("{error:#}"), "scheduled work failed");
        }
    }
    Ok(())
}

/// Works until told to stop, then finishes what it has begun.
pub async fn run(context: JobContext, jobs: Jobs, live: Live, mut stop: watch::Receiver<bool>) {
    let mut signals = live.subscribe();
    let mut ticks = tokio::time::interval(Duration::from_secs(2));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                if let Err(error) = run_due_schedules(&context, &jobs).await {
                    tracing::warn!(error = format!("{error:#}"), "schedules could not be looked at");
                }
            }
            _ = signals.recv() => {}
            _ = stop.changed() => return,
        }
        loop {
            if *stop.borrow() {
                return;
            }
            match step(&context, &jobs).await {
                Ok(Step::Idle) => break,
                Ok(Step::Done | Step::Failed) => {}
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), "the outbox could not be read");
                    break;
                }
            }
        }
    }
}

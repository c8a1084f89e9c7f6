//! A job is worked off: batches of rows, each batch one transaction, each row under a savepoint. A look does the same and takes it back.

use super::{after, well};
use crate::domains::bulk::model::{ItemStatus, Job, JobStatus, Message, Shown};
use crate::domains::bulk::ports::{self, Action, Effect};
use crate::domains::bulk::service::run::{claim, is_collision, refusal};
use crate::domains::bulk::store::{self, ItemResult, OpenItem};
use crate::domains::{access, audit};
use crate::server::context::Person;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::AppError;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Rows that one transaction changes.
const BATCH: i64 = 50;
/// Rows that one look takes: they see each other, as two orders for the last piece do.
const LOOK_BATCH: i64 = 200;
/// A transaction ends after this long even when it could take more rows, so that nobody waits long for a row of it.
const LONGEST_BATCH: Duration = Duration::from_secs(2);
/// Attempts at a transaction that met another one's locks.
const ATTEMPTS: u32 = 5;

/// Works on a job until its phase is done. With a `budget` it stops after that time and asks the worker for the rest. A second run of the
/// same job at the same time has nothing to do. Returns how the job stands then.
///
/// # Errors
/// [`AppError::NotFound`]; when the database is away, and the rows without a result are then done by the next run.
pub async fn work_off(scope: &Scope, id: Uuid, budget: Option<Duration>) -> Result<Job> {
    if let Some(claim) = claim(scope, id).await? {
        let ended = claimed(scope, id, budget).await;
        claim.rollback().await?;
        ended?;
    }
    let mut work = scope.begin().await?;
    Ok(store::action_job(work.conn(), id, false).await?.ok_or(AppError::NotFound)?)
}

async fn claimed(scope: &Scope, id: Uuid, budget: Option<Duration>) -> Result<()> {
    let began = Instant::now();
    let scope = match acting(scope, id).await? {
        Ok(scope) => scope,
        Err(because) => return give_up(scope, id, &because).await,
    };
    while batch(&scope, id).await? {
        if budget.is_some_and(|budget| began.elapsed() > budget) {
            let mut work = scope.begin().await?;
            outbox::emit(&mut work, "bulk.action_requested", id, json!({})).await?;
            return work.commit().await;
        }
    }
    Ok(())
}

/// The scope of whoever has asked for the work, with the rights that they have now; a message when they may not do it any more.
async fn acting(scope: &Scope, id: Uuid) -> Result<Result<Scope, Message>> {
    let mut work = scope.begin().await?;
    let job = store::action_job(work.conn(), id, false).await?.ok_or(AppError::NotFound)?;
    let mut scope = scope.clone();
    if scope.person.is_none()
        && let Some((id, name, email)) = store::acting_user(work.conn(), id).await?
    {
        let Some(permissions) = access::service::permissions_now(&mut work, id).await? else {
            return Ok(Err(Message::new("bulk-error-left")));
        };
        scope.permissions = Arc::new(permissions);
        scope.person = Some(Arc::new(Person {
            id,
            name,
            email,
            role: String::new(),
            role_id: None,
            image_key: None,
            is_platform_admin: false,
            mfa_enabled: false,
            email_verified: false,
        }));
    }
    let refused = scope.require(job.action.permission).and_then(|()| scope.require_active());
    Ok(refused.map(|()| scope).map_err(|error| {
        let (key, args) = error.message();
        Message { column: None, key: key.to_owned(), args }
    }))
}

/// Stops a job that its person may not go on with.
async fn give_up(scope: &Scope, id: Uuid, because: &Message) -> Result<()> {
    let mut work = scope.begin().await?;
    let job = store::action_job(work.conn(), id, true).await?.ok_or(AppError::NotFound)?;
    if !job.status.is_under_way() {
        return Ok(());
    }
    let now = work.now;
    let phase = store::Phase { status: JobStatus::Cancelled, total: None, acting: None, because: Some(because) };
    store::set_phase(work.conn(), id, &phase, now).await?;
    let (old, new) = (json!({"status": job.status.code()}), json!({"status": JobStatus::Cancelled.code(), "because": because.key}));
    audit::service::record(&mut work, "bulk.action_stopped", "bulk_job", id, old, new).await?;
    store::signal(work.conn(), scope.organization.id, id).await?;
    work.commit().await
}

/// One transaction; true when there may be more to do.
async fn batch(scope: &Scope, id: Uuid) -> Result<bool> {
    let mut attempt = 1;
    loop {
        match try_batch(scope, id).await {
            Err(error) if attempt < ATTEMPTS && is_collision(&error) => {
                tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 50)).await;
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

async fn try_batch(scope: &Scope, id: Uuid) -> Result<bool> {
    let mut work = scope.begin().await?;
    let job = store::action_job(work.conn(), id, true).await?.ok_or(AppError::NotFound)?;
    let Some(open) = job.status.open() else { return Ok(false) };
    let is_look = job.status == JobStatus::Previewing;
    let items = store::open_items(work.conn(), id, open, if is_look { LOOK_BATCH } else { BATCH }).await?;
    if items.is_empty() {
        finish(&mut work, &job).await?;
        work.commit().await?;
        return Ok(false);
    }
    let action = ports::action(job.action.key).ok_or(AppError::NotFound)?;
    if is_look {
        store::begin_look(work.conn()).await?;
    }
    let began = Instant::now();
    let mut results = Vec::with_capacity(items.len());
    for item in &items {
        results.push(one(&mut work, action, &job, item).await?);
        if began.elapsed() > LONGEST_BATCH {
            break;
        }
    }
    if is_look {
        store::end_look(work.conn()).await?;
    }
    if job.status == JobStatus::Queued {
        let now = work.now;
        let phase = store::Phase { status: JobStatus::Running, total: None, acting: None, because: None };
        store::set_phase(work.conn(), id, &phase, now).await?;
    }
    store::record_items(work.conn(), scope.organization.id, id, &results).await?;
    work.commit().await?;
    Ok(true)
}

/// Changes one row, or takes its change back.
async fn one(work: &mut Work, action: &dyn Action, job: &Job, item: &OpenItem) -> Result<ItemResult> {
    let (number, is_undo) = (item.number, job.status == JobStatus::Undoing);
    store::savepoint(work.conn()).await?;
    let outcome = if is_undo {
        action.undo(work, item.target_id, &item.undo).await.map(|()| None)
    } else {
        action.apply(work, &job.typed, item.target_id).await.map(Some)
    };
    let nothing = Some((Shown::Nothing, Shown::Nothing, Value::Null));
    let result = match outcome {
        Ok(None) => ItemResult { number, status: well(job.status), messages: Vec::new(), change: None },
        Ok(Some(Effect::Changed { before, after, undo })) => {
            ItemResult { number, status: well(job.status), messages: Vec::new(), change: Some((before, after, undo)) }
        }
        Ok(Some(Effect::Unchanged)) => ItemResult { number, status: ItemStatus::Unchanged, messages: Vec::new(), change: nothing },
        Err(error) => {
            let messages = refusal(error)?;
            let (status, change) = if is_undo { (ItemStatus::Kept, None) } else { (ItemStatus::Refused, nothing) };
            ItemResult { number, status, messages, change }
        }
    };
    if result.status != well(job.status) {
        store::roll_back(work.conn()).await?;
    }
    store::release(work.conn()).await?;
    Ok(result)
}

/// Ends a phase whose rows all have a result.
async fn finish(work: &mut Work, job: &Job) -> Result<()> {
    let (status, now, organization_id) = (after(job.status), work.now, work.scope.organization.id);
    store::set_phase(work.conn(), job.id, &store::Phase { status, total: None, acting: None, because: None }, now).await?;
    store::signal(work.conn(), organization_id, job.id).await?;
    if job.status == JobStatus::Previewing {
        return Ok(());
    }
    let tally = job.tally;
    let facts = json!({
        "action": job.action.key, "status": status.code(), "changed": tally.changed, "unchanged": tally.unchanged, "refused": tally.refused,
        "undone": tally.undone, "kept": tally.kept,
    });
    audit::service::record(work, "bulk.action_completed", "bulk_job", job.id, Value::Null, facts).await?;
    outbox::emit(work, "bulk.action_ended", job.id, json!({})).await
}

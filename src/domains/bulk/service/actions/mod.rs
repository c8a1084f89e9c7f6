//! Changes of many rows: the rows are written down when they are chosen, looked at, changed when somebody says so, and can be taken back.

mod run;

pub use run::work_off;

use crate::domains::audit;
use crate::domains::bulk::model::{
    ActionFacts, ActionField, FieldKind, ItemFilter, ItemStatus, Job, JobDetail, JobList, JobStatus, KEEP_DAYS, LARGEST_JOB, NewJob,
    Standing, Typed,
};
use crate::domains::bulk::{ports, store};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language, Params, Selection};
use chrono::TimeDelta;
use serde_json::json;
use std::collections::HashSet;
use std::time::Duration;
use uuid::Uuid;

/// Longest value of a field, in characters.
const LONGEST_VALUE: usize = 1_000;
/// Rows that are named and written down by one statement.
const PART: usize = 1_000;
/// How long a request looks at rows itself before it leaves the rest to the worker.
const LOOK: Duration = Duration::from_secs(3);

/// The actions that somebody may do, in the order of the menus.
#[must_use]
pub fn allowed(scope: &Scope) -> Vec<ActionFacts> {
    ports::actions().iter().map(|action| action.facts()).filter(|facts| scope.may(facts.permission)).collect()
}

/// Refuses who may do none of the actions.
///
/// # Errors
/// [`AppError::Forbidden`] naming the permission of one of them.
pub fn require_any(scope: &Scope) -> Result<(), AppError> {
    match ports::actions().first() {
        Some(first) if allowed(scope).is_empty() => Err(AppError::Forbidden(first.facts().permission.key().to_owned())),
        Some(_) => Ok(()),
        None => Err(AppError::NotFound),
    }
}

fn action(scope: &Scope, key: &str) -> Result<&'static dyn ports::Action> {
    let action = ports::action(key).ok_or(AppError::NotFound)?;
    scope.require(action.facts().permission)?;
    Ok(action)
}

/// What an action asks before it looks at rows.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown action, [`AppError::Forbidden`] without its permission.
pub async fn new_job(scope: &Scope, key: &str, language: Language) -> Result<NewJob> {
    let action = action(scope, key)?;
    let mut work = scope.begin().await?;
    Ok(NewJob { action: action.facts(), fields: action.fields(&mut work, language).await? })
}

/// The known fields of a form, each with a value that it may have.
fn checked(action: &dyn ports::Action, fields: &[ActionField], typed: &Typed) -> Result<Typed> {
    let mut errors = FieldErrors::default();
    let mut out = Typed::new();
    for field in fields {
        let value = typed.get(&field.name).map(|value| value.trim().to_owned()).unwrap_or_default();
        let is_choice = match &field.kind {
            FieldKind::Choice(choices) => choices.iter().any(|(known, _)| *known == value),
            FieldKind::Text | FieldKind::Number => true,
        };
        if value.is_empty() && field.is_required {
            errors.add(&field.name, "error-required");
        } else if !is_choice {
            errors.add(&field.name, "error-choice");
        } else if value.chars().count() > LONGEST_VALUE {
            errors.add(&field.name, "error-too-long");
        }
        out.insert(field.name.clone(), value);
    }
    errors.into_result()?;
    let mut errors = FieldErrors::default();
    action.check(&out, &mut errors);
    errors.into_result()?;
    Ok(out)
}

/// The ids that somebody has chosen, each once, in the list's order.
async fn chosen(scope: &Scope, rows: &dyn ports::Rows, selection: &Selection) -> Result<Vec<Uuid>> {
    let Some(query) = &selection.all_matching else { return Ok(selection.ids.clone()) };
    let query = Params::parse(query).list();
    let (mut ids, mut seen, mut place) = (Vec::new(), HashSet::new(), None);
    loop {
        let (part, next) = rows.find(scope, &query, place).await?;
        ids.extend(part.into_iter().filter(|id| selection.has(*id) && seen.insert(*id)));
        if ids.len() > LARGEST_JOB {
            return Err(ports::too_many());
        }
        match next {
            Some(next) => place = Some(next),
            None => return Ok(ids),
        }
    }
}

/// Writes the chosen rows down and finds out what an action would do with them. Nothing of theirs changes. What takes longer than a
/// moment is left to the worker.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown action, [`AppError::Forbidden`] without its permission, field errors by the names of the form's
/// fields, a conflict when nothing or too much was chosen.
pub async fn preview(scope: &Scope, key: &str, selection: &Selection, typed: &Typed, language: Language) -> Result<Uuid> {
    let action = action(scope, key)?;
    let facts = action.facts();
    let rows = ports::rows(facts.area).ok_or(AppError::NotFound)?;
    let mut work = scope.begin().await?;
    let fields = action.fields(&mut work, language).await?;
    drop(work);
    let typed = checked(action, &fields, typed)?;
    let ids = chosen(scope, rows, selection).await?;
    let mut work = scope.begin().await?;
    let mut items = Vec::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let labels = rows.labels(&mut work, part).await?;
        items.extend(part.iter().filter_map(|id| Some((*id, labels.get(id)?.clone()))));
    }
    if items.is_empty() {
        return Err(Error::conflict("bulk-error-nothing-chosen"));
    }
    let (id, at) = (new_id(), work.now);
    let query = selection.all_matching.as_deref();
    let total = super::to_count(items.len());
    let new = store::NewJobRow { id, action: facts, typed: &typed, query, total, created_by: scope.user_id(), at };
    store::insert_action_job(work.conn(), &new).await?;
    let mut from = 1;
    for part in items.chunks(PART) {
        store::insert_items(work.conn(), id, from, part).await?;
        from += super::to_count(part.len());
    }
    work.commit().await?;
    work_off(scope, id, Some(LOOK)).await?;
    Ok(id)
}

/// A job, locked, for who may do its action.
async fn locked(work: &mut Work, scope: &Scope, id: Uuid) -> Result<Job> {
    let job = store::action_job(work.conn(), id, true).await?.ok_or(AppError::NotFound)?;
    scope.require(job.action.permission)?;
    Ok(job)
}

/// Looks at the rows of a job that has not begun once more, with other values.
///
/// # Errors
/// As [`preview`]; a conflict when it has begun.
pub async fn preview_again(scope: &Scope, id: Uuid, typed: &Typed, language: Language) -> Result<()> {
    let mut work = scope.begin().await?;
    let job = locked(&mut work, scope, id).await?;
    if !matches!(job.status, JobStatus::Previewing | JobStatus::Previewed) {
        return Err(Error::conflict("bulk-error-begun"));
    }
    let action = action(scope, job.action.key)?;
    let fields = action.fields(&mut work, language).await?;
    let typed = checked(action, &fields, typed)?;
    store::look_again(work.conn(), id, &typed).await?;
    move_to(&mut work, id, JobStatus::Previewing, Some(job.tally.total)).await?;
    work.commit().await?;
    work_off(scope, id, Some(LOOK)).await?;
    Ok(())
}

async fn move_to(work: &mut Work, id: Uuid, status: JobStatus, total: Option<i32>) -> Result<()> {
    let (acting, now) = (work.scope.user_id(), work.now);
    let phase = store::Phase { status, total, acting: Some(acting), because: None };
    store::set_phase(work.conn(), id, &phase, now).await
}

/// Moves a job on and leaves the work to the worker.
async fn hand_over(work: &mut Work, job: &Job, status: JobStatus, audit_as: &str) -> Result<()> {
    let total = status.open().map(|open| job.tally.of(open));
    move_to(work, job.id, status, total).await?;
    let (old, new) = (
        json!({"status": job.status.code()}),
        json!({"status": status.code(), "action": job.action.key, "rows": total, "values": job.typed}),
    );
    audit::service::record(work, audit_as, "bulk_job", job.id, old, new).await?;
    outbox::emit(work, "bulk.action_requested", job.id, json!({})).await
}

/// Changes the rows that a job's preview has found to change; also goes on with a job that was stopped. One that has been begun already
/// stays as it is.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`]; a conflict while the preview is not done or when there is nothing to change.
pub async fn begin(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let job = locked(&mut work, scope, id).await?;
    match job.status {
        JobStatus::Queued | JobStatus::Running | JobStatus::Completed => return Ok(()),
        JobStatus::Cancelled if job.tally.pending > 0 => {
            move_to(&mut work, id, JobStatus::Previewing, Some(job.tally.pending)).await?;
            outbox::emit(&mut work, "bulk.action_requested", id, json!({})).await?;
        }
        JobStatus::Previewed | JobStatus::Cancelled if job.tally.ready > 0 => {
            hand_over(&mut work, &job, JobStatus::Queued, "bulk.action_started").await?;
        }
        JobStatus::Previewed | JobStatus::Cancelled => return Err(Error::conflict("bulk-error-nothing-to-do")),
        JobStatus::Previewing | JobStatus::Undoing | JobStatus::Undone => return Err(Error::conflict("bulk-error-not-now")),
    }
    work.commit().await
}

/// Stops a job. Rows that are being changed are finished, the others stay as they are.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`]; a conflict when it has ended.
pub async fn stop(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let job = locked(&mut work, scope, id).await?;
    let status = match job.status {
        JobStatus::Previewing | JobStatus::Previewed | JobStatus::Queued | JobStatus::Running => JobStatus::Cancelled,
        JobStatus::Undoing => JobStatus::Completed,
        JobStatus::Completed | JobStatus::Cancelled | JobStatus::Undone => return Err(Error::conflict("bulk-error-job-ended")),
    };
    let now = work.now;
    store::set_phase(work.conn(), id, &store::Phase { status, total: None, acting: None, because: None }, now).await?;
    let (old, new) = (json!({"status": job.status.code()}), json!({"status": status.code(), "action": job.action.key}));
    audit::service::record(&mut work, "bulk.action_stopped", "bulk_job", id, old, new).await?;
    store::signal(work.conn(), scope.organization.id, id).await?;
    work.commit().await
}

/// Takes the changes of a job back, but for rows that somebody has changed since. One that is being taken back already stays as it is.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`]; a conflict for an action that cannot be taken back or where nothing was changed.
pub async fn undo(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let job = locked(&mut work, scope, id).await?;
    if matches!(job.status, JobStatus::Undoing | JobStatus::Undone) {
        return Ok(());
    }
    if !job.action.is_reversible {
        return Err(ports::irreversible());
    }
    let now = work.now;
    if !job.can_be_undone(now) {
        return Err(Error::conflict(if job.is_too_old(now) { "bulk-error-too-old" } else { "bulk-error-nothing-to-undo" }));
    }
    hand_over(&mut work, &job, JobStatus::Undoing, "bulk.action_undone").await?;
    work.commit().await
}

/// A page of the jobs whose actions somebody may do, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn jobs(scope: &Scope, page: PageRequest) -> Result<JobList> {
    let keys: Vec<String> = allowed(scope).into_iter().map(|facts| facts.key.to_owned()).collect();
    let mut work = scope.begin().await?;
    store::action_jobs(work.conn(), &keys, page).await
}

/// A job with a page of its rows.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`].
pub async fn job(scope: &Scope, id: Uuid, filter: ItemFilter, language: Language) -> Result<JobDetail> {
    let mut work = scope.begin().await?;
    let job = store::action_job(work.conn(), id, false).await?.ok_or(AppError::NotFound)?;
    let fields = action(scope, job.action.key)?.fields(&mut work, language).await?;
    let items = store::items(work.conn(), id, filter).await?;
    Ok(JobDetail { job, fields, items })
}

/// How far a job is.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`].
pub async fn standing(scope: &Scope, id: Uuid) -> Result<Standing> {
    let mut work = scope.begin().await?;
    let job = store::action_job(work.conn(), id, false).await?.ok_or(AppError::NotFound)?;
    scope.require(job.action.permission)?;
    Ok(job.standing())
}

/// Jobs that one statement removes, with their rows.
const REMOVED_AT_ONCE: i64 = 20;

/// Removes jobs that ended long ago, and what was only looked at and never begun, with their rows; returns how many.
///
/// # Errors
/// When the database refuses; what was removed until then is gone.
pub async fn remove_old(scope: &Scope) -> Result<u64> {
    let mut removed = 0;
    loop {
        let mut work = scope.begin().await?;
        let before = work.now - TimeDelta::days(KEEP_DAYS);
        let part = store::remove_old_jobs(work.conn(), before, REMOVED_AT_ONCE).await?;
        work.commit().await?;
        removed += part;
        if part == 0 {
            return Ok(removed);
        }
    }
}

/// The status that follows when a phase has worked off all its rows.
const fn after(status: JobStatus) -> JobStatus {
    match status {
        JobStatus::Previewing => JobStatus::Previewed,
        JobStatus::Undoing => JobStatus::Undone,
        _ => JobStatus::Completed,
    }
}

/// What a row of a phase is when all went well.
const fn well(status: JobStatus) -> ItemStatus {
    match status {
        JobStatus::Previewing => ItemStatus::Ready,
        JobStatus::Undoing => ItemStatus::Undone,
        _ => ItemStatus::Changed,
    }
}

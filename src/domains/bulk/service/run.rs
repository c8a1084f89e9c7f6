//! A run of an import: batches of groups, each batch one transaction. What is new in a batch is written at once, under a savepoint; when
//! that is refused, it is halved until what is refused stands alone. Every other group has a savepoint of its own.

use super::{progress, read, to_count};
use crate::domains::audit;
use crate::domains::bulk::model::{Counts, ImportStatus, Message, Progress, RowStatus};
use crate::domains::bulk::ports::{RowResult, Setup, SourceFile};
use crate::domains::bulk::store;
use crate::server::clock::new_id;
use crate::server::context::Person;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::AppError;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Groups of one transaction.
const BATCH: usize = 200;
/// A refused part of a batch that has no more groups than this is not halved again: they are asked one by one.
const ONE_BY_ONE: usize = 8;
/// A transaction ends after this long even when it could take more groups, so that a stop is heard soon.
const LONGEST_BATCH: Duration = Duration::from_secs(2);
/// Attempts at a transaction that met another one's locks.
const ATTEMPTS: u32 = 5;
/// Seconds that a run waits for another one to end.
const CLAIM_ATTEMPTS: u32 = 4;
/// Rows that are inserted by one statement.
const INSERT_ROWS: usize = 1_000;

/// Why a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where the import stands now.
    pub status: ImportStatus,
    /// The numbers.
    pub counts: Counts,
    /// Why the file could not be read.
    pub error: Option<Message>,
}

/// Works an import off: every group of rows stands or falls alone, its results ride in the transaction of its changes. With
/// a `budget` it stops after that time and asks for another run, so that a long import does not hold up what waits behind it.
/// A second run of the same import at the same time has nothing to do. `tell` hears the numbers after each transaction.
///
/// # Errors
/// When the database is away; the rows that have no result yet are then done by the next run.
pub async fn run(scope: &Scope, id: Uuid, budget: Option<Duration>, mut tell: impl FnMut(&Counts) + Send) -> Result<Run> {
    let Some(claim) = claim(scope, id).await? else {
        let Progress { status, counts } = progress(scope, id).await?;
        return Ok(Run { status, counts, error: None });
    };
    let ended = run_claimed(scope, id, budget, &mut tell).await;
    claim.rollback().await?;
    ended
}

/// Only one run of an import does anything. One that has just been told to stop is waited for.
pub(super) async fn claim(scope: &Scope, id: Uuid) -> Result<Option<store::Claim>> {
    for _ in 0..CLAIM_ATTEMPTS {
        if let Some(claim) = store::claim(&scope.db, id).await? {
            return Ok(Some(claim));
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(None)
}

async fn run_claimed(scope: &Scope, id: Uuid, budget: Option<Duration>, tell: &mut (impl FnMut(&Counts) + Send)) -> Result<Run> {
    let began = Instant::now();
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if !locked.status.is_under_way() {
        return Ok(Run { status: locked.status, counts: locked.counts, error: None });
    }
    // What the rows do is done in the name of who began it.
    let mut scope = scope.clone();
    if scope.person.is_none()
        && let Some((id, name, email)) = store::creator(work.conn(), id).await?
    {
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
    let now = work.now;
    store::set_status(work.conn(), id, ImportStatus::Running, None, now).await?;
    let content = store::content(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    work.commit().await?;
    let file = match read(content.kind, content.format, Some(content.mapping), Arc::new(content.bytes)).await? {
        Ok(file) => file,
        Err(message) => return fail(&scope, id, message).await,
    };
    let (setup, pending) = prepare(&scope, id, file.as_ref()).await?;
    let groups: Vec<usize> =
        file.groups().iter().enumerate().filter(|(_, rows)| rows.iter().any(|row| pending.contains(row))).map(|(at, _)| at).collect();
    let mut at = 0;
    while let Some(rest) = groups.get(at..).filter(|rest| !rest.is_empty()) {
        if budget.is_some_and(|budget| began.elapsed() > budget) {
            break;
        }
        let batch = rest.get(..BATCH).unwrap_or(rest);
        match run_batch(&scope, id, file.as_ref(), &setup, batch).await? {
            Some((done, counts)) => {
                at += done;
                tell(&counts);
            }
            None => break,
        }
    }
    finish(&scope, id, budget.is_some()).await
}

/// Writes the rows down at the first run, and finds out which of them have no result.
async fn prepare(scope: &Scope, id: Uuid, file: &dyn SourceFile) -> Result<(Setup, HashSet<i32>)> {
    let mut work = scope.begin().await?;
    store::lock(work.conn(), id).await?;
    if !store::has_rows(work.conn(), id).await? {
        let rows = file.rows();
        for part in rows.chunks(INSERT_ROWS) {
            store::insert_rows(work.conn(), id, part, new_id).await?;
        }
        store::set_total(work.conn(), id, to_count(rows.len())).await?;
    }
    let setup = file.prepare(&mut work).await?;
    if let Some(store_id) = setup.store_id {
        store::set_store(work.conn(), id, store_id).await?;
    }
    let pending = store::pending(work.conn(), id).await?.into_iter().collect();
    work.commit().await?;
    Ok((setup, pending))
}

async fn fail(scope: &Scope, id: Uuid, message: Message) -> Result<Run> {
    let mut work = scope.begin().await?;
    let counts = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?.counts;
    let now = work.now;
    store::set_status(work.conn(), id, ImportStatus::Failed, Some(&message), now).await?;
    outbox::emit(&mut work, "bulk.import_ended", id, json!({})).await?;
    store::signal(work.conn(), scope.organization.id, id).await?;
    work.commit().await?;
    Ok(Run { status: ImportStatus::Failed, counts, error: Some(message) })
}

/// Ends an import whose rows all have a result; asks for another run when it should be under way and rows are left.
async fn finish(scope: &Scope, id: Uuid, again: bool) -> Result<Run> {
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let mut status = locked.status;
    let is_left = locked.counts.done < locked.counts.total;
    if status.is_under_way() && is_left && again {
        outbox::emit(&mut work, "bulk.import_requested", id, json!({})).await?;
    }
    if status.is_under_way() && !is_left {
        status = ImportStatus::Completed;
        let now = work.now;
        store::set_status(work.conn(), id, status, None, now).await?;
        let counts = locked.counts;
        let facts = json!({"created": counts.created, "updated": counts.updated, "unchanged": counts.unchanged, "refused": counts.failed});
        audit::service::record(&mut work, "bulk.completed", "import", id, Value::Null, facts).await?;
        outbox::emit(&mut work, "bulk.import_ended", id, json!({})).await?;
        store::signal(work.conn(), scope.organization.id, id).await?;
    }
    work.commit().await?;
    Ok(Run { status, counts: locked.counts, error: None })
}

/// Transactions that met at the same rows in another order: one of them has to begin again.
pub(super) fn is_collision(error: &Error) -> bool {
    matches!(error, Error::Db(sqlx::Error::Database(cause)) if cause.code().is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01")))
}

/// One transaction: up to [`BATCH`] groups. Returns how many it took and the numbers after it; `None` when the import was
/// stopped.
async fn run_batch(scope: &Scope, id: Uuid, file: &dyn SourceFile, setup: &Setup, batch: &[usize]) -> Result<Option<(usize, Counts)>> {
    let mut attempt = 1;
    loop {
        match try_batch(scope, id, file, setup, batch).await {
            Err(error) if attempt < ATTEMPTS && is_collision(&error) => {
                tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 50)).await;
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

async fn try_batch(scope: &Scope, id: Uuid, file: &dyn SourceFile, setup: &Setup, batch: &[usize]) -> Result<Option<(usize, Counts)>> {
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if !locked.status.is_under_way() {
        return Ok(None);
    }
    let groups = file.groups();
    let rows_of = |at: usize| groups.get(at).map(Vec::as_slice).unwrap_or_default();
    let numbers: Vec<i32> = batch.iter().flat_map(|at| rows_of(*at)).copied().collect();
    let pending: HashSet<i32> = store::pending_of(work.conn(), id, &numbers).await?.into_iter().collect();
    let wanted: Vec<usize> = batch.iter().copied().filter(|at| rows_of(*at).iter().any(|row| pending.contains(row))).collect();
    let began = Instant::now();
    let mut results: Vec<RowResult> = Vec::new();
    // Parts of the batch in the order of the file, the first one last. A part is done with before the next one begins, so that of two
    // groups about the same thing the one that comes later in the file has the last word.
    let mut parts: Vec<&[usize]> = if wanted.is_empty() { Vec::new() } else { vec![&wanted] };
    let mut last = None;
    'parts: while let Some(part) = parts.pop() {
        let alone = match apply_together(&mut work, id, file, part, &mut results).await? {
            Some(alone) => alone,
            None if part.len() > ONE_BY_ONE => {
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([second, first]);
                continue;
            }
            None => part.to_vec(),
        };
        for at in alone {
            results.extend(apply_group(&mut work, id, file, setup, at, rows_of(at)).await?);
            if began.elapsed() > LONGEST_BATCH {
                last = Some(at);
                break 'parts;
            }
        }
    }
    results.retain(|result| pending.contains(&result.number));
    let counts = store::record(work.conn(), scope.organization.id, id, &results).await?;
    work.commit().await?;
    // What was done at once behind the last group has its results, and is passed over by the next batch.
    let taken = last.and_then(|last| batch.iter().position(|at| *at == last)).map_or(batch.len(), |place| place + 1);
    Ok(Some((taken, counts)))
}

/// Writes what can be written at once, under a savepoint. Returns the groups that have to be asked alone; `None` when something was
/// refused, and so all of it taken back.
async fn apply_together(
    work: &mut Work,
    id: Uuid,
    file: &dyn SourceFile,
    groups: &[usize],
    results: &mut Vec<RowResult>,
) -> Result<Option<Vec<usize>>> {
    store::savepoint(work.conn()).await?;
    let done = match file.apply_together(work, id, groups).await {
        Ok(done) => Some(done),
        Err(error) => {
            refusal(error)?;
            store::roll_back(work.conn()).await?;
            None
        }
    };
    store::release(work.conn()).await?;
    let Some(mut done) = done else { return Ok(None) };
    let mut alone = Vec::new();
    for at in groups {
        match done.remove(at) {
            Some(made) => results.extend(made),
            None => alone.push(*at),
        }
    }
    Ok(Some(alone))
}

/// Applies one group under a savepoint; what refuses it becomes the result of its rows.
async fn apply_group(
    work: &mut Work,
    id: Uuid,
    file: &dyn SourceFile,
    setup: &Setup,
    group: usize,
    rows: &[i32],
) -> Result<Vec<RowResult>> {
    store::savepoint(work.conn()).await?;
    let messages = match file.apply(work, id, setup, group).await {
        Ok(results) => {
            store::release(work.conn()).await?;
            return Ok(results);
        }
        Err(error) => refusal(error)?,
    };
    store::roll_back(work.conn()).await?;
    store::release(work.conn()).await?;
    Ok(rows
        .iter()
        .map(|number| RowResult { number: *number, status: RowStatus::Failed, messages: messages.clone(), resource: None })
        .collect())
}

/// What refused a record, as messages for whoever brought it.
///
/// # Errors
/// The error itself when it is no fault of the record: the database is away, or somebody else held a lock.
pub fn refusal(error: Error) -> Result<Vec<Message>> {
    match error {
        Error::App(AppError::Invalid(errors)) => {
            Ok(errors.0.into_iter().map(|error| Message { column: None, key: error.key, args: error.args }).collect())
        }
        Error::App(error) => {
            let (key, args) = error.message();
            Ok(vec![Message { column: None, key: key.to_owned(), args }])
        }
        // 22: a value does not fit its column; 23: it breaks a constraint.
        Error::Db(sqlx::Error::Database(cause)) if cause.code().is_some_and(|code| code.starts_with("22") || code.starts_with("23")) => {
            match AppError::from(Error::Db(sqlx::Error::Database(cause))) {
                AppError::Internal(incident) => Ok(vec![Message::new("bulk-error-row").arg("incident", incident)]),
                other => Err(other.into()),
            }
        }
        other => Err(other),
    }
}

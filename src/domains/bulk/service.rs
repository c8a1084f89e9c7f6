//! Rules of imports: a file is looked at, started, worked off in small transactions, and can be stopped and gone on with.

use super::model::{Counts, ImportDetail, ImportFormat, ImportJob, ImportKind, ImportList, ImportStatus, Message, Progress, RowFilter, RowStatus};
use super::ports::{RowResult, Setup, SourceFile, importer};
use super::store;
use crate::domains::audit;
use crate::server::clock::new_id;
use crate::server::context::Person;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldError, FieldErrors};
use crate::shared::paging::PageRequest;
use anyhow::Context;
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Rows that a preview shows.
const PREVIEW_ROWS: usize = 20;
/// Groups of one transaction.
const BATCH: usize = 50;
/// A transaction ends after this long even when it could take more groups, so that a stop is heard soon.
const LONGEST_BATCH: Duration = Duration::from_secs(2);
/// Attempts at a transaction that met another one's locks.
const ATTEMPTS: u32 = 5;
/// After so long without a sign a running import may be started again by a person.
const STALE_MINUTES: i64 = 2;
/// Seconds that a run waits for another one to end.
const CLAIM_ATTEMPTS: u32 = 4;
/// Rows that are inserted by one statement.
const INSERT_ROWS: usize = 1_000;

/// An uploaded file.
pub struct Upload {
    /// What it holds.
    pub kind: ImportKind,
    /// How it is written.
    pub format: ImportFormat,
    /// Its name on the person's computer.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

fn field_error(message: Message) -> Error {
    AppError::Invalid(FieldErrors(vec![FieldError { field: "file".to_owned(), key: message.key, args: message.args }])).into()
}

/// Reads a file on a thread of its own: a large one takes longer than a request may hold up others.
async fn read(kind: ImportKind, format: ImportFormat, mapping: Option<Value>, bytes: Arc<Vec<u8>>) -> Result<Result<Arc<dyn SourceFile>, Message>> {
    let importer = importer()?;
    tokio::task::spawn_blocking(move || importer.read(kind, format, mapping.as_ref(), &bytes)).await.context("reading a file").map_err(Error::Other)
}

fn to_count(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Keeps a file for a look before it is imported. Nothing else happens yet.
///
/// # Errors
/// A message beside the field `file` for a file that cannot be read, beside `format` for a format that is none of this
/// kind of file.
pub async fn upload(scope: &Scope, upload: Upload) -> Result<Uuid> {
    if upload.kind == ImportKind::Orders && upload.format != ImportFormat::Woocommerce {
        return Err(Error::field("format", "bulk-error-format-kind"));
    }
    if upload.bytes.is_empty() {
        return Err(Error::field("file", "bulk-error-file-missing"));
    }
    let bytes = Arc::new(upload.bytes);
    let file = read(upload.kind, upload.format, None, bytes.clone()).await?.map_err(field_error)?;
    let rows = file.rows().len();
    if rows == 0 {
        return Err(Error::field("file", "bulk-error-no-rows"));
    }
    let file_name: String = upload.file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    let id = new_id();
    let mut work = scope.begin().await?;
    let at = work.now;
    let new = store::NewJob {
        id,
        kind: upload.kind,
        format: upload.format,
        file_name: if file_name.is_empty() { "file" } else { &file_name },
        sha256: &Sha256::digest(bytes.as_slice()),
        content: &bytes,
        mapping: &file.mapping(),
        rows_total: to_count(rows),
        created_by: scope.user_id(),
        at,
    };
    store::insert_job(work.conn(), &new).await?;
    let facts = json!({"kind": upload.kind.code(), "format": upload.format.code(), "file": file_name, "rows": rows});
    audit::service::record(&mut work, "bulk.uploaded", "import", id, Value::Null, facts).await?;
    work.commit().await?;
    Ok(id)
}

/// A page of imports, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, page: PageRequest) -> Result<ImportList> {
    let mut work = scope.begin().await?;
    store::list(work.conn(), page).await
}

/// One import with what its page shows.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn detail(scope: &Scope, id: Uuid, filter: RowFilter) -> Result<ImportDetail> {
    let mut work = scope.begin().await?;
    let mut job = store::job(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let same_file = store::same_file(work.conn(), id).await?;
    let rows = store::rows(work.conn(), id, filter).await?;
    let is_stale = job.status.is_under_way() && work.now - job.updated_at > TimeDelta::minutes(STALE_MINUTES);
    let mut preview = None;
    if job.status == ImportStatus::Uploaded
        && let Some(content) = store::content(work.conn(), id).await?
    {
        drop(work);
        match read(content.kind, content.format, Some(content.mapping), Arc::new(content.bytes)).await? {
            Ok(file) => preview = Some(file.inspect(PREVIEW_ROWS)),
            Err(message) => job.error = Some(message),
        }
    }
    Ok(ImportDetail { job, same_file, preview, rows, is_stale })
}

/// Where an import stands.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn progress(scope: &Scope, id: Uuid) -> Result<Progress> {
    let mut work = scope.begin().await?;
    let job = store::job(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    Ok(Progress { status: job.status, counts: job.counts })
}

/// Sets what the columns mean.
async fn choose_mapping(work: &mut Work, id: Uuid, columns: &[String]) -> Result<()> {
    let mapping = importer()?.mapping_of(columns).ok_or_else(|| Error::conflict("bulk-error-mapping"))?;
    store::set_mapping(work.conn(), id, &mapping).await
}

/// Keeps the meanings of the columns that a person chose.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when the import was started already or a meaning is unknown.
pub async fn save_mapping(scope: &Scope, id: Uuid, columns: &[String]) -> Result<()> {
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if locked.status != ImportStatus::Uploaded {
        return Err(Error::conflict("bulk-error-started"));
    }
    choose_mapping(&mut work, id, columns).await?;
    work.commit().await
}

/// Starts an import, or goes on with one that was stopped or lost its worker. Columns, when there are any, are the mapping
/// to use.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it is under way or has ended.
pub async fn start(scope: &Scope, id: Uuid, columns: &[String]) -> Result<()> {
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    match locked.status {
        ImportStatus::Uploaded if !columns.is_empty() => choose_mapping(&mut work, id, columns).await?,
        ImportStatus::Uploaded | ImportStatus::Cancelled | ImportStatus::Failed => {}
        ImportStatus::Queued | ImportStatus::Running if work.now - locked.updated_at > TimeDelta::minutes(STALE_MINUTES) => {}
        ImportStatus::Queued | ImportStatus::Running | ImportStatus::Completed => return Err(Error::conflict("bulk-error-started")),
    }
    queue(&mut work, id, locked.status, "bulk.started").await?;
    work.commit().await
}

async fn queue(work: &mut Work, id: Uuid, from: ImportStatus, action: &str) -> Result<()> {
    let now = work.now;
    store::set_status(work.conn(), id, ImportStatus::Queued, None, now).await?;
    audit::service::record(work, action, "import", id, json!({"status": from.code()}), json!({"status": ImportStatus::Queued.code()})).await?;
    outbox::emit(work, "bulk.import_requested", id, json!({})).await
}

/// Stops an import. The rows that are being written are finished, the others stay pending.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it has ended.
pub async fn cancel(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if !matches!(locked.status, ImportStatus::Uploaded | ImportStatus::Queued | ImportStatus::Running) {
        return Err(Error::conflict("bulk-error-ended"));
    }
    let now = work.now;
    store::set_status(work.conn(), id, ImportStatus::Cancelled, None, now).await?;
    let (old, new) = (json!({"status": locked.status.code()}), json!({"status": ImportStatus::Cancelled.code()}));
    audit::service::record(&mut work, "bulk.cancelled", "import", id, old, new).await?;
    let organization_id = scope.organization.id;
    store::signal(work.conn(), organization_id, id).await?;
    work.commit().await
}

/// Tries the refused rows again; returns how many.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it is under way or nothing was refused.
pub async fn retry(scope: &Scope, id: Uuid) -> Result<i32> {
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if !matches!(locked.status, ImportStatus::Completed | ImportStatus::Cancelled | ImportStatus::Failed) || locked.counts.failed == 0 {
        return Err(Error::conflict("bulk-error-nothing-refused"));
    }
    let rows = store::reopen(work.conn(), id).await?;
    queue(&mut work, id, locked.status, "bulk.retried").await?;
    work.commit().await?;
    Ok(rows)
}

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
async fn claim(scope: &Scope, id: Uuid) -> Result<Option<store::Claim>> {
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
        scope.person = Some(Arc::new(Person { id, name, email, role: String::new() }));
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
        store::signal(work.conn(), scope.organization.id, id).await?;
    }
    work.commit().await?;
    Ok(Run { status, counts: locked.counts, error: None })
}

/// Transactions that met at the same rows in another order: one of them has to begin again.
fn is_collision(error: &Error) -> bool {
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
    let numbers: Vec<i32> = batch.iter().filter_map(|at| groups.get(*at)).flatten().copied().collect();
    let pending: HashSet<i32> = store::pending_of(work.conn(), id, &numbers).await?.into_iter().collect();
    let began = Instant::now();
    let mut results: Vec<RowResult> = Vec::new();
    let mut taken = 0;
    for at in batch {
        let rows = groups.get(*at).map(Vec::as_slice).unwrap_or_default();
        if rows.iter().any(|row| pending.contains(row)) {
            results.extend(apply_group(&mut work, id, file, setup, *at, rows).await?.into_iter().filter(|result| pending.contains(&result.number)));
        }
        taken += 1;
        if began.elapsed() > LONGEST_BATCH {
            break;
        }
    }
    let counts = store::record(work.conn(), scope.organization.id, id, &results).await?;
    work.commit().await?;
    Ok(Some((taken, counts)))
}

/// Applies one group under a savepoint; what refuses it becomes the result of its rows.
async fn apply_group(work: &mut Work, id: Uuid, file: &dyn SourceFile, setup: &Setup, group: usize, rows: &[i32]) -> Result<Vec<RowResult>> {
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
    Ok(rows.iter().map(|number| RowResult { number: *number, status: RowStatus::Failed, messages: messages.clone(), resource: None }).collect())
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

/// Makes an import that the calling process works off itself, without a worker.
///
/// # Errors
/// As [`upload`].
pub async fn upload_and_claim(scope: &Scope, file: Upload) -> Result<Uuid> {
    let id = upload(scope, file).await?;
    let mut work = scope.begin().await?;
    let now = work.now;
    store::set_status(work.conn(), id, ImportStatus::Running, None, now).await?;
    work.commit().await?;
    Ok(id)
}

/// The refused rows of an import with what is wrong with them.
///
/// # Errors
/// When the database refuses.
pub async fn refused_rows(scope: &Scope, id: Uuid) -> Result<Vec<(i32, Vec<Message>)>> {
    let mut work = scope.begin().await?;
    Ok(store::refused(work.conn(), id).await?.into_iter().map(|(number, _, messages)| (number, messages)).collect())
}

/// A file to download.
pub struct Download {
    /// Its name.
    pub file_name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Makes a cell inert for spreadsheets: what begins like a formula gets an apostrophe in front, which is taken away again
/// when the file is read here.
#[must_use]
pub fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The refused rows as CSV (UTF-8 with a byte order mark): the file's own columns and the reason in words. `words` turns a
/// message into text.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn refused_csv(scope: &Scope, id: Uuid, reason_head: &str, words: impl Fn(&Message) -> String) -> Result<Download> {
    let mut work = scope.begin().await?;
    let job: ImportJob = store::job(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let rows = store::refused(work.conn(), id).await?;
    let content = store::content(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    drop(work);
    let headers = match read(content.kind, content.format, Some(content.mapping), Arc::new(content.bytes)).await? {
        Ok(file) => file.headers(),
        Err(_) => Vec::new(),
    };
    let mut out = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    let write = |out: &mut csv::Writer<Vec<u8>>, cells: Vec<String>| out.write_record(cells).context("writing CSV").map_err(Error::Other);
    write(&mut out, headers.iter().map(|head| inert(head)).chain([reason_head.to_owned()]).collect())?;
    for (_, mut cells, messages) in rows {
        // The reason stands below its head even when a row is shorter or longer than the heads.
        cells.resize(headers.len().max(cells.len()), String::new());
        let reason = messages.iter().map(&words).collect::<Vec<_>>().join("; ");
        write(&mut out, cells.iter().map(|cell| inert(cell)).chain([inert(&reason)]).collect())?;
    }
    let bytes = out.into_inner().map_err(|error| Error::Other(anyhow::anyhow!("writing CSV: {}", error.error())))?;
    let stem = job.file_name.rsplit_once('.').map_or(job.file_name.as_str(), |(stem, _)| stem);
    Ok(Download { file_name: format!("{stem}-refused.csv"), bytes })
}

/// The file as it was uploaded.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn original(scope: &Scope, id: Uuid) -> Result<Download> {
    let mut work = scope.begin().await?;
    let content = store::content(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if Sha256::digest(&content.bytes).as_slice() != content.sha256 {
        return Err(Error::Other(anyhow::anyhow!("the content of import {id} is not what was uploaded")));
    }
    Ok(Download { file_name: content.file_name, bytes: content.bytes })
}

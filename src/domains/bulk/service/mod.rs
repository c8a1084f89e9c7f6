//! Rules of imports: a file is looked at, started, worked off in small transactions, and can be stopped and gone on with. Rules of
//! changes of many rows are in [`actions`].

pub mod actions;
mod files;
mod notices;
mod recover;
mod run;

pub use files::{Download, original, refused_csv, refused_rows};
pub use notices::{tell_action_ended, tell_ended};
pub use recover::recover;
pub use run::{Run, refusal, run};

use super::model::{ImportDetail, ImportFormat, ImportKind, ImportList, ImportStatus, Inspection, Message, Progress, RowFilter};
use super::ports::{SourceFile, importer};
use super::store;
use crate::domains::audit;
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldError, FieldErrors};
use anyhow::Context;
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// Rows that a preview shows.
const PREVIEW_ROWS: usize = 20;
/// After so long without a sign a running import may be started again by a person.
const STALE_MINUTES: i64 = 2;

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
async fn read(
    kind: ImportKind,
    format: ImportFormat,
    mapping: Option<Value>,
    bytes: Arc<Vec<u8>>,
) -> Result<Result<Arc<dyn SourceFile>, Message>> {
    let importer = importer()?;
    tokio::task::spawn_blocking(move || importer.read(kind, format, mapping.as_ref(), &bytes))
        .await
        .context("reading a file")
        .map_err(Error::Other)
}

fn to_count(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// How the last file with the same heads was read that somebody has imported.
async fn remembered(scope: &Scope, kind: ImportKind, format: ImportFormat, heads: &[u8]) -> Result<Option<Value>> {
    let mut work = scope.begin().await?;
    store::remembered(work.conn(), kind, format, heads).await
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
    let mut file = read(upload.kind, upload.format, None, bytes.clone()).await?.map_err(field_error)?;
    let heads = Sha256::digest(file.headers().join("\u{1f}"));
    // Tables of products come from programs, whose heads say what they mean. Those of customers come from people.
    if upload.kind == ImportKind::Customers
        && let Some(mapping) = remembered(scope, upload.kind, upload.format, &heads).await?
    {
        file = read(upload.kind, upload.format, Some(mapping), bytes.clone()).await?.map_err(field_error)?;
    }
    let rows = file.rows().len();
    if rows == 0 {
        return Err(Error::field("file", "bulk-error-no-rows"));
    }
    let file_name: String =
        upload.file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
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
        heads_sha256: &heads,
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
async fn choose_mapping(work: &mut Work, id: Uuid, kind: ImportKind, columns: &[String]) -> Result<()> {
    let mapping = importer()?.mapping_of(kind, columns).ok_or_else(|| Error::conflict("bulk-error-mapping"))?;
    let before = store::set_mapping(work.conn(), id, &mapping).await?;
    if before != mapping {
        let (old, new) = (json!({"mapping": before}), json!({"mapping": mapping}));
        audit::service::record(work, "bulk.mapping_changed", "import", id, old, new).await?;
    }
    Ok(())
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
    choose_mapping(&mut work, id, locked.kind, columns).await?;
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
        ImportStatus::Uploaded if !columns.is_empty() => choose_mapping(&mut work, id, locked.kind, columns).await?,
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
    audit::service::record(work, action, "import", id, json!({"status": from.code()}), json!({"status": ImportStatus::Queued.code()}))
        .await?;
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

/// How the columns of an import are understood that has refused rows; the samples are the cells of the first of them.
///
/// # Errors
/// [`AppError::NotFound`] also when nothing was refused or the file is no table; a field error when it cannot be read any more.
pub async fn mapping(scope: &Scope, id: Uuid) -> Result<Inspection> {
    let mut work = scope.begin().await?;
    let refused = store::first_refused(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let content = store::content(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    drop(work);
    let file = read(content.kind, content.format, Some(content.mapping), Arc::new(content.bytes)).await?.map_err(field_error)?;
    let mut inspection = file.inspect(0);
    if inspection.columns.is_empty() {
        return Err(AppError::NotFound.into());
    }
    for (column, cell) in inspection.columns.iter_mut().zip(refused) {
        column.sample = cell;
    }
    Ok(inspection)
}

/// Tries the refused rows of the kept file again, and only those; returns how many. Columns, when there are any, are the mapping to use
/// from now on.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it is under way or nothing was refused, or a meaning is unknown.
pub async fn retry(scope: &Scope, id: Uuid, columns: &[String]) -> Result<i32> {
    let mut work = scope.begin().await?;
    let locked = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if !matches!(locked.status, ImportStatus::Completed | ImportStatus::Cancelled | ImportStatus::Failed) || locked.counts.failed == 0 {
        return Err(Error::conflict("bulk-error-nothing-refused"));
    }
    let rows = store::reopen(work.conn(), id).await?;
    if !columns.is_empty() {
        choose_mapping(&mut work, id, locked.kind, columns).await?;
        // What a row is called depends on what its columns mean.
        let content = store::content(work.conn(), id).await?.ok_or(AppError::NotFound)?;
        let file = read(content.kind, content.format, Some(content.mapping), Arc::new(content.bytes)).await?.map_err(field_error)?;
        store::name_pending(work.conn(), id, &file.rows()).await?;
    }
    queue(&mut work, id, locked.status, "bulk.retried").await?;
    work.commit().await?;
    Ok(rows)
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

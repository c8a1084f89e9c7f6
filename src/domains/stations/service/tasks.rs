//! Scans that could not be done: somebody says what becomes of them.

use super::scan::Scan;
use super::stations::take;
use crate::domains::audit;
use crate::domains::stations::model::{ResolveForm, TaskPage, Verdict};
use crate::domains::stations::store;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors};
use serde_json::json;
use uuid::Uuid;

/// Longest note, in characters.
const LONGEST_NOTE: usize = 500;

/// A page of open tasks, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn tasks(scope: &Scope, page: PageRequest) -> Result<TaskPage> {
    store::tasks(scope.begin().await?.conn(), page).await
}

/// Decides about a scan: does it after all, under another code where that was wrong, or drops it. Returns what was scanned, and
/// whether it counts now.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when somebody was quicker or it still cannot be done.
pub async fn resolve(scope: &Scope, task_id: &str, form: &ResolveForm) -> Result<(String, bool)> {
    let task_id = Uuid::parse_str(task_id.trim()).map_err(|_| AppError::NotFound)?;
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let (client_id, is_open) = store::lock_task(work.conn(), task_id).await?.ok_or(AppError::NotFound)?;
        let known = store::scan(work.conn(), client_id).await?.ok_or(AppError::NotFound)?;
        // Who may not work at the station may not decide about its scans either.
        scope.require(known.station.permission())?;
        if !is_open {
            return Err(Error::conflict("stations-error-resolved"));
        }
        let mut errors = FieldErrors::default();
        let note = form.note.trim();
        if note.chars().count() > LONGEST_NOTE {
            errors.add("note", "error-too-long");
        }
        let is_applied = match form.choice.as_str() {
            "apply" => true,
            "drop" => false,
            _ => {
                errors.add("choice", "error-choice");
                false
            }
        };
        if is_applied && known.is_undo {
            errors.add("choice", "stations-error-undo-task");
        }
        errors.into_result()?;
        let (user_id, now) = (work.scope.user_id(), work.now);
        if is_applied {
            store::hold(work.conn(), known.station, known.task_id).await?;
            let code = if form.code.trim().is_empty() { known.code.clone() } else { form.code.trim().chars().take(100).collect() };
            let scan = Scan {
                client_id,
                station: known.station,
                task_id: known.task_id,
                undoes: None,
                code,
                quantity: known.quantity,
                is_damaged: known.is_damaged,
                is_over: true,
                is_attended: true,
                at: known.scanned_at,
            };
            let taken = take(&mut work, &scan).await?;
            let (Verdict::Applied, Some(line)) = (taken.verdict, taken.line) else {
                let (key, args) = taken.message;
                return Err(AppError::Conflict { key, args }.into());
            };
            store::set_applied(work.conn(), client_id, &scan.code, line, (&taken.message.0, &json!(taken.message.1))).await?;
        }
        store::resolve_task(work.conn(), task_id, is_applied, note, user_id, now).await?;
        let new =
            json!({"station": known.station.code(), "code": known.code, "quantity": known.quantity, "applied": is_applied, "note": note});
        audit::service::record(&mut work, "stations.task_resolved", "station_task", task_id, json!(null), new).await?;
        outbox::emit(&mut work, "stations.task_resolved", task_id, json!({})).await?;
        work.commit().await?;
        Ok((known.code, is_applied))
    })
    .await
}

//! What people are told about imports and changes of many rows.

use crate::domains::bulk::model::{ImportStatus, JobStatus};
use crate::domains::bulk::{store, urls};
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::server::{Result, Scope};
use serde_json::json;
use uuid::Uuid;

/// Tells who started an import how it ended. One that is under way again is told when it has ended again.
///
/// # Errors
/// When the database refuses.
pub async fn tell_ended(scope: &Scope, id: Uuid, event_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some((user_id, _, _)) = store::creator(work.conn(), id).await? else { return Ok(()) };
    let Some(job) = store::job(work.conn(), id).await? else { return Ok(()) };
    let (title_key, message_key) = match job.status {
        ImportStatus::Completed => ("notifications-import-done-title", "notifications-import-done"),
        ImportStatus::Failed => ("notifications-import-failed-title", "notifications-import-failed"),
        _ => return Ok(()),
    };
    let counts = job.counts;
    let data = json!({
        "import_id": id, "file": job.file_name, "created": counts.created, "updated": counts.updated, "failed": counts.failed,
    });
    let notice = Notice {
        kind: Kind::System,
        title_key,
        message_key,
        data,
        link: urls::import(id),
        dedupe_key: format!("bulk.ended:{event_id}"),
        audience: Audience::Person(user_id),
        except: None,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

/// Tells who has had many rows changed, or taken back, how it ended.
///
/// # Errors
/// When the database refuses.
pub async fn tell_action_ended(scope: &Scope, id: Uuid, event_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some((user_id, _, _)) = store::acting_user(work.conn(), id).await? else { return Ok(()) };
    let Some(job) = store::action_job(work.conn(), id, false).await? else { return Ok(()) };
    let (title_key, message_key) = match job.status {
        JobStatus::Completed => ("notifications-bulk-done-title", "notifications-bulk-done"),
        JobStatus::Undone => ("notifications-bulk-undone-title", "notifications-bulk-undone"),
        _ => return Ok(()),
    };
    let tally = job.tally;
    let data = json!({
        "job_id": id, "changed": tally.changed, "unchanged": tally.unchanged, "refused": tally.refused, "undone": tally.undone, "kept": tally.kept,
    });
    let notice = Notice {
        kind: Kind::System,
        title_key,
        message_key,
        data,
        link: urls::job(id),
        dedupe_key: format!("bulk.action_ended:{event_id}"),
        audience: Audience::Person(user_id),
        except: None,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

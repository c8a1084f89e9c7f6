//! Work whose process was killed is taken up again.

use super::STALE_MINUTES;
use crate::domains::bulk::store;
use crate::server::{Result, Scope, outbox};
use chrono::TimeDelta;
use serde_json::json;

/// Asks the worker for jobs and imports that should be under way, but have shown no sign of life for a while and are in nobody's hands:
/// a command that was killed leaves such an import, a server that was killed in the middle of a request such a job. Returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn recover(scope: &Scope) -> Result<usize> {
    let mut work = scope.begin().await?;
    let before = work.now - TimeDelta::minutes(STALE_MINUTES);
    let stale = store::stale(work.conn(), before).await?;
    drop(work);
    let mut count = 0;
    for (is_import, id) in stale {
        // Who still works on it holds the claim, however long one of its steps takes.
        let Some(claim) = store::claim(&scope.db, id).await? else { continue };
        let mut work = scope.begin().await?;
        let kind = if is_import { "bulk.import_requested" } else { "bulk.action_requested" };
        outbox::emit(&mut work, kind, id, json!({})).await?;
        store::touch(work.conn(), is_import, id).await?;
        work.commit().await?;
        claim.rollback().await?;
        count += 1;
    }
    Ok(count)
}

//! Events that ride the transaction of the change that they tell of.

use super::clock::{Clock, new_id};
use super::db::{Db, Work};
use super::error::Result;
use super::live::CHANNEL;
use serde_json::Value;
use uuid::Uuid;

/// Writes an event. Handlers of later domains get it from the worker after commit, at least once; open pages get a signal.
/// The payload holds ids only.
///
/// # Errors
/// When the database refuses.
pub async fn emit(work: &mut Work, kind: &str, aggregate_id: Uuid, payload: Value) -> Result<()> {
    let organization_id = work.scope.organization.id;
    let now = work.now;
    let signal = format!("{organization_id} {kind} {aggregate_id}");
    sqlx::query!(
        "with event as (
           insert into outbox_events (id, organization_id, type, aggregate_id, payload, created_at, next_attempt_at)
           values ($1, $2, $3, $4, $5, $6, $6) returning 1
         )
         select pg_notify($7, $8) from event",
        new_id(),
        organization_id,
        kind,
        aggregate_id,
        payload,
        now,
        CHANNEL,
        signal,
    )
    .fetch_one(work.conn())
    .await?;
    Ok(())
}

/// Writes an event that belongs to no organization, by itself: nothing is changed with it. No open page hears of it.
///
/// # Errors
/// When the database refuses.
pub async fn emit_alone(db: &Db, clock: &Clock, kind: &str, aggregate_id: Uuid) -> Result<()> {
    sqlx::query!(
        "insert into outbox_events (id, type, aggregate_id, created_at, next_attempt_at) values ($1, $2, $3, $4, $4)",
        new_id(),
        kind,
        aggregate_id,
        clock.now(),
    )
    .execute(db.global())
    .await?;
    Ok(())
}

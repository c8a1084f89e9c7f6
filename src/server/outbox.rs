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
    emit_all(work, kind, &[aggregate_id], payload).await
}

/// As [`emit`], the same event for many records in one statement.
///
/// # Errors
/// When the database refuses.
pub async fn emit_all(work: &mut Work, kind: &str, aggregate_ids: &[Uuid], payload: Value) -> Result<()> {
    let organization_id = work.scope.organization.id;
    let now = work.now;
    let ids: Vec<Uuid> = aggregate_ids.iter().map(|_| new_id()).collect();
    let signals: Vec<String> = aggregate_ids.iter().map(|id| format!("{organization_id} {kind} {id}")).collect();
    sqlx::query!(
        "with event as (
           insert into outbox_events (id, organization_id, type, aggregate_id, payload, created_at, next_attempt_at)
           select e.id, $2, $3, e.aggregate_id, $5, $6, $6 from unnest($1::uuid[], $4::uuid[]) e (id, aggregate_id) returning 1
         )
         select count(pg_notify($7, s.signal)) from unnest($8::text[]) s (signal) where exists (select from event)",
        &ids,
        organization_id,
        kind,
        aggregate_ids,
        payload,
        now,
        CHANNEL,
        &signals,
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

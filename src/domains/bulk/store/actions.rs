//! SQL of changes of many rows.

use super::{signal, word};
use crate::domains::bulk::model::{ActionFacts, Item, ItemFilter, ItemPage, ItemStatus, Job, JobStatus, Message, Shown, Tally, Typed};
use crate::domains::bulk::ports;
use crate::server::{Error, Result};
use crate::shared::paging::{PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Page};
use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).context("a job holds what this program has not written").map_err(Error::Other)
}

fn facts(key: &str) -> Result<ActionFacts> {
    Ok(word(ports::action(key), key)?.facts())
}

/// A job as the database has it.
struct JobRecord {
    id: Uuid,
    action: String,
    params: Value,
    query: Option<String>,
    status: String,
    items_total: i32,
    items_pending: i32,
    items_ready: i32,
    items_unchanged: i32,
    items_refused: i32,
    items_changed: i32,
    items_undone: i32,
    items_kept: i32,
    phase_total: i32,
    stopped_because: Option<Value>,
    person: Option<String>,
    created_at: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
}

impl JobRecord {
    fn read(self) -> Result<Job> {
        Ok(Job {
            id: self.id,
            action: facts(&self.action)?,
            typed: read(self.params)?,
            query: self.query,
            status: word(JobStatus::parse(&self.status), &self.status)?,
            tally: Tally {
                total: self.items_total,
                pending: self.items_pending,
                ready: self.items_ready,
                unchanged: self.items_unchanged,
                refused: self.items_refused,
                changed: self.items_changed,
                undone: self.items_undone,
                kept: self.items_kept,
            },
            phase_total: self.phase_total,
            person: self.person,
            stopped_because: self.stopped_because.map(read).transpose()?,
            created_at: self.created_at,
            completed_at: self.completed_at,
        })
    }
}

/// A job to be made.
pub(in crate::domains::bulk) struct NewJobRow<'a> {
    pub id: Uuid,
    pub action: ActionFacts,
    pub typed: &'a Typed,
    pub query: Option<&'a str>,
    pub total: i32,
    pub created_by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub(in crate::domains::bulk) async fn insert_action_job(conn: &mut PgConnection, new: &NewJobRow<'_>) -> Result<()> {
    sqlx::query!(
        "insert into bulk_jobs (id, action, area, params, query, items_total, items_pending, phase_total, created_by, acting_user_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6, $6, $7, $7, $8, $8)",
        new.id,
        new.action.key,
        new.action.area,
        json!(new.typed),
        new.query,
        new.total,
        new.created_by,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes chosen rows down; `from` is the number of the first.
pub(in crate::domains::bulk) async fn insert_items(
    conn: &mut PgConnection,
    job_id: Uuid,
    from: i32,
    items: &[(Uuid, String)],
) -> Result<()> {
    let ids: Vec<Uuid> = items.iter().map(|(id, _)| *id).collect();
    let labels: Vec<String> = items.iter().map(|(_, label)| label.clone()).collect();
    sqlx::query!(
        "insert into bulk_items (bulk_job_id, row_number, target_id, label)
         select $1, $2 + i.n::integer - 1, i.id, i.label from unnest($3::uuid[], $4::text[]) with ordinality i (id, label, n)",
        job_id,
        from,
        &ids,
        &labels,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A page of the jobs with one of these actions, newest first.
pub(in crate::domains::bulk) async fn action_jobs(conn: &mut PgConnection, keys: &[String], page: PageRequest) -> Result<Page<Job>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        JobRecord,
        r#"select j.id, j.action, j.params, j.query, j.status, j.items_total, j.items_pending, j.items_ready, j.items_unchanged, j.items_refused,
             j.items_changed, j.items_undone, j.items_kept, j.phase_total, j.stopped_because, u.name as "person?", j.created_at, j.completed_at
           from bulk_jobs j left join users u on u.id = j.created_by
           where j.action = any ($1)
             and ($2::timestamptz is null or case when $4 then (j.created_at, j.id) > ($2, $3) else (j.created_at, j.id) < ($2, $3) end)
           order by case when $4 then j.created_at end asc, case when $4 then j.id end asc, j.created_at desc, j.id desc
           limit $5"#,
        keys,
        at,
        id,
        ascending,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(JobRecord::read).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &Job| Cursor { at: row.created_at, id: row.id }))
}

/// One job; with `lock` it is locked until the transaction ends, so that two workers take turns.
pub(in crate::domains::bulk) async fn action_job(conn: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<Job>> {
    if lock {
        sqlx::query!("select id from bulk_jobs where id = $1 for update", id).fetch_optional(&mut *conn).await?;
    }
    sqlx::query_as!(
        JobRecord,
        r#"select j.id, j.action, j.params, j.query, j.status, j.items_total, j.items_pending, j.items_ready, j.items_unchanged, j.items_refused,
             j.items_changed, j.items_undone, j.items_kept, j.phase_total, j.stopped_because, u.name as "person?", j.created_at, j.completed_at
           from bulk_jobs j left join users u on u.id = j.created_by where j.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?
    .map(JobRecord::read)
    .transpose()
}

/// In whose name a job's rows are changed: id, name and e-mail.
pub(in crate::domains::bulk) async fn acting_user(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Uuid, String, String)>> {
    let row = sqlx::query!("select u.id, u.name, u.email from bulk_jobs j join users u on u.id = j.acting_user_id where j.id = $1", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.id, row.name, row.email)))
}

/// A step of a job to another phase.
pub(in crate::domains::bulk) struct Phase<'a> {
    pub status: JobStatus,
    /// Rows that the new phase works off; `None` to keep the number.
    pub total: Option<i32>,
    /// In whose name it works; `None` to keep who it is.
    pub acting: Option<Option<Uuid>>,
    /// Why the program itself has stopped it.
    pub because: Option<&'a Message>,
}

/// Moves a job on. Start and end are written when they come.
pub(in crate::domains::bulk) async fn set_phase(conn: &mut PgConnection, id: Uuid, phase: &Phase<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update bulk_jobs set status = $2, phase_total = coalesce($3, phase_total), stopped_because = $4,
           acting_user_id = case when $5 then $6 else acting_user_id end,
           started_at = case when $2 = 'RUNNING' then coalesce(started_at, $7) else started_at end,
           completed_at = case when $2 in ('COMPLETED', 'CANCELLED', 'UNDONE') then $7 end
         where id = $1",
        id,
        phase.status.code(),
        phase.total,
        phase.because.map(|message| json!(message)),
        phase.acting.is_some(),
        phase.acting.flatten(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets all rows of a job be looked at anew with other values.
pub(in crate::domains::bulk) async fn look_again(conn: &mut PgConnection, id: Uuid, typed: &Typed) -> Result<()> {
    sqlx::query!(
        "update bulk_items set status = 'PENDING', messages = '[]', shown_before = null, shown_after = null, undo = null where bulk_job_id = $1",
        id
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update bulk_jobs set params = $2, items_pending = items_total, items_ready = 0, items_unchanged = 0, items_refused = 0, items_changed = 0,
           items_undone = 0, items_kept = 0 where id = $1",
        id,
        json!(typed),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A row that a phase has to work off.
pub(in crate::domains::bulk) struct OpenItem {
    pub number: i32,
    pub target_id: Uuid,
    pub undo: Value,
}

/// The next rows of a kind.
pub(in crate::domains::bulk) async fn open_items(conn: &mut PgConnection, id: Uuid, open: ItemStatus, limit: i64) -> Result<Vec<OpenItem>> {
    let rows = sqlx::query!(
        "select row_number, target_id, undo from bulk_items where bulk_job_id = $1 and status = $2 order by row_number limit $3",
        id,
        open.code(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OpenItem { number: row.row_number, target_id: row.target_id, undo: row.undo.unwrap_or_default() })
        .collect())
}

/// What became of a row.
pub(in crate::domains::bulk) struct ItemResult {
    pub number: i32,
    pub status: ItemStatus,
    pub messages: Vec<Message>,
    /// Before, after, and what takes it back; `None` leaves what is there.
    pub change: Option<(Shown, Shown, Value)>,
}

/// Writes results and moves the job's numbers along; open pages get a signal.
pub(in crate::domains::bulk) async fn record_items(
    conn: &mut PgConnection,
    organization_id: Uuid,
    id: Uuid,
    results: &[ItemResult],
) -> Result<()> {
    let numbers: Vec<i32> = results.iter().map(|result| result.number).collect();
    let statuses: Vec<String> = results.iter().map(|result| result.status.code().to_owned()).collect();
    let messages: Vec<Value> = results.iter().map(|result| json!(result.messages)).collect();
    let changed = |pick: fn(&(Shown, Shown, Value)) -> Value| -> Vec<Option<Value>> {
        results.iter().map(|result| result.change.as_ref().map(pick)).collect()
    };
    let (before, after, undo) =
        (changed(|(before, _, _)| json!(before)), changed(|(_, after, _)| json!(after)), changed(|(_, _, undo)| undo.clone()));
    sqlx::query!(
        "with given as (
           select * from unnest($2::integer[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[], $7::jsonb[])
             as g (number, status, messages, shown_before, shown_after, undo)
         ), old as (
           select i.row_number, i.status from bulk_items i join given g on g.number = i.row_number where i.bulk_job_id = $1
         ), written as (
           update bulk_items i set status = g.status, messages = g.messages, shown_before = coalesce(g.shown_before, i.shown_before),
             shown_after = coalesce(g.shown_after, i.shown_after), undo = coalesce(g.undo, i.undo)
           from given g where i.bulk_job_id = $1 and i.row_number = g.number
           returning i.status
         ), moved as (
           select status, -1 as by from old union all select status, 1 from written
         ), d as (
           select coalesce(sum(by) filter (where status = 'PENDING'), 0) as pending, coalesce(sum(by) filter (where status = 'READY'), 0) as ready,
             coalesce(sum(by) filter (where status = 'UNCHANGED'), 0) as unchanged, coalesce(sum(by) filter (where status = 'REFUSED'), 0) as refused,
             coalesce(sum(by) filter (where status = 'CHANGED'), 0) as changed, coalesce(sum(by) filter (where status = 'UNDONE'), 0) as undone,
             coalesce(sum(by) filter (where status = 'KEPT'), 0) as kept
           from moved
         )
         update bulk_jobs j set items_pending = j.items_pending + d.pending, items_ready = j.items_ready + d.ready,
           items_unchanged = j.items_unchanged + d.unchanged, items_refused = j.items_refused + d.refused, items_changed = j.items_changed + d.changed,
           items_undone = j.items_undone + d.undone, items_kept = j.items_kept + d.kept
         from d where j.id = $1",
        id,
        &numbers,
        &statuses,
        &messages,
        &before as &[Option<Value>],
        &after as &[Option<Value>],
        &undo as &[Option<Value>],
    )
    .execute(&mut *conn)
    .await?;
    signal(conn, organization_id, id).await
}

pub(in crate::domains::bulk) async fn items(conn: &mut PgConnection, id: Uuid, filter: ItemFilter) -> Result<ItemPage> {
    let backwards = filter.after.is_none() && filter.before.is_some();
    let found = sqlx::query!(
        "select row_number, target_id, label, status, messages, shown_before, shown_after from bulk_items
         where bulk_job_id = $1 and ($2::text is null or status = $2) and ($3::integer is null or row_number > $3)
           and ($4::integer is null or row_number < $4)
         order by case when $5 then -row_number else row_number end limit $6",
        id,
        filter.status.map(ItemStatus::code),
        filter.after,
        filter.before.filter(|_| backwards),
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        rows.push(Item {
            number: row.row_number,
            target_id: row.target_id,
            label: row.label,
            status: word(ItemStatus::parse(&row.status), &row.status)?,
            messages: read(row.messages)?,
            before: row.shown_before.map(read).transpose()?.unwrap_or_default(),
            after: row.shown_after.map(read).transpose()?.unwrap_or_default(),
        });
    }
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    if backwards {
        rows.reverse();
    }
    let (first, last) = (rows.first().map(|row| row.number), rows.last().map(|row| row.number));
    let (next, previous) =
        if backwards { (last, first.filter(|_| more)) } else { (last.filter(|_| more), first.filter(|_| filter.after.is_some())) };
    Ok(ItemPage { rows, next, previous })
}

/// Removes some jobs that ended before a moment, or were looked at before it and never begun; their rows go with them.
pub(in crate::domains::bulk) async fn remove_old_jobs(conn: &mut PgConnection, before: DateTime<Utc>, most: i64) -> Result<u64> {
    let done = sqlx::query!(
        "delete from bulk_jobs where id in (
           select id from bulk_jobs where created_at < $1 and (completed_at < $1 or status = 'PREVIEWED') order by created_at limit $2)",
        before,
        most,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Jobs and imports that should be under way and have not moved since: (whether it is an import, id).
pub(in crate::domains::bulk) async fn stale(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<Vec<(bool, Uuid)>> {
    let rows = sqlx::query!(
        r#"select false as "is_import!", id as "id!" from bulk_jobs
           where status in ('PREVIEWING', 'QUEUED', 'RUNNING', 'UNDOING') and updated_at < $1
           union all
           select true, id from import_jobs where status in ('QUEUED', 'RUNNING') and updated_at < $1"#,
        before
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.is_import, row.id)).collect())
}

/// A sign of life: what was asked for again is not asked for once more at once.
pub(in crate::domains::bulk) async fn touch(conn: &mut PgConnection, is_import: bool, id: Uuid) -> Result<()> {
    if is_import {
        sqlx::query!("update import_jobs set status = status where id = $1", id).execute(conn).await?;
    } else {
        sqlx::query!("update bulk_jobs set status = status where id = $1", id).execute(conn).await?;
    }
    Ok(())
}

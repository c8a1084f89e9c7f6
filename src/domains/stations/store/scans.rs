//! Scans, and those that wait for a decision.

use crate::domains::stations::model::{KnownScan, ScanTask, Station, TaskPage, Verdict};
use crate::server::{Error, Result};
use crate::shared::Page;
use crate::shared::paging::{Direction, PageRequest};
use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Holds what is worked on until the end of the transaction: scans of it come one after the other.
pub async fn hold(conn: &mut PgConnection, station: Station, task_id: Uuid) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 0))", format!("{} {task_id}", station.code())).fetch_one(conn).await?;
    Ok(())
}

struct Row {
    client_id: Uuid,
    station: String,
    task_id: Uuid,
    action: String,
    code: String,
    quantity: i32,
    condition: String,
    is_over: bool,
    verdict: String,
    message_key: String,
    message_args: Value,
    line_id: Option<Uuid>,
    is_undone: bool,
    settled_at: Option<DateTime<Utc>>,
    scanned_at: DateTime<Utc>,
}

fn known<T>(value: Option<T>, text: &str) -> Result<T> {
    value.with_context(|| format!("the database holds {text}, which this program does not know")).map_err(Error::Other)
}

impl TryFrom<Row> for KnownScan {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            client_id: row.client_id,
            station: known(Station::parse(&row.station), &row.station)?,
            task_id: row.task_id,
            is_undo: row.action == "UNDO",
            code: row.code,
            quantity: row.quantity,
            is_damaged: row.condition == "DAMAGED",
            is_over: row.is_over,
            verdict: known(Verdict::parse(&row.verdict), &row.verdict)?,
            message: (row.message_key, serde_json::from_value(row.message_args).context("reading the message of a scan")?),
            line_id: row.line_id,
            is_undone: row.is_undone,
            is_settled: row.settled_at.is_some(),
            scanned_at: row.scanned_at,
        })
    }
}

/// A scan by its id.
pub async fn scan(conn: &mut PgConnection, client_id: Uuid) -> Result<Option<KnownScan>> {
    let row = sqlx::query_as!(
        Row,
        "select client_id, station, task_id, action, code, quantity, condition, is_over, verdict, message_key, message_args, line_id, is_undone,
           settled_at, scanned_at
         from station_scans where client_id = $1",
        client_id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(KnownScan::try_from).transpose()
}

/// The newest scan of a person at a piece of work that can still be taken back.
pub async fn undoable(conn: &mut PgConnection, station: Station, task_id: Uuid, user_id: Option<Uuid>) -> Result<Option<KnownScan>> {
    let row = sqlx::query_as!(
        Row,
        "select client_id, station, task_id, action, code, quantity, condition, is_over, verdict, message_key, message_args, line_id, is_undone,
           settled_at, scanned_at
         from station_scans
         where station = $1 and task_id = $2 and user_id is not distinct from $3 and action = 'SCAN' and verdict = 'APPLIED'
           and not is_undone and settled_at is null
         order by created_at desc, client_id desc limit 1",
        station.code(),
        task_id,
        user_id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(KnownScan::try_from).transpose()
}

/// A scan to write down.
pub struct NewScan<'a> {
    pub client_id: Uuid,
    pub station: Station,
    pub task_id: Uuid,
    pub undoes: Option<Uuid>,
    pub code: &'a str,
    pub quantity: i32,
    pub is_damaged: bool,
    pub is_over: bool,
    pub verdict: Verdict,
    pub message_key: &'a str,
    pub message_args: &'a Value,
    pub line_id: Option<Uuid>,
    pub variant_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
    pub scanned_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
}

/// Writes a scan down. False when its id is known.
pub async fn insert_scan(conn: &mut PgConnection, new: &NewScan<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into station_scans (client_id, station, task_id, action, code, quantity, condition, is_over, undoes, verdict, message_key,
           message_args, line_id, variant_id, user_id, scanned_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         on conflict (organization_id, client_id) do nothing",
        new.client_id,
        new.station.code(),
        new.task_id,
        if new.undoes.is_some() { "UNDO" } else { "SCAN" },
        new.code,
        new.quantity,
        if new.is_damaged { "DAMAGED" } else { "SELLABLE" },
        new.is_over,
        new.undoes,
        new.verdict.code(),
        new.message_key,
        new.message_args,
        new.line_id,
        new.variant_id,
        new.user_id,
        new.scanned_at,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a scan was taken back before it came.
pub async fn is_undone_already(conn: &mut PgConnection, client_id: Uuid) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from station_scans where undoes = $1 and verdict = 'APPLIED') as "found!""#,
        client_id
    );
    Ok(found.fetch_one(conn).await?)
}

/// Writes down that a scan is taken back.
pub async fn set_undone(conn: &mut PgConnection, client_id: Uuid) -> Result<()> {
    sqlx::query!("update station_scans set is_undone = true where client_id = $1", client_id).execute(conn).await?;
    Ok(())
}

/// Makes a scan that waited one that counts.
pub async fn set_applied(
    conn: &mut PgConnection,
    client_id: Uuid,
    code: &str,
    line: (Uuid, Option<Uuid>),
    message: (&str, &Value),
) -> Result<()> {
    sqlx::query!(
        "update station_scans set verdict = 'APPLIED', code = $2, line_id = $3, variant_id = $4, message_key = $5, message_args = $6, is_over = true
         where client_id = $1",
        client_id,
        code,
        line.0,
        line.1,
        message.0,
        message.1,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down that the scans of these lines are booked.
pub async fn settle(conn: &mut PgConnection, stations: &[Station], line_ids: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    let stations: Vec<String> = stations.iter().map(|station| station.code().to_owned()).collect();
    sqlx::query!(
        "update station_scans set settled_at = $3 where line_id = any ($2) and station = any ($1) and settled_at is null",
        &stations,
        line_ids,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What was scanned of a line and is not booked yet.
pub struct Live {
    pub line_id: Uuid,
    pub pieces: i32,
    pub damaged: i32,
    pub is_over: bool,
}

/// What was scanned of these lines at a station and is not booked yet.
pub async fn live(conn: &mut PgConnection, station: Station, line_ids: &[Uuid]) -> Result<Vec<Live>> {
    Ok(sqlx::query_as!(
        Live,
        r#"select line_id as "line_id!", sum(quantity)::int as "pieces!", coalesce(sum(quantity) filter (where condition = 'DAMAGED'), 0)::int as "damaged!",
             bool_or(is_over) as "is_over!"
           from station_scans
           where station = $1 and line_id = any ($2) and action = 'SCAN' and verdict = 'APPLIED' and not is_undone and settled_at is null
           group by line_id"#,
        station.code(),
        line_ids,
    )
    .fetch_all(conn)
    .await?)
}

/// The newest scans of a piece of work: a device finds its own among them.
pub async fn seen(conn: &mut PgConnection, station: Station, task_id: Uuid) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "select client_id from station_scans where station = $1 and task_id = $2 order by created_at desc, client_id desc limit 500",
        station.code(),
        task_id,
    );
    Ok(ids.fetch_all(conn).await?)
}

/// Writes a task down.
pub async fn insert_task(conn: &mut PgConnection, id: Uuid, client_id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("insert into station_tasks (id, client_id, created_at) values ($1, $2, $3)", id, client_id, at).execute(conn).await?;
    Ok(())
}

/// The task of a scan, if it is open.
pub async fn open_task_of(conn: &mut PgConnection, client_id: Uuid) -> Result<Option<Uuid>> {
    let id = sqlx::query_scalar!("select id from station_tasks where client_id = $1 and status = 'OPEN' for update", client_id);
    Ok(id.fetch_optional(conn).await?)
}

/// A task, held until the end of the transaction: its scan, and whether it is open.
pub async fn lock_task(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Uuid, bool)>> {
    let row = sqlx::query!("select client_id, status from station_tasks where id = $1 for update", id).fetch_optional(conn).await?;
    Ok(row.map(|row| (row.client_id, row.status == "OPEN")))
}

/// Writes down what became of a task.
pub async fn resolve_task(
    conn: &mut PgConnection,
    id: Uuid,
    is_applied: bool,
    note: &str,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update station_tasks set status = $2, note = $3, resolved_by = $4, resolved_at = $5 where id = $1",
        id,
        if is_applied { "APPLIED" } else { "DROPPED" },
        note,
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many tasks are open, up to a number.
pub async fn open_tasks(conn: &mut PgConnection, cap: i64) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select from station_tasks where status = 'OPEN' order by created_at, id limit $1) capped"#,
        cap
    );
    Ok(count.fetch_one(conn).await?)
}

/// A page of open tasks, the newest first.
pub async fn tasks(conn: &mut PgConnection, page: PageRequest) -> Result<TaskPage> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select t.id, t.created_at, u.name as "person?", s.client_id, s.station, s.task_id, s.action, s.code, s.quantity, s.condition, s.is_over,
             s.verdict, s.message_key, s.message_args, s.line_id, s.is_undone, s.settled_at, s.scanned_at
           from station_tasks t join station_scans s on s.client_id = t.client_id left join users u on u.id = s.user_id
           where t.status = 'OPEN'
             and ($1::timestamptz is null or case when $3 then (t.created_at, t.id) > ($1, $2) else (t.created_at, t.id) < ($1, $2) end)
           order by case when $3 then t.created_at end asc, case when $3 then t.id end asc, t.created_at desc, t.id desc
           limit $4"#,
        at,
        id,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| {
            let scan = Row {
                client_id: row.client_id,
                station: row.station,
                task_id: row.task_id,
                action: row.action,
                code: row.code,
                quantity: row.quantity,
                condition: row.condition,
                is_over: row.is_over,
                verdict: row.verdict,
                message_key: row.message_key,
                message_args: row.message_args,
                line_id: row.line_id,
                is_undone: row.is_undone,
                settled_at: row.settled_at,
                scanned_at: row.scanned_at,
            };
            Ok(ScanTask { id: row.id, scan: scan.try_into()?, person: row.person, created_at: row.created_at })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, ScanTask::cursor))
}

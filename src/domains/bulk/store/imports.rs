//! SQL of imports.

use super::{signal, word};
use crate::domains::bulk::model::{
    Counts, ImportFormat, ImportJob, ImportKind, ImportRow, ImportStatus, Message, RowFilter, RowPage, RowStatus, SameFile,
};
use crate::domains::bulk::ports::{RowResult, SourceRow};
use crate::server::Result;
use crate::shared::paging::{PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// A job as the database has it, without the file.
struct JobRecord {
    id: Uuid,
    kind: String,
    format: String,
    file_name: String,
    status: String,
    rows_total: i32,
    rows_done: i32,
    rows_created: i32,
    rows_updated: i32,
    rows_unchanged: i32,
    rows_failed: i32,
    error: Option<String>,
    person: Option<String>,
    created_at: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
}

impl JobRecord {
    fn read(self) -> Result<ImportJob> {
        Ok(ImportJob {
            id: self.id,
            kind: word(ImportKind::parse(&self.kind), &self.kind)?,
            format: word(ImportFormat::parse(&self.format), &self.format)?,
            file_name: self.file_name,
            status: word(ImportStatus::parse(&self.status), &self.status)?,
            counts: Counts {
                total: self.rows_total,
                done: self.rows_done,
                created: self.rows_created,
                updated: self.rows_updated,
                unchanged: self.rows_unchanged,
                failed: self.rows_failed,
            },
            person: self.person,
            created_at: self.created_at,
            completed_at: self.completed_at,
            updated_at: self.updated_at,
            error: self.error.and_then(|text| serde_json::from_str(&text).ok()),
        })
    }
}

/// A new job.
pub(in crate::domains::bulk) struct NewJob<'a> {
    pub id: Uuid,
    pub kind: ImportKind,
    pub format: ImportFormat,
    pub file_name: &'a str,
    pub sha256: &'a [u8],
    pub content: &'a [u8],
    pub mapping: &'a Value,
    pub heads_sha256: &'a [u8],
    pub rows_total: i32,
    pub created_by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub(in crate::domains::bulk) async fn insert_job(conn: &mut PgConnection, new: &NewJob<'_>) -> Result<()> {
    sqlx::query!(
        "insert into import_jobs (id, kind, format, file_name, file_sha256, content, mapping, rows_total, created_by, created_at, updated_at,
           heads_sha256)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)",
        new.id,
        new.kind.code(),
        new.format.code(),
        new.file_name,
        new.sha256,
        new.content,
        new.mapping,
        new.rows_total,
        new.created_by,
        new.at,
        new.heads_sha256,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::bulk) async fn list(conn: &mut PgConnection, page: PageRequest) -> Result<Page<ImportJob>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        JobRecord,
        r#"select j.id, j.kind, j.format, j.file_name, j.status, j.rows_total, j.rows_done, j.rows_created, j.rows_updated, j.rows_unchanged,
             j.rows_failed, j.error, u.name as "person?", j.created_at, j.completed_at, j.updated_at
           from import_jobs j left join users u on u.id = j.created_by
           where $1::timestamptz is null or case when $3 then (j.created_at, j.id) > ($1, $2) else (j.created_at, j.id) < ($1, $2) end
           order by case when $3 then j.created_at end asc, case when $3 then j.id end asc, j.created_at desc, j.id desc
           limit $4"#,
        at,
        id,
        ascending,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(JobRecord::read).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &ImportJob| Cursor { at: row.created_at, id: row.id }))
}

pub(in crate::domains::bulk) async fn job(conn: &mut PgConnection, id: Uuid) -> Result<Option<ImportJob>> {
    sqlx::query_as!(
        JobRecord,
        r#"select j.id, j.kind, j.format, j.file_name, j.status, j.rows_total, j.rows_done, j.rows_created, j.rows_updated, j.rows_unchanged,
             j.rows_failed, j.error, u.name as "person?", j.created_at, j.completed_at, j.updated_at
           from import_jobs j left join users u on u.id = j.created_by where j.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?
    .map(JobRecord::read)
    .transpose()
}

/// What a locked job tells.
pub(in crate::domains::bulk) struct Locked {
    pub kind: ImportKind,
    pub status: ImportStatus,
    pub counts: Counts,
    pub updated_at: DateTime<Utc>,
}

/// Locks a job until the transaction ends, so that two workers take turns.
pub(in crate::domains::bulk) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Locked>> {
    let row = sqlx::query!(
        "select kind, status, rows_total, rows_done, rows_created, rows_updated, rows_unchanged, rows_failed, updated_at from import_jobs where id = $1 for update",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Locked {
            kind: word(ImportKind::parse(&row.kind), &row.kind)?,
            status: word(ImportStatus::parse(&row.status), &row.status)?,
            counts: Counts {
                total: row.rows_total,
                done: row.rows_done,
                created: row.rows_created,
                updated: row.rows_updated,
                unchanged: row.rows_unchanged,
                failed: row.rows_failed,
            },
            updated_at: row.updated_at,
        })
    })
    .transpose()
}

/// The file and how it is read.
pub(in crate::domains::bulk) struct Content {
    pub kind: ImportKind,
    pub format: ImportFormat,
    pub file_name: String,
    pub mapping: Value,
    pub bytes: Vec<u8>,
    pub sha256: Vec<u8>,
}

pub(in crate::domains::bulk) async fn content(conn: &mut PgConnection, id: Uuid) -> Result<Option<Content>> {
    let row = sqlx::query!("select kind, format, file_name, mapping, content, file_sha256 from import_jobs where id = $1", id)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Content {
            kind: word(ImportKind::parse(&row.kind), &row.kind)?,
            format: word(ImportFormat::parse(&row.format), &row.format)?,
            file_name: row.file_name,
            mapping: row.mapping,
            bytes: row.content,
            sha256: row.file_sha256,
        })
    })
    .transpose()
}

pub(in crate::domains::bulk) async fn same_file(conn: &mut PgConnection, id: Uuid) -> Result<Option<SameFile>> {
    Ok(sqlx::query_as!(
        SameFile,
        "select o.id, o.created_at as at from import_jobs j join import_jobs o on o.file_sha256 = j.file_sha256 and o.id <> j.id
         where j.id = $1 order by o.created_at desc, o.id desc limit 1",
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// Who began it: id, name, e-mail.
pub(in crate::domains::bulk) async fn creator(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Uuid, String, String)>> {
    let row = sqlx::query!("select u.id, u.name, u.email from import_jobs j join users u on u.id = j.created_by where j.id = $1", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.id, row.name, row.email)))
}

/// Sets the mapping of a job whose row is locked; returns the one before.
pub(in crate::domains::bulk) async fn set_mapping(conn: &mut PgConnection, id: Uuid, mapping: &Value) -> Result<Value> {
    let before =
        sqlx::query_scalar!(r#"select mapping as "mapping?" from import_jobs where id = $1"#, id).fetch_optional(&mut *conn).await?;
    sqlx::query!("update import_jobs set mapping = $2 where id = $1", id, mapping).execute(conn).await?;
    Ok(before.flatten().unwrap_or(Value::Null))
}

/// Moves a job on. Start and end are written when they come.
pub(in crate::domains::bulk) async fn set_status(
    conn: &mut PgConnection,
    id: Uuid,
    status: ImportStatus,
    error: Option<&Message>,
    now: DateTime<Utc>,
) -> Result<()> {
    let error = error.map(|message| json!(message).to_string());
    sqlx::query!(
        "update import_jobs set status = $2, error = $3,
           started_at = case when $2 = 'RUNNING' then coalesce(started_at, $4) else started_at end,
           completed_at = case when $2 in ('COMPLETED', 'FAILED', 'CANCELLED') then $4 end
         where id = $1",
        id,
        status.code(),
        error,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::bulk) async fn set_store(conn: &mut PgConnection, id: Uuid, store_id: Uuid) -> Result<()> {
    sqlx::query!("update import_jobs set store_id = $2 where id = $1", id, store_id).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::bulk) async fn has_rows(conn: &mut PgConnection, id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select from import_rows where import_job_id = $1) as "exists!""#, id).fetch_one(conn).await?)
}

pub(in crate::domains::bulk) async fn insert_rows(
    conn: &mut PgConnection,
    id: Uuid,
    rows: &[SourceRow],
    new_id: impl Fn() -> Uuid,
) -> Result<()> {
    let ids: Vec<Uuid> = rows.iter().map(|_| new_id()).collect();
    let numbers: Vec<i32> = rows.iter().map(|row| row.number).collect();
    let sources: Vec<Value> = rows.iter().map(|row| json!({"label": row.label, "cells": row.cells})).collect();
    sqlx::query!(
        "insert into import_rows (id, import_job_id, row_number, source)
         select r.id, $1, r.number, r.source from unnest($2::uuid[], $3::integer[], $4::jsonb[]) as r (id, number, source)",
        id,
        &ids,
        &numbers,
        &sources,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::bulk) async fn set_total(conn: &mut PgConnection, id: Uuid, total: i32) -> Result<()> {
    sqlx::query!("update import_jobs set rows_total = $2 where id = $1", id, total).execute(conn).await?;
    Ok(())
}

/// Numbers of the rows without a result.
pub(in crate::domains::bulk) async fn pending(conn: &mut PgConnection, id: Uuid) -> Result<Vec<i32>> {
    Ok(sqlx::query_scalar!("select row_number from import_rows where import_job_id = $1 and status = 'PENDING' order by row_number", id)
        .fetch_all(conn)
        .await?)
}

/// Those of some rows that have no result.
pub(in crate::domains::bulk) async fn pending_of(conn: &mut PgConnection, id: Uuid, numbers: &[i32]) -> Result<Vec<i32>> {
    Ok(sqlx::query_scalar!(
        r#"select r.row_number as "row_number!" from unnest($2::integer[]) n (number)
           join import_rows r on r.import_job_id = $1 and r.row_number = n.number and r.status = 'PENDING'"#,
        id,
        numbers
    )
    .fetch_all(conn)
    .await?)
}

/// Writes results and adds them to the job's numbers, which are returned; open pages get a signal.
pub(in crate::domains::bulk) async fn record(
    conn: &mut PgConnection,
    organization_id: Uuid,
    id: Uuid,
    results: &[RowResult],
) -> Result<Counts> {
    let numbers: Vec<i32> = results.iter().map(|result| result.number).collect();
    let statuses: Vec<String> = results.iter().map(|result| result.status.code().to_owned()).collect();
    let keys: Vec<Option<String>> = results.iter().map(|result| result.messages.first().map(|message| message.key.clone())).collect();
    let args: Vec<Option<Value>> = results.iter().map(|result| (!result.messages.is_empty()).then(|| json!(result.messages))).collect();
    let resources: Vec<Option<String>> = results.iter().map(|result| result.resource.map(|(kind, _)| kind.to_owned())).collect();
    let resource_ids: Vec<Option<Uuid>> = results.iter().map(|result| result.resource.map(|(_, id)| id)).collect();
    let row = sqlx::query!(
        r#"with written as (
             update import_rows i set status = r.status, message_key = r.key, message_args = r.args, resource = r.resource, resource_id = r.resource_id
             from unnest($2::integer[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::uuid[]) as r (number, status, key, args, resource, resource_id)
             where i.import_job_id = $1 and i.row_number = r.number and i.status = 'PENDING'
             returning i.status
           ), counted as (
             select count(*)::integer as done, count(*) filter (where status = 'CREATED')::integer as created,
               count(*) filter (where status = 'UPDATED')::integer as updated, count(*) filter (where status = 'UNCHANGED')::integer as unchanged,
               count(*) filter (where status = 'FAILED')::integer as failed
             from written
           )
           update import_jobs j set rows_done = j.rows_done + c.done, rows_created = j.rows_created + c.created, rows_updated = j.rows_updated + c.updated,
             rows_unchanged = j.rows_unchanged + c.unchanged, rows_failed = j.rows_failed + c.failed
           from counted c where j.id = $1
           returning j.rows_total, j.rows_done, j.rows_created, j.rows_updated, j.rows_unchanged, j.rows_failed"#,
        id,
        &numbers,
        &statuses,
        &keys as &[Option<String>],
        &args as &[Option<Value>],
        &resources as &[Option<String>],
        &resource_ids as &[Option<Uuid>],
    )
    .fetch_one(&mut *conn)
    .await?;
    signal(conn, organization_id, id).await?;
    Ok(Counts {
        total: row.rows_total,
        done: row.rows_done,
        created: row.rows_created,
        updated: row.rows_updated,
        unchanged: row.rows_unchanged,
        failed: row.rows_failed,
    })
}

/// Makes refused rows pending again; returns how many.
pub(in crate::domains::bulk) async fn reopen(conn: &mut PgConnection, id: Uuid) -> Result<i32> {
    let count = sqlx::query_scalar!(
        r#"with reopened as (
             update import_rows set status = 'PENDING', message_key = null, message_args = null where import_job_id = $1 and status = 'FAILED' returning 1
           ), counted as (select count(*)::integer as n from reopened)
           update import_jobs j set rows_failed = j.rows_failed - c.n, rows_done = j.rows_done - c.n from counted c where j.id = $1 returning c.n as "n!""#,
        id
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

pub(in crate::domains::bulk) async fn rows(conn: &mut PgConnection, id: Uuid, filter: RowFilter) -> Result<RowPage> {
    let backwards = filter.after.is_none() && filter.before.is_some();
    let found = sqlx::query!(
        r#"select row_number, coalesce(source ->> 'label', '') as "label!", status, message_args, resource, resource_id from import_rows
           where import_job_id = $1 and ($2::text is null or status = $2) and ($3::integer is null or row_number > $3)
             and ($4::integer is null or row_number < $4)
           order by case when $5 then -row_number else row_number end limit $6"#,
        id,
        filter.status.map(RowStatus::code),
        filter.after,
        filter.before.filter(|_| backwards),
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        rows.push(ImportRow {
            number: row.row_number,
            label: row.label,
            status: word(RowStatus::parse(&row.status), &row.status)?,
            messages: row.message_args.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default(),
            resource: row.resource.zip(row.resource_id),
        });
    }
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    if backwards {
        rows.reverse();
    }
    let first = rows.first().map(|row| row.number);
    let last = rows.last().map(|row| row.number);
    let (next, previous) =
        if backwards { (last, first.filter(|_| more)) } else { (last.filter(|_| more), first.filter(|_| filter.after.is_some())) };
    Ok(RowPage { rows, next, previous })
}

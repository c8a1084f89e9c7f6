//! SQL for reading a file once more: how the last one was understood, and what was refused.

use crate::domains::bulk::model::{ImportFormat, ImportKind, Message};
use crate::domains::bulk::ports::SourceRow;
use crate::server::{Error, Result};
use crate::shared::AppError;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// The meanings that the columns of the newest file had that was imported and has the same heads.
pub(in crate::domains::bulk) async fn remembered(
    conn: &mut PgConnection,
    kind: ImportKind,
    format: ImportFormat,
    heads_sha256: &[u8],
) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!(
        "select mapping from import_jobs where kind = $1 and format = $2 and heads_sha256 = $3 and started_at is not null
         order by created_at desc, id desc limit 1",
        kind.code(),
        format.code(),
        heads_sha256
    )
    .fetch_optional(conn)
    .await?)
}

/// What was kept of a row; nothing where nothing was kept. What cannot be read is said, with the row: half of it would be taken for all.
fn kept<T: DeserializeOwned + Default>(row: i32, value: Option<Value>) -> Result<T> {
    match value {
        None | Some(Value::Null) => Ok(T::default()),
        Some(value) => serde_json::from_value(value).map_err(|error| {
            tracing::error!(row, %error, "a kept row of an import cannot be read");
            Error::App(AppError::Conflict { key: "bulk-error-row-unreadable".to_owned(), args: vec![("row".to_owned(), row.to_string())] })
        }),
    }
}

/// A refused row: number, cells, messages.
pub(in crate::domains::bulk) type Refused = (i32, Vec<String>, Vec<Message>);

pub(in crate::domains::bulk) async fn refused(conn: &mut PgConnection, id: Uuid) -> Result<Vec<Refused>> {
    let rows = sqlx::query!(
        r#"select row_number, source -> 'cells' as "cells", message_args from import_rows where import_job_id = $1 and status = 'FAILED' order by row_number"#,
        id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| Ok((row.row_number, kept(row.row_number, row.cells)?, kept(row.row_number, row.message_args)?))).collect()
}

/// The cells of the first refused row.
pub(in crate::domains::bulk) async fn first_refused(conn: &mut PgConnection, id: Uuid) -> Result<Option<Vec<String>>> {
    let row = sqlx::query!(
        r#"select row_number, source -> 'cells' as "cells" from import_rows
           where import_job_id = $1 and status = 'FAILED' order by row_number limit 1"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| kept(row.row_number, row.cells)).transpose()
}

/// Names the rows without a result anew, as the file is understood now.
pub(in crate::domains::bulk) async fn name_pending(conn: &mut PgConnection, id: Uuid, rows: &[SourceRow]) -> Result<()> {
    let numbers: Vec<i32> = rows.iter().map(|row| row.number).collect();
    let labels: Vec<String> = rows.iter().map(|row| row.label.clone()).collect();
    sqlx::query!(
        "update import_rows i set source = jsonb_set(i.source, '{label}', to_jsonb(r.label))
         from unnest($2::integer[], $3::text[]) as r (number, label)
         where i.import_job_id = $1 and i.row_number = r.number and i.status = 'PENDING'",
        id,
        &numbers,
        &labels,
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! What an import gives back as a file: the refused rows, and the file as it came.

use super::read;
use crate::domains::bulk::model::{ImportJob, Message};
use crate::domains::bulk::store;
use crate::server::{Error, Result, Scope, csv_out};
use crate::shared::AppError;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// The refused rows of an import with what is wrong with them.
///
/// # Errors
/// When the database refuses.
pub async fn refused_rows(scope: &Scope, id: Uuid) -> Result<Vec<(i32, Vec<Message>)>> {
    let mut work = scope.begin().await?;
    Ok(store::refused(work.conn(), id).await?.into_iter().map(|(number, _, messages)| (number, messages)).collect())
}

/// A file to download.
pub struct Download {
    /// Its name.
    pub file_name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The refused rows as CSV (UTF-8 with a byte order mark): the file's own columns and the reason in words. `words` turns a
/// message into text.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn refused_csv(scope: &Scope, id: Uuid, reason_head: &str, words: impl Fn(&Message) -> String) -> Result<Download> {
    let mut work = scope.begin().await?;
    let job: ImportJob = store::job(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let rows = store::refused(work.conn(), id).await?;
    let content = store::content(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    drop(work);
    let headers = match read(content.kind, content.format, Some(content.mapping), Arc::new(content.bytes)).await? {
        Ok(file) => file.headers(),
        Err(_) => Vec::new(),
    };
    let mut lines = vec![headers.iter().cloned().chain([reason_head.to_owned()]).collect::<Vec<String>>()];
    for (_, mut cells, messages) in rows {
        // The reason stands below its head even when a row is shorter or longer than the heads.
        cells.resize(headers.len().max(cells.len()), String::new());
        cells.push(messages.iter().map(&words).collect::<Vec<_>>().join("; "));
        lines.push(cells);
    }
    let bytes = csv_out::file(&lines)?;
    let stem = job.file_name.rsplit_once('.').map_or(job.file_name.as_str(), |(stem, _)| stem);
    Ok(Download { file_name: format!("{stem}-refused.csv"), bytes })
}

/// The file as it was uploaded.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn original(scope: &Scope, id: Uuid) -> Result<Download> {
    let mut work = scope.begin().await?;
    let content = store::content(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if Sha256::digest(&content.bytes).as_slice() != content.sha256 {
        return Err(Error::Other(anyhow::anyhow!("the content of import {id} is not what was uploaded")));
    }
    Ok(Download { file_name: content.file_name, bytes: content.bytes })
}

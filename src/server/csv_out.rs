//! CSV for people's spreadsheets: UTF-8 with a byte order mark, lines as RFC 4180 has them, and no cell that a spreadsheet would
//! run as a formula. Long files are made page by page while they are sent.

use super::error::{Error, Result};
pub use crate::shared::sheet::inert;
use anyhow::Context;
use futures::{Stream, stream};

/// Tells a spreadsheet that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

fn lines(mut out: csv::Writer<Vec<u8>>, rows: &[Vec<String>]) -> Result<Vec<u8>> {
    for row in rows {
        out.write_record(row.iter().map(|cell| inert(cell))).context("writing CSV").map_err(Error::Other)?;
    }
    out.into_inner().map_err(|error| Error::Other(anyhow::anyhow!("writing CSV: {}", error.error())))
}

fn writer(start: &[u8]) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(start.to_vec())
}

/// A whole file at once; the first row is its head.
///
/// # Errors
/// When a row cannot be written.
pub fn file(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    lines(writer(BYTE_ORDER_MARK), rows)
}

/// A file in pieces: the head, then what `next` gives for one place after the other until it gives nothing more. Nothing is held
/// open between two pieces, so a slow reader costs no connection of the database.
pub fn stream<P, F, Fut>(head: Vec<String>, start: P, next: F) -> impl Stream<Item = Result<Vec<u8>>> + Send
where
    P: Send + 'static,
    F: Fn(P) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(Vec<Vec<String>>, Option<P>)>> + Send,
{
    let begun = (Some(head), Some(start), next);
    stream::try_unfold(begun, |(head, place, next)| async move {
        if let Some(head) = head {
            return Ok(Some((file(&[head])?, (None, place, next))));
        }
        let Some(place) = place else { return Ok(None) };
        let (rows, place) = next(place).await?;
        Ok(Some((lines(writer(b""), &rows)?, (None, place, next))))
    })
}

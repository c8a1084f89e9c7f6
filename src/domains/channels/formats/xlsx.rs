//! Excel's sheets as tables of text: the first sheet with something in it.

use super::csv_text::{Encoding, SourceRow, Table};
use super::{MAX_COLUMNS, MAX_ROWS, ReadError};
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes that a file may unpack to: a small archive may hold any number of zeros.
const MOST_BYTES: u64 = 200 << 20;

/// How such a file begins: it is a ZIP archive.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// Reads the table. Numbers are written as they are calculated, without the places that a format adds; whole ones without a point.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    if !is_bearable(bytes) {
        return Err(ReadError::NotText);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ReadError::NotText)?;
    let sheets = book.worksheets();
    let (_, range) = sheets.into_iter().find(|(_, range)| !range.is_empty()).ok_or(ReadError::Empty)?;
    let mut rows =
        range.rows().map(|row| row.iter().map(text).collect::<Vec<_>>()).zip(1_u64 + u64::from(range.start().map_or(0, |start| start.0))..);
    let is_filled = |cells: &[String]| cells.iter().any(|cell| !cell.trim().is_empty());
    let (headers, first) = rows.by_ref().find(|(cells, _)| is_filled(cells)).ok_or(ReadError::Empty)?;
    let mut headers: Vec<String> = headers.into_iter().map(|header| header.trim().to_owned()).collect();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    if headers.len() > MAX_COLUMNS {
        return Err(ReadError::TooManyColumns(MAX_COLUMNS));
    }
    let mut found = Vec::new();
    for (mut cells, line) in rows {
        if !is_filled(&cells) {
            continue;
        }
        if found.len() >= MAX_ROWS {
            return Err(ReadError::TooManyRows(MAX_ROWS));
        }
        while cells.len() > headers.len() && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() > MAX_COLUMNS {
            return Err(ReadError::TooManyColumns(MAX_COLUMNS));
        }
        cells.resize(cells.len().max(headers.len()), String::new());
        found.push(SourceRow { number: u32::try_from(line - first).unwrap_or(u32::MAX), line, cells });
    }
    Ok(Table { headers, rows: found, encoding: Encoding::Utf8, delimiter: ',' })
}

/// Whether all of it unpacks to no more than [`MOST_BYTES`]. It is unpacked to find out: what the archive says of itself may be a lie.
fn is_bearable(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut left = MOST_BYTES;
    for place in 0..archive.len() {
        let Ok(part) = archive.by_index(place) else { return false };
        match std::io::copy(&mut part.take(left + 1), &mut std::io::sink()) {
            Ok(size) if size <= left => left -= size,
            _ => return false,
        }
    }
    true
}

fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        // Floating numbers print the shortest digits that mean the same number, and whole ones without a point.
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        Data::Error(_) | Data::Empty => String::new(),
    }
}

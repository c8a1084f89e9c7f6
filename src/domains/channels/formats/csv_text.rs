//! From bytes to a table of text cells: encoding, delimiter, quoting, limits.

use super::{MAX_COLUMNS, MAX_ROWS, ReadError};
use crate::shared::sheet::original;
use serde::{Deserialize, Serialize};

/// Most items of a list cell; whatever has more is not a list.
const MAX_ITEMS: usize = 1_000;

/// How the bytes were understood; anything but UTF-8 deserves a word to the user, because a wrong
/// guess shows in names only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark, which Excel calls "Unicode text".
    Utf16,
    /// Not UTF-8, so taken for Western Windows text.
    Windows1252,
}

/// A file as rows of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Column headers, trimmed.
    pub headers: Vec<String>,
    /// Rows with at least one filled cell.
    pub rows: Vec<SourceRow>,
    /// How the bytes were decoded.
    pub encoding: Encoding,
    /// The delimiter found.
    pub delimiter: char,
}

/// One record of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// Record number counted from 1, header not counted; empty records count, as in a spreadsheet.
    pub number: u32,
    /// Line of the file where the record begins (a record may span several).
    pub line: u64,
    /// Cells, at least as many as there are headers.
    pub cells: Vec<String>,
}

/// Reads a delimited table. Short rows are filled up; surplus cells are kept, so that a broken
/// quotation is reported instead of shifting the row silently.
pub fn read_table(bytes: &[u8]) -> Result<Table, ReadError> {
    if bytes.starts_with(super::xlsx::MAGIC) {
        return super::xlsx::read(bytes);
    }
    let (text, encoding) = decode(bytes)?;
    let (text, skipped, hint) = match excel_hint(&text) {
        Some((rest, delimiter)) => (rest, 1, Some(delimiter)),
        None => (text.as_str(), 0, None),
    };
    let delimiter = hint.unwrap_or_else(|| sniff_delimiter(text));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut headers: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut number: u32 = 0;
    let mut lines = Lines { bytes: text.as_bytes(), at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|e| ReadError::Malformed(e.position().map_or(0, |p| p.line())))?;
        let line = lines.line_at(record.position().map_or(0, csv::Position::byte)) + skipped;
        let Some(headers) = &headers else {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if record.len() > MAX_COLUMNS {
                return Err(ReadError::TooManyColumns(MAX_COLUMNS));
            }
            headers = Some(record.iter().map(|h| clean_cell(h).trim().to_owned()).collect());
            continue;
        };
        number = number.saturating_add(1);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() >= MAX_ROWS {
            return Err(ReadError::TooManyRows(MAX_ROWS));
        }
        if record.len() > MAX_COLUMNS {
            return Err(ReadError::TooManyColumns(MAX_COLUMNS));
        }
        let mut cells: Vec<String> = record.iter().map(clean_cell).collect();
        if cells.len() < headers.len() {
            cells.resize(headers.len(), String::new());
        }
        rows.push(SourceRow { number, line, cells });
    }
    let headers = headers.ok_or(ReadError::Empty)?;
    Ok(Table { headers, rows, encoding, delimiter: char::from(delimiter) })
}

/// Counts lines up to a record. The reader's own count is one short after `\r\n` and takes blank
/// lines for a part of the next record.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn line_at(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(byte) = self.bytes.get(self.at)
            && (self.at < start || matches!(byte, b'\r' | b'\n'))
        {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// Decodes without losing a byte; refuses what is plainly no text.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding), ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    for (mark, big) in [([0xFF, 0xFE], false), ([0xFE, 0xFF], true)] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            let units = rest.chunks_exact(2).map(|pair| match big {
                true => u16::from_be_bytes([pair[0], pair[1]]),
                false => u16::from_le_bytes([pair[0], pair[1]]),
            });
            let text = char::decode_utf16(units).collect::<Result<String, _>>();
            return text.map(|t| (t, Encoding::Utf16)).map_err(|_| ReadError::NotText);
        }
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    // Archives begin with PK 3 4, old xls with D0 CF; text has no zero bytes.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) || bytes.contains(&0) {
        return Err(ReadError::NotText);
    }
    match std::str::from_utf8(bytes) {
        Ok("") => Err(ReadError::Empty),
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8)),
        Err(_) => Ok((bytes.iter().map(|b| windows_1252(*b)).collect(), Encoding::Windows1252)),
    }
}

/// Windows-1252 equals Latin-1 but for 0x80..0x9F.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Excel writes and obeys a first line `sep=;`.
fn excel_hint(text: &str) -> Option<(&str, u8)> {
    let (first, rest) = text.split_once('\n')?;
    let sign = first.trim_end_matches('\r').strip_prefix("sep=")?;
    match sign.as_bytes() {
        [b @ (b',' | b';' | b'\t')] => Some((rest, *b)),
        _ => None,
    }
}

/// The sign that occurs most often outside quotes in the first record.
fn sniff_delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some(entry) = counts.iter_mut().find(|(sign, _)| *sign == byte) {
                    entry.1 += 1;
                }
            }
            _ => {}
        }
    }
    // `max_by_key` keeps the last of equals; the reversed order lets the comma win a tie.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(sign, _)| *sign)
}

/// PostgreSQL stores no NUL, and exporters put an apostrophe before cells that a spreadsheet would
/// run as a formula; both go here, so that no parser has to think of them.
fn clean_cell(cell: &str) -> String {
    original(cell).replace('\0', "").replace("\r\n", "\n")
}

/// Splits a list cell at commas; `\,` is a comma inside an item. Empty items vanish.
pub fn split_list(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&',') => {
                chars.next();
                push(&mut items, ',');
            }
            ',' => items.push(String::new()),
            _ => push(&mut items, c),
        }
    }
    items.iter().map(|i| i.trim().to_owned()).filter(|i| !i.is_empty()).take(MAX_ITEMS).collect()
}

fn push(items: &mut [String], c: char) {
    if let Some(last) = items.last_mut() {
        last.push(c);
    }
}

/// Splits at line breaks and commas and drops repetitions, keeping the order.
pub fn split_unique(cell: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for item in cell.lines().flat_map(split_list).take(MAX_ITEMS) {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

/// Category paths: `Clothing > Sarees, Gifts` are two paths.
pub fn split_paths(cell: &str) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = Vec::new();
    for item in split_list(cell) {
        let path: Vec<String> = item.split('>').map(|p| super::text::decode_entities(p.trim())).filter(|p| !p.is_empty()).collect();
        if !path.is_empty() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// Writes a list cell that [`split_list`] reads back.
pub fn join_list<S: AsRef<str>>(items: &[S]) -> String {
    items.iter().map(|i| i.as_ref().replace(',', "\\,")).collect::<Vec<_>>().join(", ")
}

/// Writes category paths that [`split_paths`] reads back. A `>` in a name becomes an entity.
pub fn join_paths(paths: &[Vec<String>]) -> String {
    let paths: Vec<String> =
        paths.iter().map(|p| p.iter().map(|n| n.replace('&', "&amp;").replace('>', "&gt;")).collect::<Vec<_>>().join(" > ")).collect();
    join_list(&paths)
}

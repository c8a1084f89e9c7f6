//! A list as a file: CSV in pieces, page by page, and XLSX up to a size. Both are made inside the request's context, so that
//! texts, language and store time are those of the screen.

use super::context::RequestContext;
use super::csv_out;
use super::error::Error;
use super::i18n::{t, text_args};
use crate::shared::paging::Cursor;
use crate::shared::{AppError, Language};
use anyhow::Context;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use futures::{StreamExt, stream};
use leptos::prelude::{Owner, provide_context};
use leptos::reactive::computed::ScopedFuture;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use std::sync::Arc;

/// Rows that are read at once.
pub const BATCH: i64 = 500;

/// Most rows of a sheet: more than people scroll through, and what fits into memory.
pub const XLSX_ROWS: usize = 100_000;

/// A value of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, and what looks like a number and is none: phone numbers, SKUs.
    Text(String),
    /// A count.
    Whole(i64),
    /// An amount of money.
    Amount(Decimal),
    /// A moment, shown in store time.
    Time(DateTime<Utc>),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A moment that may be missing.
    #[must_use]
    pub fn time(at: Option<DateTime<Utc>>) -> Self {
        at.map_or(Self::Empty, Self::Time)
    }

    /// Words that may be missing.
    #[must_use]
    pub fn maybe(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }

    fn in_csv(self, zone: Tz) -> String {
        match self {
            Self::Text(text) => csv_out::inert(&text),
            Self::Whole(count) => count.to_string(),
            Self::Amount(amount) => amount.to_string(),
            Self::Time(at) => at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// Some rows and the place after them; `None` at the end.
pub type Batch = (Vec<Vec<Cell>>, Option<Cursor>);

/// Runs something inside the context of a request, as a page is.
pub fn within<F: Future>(context: &RequestContext, run: impl FnOnce() -> F) -> ScopedFuture<F> {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(context.clone());
        ScopedFuture::new_untracked(run())
    })
}

/// A file that the browser saves: never shown by it, whatever is in it.
#[must_use]
pub fn attachment(name: &str, content_type: &'static str, body: Body) -> Response {
    let mut response = ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")], body).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// What went wrong, as plain text with its status, in the language of whoever asked for the file.
#[must_use]
pub fn refusal(error: &AppError, language: Language) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let lines: Vec<String> = match error {
        AppError::Invalid(errors) if !errors.0.is_empty() => {
            errors.0.iter().map(|error| text_args(language, &error.key, &error.args)).collect()
        }
        _ => {
            let (key, args) = error.message();
            vec![text_args(language, key, &args)]
        }
    };
    (status, format!("{}\n", lines.join("\n"))).into_response()
}

fn lines(rows: Vec<Vec<Cell>>, zone: Tz) -> Result<Vec<u8>, Error> {
    let mut out = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        out.write_record(row.into_iter().map(|cell| cell.in_csv(zone))).context("writing CSV").map_err(Error::Other)?;
    }
    out.into_inner().map_err(|error| Error::Other(anyhow::anyhow!("writing CSV: {}", error.error())))
}

/// Reads one batch after the other while the file is sent; a batch is all that is ever held.
pub fn csv<F, Fut>(context: RequestContext, zone: Tz, name: &str, head: Vec<String>, next: F) -> Response
where
    F: Fn(Option<Cursor>) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Batch, AppError>> + Send + 'static,
{
    let pieces = stream::try_unfold((Some(head), Some(None)), move |(head, place)| {
        let (context, next) = (context.clone(), next.clone());
        async move {
            if let Some(head) = head {
                return Ok::<_, Error>(Some((csv_out::file(&[head])?, (None, place))));
            }
            let Some(place) = place else { return Ok(None) };
            let (rows, after) = within(&context, || next(place)).await.map_err(Error::App)?;
            Ok(Some((lines(rows, zone)?, (None, after.map(Some)))))
        }
    });
    let pieces = pieces.map(|piece| match piece {
        Ok(piece) => Ok(Bytes::from(piece)),
        Err(error) => {
            tracing::error!(%error, "an export broke off");
            Err(std::io::Error::other("the export broke off"))
        }
    });
    attachment(name, "text/csv; charset=utf-8", Body::from_stream(pieces))
}

fn broken(error: &XlsxError) -> AppError {
    AppError::from(Error::Other(anyhow::anyhow!("writing a sheet: {error}")))
}

/// Reads all batches into a sheet. `Ok(None)` when there are more rows than [`XLSX_ROWS`].
///
/// # Errors
/// When a batch cannot be read.
pub async fn xlsx<F, Fut>(
    context: RequestContext,
    zone: Tz,
    name: &str,
    title: &str,
    head: Vec<String>,
    next: F,
) -> Result<Option<Response>, AppError>
where
    F: Fn(Option<Cursor>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Batch, AppError>> + Send + 'static,
{
    let mut all: Vec<Vec<Cell>> = Vec::new();
    let mut place = None;
    loop {
        let (rows, after) = within(&context, || next(place)).await?;
        all.extend(rows);
        if all.len() > XLSX_ROWS {
            return Ok(None);
        }
        place = after;
        if place.is_none() {
            break;
        }
    }
    let title: Arc<str> = Arc::from(title);
    let bytes = tokio::task::spawn_blocking(move || sheet(&title, &head, all, zone))
        .await
        .map_err(|error| AppError::from(Error::Other(anyhow::anyhow!("writing a sheet: {error}"))))?
        .map_err(|error| broken(&error))?;
    let content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Some(attachment(name, content_type, Body::from(bytes))))
}

fn sheet(title: &str, head: &[String], rows: Vec<Vec<Cell>>, zone: Tz) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    let amount = Format::new().set_num_format("#,##0.00");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    // The names of sheets are short and have no brackets, slashes and colons.
    let name: String = title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(31).collect();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0_u16..).zip(head) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(words) => drop(sheet.write_string_with_format(row, column, clipped(&words), &text)?),
                Cell::Whole(count) => match exact(Decimal::from(count)) {
                    Some(number) => drop(sheet.write_number(row, column, number)?),
                    None => drop(sheet.write_string_with_format(row, column, count.to_string(), &text)?),
                },
                Cell::Amount(value) => match exact(value) {
                    Some(number) => drop(sheet.write_number_with_format(row, column, number, &amount)?),
                    None => drop(sheet.write_string_with_format(row, column, value.to_string(), &text)?),
                },
                Cell::Time(at) => {
                    let local = at.with_timezone(&zone).format("%Y-%m-%dT%H:%M:%S").to_string();
                    sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(&local)?, &time)?;
                }
                Cell::Empty => {}
            }
        }
    }
    sheet.autofit();
    book.save_to_buffer()
}

/// A number as a sheet keeps it: in floating point, of which Excel shows and calculates fifteen digits. `None` for one that has more.
#[must_use]
pub fn exact(value: Decimal) -> Option<f64> {
    const DIGITS: u128 = 1_000_000_000_000_000;
    let value = value.normalize();
    value.to_f64().filter(|_| value.mantissa().unsigned_abs() < DIGITS)
}

/// Excel refuses longer cells.
fn clipped(words: &str) -> String {
    words.chars().take(32_767).collect()
}

/// The words for who asked for a longer sheet than there can be.
#[must_use]
pub fn too_long() -> String {
    t("views-export-too-long")
}

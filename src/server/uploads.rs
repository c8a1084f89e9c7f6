//! Forms with files. They are plain `multipart/form-data` posts to a server function like any other form: its texts become the
//! function's arguments, and its files wait in the context until the function asks for them with [`file`].

use super::forms::percent_encode;
use super::router::LARGEST_UPLOAD;
use crate::shared::{AppError, FieldErrors};
use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart};
use axum::http::request::Parts;
use axum::http::{Request, StatusCode};
use leptos::prelude::use_context;
use std::sync::Arc;

/// Largest sum of a form's texts.
const LARGEST_TEXTS: usize = 1 << 20;
/// Longest name of a file that is kept.
const LONGEST_NAME: usize = 150;

/// A file of a posted form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// Name of the form's field.
    pub field: String,
    /// What the person calls it: shown to people, never part of a path.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// The files of a posted form.
#[derive(Clone, Debug, Default)]
pub struct SentFiles(Arc<Vec<SentFile>>);

/// The file of a field; `None` when none was chosen.
#[must_use]
pub fn file(field: &str) -> Option<SentFile> {
    use_context::<SentFiles>()?.0.iter().find(|file| file.field == field).cloned()
}

/// The files of a field in which several can be chosen.
#[must_use]
pub fn files(field: &str) -> Vec<SentFile> {
    let sent = use_context::<SentFiles>().unwrap_or_default();
    sent.0.iter().filter(|file| file.field == field).cloned().collect()
}

/// A form that was taken apart.
#[derive(Default)]
pub(super) struct Received {
    /// Names and values of the texts.
    pub texts: Vec<(String, String)>,
    /// The files.
    pub files: SentFiles,
}

impl Received {
    /// The texts as a form without files would have sent them.
    pub fn encoded(&self) -> Bytes {
        let pairs: Vec<String> =
            self.texts.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect();
        pairs.join("&").into()
    }
}

/// The last part of a path, in case a browser sends one, without what cannot be shown.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

fn unreadable() -> AppError {
    AppError::Invalid(FieldErrors::one("", "error-request-unreadable"))
}

fn refused(field: &str, error: &MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large(field) } else { unreadable() }
}

/// Takes a form apart.
///
/// # Errors
/// When it cannot be read, or is too large; the message stands beside the field that was being read.
pub(super) async fn receive(parts: &Parts, body: Body) -> Result<Received, AppError> {
    let request = Request::from_parts(parts.clone(), body);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    let mut received = Received::default();
    let mut files = Vec::new();
    let mut left = LARGEST_TEXTS;
    let mut room = LARGEST_UPLOAD;
    let mut reading = String::new();
    loop {
        let mut field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return Err(refused(&reading, &error)),
        };
        reading = field.name().unwrap_or_default().to_owned();
        let name = field.file_name().map(plain_name);
        let most = if name.is_some() { &mut room } else { &mut left };
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| refused(&reading, &error))? {
            *most = most.checked_sub(chunk.len()).ok_or_else(|| too_large(&reading))?;
            bytes.extend_from_slice(&chunk);
        }
        match name {
            // A browser sends a field without a name and content when no file was chosen.
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => files.push(SentFile { field: reading.clone(), name, bytes: bytes.into() }),
            // Postgres keeps NUL in no text.
            None => received.texts.push((reading.clone(), String::from_utf8_lossy(&bytes).replace('\0', ""))),
        }
    }
    received.files = SentFiles(Arc::new(files));
    Ok(received)
}

fn too_large(field: &str) -> AppError {
    let mut errors = FieldErrors::default();
    errors.add_with(field, "error-file-too-large", vec![("megabytes".to_owned(), (LARGEST_UPLOAD >> 20).to_string())]);
    AppError::Invalid(errors)
}

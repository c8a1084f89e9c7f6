//! Files that are answered instead of a page.

use super::error::{Error, Result};
use super::export::attachment;
use super::i18n::text;
use crate::shared::{AppError, Language};
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A PDF file (its name and bytes) to keep, or why there is none as a line of text.
#[must_use]
pub fn pdf(file: Result<(String, Vec<u8>)>, language: Language) -> Response {
    match file {
        Ok((name, bytes)) => attachment(&name, "application/pdf", Body::from(bytes)),
        Err(error) => refusal(error, language),
    }
}

fn refusal(error: Error, language: Language) -> Response {
    let error = AppError::from(error);
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let said = |key: &str, args: &[(String, String)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
        super::i18n::text_with(language, key, &args)
    };
    let lines: Vec<String> = match &error {
        AppError::Invalid(errors) => errors.0.iter().map(|error| said(&error.key, &error.args)).collect(),
        _ => {
            let (key, args) = error.message();
            vec![said(key, &args)]
        }
    };
    let lines = if lines.is_empty() { vec![text(language, "error-title", None)] } else { lines };
    (status, format!("{}\n", lines.join("\n"))).into_response()
}

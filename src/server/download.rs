//! Files that are answered instead of a page.

use super::context::RequestContext;
use super::error::Result;
use super::export::{attachment, refusal};
use super::forms::{FormState, RenderPage, form_values};
use crate::shared::{AppError, Language};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, Uri, header};
use axum::response::Response;

/// A PDF file: its name and bytes.
pub type PdfFile = (String, Vec<u8>);

fn answer((name, bytes): PdfFile) -> Response {
    attachment(&name, "application/pdf", Body::from(bytes))
}

/// A PDF file to keep, or why there is none as a line of text.
#[must_use]
pub fn pdf(file: Result<PdfFile>, language: Language) -> Response {
    match file {
        Ok(file) => answer(file),
        Err(error) => refusal(&error.into(), language),
    }
}

/// A PDF file that a form on `page` has asked for by its query string. Where the form is wrong a browser gets the page again, with
/// what was typed and the messages beside the fields.
pub async fn pdf_of_form(
    file: Result<PdfFile>,
    asked: Request<Body>,
    context: RequestContext,
    render: &RenderPage,
    page: &str,
) -> Response {
    let errors = match file.map_err(AppError::from) {
        Ok(file) => return answer(file),
        Err(AppError::Invalid(errors)) if wants_page(&asked) => errors,
        Err(error) => return refusal(&error, context.language),
    };
    let query = asked.uri().query().unwrap_or_default();
    let path = format!("{page}?{query}");
    let Ok(uri) = path.parse::<Uri>() else { return refusal(&AppError::Invalid(errors), context.language) };
    let values = form_values(query.as_bytes());
    let form = FormState { action: asked.uri().path().to_owned(), values, errors, message: None };
    let (parts, _) = asked.into_parts();
    let mut again = Request::new(Body::empty());
    *again.method_mut() = Method::GET;
    *again.uri_mut() = uri;
    *again.headers_mut() = parts.headers;
    *again.extensions_mut() = parts.extensions;
    again.extensions_mut().insert(RequestContext { path, ..context });
    let mut response = render(again, Some(form)).await;
    if response.status().is_success() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn wants_page(asked: &Request<Body>) -> bool {
    asked.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}

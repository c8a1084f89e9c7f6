//! Files in and out: no pages, so plain routes.

use super::words;
use crate::domains::bulk::model::{ImportFormat, ImportKind};
use crate::domains::bulk::service::{self, Download, Upload};
use crate::domains::bulk::urls;
use crate::server::context::{RequestContext, Scope};
use crate::server::export::refusal;
use crate::server::forms::{FormState, RenderPage};
use crate::server::i18n::text;
use crate::server::{AppState, Error, Result};
use crate::shared::{AppError, FieldErrors, Permission};
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Path};
use axum::http::{HeaderValue, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use uuid::Uuid;

/// Routes of this domain that answer with something else than a page.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(urls::UPLOAD, post(upload).get(|| async { Redirect::to(urls::LIST) }))
        .route("/imports/{id}/refused.csv", get(refused))
        .route("/imports/{id}/original", get(original))
}

fn allowed(context: &RequestContext, change: bool) -> Result<Scope> {
    let scope = context.scope.clone().ok_or(AppError::Unauthenticated)?;
    scope.require(Permission::ImportsWrite)?;
    if change {
        scope.require_active()?;
    }
    Ok(scope)
}

/// What the form sent; fields that it did not send are empty.
#[derive(Default)]
struct Sent {
    kind: String,
    format: String,
    file: Option<(String, Vec<u8>)>,
}

async fn receive(mut form: Multipart, sent: &mut Sent) -> Result<()> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        let too_large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
        Error::field("file", if too_large { "bulk-error-file-too-large" } else { "bulk-error-file-broken" })
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("kind") => sent.kind = field.text().await.map_err(broken)?,
            Some("format") => sent.format = field.text().await.map_err(broken)?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                sent.file = Some((name, field.bytes().await.map_err(broken)?.to_vec()));
            }
            _ => {}
        }
    }
    Ok(())
}

async fn keep(scope: &Scope, form: std::result::Result<Multipart, StatusCode>, sent: &mut Sent) -> Result<Uuid> {
    let form = form.map_err(|_| Error::field("file", "bulk-error-file-broken"))?;
    receive(form, sent).await?;
    let mut errors = FieldErrors::default();
    let kind = ImportKind::parse(&sent.kind);
    let format = ImportFormat::parse(&sent.format);
    if kind.is_none() {
        errors.add("kind", "error-choice");
    }
    if format.is_none() {
        errors.add("format", "error-choice");
    }
    let file = sent.file.take().filter(|(_, bytes)| !bytes.is_empty());
    if file.is_none() {
        errors.add("file", "bulk-error-file-missing");
    }
    match (kind, format, file) {
        (Some(kind), Some(format), Some((file_name, bytes))) => service::upload(scope, Upload { kind, format, file_name, bytes }).await,
        _ => errors.into_result().map_err(Error::App).and(Err(AppError::NotFound.into())),
    }
}

/// Takes a file. One that cannot be read brings the form back with what was chosen and the reason beside the field.
async fn upload(
    Extension(context): Extension<RequestContext>,
    Extension(render): Extension<RenderPage>,
    request: Request<Body>,
) -> Response {
    let headers = request.headers().clone();
    let extensions = request.extensions().clone();
    let mut sent = Sent::default();
    let outcome = match allowed(&context, true) {
        Ok(scope) => {
            let form = Multipart::from_request(request, &()).await.map_err(|error| error.into_response().status());
            keep(&scope, form, &mut sent).await
        }
        Err(error) => Err(error),
    };
    let error = match outcome {
        Ok(id) => return Redirect::to(&urls::import(id)).into_response(),
        Err(error) => AppError::from(error),
    };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let values = vec![("kind".to_owned(), sent.kind), ("format".to_owned(), sent.format)];
    let form = match error {
        AppError::Invalid(errors) => FormState { action: urls::UPLOAD.to_owned(), values, errors, message: None },
        error => {
            let (key, args) = error.message();
            FormState { action: urls::UPLOAD.to_owned(), values, errors: FieldErrors::default(), message: Some((key.to_owned(), args)) }
        }
    };
    let mut again = Request::new(Body::empty());
    *again.method_mut() = Method::GET;
    *again.uri_mut() = Uri::from_static(urls::LIST);
    *again.headers_mut() = headers;
    again.headers_mut().remove(header::CONTENT_TYPE);
    again.headers_mut().remove(header::CONTENT_LENGTH);
    *again.extensions_mut() = extensions;
    again.extensions_mut().insert(RequestContext { path: urls::LIST.to_owned(), ..context });
    let mut response = render(again, Some(form)).await;
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}

/// A file as a download: never shown by the browser, whatever is in it.
fn download(file: Download, content_type: &'static str) -> Response {
    let plain: String =
        file.file_name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    let encoded = percent_encoding::utf8_percent_encode(&file.file_name, percent_encoding::NON_ALPHANUMERIC);
    // RFC 6266: the plain name for old programs, the encoded one for the others.
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let mut response = ([(header::CONTENT_TYPE, content_type)], file.bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

async fn refused(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let language = context.language;
    let file = async {
        let scope = allowed(&context, false)?;
        let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
        service::refused_csv(&scope, id, &text(language, "bulk-reason", None), |message| words(language, message)).await
    };
    match file.await {
        Ok(file) => download(file, "text/csv; charset=utf-8"),
        Err(error) => refusal(&error.into(), context.language),
    }
}

async fn original(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let file = async {
        let scope = allowed(&context, false)?;
        let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
        service::original(&scope, id).await
    };
    match file.await {
        Ok(file) => download(file, "application/octet-stream"),
        Err(error) => refusal(&error.into(), context.language),
    }
}

//! Files of rates come in here; a form with a file is no server function.

use crate::domains::localization::model::ImportedRates;
use crate::domains::localization::{service, urls};
use crate::server::context::RequestContext;
use crate::server::forms::{FormState, RenderPage, remember_page};
use crate::server::{AppState, Error, Result, cookies};
use crate::shared::{AppError, FieldErrors, Permission};
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, State};
use axum::http::{Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Extension, Router};

/// Says what was done.
const DONE: &str = "localization-done-imported";

/// Routes of this domain that answer with something else than a page.
pub fn routes() -> Router<AppState> {
    Router::new().route(urls::IMPORT_ECB, post(import).get(|| async { Redirect::to(urls::CURRENCIES) }))
}

async fn receive(request: Request<Body>) -> Result<(Vec<u8>, bool)> {
    let broken = |_| Error::field("file", "localization-error-file-broken");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Error::field("file", "localization-error-file-broken"))?;
    let (mut bytes, mut confirm) = (Vec::new(), false);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("confirm") => confirm = field.text().await.map_err(broken)? == "true",
            Some("file") => bytes = field.bytes().await.map_err(broken)?.to_vec(),
            _ => {}
        }
    }
    if bytes.is_empty() {
        return Err(Error::field("file", "localization-error-file-missing"));
    }
    Ok((bytes, confirm))
}

async fn run(context: &RequestContext, request: Request<Body>) -> Result<ImportedRates> {
    let scope = context.scope.clone().ok_or(AppError::Unauthenticated)?;
    scope.require(Permission::SettingsWrite)?;
    if !scope.organization.is_active {
        return Err(Error::conflict("error-organization-suspended"));
    }
    let (bytes, confirm) = receive(request).await?;
    service::import_ecb(&scope, bytes, confirm).await
}

/// The page of currencies with what was done, as a message of the next page.
fn done(https: bool, rates: &ImportedRates) -> Response {
    let counts = [
        ("days", rates.days.to_string()),
        ("new", rates.new.to_string()),
        ("changed", rates.changed.to_string()),
        ("unchanged", rates.unchanged.to_string()),
    ];
    let args: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    let mut response = Redirect::to(urls::CURRENCIES).into_response();
    if let Some(cookie) = cookies::flash(https, DONE, &args) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Takes a file of the European Central Bank. One that cannot be taken brings the page back with the reason beside the field.
async fn import(
    State(state): State<AppState>,
    Extension(context): Extension<RequestContext>,
    Extension(render): Extension<RenderPage>,
    request: Request<Body>,
) -> Response {
    let headers = request.headers().clone();
    let extensions = request.extensions().clone();
    let error = match run(&context, request).await {
        Ok(rates) => return done(state.config.https, &rates),
        Err(error) => AppError::from(error),
    };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut form = FormState { action: urls::IMPORT_ECB.to_owned(), ..FormState::default() };
    match error {
        AppError::Invalid(errors) => form.errors = errors,
        error => {
            let (key, args) = error.message();
            form.errors = FieldErrors::default();
            form.message = Some((key.to_owned(), args));
        }
    }
    let mut again = Request::new(Body::empty());
    *again.method_mut() = Method::GET;
    *again.uri_mut() = Uri::from_static(urls::CURRENCIES);
    *again.headers_mut() = headers;
    again.headers_mut().remove(header::CONTENT_TYPE);
    again.headers_mut().remove(header::CONTENT_LENGTH);
    *again.extensions_mut() = extensions;
    again.extensions_mut().insert(RequestContext { path: urls::CURRENCIES.to_owned(), ..context });
    let mut response = render(again, Some(form)).await;
    remember_page(&mut response, urls::IMPORT_ECB, urls::CURRENCIES);
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}

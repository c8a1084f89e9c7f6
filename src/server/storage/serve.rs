//! `GET /files/{key}?expires=…&signature=…`

use super::{CACHE, Key, Owner, disposition};
use crate::server::AppState;
use crate::server::context::RequestContext;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// What buyers see as well, who have no account: the address alone opens it.
const PUBLIC_KINDS: &[&str] = &["logo", "product"];

/// How long a browser may go to the bucket by the address that it was given.
const HAND_OVER_CACHE: &str = "private, max-age=3000";

/// The reasons are not told apart: who guesses learns nothing.
fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}

/// Whether this person may have this file. The signature says that the address is ours; this says that it is theirs too.
fn may_have(key: &Key, context: &RequestContext) -> bool {
    if PUBLIC_KINDS.contains(&key.kind()) {
        return true;
    }
    let Some(scope) = &context.scope else { return false };
    match key.owner() {
        Some(Owner::Organization(id)) => scope.organization.id == id,
        Some(Owner::User(_)) => true,
        None => false,
    }
}

fn parameter<'a>(uri: &'a Uri, wanted: &str) -> &'a str {
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| *name == wanted).map(|(_, value)| value).next().unwrap_or_default()
}

/// Answers with a file, or sends the browser to where it is.
pub async fn serve(State(state): State<AppState>, Extension(context): Extension<RequestContext>, uri: Uri) -> Response {
    let Some(key) = uri.path().strip_prefix("/files/").and_then(Key::parse) else { return not_found() };
    let storage = &state.storage;
    let is_good = storage.is_good(&key, parameter(&uri, "expires"), parameter(&uri, "signature"), state.clock.now());
    if !is_good || !may_have(&key, &context) {
        return not_found();
    }
    match storage.bucket_url(&key).await {
        Ok(None) => {}
        Ok(Some(url)) => {
            return (StatusCode::FOUND, [(header::LOCATION, url), (header::CACHE_CONTROL, HAND_OVER_CACHE.to_owned())]).into_response();
        }
        Err(error) => return unavailable(&key, &error),
    }
    let found = match storage.get(&key).await {
        Ok(Some(found)) => found,
        Ok(None) => return not_found(),
        Err(error) => return unavailable(&key, &error),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(key.content_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(found.size));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition(&key)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE));
    // Even if something else than a picture got in, opened by itself it can do nothing.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    );
    (headers, Body::from_stream(found.stream)).into_response()
}

fn unavailable(key: &Key, error: &crate::server::Error) -> Response {
    tracing::error!(%key, error = format!("{error:#}"), "a file could not be read");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], "The file store does not answer. Try again in a moment.\n")
        .into_response()
}

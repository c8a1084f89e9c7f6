//! What happens to every request before its handler, and to every response after it.

use super::context::{RequestContext, Scope};
use super::cookies;
use super::session::{self, Client};
use super::state::AppState;
use crate::shared::Language;
use crate::ui::islands::REFRESH;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use tower_sessions::Session;

/// Pages that anybody may open.
const PUBLIC_PAGES: &[&str] = &["/login", "/login/second-factor", "/signup", "/forgot-password"];
/// Beginnings of pages whose address holds a secret, and which anybody may open who has it.
const SECRET_PAGES: &[&str] = &["/reset-password/", "/verify-email/", "/invitations/"];

/// What the log may have of a path: no query, which may hold a phone number, and no secret of a letter.
#[must_use]
pub fn path_to_log(path: &str) -> &str {
    let of_a_buyer = || path.starts_with("/s/").then(|| path.find("/pay/")).flatten().and_then(|place| path.get(..place + 5));
    SECRET_PAGES.iter().copied().find(|prefix| path.starts_with(prefix)).or_else(of_a_buyer).unwrap_or(path)
}

fn client_ip(request: &Request, trust_proxy: bool) -> Option<IpAddr> {
    let forwarded = trust_proxy
        .then(|| request.headers().get("x-forwarded-for"))
        .flatten()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|value| value.trim().parse().ok());
    forwarded.or_else(|| request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip()))
}

/// Reads a flash message: `key` or `key?name=value&…`, percent-encoded as a whole.
#[must_use]
pub fn decode_flash(value: &str) -> Option<(String, Vec<(String, String)>)> {
    let (key, query) = value.split_once('?').unwrap_or((value, ""));
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let args = form_urlencoded(query);
    is_key.then(|| (key.to_owned(), args))
}

fn form_urlencoded(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (super::forms::percent_decode(name), super::forms::percent_decode(value)))
        .collect()
}

fn user_agent(request: &Request) -> Option<String> {
    let text = request.headers().get(header::USER_AGENT)?.to_str().ok()?;
    Some(text.chars().take(300).collect())
}

/// Whether a page has asked by itself, so that nobody need sit before it.
fn is_automatic(request: &Request) -> bool {
    request.uri().path() == "/events" || request.headers().contains_key(REFRESH)
}

/// Whether a page is asked for, which has a frame.
fn is_page(request: &Request) -> bool {
    let path = request.uri().path();
    request.method() == Method::GET && path != "/events" && !path.starts_with("/files/")
}

/// The area whose list may be asked for: lists stand at `/{area}`.
fn area(request: &Request) -> Option<&str> {
    request.uri().path().strip_prefix('/').filter(|area| !area.is_empty() && !area.contains('/'))
}

fn no_answer(error: &super::Error) -> Response {
    tracing::error!(%error, "what a request begins with could not be read");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], "The database does not answer. Try again in a moment.\n")
        .into_response()
}

/// Finds out who asks and in which language, and hands it to the handler as [`RequestContext`].
pub async fn with_context(State(state): State<AppState>, session: Session, mut request: Request, next: Next) -> Response {
    let ip = client_ip(&request, state.config.trust_proxy);
    let user_agent = user_agent(&request);
    let opened = match session.id() {
        Some(id) => match session::open(&state.db, &state.clock, id).await {
            Ok(opened) => opened.map(|opened| (id, opened)),
            Err(error) => return no_answer(&error),
        },
        None => None,
    };
    if let Some((id, opened)) = &opened
        && !is_automatic(&request)
        && let Err(error) =
            session::touch(&state.db, &state.clock, *id, opened.last_seen, &Client { ip, user_agent: user_agent.clone() }).await
    {
        // The request itself can go on.
        tracing::warn!(error = format!("{error:#}"), "the session's last use could not be written down");
    }
    let (scope, own_language, organizations) = match opened {
        Some((_, opened)) => {
            let scope = Scope {
                db: state.db.clone(),
                clock: state.clock.clone(),
                organization: Arc::new(opened.organization),
                person: Some(Arc::new(opened.person)),
                permissions: Arc::new(opened.permissions),
                ip,
                user_agent: user_agent.clone(),
            };
            (Some(scope), opened.language, opened.organizations)
        }
        None => (None, None, 0),
    };
    let frame = match scope.as_ref().filter(|_| is_page(&request)).and_then(|scope| Some((scope, scope.person.as_deref()?))) {
        Some((scope, person)) => match session::frame(scope, person, area(&request)).await {
            Ok(frame) => frame,
            Err(error) => return no_answer(&error),
        },
        None => Arc::default(),
    };
    let headers = request.headers();
    let kept = |cookie: &str| cookies::read(headers, &cookies::name(state.config.https, cookie));
    let language = own_language
        .or_else(|| cookies::read(headers, "lang").and_then(Language::parse))
        .or_else(|| headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Language::from_accept_language))
        .unwrap_or_default();
    let context = RequestContext {
        scope,
        language,
        path: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        flash: kept(cookies::FLASH).map(super::forms::percent_decode).as_deref().and_then(decode_flash),
        theme: cookies::read(headers, "theme").filter(|theme| matches!(*theme, "light" | "dark")).map(ToOwned::to_owned),
        nav: cookies::read(headers, "nav").filter(|nav| matches!(*nav, "full" | "rail")).map(ToOwned::to_owned),
        ip,
        user_agent,
        device: kept(cookies::DEVICE).map(ToOwned::to_owned),
        organizations,
        frame,
    };
    request.extensions_mut().insert(context);
    next.run(request).await
}

/// Sends a stranger who asks for a page of the admin to the sign-in page, from where they come back; and somebody whose role
/// needs a second factor to where they set it up.
pub async fn members_only(request: Request, next: Next) -> Response {
    let context = request.extensions().get::<RequestContext>();
    let path = request.uri().path();
    let is_public = PUBLIC_PAGES.contains(&path) || SECRET_PAGES.iter().any(|prefix| path.starts_with(prefix)) || path.starts_with("/s/");
    let must_set_up = context.and_then(|context| context.scope.as_ref()).is_some_and(super::context::Scope::lacks_second_factor);
    if must_set_up && !is_public && !super::forms::PAGES_BEFORE_SECOND_FACTOR.contains(&path) {
        return Redirect::to(super::forms::SECOND_FACTOR_PAGE).into_response();
    }
    if is_public || context.is_some_and(|context| context.scope.is_some()) {
        return next.run(request).await;
    }
    let target = context.map_or("/", |context| context.path.as_str());
    Redirect::to(&format!("/login?next={}", super::forms::percent_encode(target))).into_response()
}

/// Headers that belong on every response, and the metric of its duration.
pub async fn finish(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let kind = request.extensions().get::<axum::extract::MatchedPath>().map_or("other", |path| path.as_str()).to_owned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static("camera=(self), geolocation=(self), microphone=(), payment=()"));
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if state.config.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    let method = match method {
        Method::GET => "GET",
        Method::POST => "POST",
        _ => "other",
    };
    metrics::counter!("smartstore_requests_total", "route" => kind.clone(), "method" => method, "status" => response.status().as_u16().to_string()).increment(1);
    metrics::histogram!("smartstore_request_seconds", "route" => kind, "method" => method).record(started.elapsed().as_secs_f64());
    response
}

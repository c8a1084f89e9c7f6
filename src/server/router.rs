//! The HTTP application: routes, layers, and nothing that a domain would know.

use super::clock::new_id;
use super::forms::{FormState, RenderPage, run_function};
use super::state::AppState;
use super::{health, live, middleware, session, storage};
use crate::ui::form::FormKeys;
use axum::Extension;
use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use leptos::prelude::*;
use leptos_axum::AxumRouteListing;
use std::sync::Arc;
use std::time::Duration;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// Largest file that may be uploaded.
pub const LARGEST_UPLOAD: usize = 32 << 20;

/// Builds the application. `app` renders the pages, `routes` are those that it lists, `domains` has the plain routes of
/// domains (downloads, hooks).
pub fn build<V, F>(state: AppState, app: F, routes: &[AxumRouteListing], domains: Router<AppState>, hooks: Router<AppState>) -> Router
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    let render = page_renderer(&state, app);
    let mut pages = Router::new();
    for route in routes {
        pages = pages.route(route.path(), get(render_page));
    }
    let with_session = Router::new()
        .merge(pages)
        .merge(domains)
        .fallback(render_page)
        .layer(from_fn(middleware::members_only))
        .route("/events", get(live::events))
        .route("/files/{*key}", get(storage::serve))
        .route("/api/{*function}", any(method_not_allowed).post(run_function))
        .layer(Extension(render))
        .layer(from_fn_with_state(state.clone(), middleware::with_context))
        .layer(session::layer(state.db.clone(), state.clock.clone(), state.config.https))
        .layer(CsrfLayer::new());
    let plain = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .merge(hooks);
    let request_id = HeaderName::from_static("x-request-id");
    Router::new()
        .merge(plain)
        .merge(files(&state))
        .merge(with_session)
        .layer(from_fn_with_state(state.clone(), middleware::finish))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        // Pages are compressed as they are made: at this level gzip takes a third of the time of brotli's quickest, which clears
        // megabytes of memory first, for a sixth more bytes. Files are sent as script/build has compressed them.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(1)))
        .layer(CatchPanicLayer::new())
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request<Body>| {
            let id = request.headers().get("x-request-id").and_then(|value| value.to_str().ok()).unwrap_or("-");
            tracing::info_span!("request", method = %request.method(), path = middleware::path_to_log(request.uri().path()), id)
        }))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(state)
}

async fn method_not_allowed() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response()
}

async fn render_page(Extension(render): Extension<RenderPage>, request: Request<Body>) -> Response {
    if !matches!(request.method().as_str(), "GET" | "HEAD") {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    render(request, None).await
}

fn page_renderer<V, F>(state: &AppState, app: F) -> RenderPage
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    let state = state.clone();
    Arc::new(move |request: Request<Body>, form: Option<FormState>| {
        let state = state.clone();
        let context = request.extensions().get::<super::context::RequestContext>().cloned();
        let provide = move || {
            provide_context(state.clone());
            provide_context(FormKeys(|| new_id().simple().to_string()));
            if let Some(context) = context.clone() {
                context.provide();
            }
            if let Some(form) = form.clone() {
                provide_context(form);
            }
        };
        let handler = leptos_axum::render_app_async_with_context(provide, app.clone());
        Box::pin(async move {
            match tokio::time::timeout(Duration::from_secs(30), handler(request)).await {
                Ok(response) => response.into_response(),
                Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "This took too long. Try again.\n").into_response(),
            }
        })
    })
}

/// Built and static files. Names with a hash are kept by browsers for good; the others are asked for again each time.
fn files(state: &AppState) -> Router<AppState> {
    let site = state.config.site.clone();
    let forever =
        SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    let revalidate = SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let hashed = Router::new()
        // script/build has compressed these as well as it can; a fifth smaller than what can be done on the way.
        .nest_service("/pkg", ServeDir::new(site.join("pkg")).precompressed_br())
        .nest_service("/fonts", ServeDir::new(site.join("fonts")))
        .layer(forever);
    let no_policy = SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'"));
    let scripts = Router::new().nest_service("/js", ServeDir::new(site.join("js"))).layer(no_policy);
    let mut plain = Router::new().nest_service("/icons", ServeDir::new(site.join("icons"))).merge(scripts);
    for name in ["favicon.svg", "favicon.ico", "manifest.webmanifest", "offline.html", "sw.js", "app.js", "robots.txt"] {
        let file = Router::new().route_service(&format!("/{name}"), ServeFile::new(site.join(name)));
        // The styles of the offline page stand inside it; the service worker fetches, and the policy of its file is its own.
        let policy = match name {
            "offline.html" => "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; frame-ancestors 'none'",
            "sw.js" => "default-src 'none'; script-src 'self'; connect-src 'self'",
            _ => "default-src 'none'",
        };
        plain =
            plain.merge(file.layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy))));
    }
    hashed.merge(plain.layer(revalidate)).layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(60)))
}

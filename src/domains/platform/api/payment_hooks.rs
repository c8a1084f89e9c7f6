//! Where payment providers call, and where WebXPay sends the buyer's browser back to.

use super::hooks::LARGEST;
use crate::domains::platform::service::{NoticeAnswer, receive_notice};
use crate::server::AppState;
use crate::server::seal::Sealer;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Headers that signatures need.
const KEPT: [&str; 8] = [
    "content-type",
    "stripe-signature",
    "paypal-transmission-id",
    "paypal-transmission-time",
    "paypal-transmission-sig",
    "paypal-cert-url",
    "paypal-auth-algo",
    "user-agent",
];

/// Routes that providers call. A GET is how one of them tries the address.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/hooks/{provider}/{account}", get(|| async { StatusCode::OK }).post(notice))
}

async fn notice(
    State(state): State<AppState>,
    Path((provider, account)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Ok(account_id) = Uuid::parse_str(&account) else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(body) = to_bytes(body, LARGEST).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let kept = KEPT.iter().filter_map(|name| Some(((*name).to_owned(), headers.get(*name)?.to_str().ok()?.to_owned())));
    let kept: BTreeMap<String, String> = kept.collect();
    let context = state.job_context();
    let taken = match Sealer::load(&state.config.data) {
        Ok(sealer) => receive_notice(&context, &sealer, &provider, account_id, kept, &body).await,
        Err(error) => Err(error),
    };
    match taken {
        // A browser brought it: it goes back to the page that it came from, and to no other place.
        Ok(NoticeAnswer::Taken(text)) if text.starts_with(&format!("{}/s/", state.config.base_url())) => {
            Redirect::to(&text).into_response()
        }
        Ok(NoticeAnswer::Taken(text)) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response(),
        Ok(NoticeAnswer::Unknown) => StatusCode::NOT_FOUND.into_response(),
        Ok(NoticeAnswer::Rejected) => {
            metrics::counter!("smartstore_webhooks_rejected_total").increment(1);
            StatusCode::UNAUTHORIZED.into_response()
        }
        Err(error) => {
            tracing::error!(%error, account = %account_id, "a notice of a payment could not be taken");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

//! Where other systems call.

use crate::domains::platform::service::{Answer, Incoming, receive};
use crate::server::AppState;
use crate::server::seal::Sealer;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Largest body of a webhook.
pub(super) const LARGEST: usize = 1 << 20;
/// Headers that are kept beside the body.
const KEPT: [&str; 6] = [
    "x-wc-webhook-source",
    "x-wc-webhook-topic",
    "x-wc-webhook-resource",
    "x-wc-webhook-event",
    "x-wc-webhook-id",
    "x-wc-webhook-delivery-id",
];

/// Routes that other systems call: no session, no page, raw bodies.
pub fn routes() -> Router<AppState> {
    Router::new().route("/hooks/woocommerce/{endpoint}", post(woocommerce)).merge(super::payment_hooks::routes())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

async fn woocommerce(State(state): State<AppState>, Path(endpoint): Path<String>, headers: HeaderMap, body: Body) -> Response {
    let Ok(endpoint_id) = Uuid::parse_str(&endpoint) else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(body) = to_bytes(body, LARGEST).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let kept: Map<String, Value> = KEPT.iter().filter_map(|name| Some(((*name).to_owned(), Value::from(text(&headers, name)?)))).collect();
    let incoming = Incoming {
        endpoint_id,
        topic: text(&headers, "x-wc-webhook-topic").unwrap_or_default(),
        signature: text(&headers, "x-wc-webhook-signature"),
        is_form: text(&headers, header::CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")),
        headers: Value::Object(kept),
        body: &body,
    };
    let context = state.job_context();
    let taken = match Sealer::load(&state.config.data) {
        Ok(sealer) => receive(&context, &sealer, incoming).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(Answer::Taken) => StatusCode::OK.into_response(),
        Ok(Answer::Unknown) => StatusCode::NOT_FOUND.into_response(),
        Ok(Answer::Rejected) => {
            metrics::counter!("smartstore_webhooks_rejected_total").increment(1);
            StatusCode::UNAUTHORIZED.into_response()
        }
        Err(error) => {
            tracing::error!(%error, connection = %endpoint_id, "a webhook could not be taken");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

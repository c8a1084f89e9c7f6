//! The end of a letter's link: mail programs post to it without a session (RFC 8058), and so does the button of its page.

use crate::domains::notifications::{service, urls};
use crate::server::AppState;
use crate::server::seal::Sealer;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;

/// Routes that are called without a session.
pub fn routes() -> Router<AppState> {
    Router::new().route(urls::UNSUBSCRIBE, post(unsubscribe))
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    token: String,
}

async fn unsubscribe(State(state): State<AppState>, Query(link): Query<Link>, headers: HeaderMap) -> Response {
    let html = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"));
    let page = || Redirect::to(&urls::unsubscribe(&crate::server::forms::percent_encode(&link.token))).into_response();
    let ended = match Sealer::load(&state.config.data) {
        Ok(sealer) => match service::read_token(&sealer, &link.token) {
            Some(token) => service::unsubscribe_by_link(&state.job_context(), token, false).await,
            None => Ok(None),
        },
        Err(error) => Err(error),
    };
    match ended {
        Ok(_) if html => page(),
        Ok(Some(_)) => StatusCode::OK.into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "letters could not be ended");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

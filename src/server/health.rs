//! `/healthz`, `/readyz` and `/metrics`.

use super::state::AppState;
use super::telemetry;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The process can do its work: the database answers and has this program's migrations.
pub async fn readyz(State(state): State<AppState>) -> Response {
    match state.db.is_migrated().await {
        Ok(true) => (StatusCode::OK, "ready\n").into_response(),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "migrations are missing\n").into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Metrics for Prometheus: counters of this process, and what waits in the outbox.
pub async fn metrics(State(state): State<AppState>) -> Response {
    let waiting = sqlx::query!(
        r#"select count(*) filter (where dead_at is null) as "waiting!", count(*) filter (where dead_at is not null) as "dead!"
           from outbox_events where published_at is null"#
    )
    .fetch_one(state.db.global())
    .await;
    match waiting {
        Ok(row) => {
            #[expect(clippy::cast_precision_loss, reason = "a gauge is a float by the format's definition")]
            {
                metrics::gauge!("smartstore_outbox_waiting").set(row.waiting as f64);
                metrics::gauge!("smartstore_outbox_dead").set(row.dead as f64);
            }
        }
        Err(error) => tracing::warn!(%error, "the outbox could not be counted"),
    }
    let pool = state.db.global();
    metrics::gauge!("smartstore_db_connections").set(f64::from(pool.size()));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], telemetry::render_metrics()).into_response()
}

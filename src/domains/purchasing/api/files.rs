//! The order as a file: no page, so plain routes.

use crate::domains::purchasing::service;
use crate::server::context::RequestContext;
use crate::server::{AppState, Error, Result};
use crate::shared::{AppError, Permission};
use axum::extract::Path;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use uuid::Uuid;

/// Routes of this domain that answer with something else than a page.
pub fn routes() -> Router<AppState> {
    Router::new().route("/purchasing/{id}/order.pdf", get(own)).route("/supply/{id}/order.pdf", get(supply))
}

async fn file(context: RequestContext, id: &str, permission: Permission) -> Result<(String, Vec<u8>)> {
    let scope = context.scope.ok_or(AppError::Unauthenticated)?;
    scope.require(permission)?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    if permission == Permission::PurchasingSupply { service::supply_file(&scope, id).await } else { service::order_file(&scope, id).await }
}

fn answer(file: Result<(String, Vec<u8>)>) -> Response {
    match file {
        Ok((name, bytes)) => {
            let headers: [(HeaderName, String); 3] = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CACHE_CONTROL, "no-store".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => refusal(error),
    }
}

fn refusal(error: Error) -> Response {
    let error = AppError::from(error);
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, format!("{error}\n")).into_response()
}

async fn own(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    answer(file(context, &id, Permission::PurchasingRead).await)
}

async fn supply(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    answer(file(context, &id, Permission::PurchasingSupply).await)
}

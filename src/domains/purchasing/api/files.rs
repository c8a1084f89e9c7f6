//! The order as a file: no page, so plain routes.

use crate::domains::purchasing::service;
use crate::server::context::RequestContext;
use crate::server::download::pdf;
use crate::server::{AppState, Result};
use crate::shared::{AppError, Permission};
use axum::extract::Path;
use axum::response::Response;
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

async fn own(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let language = context.language;
    pdf(file(context, &id, Permission::PurchasingRead).await, language)
}

async fn supply(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let language = context.language;
    pdf(file(context, &id, Permission::PurchasingSupply).await, language)
}

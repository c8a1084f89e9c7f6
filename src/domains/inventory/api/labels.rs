//! Labels: the form, and the files, which are no pages.

use crate::domains::inventory::model::{LabelRequest, LabelRow};
use crate::domains::inventory::service;
use crate::domains::inventory::urls;
use crate::server::context::{RequestContext, require};
use crate::server::download::{pdf, pdf_of_form};
use crate::server::forms::RenderPage;
use crate::server::i18n::language;
use crate::server::{AppState, Result, Scope};
use crate::shared::{AppError, Params, Permission};
use axum::body::Body;
use axum::extract::Path;
use axum::http::Request;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use uuid::Uuid;

/// What the form of labels shows: the variants, and whether the one that was added is known.
///
/// # Errors
/// Without `inventory.read`.
pub async fn load_labels(request: LabelRequest) -> Result<(Vec<LabelRow>, bool), AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::labelled(&scope, &request, language()).await?)
}

/// Routes of this domain that answer with something else than a page.
pub fn routes() -> Router<AppState> {
    Router::new().route(urls::LABELS_FILE, get(labels)).route("/inventory/warehouses/{id}/labels.pdf", get(bins))
}

fn reader(context: &RequestContext) -> Result<Scope> {
    let scope = context.scope.clone().ok_or(AppError::Unauthenticated)?;
    scope.require(Permission::InventoryRead)?;
    Ok(scope)
}

async fn labels(Extension(context): Extension<RequestContext>, Extension(render): Extension<RenderPage>, asked: Request<Body>) -> Response {
    let request = LabelRequest::from_params(&Params::parse(asked.uri().query().unwrap_or_default()));
    let file = async { service::label_file(&reader(&context)?, &request, context.language).await };
    let file = file.await;
    pdf_of_form(file, asked, context, &render, urls::LABELS).await
}

async fn bins(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let file = async {
        let scope = reader(&context)?;
        let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
        service::bin_label_file(&scope, id, context.language).await
    };
    pdf(file.await, context.language)
}

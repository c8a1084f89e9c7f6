//! Documents as files: no pages, so plain routes.

use crate::domains::documents::{service, urls};
use crate::server::context::RequestContext;
use crate::server::download::pdf;
use crate::server::{AppState, Result, Scope};
use crate::shared::{AppError, Params, Permission, Selection};
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

/// Routes of this domain that answer with something else than a page.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(urls::PACKING_SLIPS, get(slips))
        .route(urls::LABELS, get(labels))
        .route(urls::PICK_LIST, get(picks))
        .route("/deliveries/{id}/packing-slip.pdf", get(parcel_slip))
        .route("/deliveries/{id}/label.pdf", get(parcel_label))
        .route("/orders/invoices/{id}/invoice.pdf", get(invoice))
}

fn reader(context: &RequestContext) -> Result<Scope> {
    let scope = context.scope.clone().ok_or(AppError::Unauthenticated)?;
    scope.require(Permission::OrdersRead)?;
    Ok(scope)
}

/// The orders of a link, or of the form below the list.
fn selection(query: Option<String>) -> Selection {
    let sent = Params::parse(&query.unwrap_or_default());
    let value = |name| sent.value(name).unwrap_or_default();
    Selection::parse(&sent.all("ids"), value("all"), value("query"), value("shown"), value("except"))
}

async fn slips(Extension(context): Extension<RequestContext>, RawQuery(query): RawQuery) -> Response {
    let file = async { service::slip_file(&reader(&context)?, &selection(query)).await };
    pdf(file.await, context.language)
}

async fn labels(Extension(context): Extension<RequestContext>, RawQuery(query): RawQuery) -> Response {
    let file = async { service::label_file(&reader(&context)?, &selection(query)).await };
    pdf(file.await, context.language)
}

async fn parcel_slip(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let file = async { service::parcel_slip(&reader(&context)?, super::id(&id)?).await };
    pdf(file.await, context.language)
}

async fn parcel_label(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let file = async { service::parcel_label(&reader(&context)?, super::id(&id)?).await };
    pdf(file.await, context.language)
}

async fn picks(Extension(context): Extension<RequestContext>, RawQuery(query): RawQuery) -> Response {
    let file = async { service::pick_file(&reader(&context)?, &selection(query), context.language).await };
    pdf(file.await, context.language)
}

async fn invoice(Extension(context): Extension<RequestContext>, Path(id): Path<String>) -> Response {
    let file = async { service::invoice_file(&reader(&context)?, super::id(&id)?).await };
    pdf(file.await, context.language)
}

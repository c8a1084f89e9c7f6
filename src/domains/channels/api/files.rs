//! Products and customers as files: no pages, so plain routes.

use crate::domains::bulk::model::ImportFormat;
use crate::domains::catalog::model::ProductFilter;
use crate::domains::channels::service::{self, FileShape};
use crate::domains::customers::model::CustomerFilter;
use crate::server::context::{self, RequestContext};
use crate::server::export::{Batch, csv, refusal, too_long, within, xlsx};
use crate::server::{AppState, Scope, i18n};
use crate::shared::{AppError, Cursor, Params, Permission};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

/// Routes of this domain that answer with something else than a page.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/channels/export/products.csv", get(export::<false>))
        .route("/channels/export/products.xlsx", get(export::<true>))
        .route("/channels/export/customers.csv", get(export_customers::<false>))
        .route("/channels/export/customers.xlsx", get(export_customers::<true>))
}

/// That somebody may take products out.
///
/// # Errors
/// Without `catalog.read`.
pub async fn load_export() -> Result<Scope, AppError> {
    context::require(Permission::CatalogRead)
}

/// Stock and suppliers stand in the file for who may see them.
async fn begin(format: ImportFormat, kind: &str) -> Result<(Scope, FileShape, Vec<String>, String), AppError> {
    let scope = load_export().await?;
    let (shape, head) = service::product_file(&scope, format).await?;
    service::product_file_taken(&scope, format, kind).await?;
    let day = scope.clock.now().with_timezone(&scope.organization.time_zone).format("%Y-%m-%d");
    let name = format!("products-{}-{day}.{kind}", format.code().to_lowercase());
    Ok((scope, shape, head, name))
}

async fn batch(scope: Scope, shape: FileShape, filter: ProductFilter, place: Option<Cursor>) -> Result<Batch, AppError> {
    Ok(service::product_rows(&scope, shape, &filter, place).await?)
}

async fn export<const SHEET: bool>(Extension(context): Extension<RequestContext>, uri: Uri) -> Response {
    let params = Params::parse(uri.query().unwrap_or_default());
    let format = params.value("format").and_then(ImportFormat::parse).unwrap_or(ImportFormat::Smartstore);
    let filter = ProductFilter::from_params(&params);
    let (scope, shape, head, name) = match within(&context, || begin(format, if SHEET { "xlsx" } else { "csv" })).await {
        Ok(begun) => begun,
        Err(error) => return refusal(&error, context.language),
    };
    let zone = scope.organization.time_zone;
    let next = move |place| batch(scope.clone(), shape, filter.clone(), place);
    if !SHEET {
        return csv(context, zone, &name, head, next);
    }
    let title = i18n::text(context.language, "nav-products", None);
    sheet_of(context.clone(), xlsx(context, zone, &name, &title, head, next).await).await
}

/// A sheet that was made, or why there is none.
async fn sheet_of(context: RequestContext, made: Result<Option<Response>, AppError>) -> Response {
    match made {
        Ok(Some(file)) => file,
        Ok(None) => (StatusCode::UNPROCESSABLE_ENTITY, within(&context, || async { too_long() }).await).into_response(),
        Err(error) => refusal(&error, context.language),
    }
}

/// That somebody may take customers out.
///
/// # Errors
/// Without `customers.read`.
pub async fn load_customer_export() -> Result<Scope, AppError> {
    context::require(Permission::CustomersRead)
}

async fn begin_customers(filter: &CustomerFilter, kind: &str) -> Result<(Scope, Vec<String>, String), AppError> {
    let scope = load_customer_export().await?;
    let head = service::customer_file_taken(&scope, filter, kind).await?;
    let day = scope.clock.now().with_timezone(&scope.organization.time_zone).format("%Y-%m-%d");
    Ok((scope, head, format!("customers-{day}.{kind}")))
}

async fn customer_batch(scope: Scope, filter: CustomerFilter, place: Option<Cursor>) -> Result<Batch, AppError> {
    Ok(service::customer_rows(&scope, &filter, place).await?)
}

async fn export_customers<const SHEET: bool>(Extension(context): Extension<RequestContext>, uri: Uri) -> Response {
    let filter = CustomerFilter::from_params(&Params::parse(uri.query().unwrap_or_default()));
    let (scope, head, name) = match within(&context, || begin_customers(&filter, if SHEET { "xlsx" } else { "csv" })).await {
        Ok(begun) => begun,
        Err(error) => return refusal(&error, context.language),
    };
    let zone = scope.organization.time_zone;
    let next = move |place| customer_batch(scope.clone(), filter.clone(), place);
    if !SHEET {
        return csv(context, zone, &name, head, next);
    }
    let title = i18n::text(context.language, "nav-customers", None);
    sheet_of(context.clone(), xlsx(context, zone, &name, &title, head, next).await).await
}

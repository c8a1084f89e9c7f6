//! Rules of channels.

use super::model::StoreRow;
use super::store;
use crate::domains::bulk::model::{ImportFormat, Message};
use crate::domains::catalog::model::ProductFilter;
use crate::domains::channels::exporter;
use crate::domains::channels::formats::{Format, parse_woocommerce_order};
use crate::domains::channels::importer::{Imported, import_order, messages, parser};
use crate::domains::customers::model::{CustomerFilter, CustomerStatus};
use crate::domains::{access, audit, catalog, customers, purchasing};
use crate::server::clock::new_id;
use crate::server::export::Batch;
use crate::server::worker::JobContext;
use crate::server::{Result, Scope, Work};
use crate::shared::{AppError, Cursor, Permission};
use serde_json::{Value, json};
use uuid::Uuid;

/// What the store of imported files calls itself there.
const IMPORT_STORE: &str = "import";

/// All stores, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn stores(scope: &Scope) -> Result<Vec<StoreRow>> {
    let mut work = scope.begin().await?;
    store::list(work.conn()).await
}

/// The store that orders from WooCommerce belong to; made when the first of them comes.
///
/// # Errors
/// When the database refuses.
pub async fn import_store(work: &mut Work) -> Result<Uuid> {
    let (id, is_new) = store::ensure(work.conn(), new_id(), "woocommerce", IMPORT_STORE, "WooCommerce").await?;
    if is_new {
        let new = json!({"platform": "woocommerce", "name": "WooCommerce"});
        audit::service::record(work, "channels.store_created", "store", id, Value::Null, new).await?;
    }
    Ok(id)
}

/// Makes sure that a store exists and is of a platform whose webhooks are understood.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for another platform.
pub async fn require_webhook_store(work: &mut Work, store_id: Uuid) -> Result<()> {
    match store::platform_of(work.conn(), store_id).await?.as_deref() {
        Some("woocommerce") => Ok(()),
        Some(_) => Err(AppError::conflict("channels-error-no-webhooks").into()),
        None => Err(AppError::NotFound.into()),
    }
}

/// What is known about an order of a platform.
///
/// # Errors
/// When the database refuses.
pub(super) async fn known_order(work: &mut Work, store_id: Uuid, platform_order_id: &str) -> Result<Option<store::Known>> {
    store::known_order(work.conn(), store_id, platform_order_id).await
}

/// Status of the payment that an import has written under a key.
pub(super) async fn payment_status(work: &mut Work, key: &str) -> Result<Option<String>> {
    store::payment_status(work.conn(), key).await
}

/// A product by its SKU: id, name, status.
pub(super) async fn product_by_sku(work: &mut Work, sku: &str) -> Result<Option<(Uuid, String, String)>> {
    store::product_by_sku(work.conn(), sku).await
}

/// A format of files with the number of columns that products need in it.
#[derive(Clone, Copy, Debug)]
pub struct FileShape {
    format: Format,
    options: u8,
}

/// How products look in a format, and the head of the file.
///
/// # Errors
/// When the database refuses.
pub async fn product_file(scope: &Scope, format: ImportFormat) -> Result<(FileShape, Vec<String>)> {
    let format = parser(format);
    let options = catalog::service::most_options(scope).await?;
    Ok((FileShape { format, options }, exporter::head(format, options)))
}

/// Writes down that products left as a file.
///
/// # Errors
/// When the database refuses.
pub async fn product_file_taken(scope: &Scope, format: ImportFormat, kind: &str) -> Result<()> {
    let mut work = scope.begin().await?;
    let new = json!({"format": format.code(), "file": kind});
    audit::service::record(&mut work, "channels.products_exported", "organization", scope.organization.id, Value::Null, new).await?;
    work.commit().await
}

/// The next rows of the file of products, and the place after them; `None` at the end.
///
/// # Errors
/// When the database refuses.
pub async fn product_rows(scope: &Scope, shape: FileShape, filter: &ProductFilter, place: Option<Cursor>) -> Result<Batch> {
    let (products, next) = catalog::service::export_batch(scope, filter, place).await?;
    // Who supplies what is for who may see it; an empty cell changes nothing when the file is read back.
    let sees = scope.may(Permission::PurchasingRead);
    let suppliers: Vec<Uuid> = products.iter().filter_map(|product| product.supplier_id.filter(|_| sees)).collect();
    let mut work = scope.begin().await?;
    let names = purchasing::service::supplier_names(&mut work, &suppliers).await?;
    let rows = products.iter().flat_map(|product| exporter::rows(shape.format, shape.options, product, &names));
    Ok((rows.collect(), next))
}

/// The head of the file of customers, after it was written down that they left.
///
/// # Errors
/// When the database refuses.
pub async fn customer_file_taken(scope: &Scope, filter: &CustomerFilter, kind: &str) -> Result<Vec<String>> {
    let mut work = scope.begin().await?;
    let new = json!({
        "file": kind, "query": filter.query, "status": filter.status.map(CustomerStatus::code), "segment": filter.segment,
    });
    audit::service::record(&mut work, "channels.customers_exported", "organization", scope.organization.id, Value::Null, new).await?;
    work.commit().await?;
    Ok(exporter::customer_head())
}

/// The next rows of the file of customers, and the place after them; `None` at the end.
///
/// # Errors
/// When the database refuses.
pub async fn customer_rows(scope: &Scope, filter: &CustomerFilter, place: Option<Cursor>) -> Result<Batch> {
    let (customers, next) = customers::service::export_batch(scope, filter, place).await?;
    Ok((customers.iter().map(exporter::customer_row).collect(), next))
}

/// What became of an order that came as a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken over, or was known.
    Imported(Imported),
    /// It cannot be understood; trying again would not help.
    Refused(Vec<Message>),
}

/// Takes over one WooCommerce order as its REST API writes it.
///
/// # Errors
/// When the order is refused by a rule or the database is away.
pub async fn take_woocommerce_order(work: &mut Work, store_id: Uuid, body: &Value) -> Result<Taken> {
    match parse_woocommerce_order(body, 1) {
        Ok(draft) => Ok(Taken::Imported(import_order(work, store_id, &draft).await?)),
        Err(errors) => Ok(Taken::Refused(messages(&errors.errors))),
    }
}

/// The program's own scope in an organization, for jobs.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such organization.
pub async fn job_scope(context: &JobContext, organization_id: Uuid) -> Result<Scope> {
    let organization = access::service::organization(&context.db, organization_id).await?;
    Ok(Scope::system(context.db.clone(), context.clock.clone(), organization))
}

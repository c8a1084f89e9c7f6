//! Purchase orders, for the merchant.

use crate::domains::purchasing::model::{PurchaseLineForm, ReceiveLineForm};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::{
    domains::purchasing::{
        model::{PurchaseCounts, PurchaseDetail, PurchaseFilter, PurchaseForm, PurchaseRow, ReceiveForm, SupplierChoice, SupplierDetail},
        service, urls,
    },
    server::{
        context::{require, require_change},
        forms,
    },
    shared::{Page, Paper, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use rust_decimal::Decimal;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a draft of a purchase order.
#[server(prefix = "/api/purchasing", endpoint = "create_purchase_order")]
pub async fn create_purchase_order(
    #[server(default)] purchase_order_id: String,
    #[server(default)] supplier_id: String,
    #[server(default)] warehouse_id: String,
    #[server(default)] currency: String,
    #[server(default)] expected_on: String,
    #[server(default)] freight: String,
    #[server(default)] duty: String,
    #[server(default)] notes: String,
    #[server(default)] lines: Vec<PurchaseLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let form = PurchaseForm { supplier_id, warehouse_id, currency, expected_on, freight, duty, notes, lines };
    let (id, number) = service::create(&scope, service::parse(&purchase_order_id, &form)?).await?;
    forms::done(&urls::order(id), "purchasing-done-created", &[("number", &number)]);
    Ok(())
}

/// Changes a draft of a purchase order.
#[server(prefix = "/api/purchasing", endpoint = "update_purchase_order")]
pub async fn update_purchase_order(
    #[server(default)] purchase_order_id: String,
    #[server(default)] version: String,
    #[server(default)] supplier_id: String,
    #[server(default)] warehouse_id: String,
    #[server(default)] currency: String,
    #[server(default)] expected_on: String,
    #[server(default)] freight: String,
    #[server(default)] duty: String,
    #[server(default)] notes: String,
    #[server(default)] lines: Vec<PurchaseLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&purchase_order_id)?;
    let form = PurchaseForm { supplier_id, warehouse_id, currency, expected_on, freight, duty, notes, lines };
    let number = service::update(&scope, id, &version, &form).await?;
    forms::done(&urls::order(id), "purchasing-done-saved", &[("number", &number)]);
    Ok(())
}

/// Gives a draft to the supplier.
#[server(prefix = "/api/purchasing", endpoint = "send_purchase_order")]
pub async fn send_purchase_order(#[server(default)] purchase_order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&purchase_order_id)?;
    let number = service::send(&scope, id).await?;
    forms::done(&urls::order(id), "purchasing-done-sent", &[("number", &number)]);
    Ok(())
}

/// Lets the letter to the supplier leave once more.
#[server(prefix = "/api/purchasing", endpoint = "mail_purchase_order")]
pub async fn mail_purchase_order(#[server(default)] purchase_order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&purchase_order_id)?;
    let number = service::mail_again(&scope, id).await?;
    forms::done(&urls::order(id), "purchasing-done-mailed", &[("number", &number)]);
    Ok(())
}

/// Writes down that the supplier will deliver.
#[server(prefix = "/api/purchasing", endpoint = "confirm_purchase_order")]
pub async fn confirm_purchase_order(#[server(default)] purchase_order_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&purchase_order_id)?;
    let number = service::confirm(&scope, id).await?;
    forms::done(&urls::order(id), "purchasing-done-confirmed", &[("number", &number)]);
    Ok(())
}

/// Cancels a purchase order of which nothing has come.
#[server(prefix = "/api/purchasing", endpoint = "cancel_purchase_order")]
pub async fn cancel_purchase_order(
    #[server(default)] purchase_order_id: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&purchase_order_id)?;
    let number = service::cancel(&scope, id, &reason).await?;
    forms::done(&urls::order(id), "purchasing-done-cancelled", &[("number", &number)]);
    Ok(())
}

/// Closes a purchase order of which the rest will not come.
#[server(prefix = "/api/purchasing", endpoint = "close_purchase_order")]
pub async fn close_purchase_order(#[server(default)] purchase_order_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&purchase_order_id)?;
    let number = service::close(&scope, id, &reason).await?;
    forms::done(&urls::order(id), "purchasing-done-closed", &[("number", &number)]);
    Ok(())
}

/// Books what came of a purchase order.
#[server(prefix = "/api/purchasing", endpoint = "receive_purchase_order")]
pub async fn receive_purchase_order(
    #[server(default)] purchase_order_id: String,
    #[server(default)] receipt_id: String,
    #[server(default)] exchange_rate: String,
    #[server(default)] reference: String,
    #[server(default)] allow_over: String,
    #[server(default)] freight: String,
    #[server(default)] duty: String,
    #[server(default)] insurance: String,
    #[server(default)] other: String,
    #[server(default)] note: String,
    #[server(default)] lines: Vec<ReceiveLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingReceive)?;
    let id = id(&purchase_order_id)?;
    let form = ReceiveForm { receipt_id, exchange_rate, reference, allow_over, freight, duty, insurance, other, note, lines };
    let number = service::receive(&scope, id, &form).await?;
    forms::done(&urls::order(id), "purchasing-done-received", &[("number", &number)]);
    Ok(())
}

/// Writes down a cost that became known after the receipt.
#[server(prefix = "/api/purchasing", endpoint = "add_landed_cost")]
pub async fn add_landed_cost(
    #[server(default)] receipt_id: String,
    #[server(default)] cost_id: String,
    #[server(default)] kind: String,
    #[server(default)] amount: String,
    #[server(default)] note: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let order_id = service::add_cost(&scope, id(&receipt_id)?, &cost_id, &kind, &amount, &note).await?;
    forms::done(&urls::order(order_id), "purchasing-done-cost", &[]);
    Ok(())
}

/// Makes a line what the supplier has proposed.
#[server(prefix = "/api/purchasing", endpoint = "accept_change")]
pub async fn accept_change(#[server(default)] change_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let (order_id, sku) = service::accept_change(&scope, id(&change_id)?).await?;
    forms::done(&urls::order(order_id), "purchasing-done-accepted", &[("sku", &sku)]);
    Ok(())
}

/// Leaves a line as it is.
#[server(prefix = "/api/purchasing", endpoint = "refuse_change")]
pub async fn refuse_change(#[server(default)] change_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let (order_id, sku) = service::refuse_change(&scope, id(&change_id)?).await?;
    forms::done(&urls::order(order_id), "purchasing-done-refused", &[("sku", &sku)]);
    Ok(())
}

/// Sets the percentage that may come above what was ordered.
#[server(prefix = "/api/purchasing", endpoint = "set_over_receipt")]
pub async fn set_over_receipt(#[server(default)] over_percent: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let percent = service::set_over_percent(&scope, &over_percent).await?;
    forms::done(urls::LIST, "purchasing-done-over", &[("percent", &percent.normalize().to_string())]);
    Ok(())
}

/// A page of purchase orders.
///
/// # Errors
/// Without `purchasing.read`.
#[cfg(feature = "ssr")]
pub async fn load_purchase_rows(filter: PurchaseFilter, page: PageRequest) -> Result<Page<PurchaseRow>, AppError> {
    let scope = require(Permission::PurchasingRead)?;
    Ok(service::list(&scope, &filter, page).await?)
}

/// How many purchase orders are in each status, and the percentage that may come above what was ordered.
///
/// # Errors
/// Without `purchasing.read`.
#[cfg(feature = "ssr")]
pub async fn load_purchase_counts() -> Result<(PurchaseCounts, Decimal), AppError> {
    let scope = require(Permission::PurchasingRead)?;
    let counts = service::counts(&scope).await?;
    let mut work = scope.begin().await?;
    Ok((counts, service::over_percent(&mut work).await?))
}

/// A purchase order whole.
///
/// # Errors
/// Without `purchasing.read`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_purchase_order(id: Result<Uuid, AppError>) -> Result<PurchaseDetail, AppError> {
    let scope = require(Permission::PurchasingRead)?;
    Ok(service::detail(&scope, id?).await?)
}

/// A purchase order whose goods may come, with today's rate of its currency.
///
/// # Errors
/// Without `purchasing.receive`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_receiving(id: Result<Uuid, AppError>) -> Result<(PurchaseDetail, Option<Decimal>), AppError> {
    let scope = require(Permission::PurchasingReceive)?;
    Ok(service::receiving(&scope, id?).await?)
}

/// What the form of a purchase order shows.
#[cfg(feature = "ssr")]
pub struct PurchaseFormPage {
    /// The draft that is changed; `None` for a new one.
    pub order: Option<PurchaseDetail>,
    /// Suppliers to choose from.
    pub suppliers: Vec<SupplierChoice>,
    /// Warehouses to choose from: id and name, the default first.
    pub warehouses: Vec<(Uuid, String)>,
    /// Currencies to choose from, the organization's own first.
    pub currencies: Vec<String>,
}

/// The form of a purchase order.
///
/// # Errors
/// Without `purchasing.write`; [`AppError::NotFound`] when there is no such order.
#[cfg(feature = "ssr")]
pub async fn load_purchase_form(id: Option<Result<Uuid, AppError>>) -> Result<PurchaseFormPage, AppError> {
    let scope = require(Permission::PurchasingWrite)?;
    let order = match id {
        Some(id) => Some(service::detail(&scope, id?).await?),
        None => None,
    };
    let suppliers = service::choices(&scope, order.as_ref().map(|order| order.row.supplier_id)).await?;
    let (warehouses, currencies) = service::form_choices(&scope).await?;
    Ok(PurchaseFormPage { order, suppliers, warehouses, currencies })
}

/// A purchase order as its supplier gets it.
///
/// # Errors
/// Without `purchasing.read`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_paper(id: Result<Uuid, AppError>) -> Result<(PurchaseDetail, Paper), AppError> {
    let scope = require(Permission::PurchasingRead)?;
    let order = service::detail(&scope, id?).await?;
    let supplier: SupplierDetail = service::supplier(&scope, order.row.supplier_id).await?;
    let paper = service::paper(&scope.organization, &order, &supplier);
    Ok((order, paper))
}

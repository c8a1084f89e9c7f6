//! Invoices.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::{
    domains::documents::{
        model::{InvoiceFilter, InvoicePage, InvoiceRow, IssueForm, OrderInvoices},
        service, urls,
    },
    server::{
        context::{require, require_change},
        forms,
    },
    shared::{Page, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Issues an order's invoice.
#[server(prefix = "/api/documents", endpoint = "issue_invoice")]
pub async fn issue_invoice(
    #[server(default)] order_id: String,
    #[server(default)] kind: String,
    #[server(default)] branch: String,
    #[server(default)] buyer_name: String,
    #[server(default)] buyer_tin: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let form = IssueForm { kind, branch, buyer_name, buyer_tin };
    let (invoice_id, number) = service::issue(&scope, id(&order_id)?, &form).await?;
    forms::done(&urls::invoice(invoice_id), "documents-done-issued", &[("number", &number)]);
    Ok(())
}

/// Cancels an invoice by a credit note.
#[server(prefix = "/api/documents", endpoint = "cancel_invoice")]
pub async fn cancel_invoice(#[server(default)] invoice_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersWrite)?;
    let (note_id, number) = service::cancel_invoice(&scope, id(&invoice_id)?, &reason).await?;
    forms::done(&urls::invoice(note_id), "documents-done-credited", &[("number", &number)]);
    Ok(())
}

/// A page of invoices.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_invoices(filter: InvoiceFilter, page: PageRequest) -> Result<Page<InvoiceRow>, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::invoices(&scope, &filter, page).await?)
}

/// Codes of branches to filter by.
///
/// # Errors
/// Without `orders.read`.
#[cfg(feature = "ssr")]
pub async fn load_issued_branches() -> Result<Vec<String>, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::issued_branches(&scope).await?)
}

/// An invoice whole.
///
/// # Errors
/// Without `orders.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_invoice(id: Result<Uuid, AppError>) -> Result<InvoicePage, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::invoice_page(&scope, id?).await?)
}

/// The invoices of an order.
///
/// # Errors
/// Without `orders.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_invoices_of(order_id: Uuid) -> Result<OrderInvoices, AppError> {
    let scope = require(Permission::OrdersRead)?;
    Ok(service::of_order(&scope, order_id).await?)
}

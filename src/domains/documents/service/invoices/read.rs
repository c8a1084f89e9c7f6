//! Reading invoices.

use super::issue::is_sold;
use super::paper::paper;
use crate::domains::documents::model::{Branch, Invoice, InvoiceFilter, InvoicePage, InvoiceRow, OrderInvoices};
use crate::domains::documents::service::make;
use crate::domains::documents::service::scan::{merchant_code, scan_to_pay};
use crate::domains::documents::store;
use crate::domains::payments;
use crate::server::{Result, Scope, Work, pdf};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page};
use uuid::Uuid;

/// A page of invoices, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn invoices(scope: &Scope, filter: &InvoiceFilter, page: PageRequest) -> Result<Page<InvoiceRow>> {
    store::list(scope.begin().await?.conn(), filter, page).await
}

/// Codes of the branches that have issued something lately.
///
/// # Errors
/// When the database refuses.
pub async fn issued_branches(scope: &Scope) -> Result<Vec<String>> {
    store::issued_branches(scope.begin().await?.conn()).await
}

/// The invoices of an order, and whether one can be issued.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order.
pub async fn of_order(scope: &Scope, order_id: Uuid) -> Result<OrderInvoices> {
    let mut work = scope.begin().await?;
    let alone = store::Member { document: 1, parcel_id: None, order_id };
    let order = store::printed(work.conn(), &[alone]).await?.into_iter().next().ok_or(AppError::NotFound)?;
    let rows = store::of_order(work.conn(), order_id).await?;
    let mut branches: Vec<Branch> = store::branches(work.conn()).await?.into_iter().filter(|branch| branch.is_active).collect();
    if branches.is_empty() {
        branches.push(Branch::only());
    }
    let can_issue = is_sold(order.status) && rows.iter().all(|row| !row.is_open());
    Ok(OrderInvoices { rows, can_issue, branches, buyer: order.address.full_name })
}

/// The invoice of an order of which something can still be taken back, within a transaction.
///
/// # Errors
/// When the database refuses.
pub async fn open_invoice(work: &mut Work, order_id: Uuid) -> Result<Option<InvoiceRow>> {
    Ok(store::of_order(work.conn(), order_id).await?.into_iter().find(InvoiceRow::is_open))
}

async fn whole(scope: &Scope, id: Uuid) -> Result<Invoice> {
    Ok(store::invoice(scope.begin().await?.conn(), id).await?.ok_or(AppError::NotFound)?)
}

/// What the page of an invoice shows.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn invoice_page(scope: &Scope, id: Uuid) -> Result<InvoicePage> {
    let invoice = whole(scope, id).await?;
    let mut work = scope.begin().await?;
    let of_order = store::of_order(work.conn(), invoice.row.order_id).await?;
    let notes = store::credit_notes(work.conn(), id).await?;
    let paper = paper(&scope.organization, &invoice, None);
    Ok(InvoicePage {
        credits: invoice.credits_id.zip(invoice.content.credits.clone()),
        credit_notes: of_order.into_iter().filter(|row| notes.contains(&row.id)).collect(),
        row: invoice.row,
        paper,
    })
}

/// What a phone reads to pay what is still due of an invoice's order.
async fn scan(scope: &Scope, invoice: &Invoice) -> Result<Option<(String, String)>> {
    let (true, Some(merchant)) = (invoice.row.is_open(), merchant_code(scope).await?) else { return Ok(None) };
    let order = payments::service::of_order(scope, invoice.row.order_id).await?;
    let due = order.due.min(invoice.row.total - invoice.row.credited);
    Ok(scan_to_pay(Some(&merchant), due, &order.currency, &invoice.row.order_number, invoice.language))
}

/// An invoice as a file: its name and bytes.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn invoice_file(scope: &Scope, id: Uuid) -> Result<(String, Vec<u8>)> {
    let invoice = whole(scope, id).await?;
    let scan = scan(scope, &invoice).await?;
    let paper = paper(&scope.organization, &invoice, scan);
    let bytes = make(move || pdf::render(&paper)).await?;
    Ok((format!("{}.pdf", invoice.row.number.replace('/', "-")), bytes))
}

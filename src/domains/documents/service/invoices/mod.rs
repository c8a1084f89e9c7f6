//! Invoices, tax invoices and credit notes. What was issued is never changed or removed; a credit note takes it back.

mod credit;
mod issue;
mod lines;
mod paper;
mod read;

pub use credit::{Credit, CreditLine, cancel_invoice, credit};
pub use issue::issue;
pub(super) use issue::seller_of;
pub use read::{invoice_file, invoice_page, invoices, issued_branches, of_order, open_invoice};

use crate::domains::audit;
use crate::domains::documents::model::{InvoiceContent, InvoiceKind, Layout, layout_on};
use crate::domains::documents::store::{self, NewInvoice};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Work, outbox};
use crate::shared::Language;
use anyhow::Context;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

/// What is to be issued; number and month come from the counter.
struct Draft<'a> {
    order_id: Uuid,
    kind: InvoiceKind,
    branch: &'a str,
    language: Language,
    credits_id: Option<Uuid>,
    reason: Option<&'a str>,
    currency: &'a str,
    exchange_rate: Decimal,
    content: InvoiceContent,
}

/// The layout that holds on a day.
async fn layout(work: &mut Work, day: NaiveDate) -> Result<Layout> {
    let mut layouts = store::layouts(work.conn()).await?;
    // An own layout that has begun goes before the program's.
    if let Some(own) = layout_on(&layouts, day) {
        return Ok(own.clone());
    }
    layouts = Layout::built_in();
    layout_on(&layouts, day).cloned().context("a layout for every day").map_err(Error::Other)
}

/// Gives a document the next number of its kind, branch and month and writes it down. The counter's row is locked until the
/// transaction ends: whoever comes next waits, and takes this number if it was not kept.
async fn put(work: &mut Work, mut draft: Draft<'_>) -> Result<(Uuid, String)> {
    let day = work.now.with_timezone(&work.scope.organization.time_zone).date_naive();
    let layout = layout(work, day).await?;
    layout.date_format.code().clone_into(&mut draft.content.date_format);
    draft.content.footer.clone_from(&layout.footer);
    draft.content.whole_rupees = layout.whole_rupees && draft.content.whole_rupees && draft.currency == "LKR";
    let period = day.format("%Y-%m").to_string();
    let series = format!("invoice:{}", draft.kind.code());
    let serial = store::next_serial(work.conn(), new_id(), &series, draft.branch, &period).await?;
    let number = format!("{}{}", draft.kind.prefix(), layout.number(day, draft.branch, serial));
    let tax: Decimal = draft.content.lines.iter().map(|line| line.tax).sum();
    let total: Decimal = draft.content.lines.iter().map(|line| line.total).sum();
    let (id, user_id, at) = (new_id(), work.scope.user_id(), work.now);
    let new = NewInvoice {
        id,
        order_id: draft.order_id,
        kind: draft.kind,
        branch: draft.branch,
        period: &period,
        serial,
        number: &number,
        layout_version: layout.version,
        language: draft.language,
        credits_id: draft.credits_id,
        reason: draft.reason,
        currency: draft.currency,
        exchange_rate: draft.exchange_rate,
        tax,
        total,
        content: serde_json::to_value(&draft.content).map_err(anyhow::Error::from)?,
        user_id,
        at,
    };
    store::insert_invoice(work.conn(), new).await?;
    let what = if draft.kind == InvoiceKind::CreditNote { "documents.credited" } else { "documents.issued" };
    let values =
        json!({"number": number, "kind": draft.kind.code(), "order": draft.content.order_number, "total": total, "reason": draft.reason});
    audit::service::record(work, what, "invoice", id, Value::Null, values).await?;
    outbox::emit(work, what, id, json!({"order_id": draft.order_id})).await?;
    Ok((id, number))
}

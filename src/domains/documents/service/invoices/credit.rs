//! Taking an invoice back, whole or in part.

use super::{Draft, put};
use crate::domains::documents::model::{Invoice, InvoiceContent, InvoiceKind, InvoiceLine, tax_parts};
use crate::domains::documents::store;
use crate::domains::orders;
use crate::server::i18n::text_with;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::AppError;
use crate::shared::money::round;
use rust_decimal::Decimal;
use uuid::Uuid;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Something that is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditLine {
    /// The order's line; `None` for an amount that is of no line.
    pub item_id: Option<Uuid>,
    /// What it is.
    pub name: String,
    /// Pieces, where it is goods.
    pub quantity: Option<i32>,
    /// What the buyer gets back for it, tax included.
    pub amount: Decimal,
}

/// How much of an invoice is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credit {
    /// All that is left of it.
    Rest,
    /// These.
    Lines(Vec<CreditLine>),
}

/// What earlier credit notes have left of an invoice, by rate: the lines of both, the latter with the other sign.
async fn left(work: &mut Work, invoice: &Invoice) -> Result<Vec<InvoiceLine>> {
    let mut lines = invoice.content.lines.clone();
    for id in store::credit_notes(work.conn(), invoice.row.id).await? {
        let note = store::invoice(work.conn(), id).await?.ok_or(AppError::NotFound)?;
        lines.extend(note.content.lines.into_iter().map(|line| InvoiceLine { total: -line.total, tax: -line.tax, ..line }));
    }
    Ok(lines)
}

/// The lines of a credit note. Its tax is that of the lines that it takes back, and the last credit note of an invoice takes what is
/// left of each, so that all of them together come to the invoice to the cent.
fn lines(invoice: &Invoice, left: &[InvoiceLine], credit: Credit, rest_name: &str) -> Vec<InvoiceLine> {
    let parts = tax_parts(left);
    let rest = || {
        parts.iter().filter(|part| !(part.net + part.tax).is_zero()).map(|part| InvoiceLine {
            name: rest_name.to_owned(),
            unit_price: part.net + part.tax,
            rate: part.rate,
            tax: part.tax,
            total: part.net + part.tax,
            ..InvoiceLine::default()
        })
    };
    let wanted = match credit {
        Credit::Rest if invoice.row.credited.is_zero() => return invoice.content.lines.clone(),
        Credit::Rest => return rest().collect(),
        Credit::Lines(wanted) => wanted,
    };
    let mut lines: Vec<InvoiceLine> = Vec::new();
    for one in wanted {
        let sold = invoice.content.lines.iter().find(|line| one.item_id.is_some() && line.item_id == one.item_id && !line.total.is_zero());
        let line = |rate, tax, total| InvoiceLine {
            item_id: one.item_id,
            name: one.name.clone(),
            sku: sold.map(|line| line.sku.clone()).unwrap_or_default(),
            quantity: one.quantity,
            unit_price: one.quantity.filter(|pieces| *pieces > 0).map_or(total, |pieces| round(total / Decimal::from(pieces))),
            rate,
            tax,
            total,
            ..InvoiceLine::default()
        };
        if let Some(sold) = sold {
            lines.push(line(sold.rate, round(one.amount * sold.tax / sold.total), one.amount));
            continue;
        }
        // Of no line: in the proportion of what is left of each rate, the last one takes what rounding leaves.
        let all: Decimal = parts.iter().map(|part| part.net + part.tax).sum();
        let mut open = one.amount;
        for (place, part) in parts.iter().enumerate() {
            let gross = part.net + part.tax;
            let share = if place + 1 == parts.len() || all.is_zero() { open } else { round(one.amount * gross / all) };
            open -= share;
            if !share.is_zero() {
                let tax = if gross.is_zero() { Decimal::ZERO } else { round(share * part.tax / gross) };
                lines.push(line(part.rate, tax, share));
            }
        }
    }
    // The last credit note takes the last cent of tax.
    let total: Decimal = lines.iter().map(|line| line.total).sum();
    let tax_left: Decimal = parts.iter().map(|part| part.tax).sum();
    let tax: Decimal = lines.iter().map(|line| line.tax).sum();
    let is_last = total == invoice.row.total - invoice.row.credited;
    let surplus = if is_last { tax_left - tax } else { (tax_left - tax).min(Decimal::ZERO) };
    if !surplus.is_zero()
        && let Some(line) = lines
            .iter_mut()
            .rev()
            .find(|line| !line.tax.is_zero() && line.tax + surplus >= Decimal::ZERO && line.tax + surplus <= line.total)
    {
        line.tax += surplus;
    }
    lines
}

/// Takes an invoice back, within a transaction that has locked its order. Returns the credit note's id and number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when nothing or less is left of it.
pub async fn credit(work: &mut Work, invoice_id: Uuid, credit: Credit, reason: &str) -> Result<(Uuid, String)> {
    let invoice = store::invoice(work.conn(), invoice_id).await?.ok_or(AppError::NotFound)?;
    let refused = || {
        Error::App(AppError::Conflict {
            key: "documents-error-credited".to_owned(),
            args: vec![("number".to_owned(), invoice.row.number.clone())],
        })
    };
    if !invoice.row.is_open() {
        return Err(refused());
    }
    let left = left(work, &invoice).await?;
    let rest_name = text_with(invoice.language, "documents-rest-of", &[("number", invoice.row.number.clone().into())]);
    let lines = lines(&invoice, &left, credit, &rest_name);
    let total: Decimal = lines.iter().map(|line| line.total).sum();
    let credited = invoice.row.credited + total;
    if total <= Decimal::ZERO || credited > invoice.row.total {
        return Err(refused());
    }
    let content = InvoiceContent { lines, credits: Some(invoice.row.number.clone()), ..invoice.content.clone() };
    let draft = Draft {
        order_id: invoice.row.order_id,
        kind: InvoiceKind::CreditNote,
        branch: &invoice.row.branch,
        language: invoice.language,
        credits_id: Some(invoice_id),
        reason: Some(reason),
        currency: &invoice.row.currency,
        exchange_rate: invoice.exchange_rate,
        content,
    };
    let issued = put(work, draft).await?;
    let at = work.now;
    store::set_credited(work.conn(), invoice_id, credited, at).await?;
    Ok(issued)
}

/// Cancels an invoice by a credit note over all that is left of it. Returns the credit note's id and number.
///
/// # Errors
/// [`AppError::NotFound`]; a field error without a reason; a conflict when it is cancelled already.
pub async fn cancel_invoice(scope: &Scope, invoice_id: Uuid, reason: &str) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let order_id = store::order_of(work.conn(), invoice_id).await?.ok_or(AppError::NotFound)?;
    orders::service::lock_money(&mut work, order_id).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "error-required"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::field("reason", "error-too-long"));
    }
    let note = credit(&mut work, invoice_id, Credit::Rest, reason).await?;
    work.commit().await?;
    Ok(note)
}

//! Issuing.

use super::lines::{Names, lines};
use super::{Draft, put};
use crate::domains::access::model::OrganizationSettings;
use crate::domains::catalog;
use crate::domains::customers::phone;
use crate::domains::documents::model::{Branch, InvoiceContent, InvoiceKind, IssueForm, Party};
use crate::domains::documents::service::{address_lines, say};
use crate::domains::documents::store;
use crate::domains::orders;
use crate::domains::orders::model::OrderStatus;
use crate::server::context::Organization;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::{AppError, FieldErrors};
use uuid::Uuid;

/// Longest name of a buyer and longest number, in characters.
const LONGEST_NAME: usize = 200;
const LONGEST_TIN: usize = 40;

/// Whether an order in this state is sold, so that it can be invoiced.
pub(super) const fn is_sold(status: OrderStatus) -> bool {
    !matches!(status, OrderStatus::Draft | OrderStatus::Pending | OrderStatus::Cancelled)
}

/// Who sells, as an invoice of a branch says it.
pub(in crate::domains::documents::service) fn seller_of(organization: &Organization, branch: &Branch) -> Party {
    let settings = OrganizationSettings::read(&organization.settings);
    let tin = ["TIN", "VAT"]
        .iter()
        .find_map(|kind| settings.tax_ids.iter().find(|tax| tax.kind.eq_ignore_ascii_case(kind) && !tax.number.is_empty()))
        .or_else(|| settings.tax_ids.iter().find(|tax| !tax.number.is_empty()));
    let own = [settings.address.line1.clone(), settings.address.line2.clone(), town(&settings)];
    let address: Vec<String> =
        if branch.address.trim().is_empty() { own.to_vec() } else { branch.address.lines().map(ToOwned::to_owned).collect() };
    Party {
        name: if settings.legal_name.is_empty() { organization.name.clone() } else { settings.legal_name },
        tin: tin.map(|tax| tax.number.clone()).unwrap_or_default(),
        address: address.into_iter().filter(|line| !line.trim().is_empty()).collect(),
        phone: phone::display(&settings.phone),
    }
}

fn town(settings: &OrganizationSettings) -> String {
    [settings.address.city.as_str(), settings.address.postal_code.as_str()].join(" ").trim().to_owned()
}

/// The branch of a code; of an empty one the default, and where no branch was written down the one that stands in.
async fn branch(work: &mut Work, code: &str) -> Result<Option<Branch>> {
    let branches = store::branches(work.conn()).await?;
    if branches.is_empty() {
        return Ok(Some(Branch::only()).filter(|only| code.is_empty() || code == only.code));
    }
    Ok(branches
        .into_iter()
        .filter(|branch| branch.is_active)
        .find(|branch| if code.is_empty() { branch.is_default } else { branch.code == code }))
}

/// Issues an order's invoice. Returns its id and number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; field errors; a conflict when the order is not sold, or has an invoice.
pub async fn issue(scope: &Scope, order_id: Uuid, form: &IssueForm) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    // Nothing of the order changes while its invoice is made, and nobody else makes one.
    let order = orders::service::lock_money(&mut work, order_id).await?;
    let sold = store::sold(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
    let conflict =
        |key: &str| Error::App(AppError::Conflict { key: key.to_owned(), args: vec![("number".to_owned(), order.order_number.clone())] });
    if !is_sold(order.status) {
        return Err(conflict("documents-error-not-sold"));
    }
    if store::of_order(work.conn(), order_id).await?.iter().any(|row| row.is_open()) {
        return Err(conflict("documents-error-has-invoice"));
    }
    let mut errors = FieldErrors::default();
    let kind = InvoiceKind::parse(&form.kind).filter(|kind| *kind != InvoiceKind::CreditNote);
    if kind.is_none() {
        errors.add("kind", if form.kind.is_empty() { "error-required" } else { "error-choice" });
    }
    let branch = branch(&mut work, form.branch.trim()).await?;
    if branch.is_none() {
        errors.add("branch", "error-choice");
    }
    let (name, tin) = (form.buyer_name.trim(), form.buyer_tin.trim());
    if name.chars().count() > LONGEST_NAME {
        errors.add("buyer_name", "error-too-long");
    }
    if tin.chars().count() > LONGEST_TIN {
        errors.add("buyer_tin", "error-too-long");
    }
    let (kind, branch) = (kind.unwrap_or(InvoiceKind::Invoice), branch.unwrap_or_else(Branch::only));
    let organization = scope.organization.clone();
    let (language, zone) = (organization.language, organization.time_zone);
    let seller = seller_of(&organization, &branch);
    let rates = catalog::service::tax_rates_on(&mut work, sold.ordered_at.with_timezone(&zone).date_naive()).await?;
    let names = Names { shipping: say(language, "orders-shipping"), adjustment: say(language, "orders-adjustment") };
    let lines = lines(&sold, &rates, names);
    if kind == InvoiceKind::TaxInvoice && errors.0.is_empty() {
        if seller.tin.is_empty() {
            errors.add("kind", "documents-error-no-tin");
        } else if lines.iter().all(|line| line.tax.is_zero()) {
            errors.add("kind", "documents-error-no-tax");
        }
    }
    errors.into_result()?;
    if !sold.total.is_sign_positive() || sold.total.is_zero() {
        return Err(conflict("documents-error-nothing-sold"));
    }
    let content = InvoiceContent {
        buyer: Party {
            name: if name.is_empty() { sold.address.full_name.clone() } else { name.to_owned() },
            tin: tin.to_owned(),
            address: address_lines(&sold.address),
            phone: phone::display(&sold.address.phone),
        },
        place: seller.address.last().cloned().unwrap_or_default(),
        seller,
        supplied_on: sold.supplied_at.map(|at| at.with_timezone(&zone).date_naive()),
        methods: sold.methods,
        order_number: order.order_number.clone(),
        lines,
        // The layout may say so of tax invoices alone.
        whole_rupees: kind == InvoiceKind::TaxInvoice,
        ..InvoiceContent::default()
    };
    let draft = Draft {
        order_id,
        kind,
        branch: &branch.code,
        language,
        credits_id: None,
        reason: None,
        currency: &sold.currency,
        exchange_rate: sold.exchange_rate,
        content,
    };
    let issued = put(&mut work, draft).await?;
    work.commit().await?;
    Ok(issued)
}

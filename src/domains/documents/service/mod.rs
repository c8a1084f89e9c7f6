//! Rules of documents.

mod invoices;
mod labels;
mod picks;
mod scan;
mod settings;
mod slips;
mod words;

pub use invoices::{
    Credit, CreditLine, cancel_invoice, credit, invoice_file, invoice_page, invoices, issue, issued_branches, of_order, open_invoice,
};
pub use labels::{label, label_file, parcel_label};
pub use picks::{pick_file, picks};
pub use scan::scan_to_pay;
pub use settings::{add_branch, add_layout, settings, update_branch};
pub use slips::{parcel_slip, slip_file};
pub use words::amount_in_words;

use super::model::{MOST_ORDERS, PrintedOrder};
use super::store;
use crate::domains::access::model::OrganizationSettings;
use crate::domains::customers::model::Address;
use crate::domains::customers::phone;
use crate::domains::orders;
use crate::server::context::Organization;
use crate::server::i18n::text_with;
use crate::server::{Error, Result, Scope};
use crate::shared::{AppError, FieldErrors, Language, Params, Selection};
use uuid::Uuid;

fn say(language: Language, key: &str) -> String {
    text_with(language, key, &[])
}

/// The orders that were chosen in the list, or by one of its links.
///
/// # Errors
/// A field error when there are none or more than [`MOST_ORDERS`].
async fn chosen(scope: &Scope, selection: &Selection) -> Result<Vec<Uuid>> {
    let mut ids = selection.ids.clone();
    if let Some(query) = &selection.all_matching {
        let (query, mut place) = (Params::parse(query), None);
        loop {
            let (found, next) = orders::service::ROWS.find(scope, &query, place).await?;
            ids.extend(found.into_iter().filter(|id| selection.has(*id)));
            place = next;
            if place.is_none() || ids.len() > MOST_ORDERS {
                break;
            }
        }
    }
    if ids.is_empty() || ids.len() > MOST_ORDERS {
        let mut errors = FieldErrors::default();
        let args = vec![("most".to_owned(), MOST_ORDERS.to_string())];
        errors.add_with("ids", if ids.is_empty() { "documents-error-none" } else { "documents-error-many" }, args);
        return Err(AppError::Invalid(errors).into());
    }
    Ok(ids)
}

/// The chosen orders as they are printed.
///
/// # Errors
/// As [`chosen`]; [`AppError::NotFound`] when none of them is there.
async fn printed(scope: &Scope, selection: &Selection) -> Result<Vec<PrintedOrder>> {
    let orders = printed_orders(scope, &chosen(scope, selection).await?).await?;
    if orders.is_empty() { Err(Error::App(AppError::NotFound)) } else { Ok(orders) }
}

/// Orders as they are printed, in the order of their ids; those that are not there are left out, and those that share a parcel are one.
///
/// # Errors
/// When the database refuses.
pub async fn printed_orders(scope: &Scope, ids: &[Uuid]) -> Result<Vec<PrintedOrder>> {
    let mut work = scope.begin().await?;
    let members = store::members(work.conn(), ids).await?;
    store::printed(work.conn(), &members).await
}

/// One parcel as it is printed.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn printed_parcel(scope: &Scope, parcel_id: Uuid) -> Result<Vec<PrintedOrder>> {
    let mut work = scope.begin().await?;
    let members = store::members_of(work.conn(), parcel_id).await?;
    let printed = store::printed(work.conn(), &members).await?;
    if printed.is_empty() { Err(Error::App(AppError::NotFound)) } else { Ok(printed) }
}

/// Setting pages is work for a thread of its own.
async fn make<F>(set: F) -> Result<Vec<u8>>
where
    F: FnOnce() -> anyhow::Result<Vec<u8>> + Send + 'static,
{
    Ok(tokio::task::spawn_blocking(set).await.map_err(anyhow::Error::from)??)
}

/// The name of a file: that of its only order, or how many it has.
fn file_name(what: &str, orders: &[PrintedOrder]) -> String {
    match orders {
        [only] => format!("{what}-{}.pdf", only.number),
        all => format!("{what}s-{}.pdf", all.len()),
    }
}

/// What the organization calls itself towards buyers, where it is and how it is reached.
fn sender(organization: &Organization) -> Vec<String> {
    let settings = OrganizationSettings::read(&organization.settings);
    let town = [settings.address.postal_code.as_str(), settings.address.city.as_str()].join(" ");
    let street = [settings.address.line1.as_str(), settings.address.line2.as_str()];
    let street = street.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let mut lines = vec![organization.name.clone(), street, town.trim().to_owned(), phone::display(&settings.phone)];
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// The lines of an address without name and phone, as the buyer gave it.
fn address_lines(address: &Address) -> Vec<String> {
    let town = [address.city.as_str(), address.postal_code.as_str()].join(" ");
    let district = if address.district == address.city { String::new() } else { address.district.clone() };
    let mut lines = vec![address.line1.clone(), address.line2.clone().unwrap_or_default(), town.trim().to_owned(), district];
    lines.retain(|line| !line.trim().is_empty());
    lines
}

//! Labels of parcels.

use super::scan::{merchant_code, scan_to_pay};
use super::{address_lines, file_name, make, printed, say, sender};
use crate::domains::customers::phone;
use crate::domains::documents::model::PrintedOrder;
use crate::server::context::Organization;
use crate::server::format::money_in;
use crate::server::i18n::text_with;
use crate::server::{Result, Scope, pdf};
use crate::shared::{ParcelLabel, Selection};
use uuid::Uuid;

/// The label of an order's parcel, in the language of the organization: the courier reads it. The address stays in the buyer's script.
/// With the merchant's LANKAQR code what is due can be paid by phone.
#[must_use]
pub fn label(organization: &Organization, order: &PrintedOrder, merchant: Option<&str>) -> ParcelLabel {
    let language = organization.language;
    let collect = order.collect;
    let mut codes: Vec<(String, String)> = Vec::new();
    let mut facts = Vec::new();
    if let Some(parcel) = &order.parcel {
        codes.push((say(language, "delivery-tracking-number"), parcel.tracking_number.clone()));
        facts.extend(parcel.courier.clone().map(|courier| (say(language, "delivery-courier"), courier)));
        facts.extend(parcel.waybill.clone().map(|waybill| (say(language, "delivery-waybill"), waybill)));
    }
    codes.push((say(language, "payments-order"), order.number.clone()));
    let pieces: i64 = order.lines.iter().map(|line| i64::from(line.quantity)).sum();
    facts.push((say(language, "documents-pieces"), pieces.to_string()));
    if order.numbers.len() > 1 {
        facts.push((say(language, "nav-orders"), order.numbers.join(", ")));
    }
    ParcelLabel {
        language,
        from: sender(organization),
        to_title: say(language, "documents-to"),
        to_name: order.address.full_name.clone(),
        to_lines: address_lines(&order.address),
        to_phone: phone::display(&order.address.phone),
        codes,
        collect: say(language, if collect.is_zero() { "documents-collect-nothing" } else { "documents-collect" }),
        amount: if collect.is_zero() { String::new() } else { money_in(collect, &order.currency, language) },
        scan: scan_to_pay(merchant, collect, &order.currency, &order.number, language),
        facts,
        note: order.note.as_ref().map_or_else(String::new, |note| {
            text_with(language, "documents-buyer-says", &[("note", note.lines().collect::<Vec<_>>().join(" ").into())])
        }),
    }
}

/// The label of one parcel as a file: its name and bytes.
///
/// # Errors
/// [`crate::shared::AppError::NotFound`].
pub async fn parcel_label(scope: &Scope, parcel_id: Uuid) -> Result<(String, Vec<u8>)> {
    file(scope, super::printed_parcel(scope, parcel_id).await?).await
}

/// The labels of the chosen orders as a file: its name and bytes.
///
/// # Errors
/// A field error when none are chosen or too many; [`crate::shared::AppError::NotFound`].
pub async fn label_file(scope: &Scope, selection: &Selection) -> Result<(String, Vec<u8>)> {
    file(scope, printed(scope, selection).await?).await
}

async fn file(scope: &Scope, orders: Vec<PrintedOrder>) -> Result<(String, Vec<u8>)> {
    let merchant = merchant_code(scope).await?;
    let labels: Vec<ParcelLabel> = orders.iter().map(|order| label(&scope.organization, order, merchant.as_deref())).collect();
    let language = scope.organization.language;
    let title = say(language, "documents-labels");
    let bytes = make(move || pdf::parcel_labels(&labels, &title, language)).await?;
    Ok((file_name("label", &orders), bytes))
}

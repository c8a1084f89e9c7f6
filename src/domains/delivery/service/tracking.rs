//! What a buyer may see.

use crate::domains::catalog::model::label;
use crate::domains::delivery::model::{ParcelStatus, TrackedItem, Tracking};
use crate::domains::delivery::store;
use crate::domains::orders::model::{Bought, OrderStatus};
use crate::domains::{access, localization, orders, payments};
use crate::server::clock::Clock;
use crate::server::{Db, Result, Scope, Work};
use crate::shared::{AppError, Language};
use rust_decimal::Decimal;
use uuid::Uuid;

/// The number as it is stored: without spaces and `#`, in capitals, and with the digits that look like letters.
fn normalise(number: &str) -> String {
    number
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// Where the parcel with this tracking number, or of the order with this number, is.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown merchant or number.
pub async fn tracking(db: &Db, clock: &Clock, slug: &str, number: &str) -> Result<Tracking> {
    let organization = access::service::organization_by_slug(db, slug).await?;
    let number = normalise(number);
    if number.is_empty() || number.len() > 20 {
        return Err(AppError::NotFound.into());
    }
    let scope = Scope::system(db.clone(), clock.clone(), organization);
    let mut work = scope.begin().await?;
    let found = store::tracking(work.conn(), &number).await?.ok_or(AppError::NotFound)?;
    let of_order = OrderStatus::parse(&found.status).ok_or(AppError::NotFound)?;
    // Who asks for a parcel wants to know where it is, whatever else of the order is elsewhere.
    let status = match found.parcel_status.filter(|_| found.is_asked) {
        Some(ParcelStatus::Dispatched) => OrderStatus::OutForDelivery,
        Some(ParcelStatus::Delivered) => OrderStatus::Delivered,
        _ => of_order,
    };
    let due = payments::service::totals(&mut work, found.order_id).await?.due(found.total);
    let is_shared = found.numbers.len() > 1;
    let to_pay = match (status, found.parcel_status) {
        (OrderStatus::Delivered | OrderStatus::Cancelled, _) => Decimal::ZERO,
        (_, Some(ParcelStatus::Dispatched)) if is_shared => found.cod_amount.unwrap_or_default(),
        (_, Some(ParcelStatus::Dispatched)) => found.cod_amount.unwrap_or_default().min(due),
        _ => due,
    };
    let is_on_its_way = matches!(found.parcel_status, Some(ParcelStatus::Dispatched | ParcelStatus::Delivered));
    let lines = match found.parcel_id.filter(|_| is_on_its_way && (found.is_asked || is_shared)) {
        Some(parcel_id) => store::parcel_content(work.conn(), parcel_id).await?,
        None => orders::service::bought(&mut work, found.order_id).await?,
    };
    let items = items(&mut work, &lines).await?;
    Ok(Tracking {
        merchant: scope.organization.name.clone(),
        logo: access::model::OrganizationSettings::read(&scope.organization.settings).logo,
        order_number: if is_on_its_way && is_shared { found.numbers.join(", ") } else { found.order_number },
        tracking_number: found.tracking_number.filter(|_| is_on_its_way),
        first_name: found.full_name.split_whitespace().next().unwrap_or_default().to_owned(),
        city: found.city,
        courier: found.courier.filter(|_| is_on_its_way),
        status,
        came_back: found.parcel_status == Some(ParcelStatus::Returned) && status == OrderStatus::Packed,
        to_pay,
        currency: found.currency,
        ordered_at: found.ordered_at,
        confirmed_at: found.confirmed_at,
        packed_at: found.packed_at,
        dispatched_at: found.dispatched_at.or(found.shipped_at.filter(|_| found.is_asked && is_on_its_way)),
        delivered_at: found.delivered_at.or(found.arrived_at.filter(|_| found.is_asked)),
        cancelled_at: found.cancelled_at,
        items,
        language: found.language,
        time_zone: scope.organization.time_zone.name().to_owned(),
    })
}

/// Goods named in the languages that the merchant shows to buyers.
async fn items(work: &mut Work, lines: &[Bought]) -> Result<Vec<TrackedItem>> {
    let products: Vec<Uuid> = lines.iter().filter_map(|line| line.product_id).collect();
    let names = localization::service::names(work, "product", "name", &products).await?;
    let shown = localization::service::content_languages(&work.scope.organization).shown;
    let items = lines.iter().map(|line| {
        let name_in = |language: &Language| Some((*language, label(names.get(&(line.product_id?, *language))?, &line.variant_name)));
        TrackedItem { names: shown.iter().filter_map(name_in).collect(), name: line.name.clone(), quantity: line.quantity }
    });
    Ok(items.collect())
}

//! New orders.

use super::{candidates, line_taxes, no_number, refresh_customer};
use crate::domains::catalog::model::TaxClass;
use crate::domains::customers::model::{Address, CustomerIdentity};
use crate::domains::customers::phone::normalise_phone;
use crate::domains::orders::model::{ImportedItem, OrderForm, OrderStatus, Source};
use crate::domains::orders::store;
use crate::domains::{audit, catalog, customers};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::{self, parse_amount};
use crate::shared::{AppError, FieldErrors};
use anyhow::Context;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// Most lines of an order.
const MOST_LINES: usize = 100;
/// Most pieces of a line.
const MOST_PIECES: i32 = 10_000;

/// A line of a new order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// Where it stood in the form, for messages.
    pub row: usize,
    /// SKU or barcode.
    pub sku: String,
    /// Pieces, at least one.
    pub quantity: i32,
    /// Price of a piece; `None` for the catalog's.
    pub price: Option<Decimal>,
}

/// A new order that cannot be wrong in form.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOrder {
    /// Primary key, made by the form.
    pub id: Uuid,
    /// Who.
    pub customer: CustomerIdentity,
    /// Where to.
    pub address: Address,
    /// Lines, at least one.
    pub lines: Vec<NewLine>,
    /// Delivery charge.
    pub shipping: Decimal,
    /// Off the whole order.
    pub discount: Decimal,
    /// What the buyer said.
    pub note: Option<String>,
    /// Where it came from.
    pub source: Source,
}

fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn amount(errors: &mut FieldErrors, field: &str, text: &str) -> Decimal {
    if text.trim().is_empty() {
        return Decimal::ZERO;
    }
    parse_amount(text).unwrap_or_else(|error| {
        errors.add(field, error.key());
        Decimal::ZERO
    })
}

/// Reads the form of a phone order.
///
/// # Errors
/// [`AppError::Invalid`] with every field that needs mending.
pub fn parse(form: &OrderForm) -> Result<NewOrder, AppError> {
    let mut errors = FieldErrors::default();
    let name = form.name.trim();
    if name.is_empty() {
        errors.add("name", "error-required");
    }
    let phone = normalise_phone(&form.phone);
    if form.phone.trim().is_empty() {
        errors.add("phone", "error-required");
    } else if phone.is_none() {
        errors.add("phone", "error-phone");
    }
    let email = optional(&form.email).map(|email| email.to_lowercase());
    if email.as_deref().is_some_and(|email| !email.contains('@') || email.contains(char::is_whitespace)) {
        errors.add("email", "error-email");
    }
    for (field, text) in [("line1", &form.line1), ("city", &form.city)] {
        if text.trim().is_empty() {
            errors.add(field, "error-required");
        }
    }
    for (field, text, longest) in [
        ("name", &form.name, 120),
        ("line1", &form.line1, 200),
        ("line2", &form.line2, 200),
        ("city", &form.city, 80),
        ("district", &form.district, 80),
        ("note", &form.note, 2000),
    ] {
        if text.chars().count() > longest {
            errors.add(field, "error-too-long");
        }
    }
    let shipping = amount(&mut errors, "shipping", &form.shipping);
    let discount = amount(&mut errors, "discount", &form.discount);
    let lines = parse_lines(form, &mut errors);
    let source = match Source::parse(&form.source) {
        Some(source @ (Source::Phone | Source::Whatsapp | Source::Messenger | Source::Admin)) => source,
        _ if form.source.is_empty() => Source::Phone,
        _ => {
            errors.add("source", "error-choice");
            Source::Phone
        }
    };
    let id = if form.order_id.is_empty() { Some(new_id()) } else { Uuid::parse_str(&form.order_id).ok() };
    let Some(id) = id else {
        return Err(AppError::NotFound);
    };
    errors.into_result()?;
    let address = Address {
        full_name: name.to_owned(),
        phone: phone.clone().unwrap_or_default(),
        email: email.clone(),
        line1: form.line1.trim().to_owned(),
        line2: optional(&form.line2),
        city: form.city.trim().to_owned(),
        district: form.district.trim().to_owned(),
        ..Address::default()
    };
    let customer = CustomerIdentity { name: name.to_owned(), phone, email, language: None };
    Ok(NewOrder { id, customer, address, lines, shipping, discount, note: optional(&form.note), source })
}

pub(super) fn parse_lines(form: &OrderForm, errors: &mut FieldErrors) -> Vec<NewLine> {
    let mut lines = Vec::new();
    for (row, line) in form.lines.iter().enumerate() {
        let sku = line.sku.trim();
        if sku.is_empty() {
            if !line.price.trim().is_empty() {
                errors.add(&format!("lines[{row}][sku]"), "error-required");
            }
            continue;
        }
        let quantity = if line.quantity.trim().is_empty() { Ok(1) } else { line.quantity.trim().parse::<i32>() };
        let quantity = match quantity {
            Ok(quantity) if (1..=MOST_PIECES).contains(&quantity) => quantity,
            _ => {
                errors.add(&format!("lines[{row}][quantity]"), "orders-error-quantity");
                1
            }
        };
        let price = if line.price.trim().is_empty() { None } else { Some(amount(errors, &format!("lines[{row}][price]"), &line.price)) };
        lines.push(NewLine { row, sku: sku.to_owned(), quantity, price });
    }
    if lines.is_empty() {
        errors.add("lines[0][sku]", "orders-error-no-lines");
    }
    if lines.len() > MOST_LINES {
        errors.add("lines[0][sku]", "orders-error-too-many-lines");
    }
    lines
}

/// Spreads a discount over lines in proportion to their value, to the cent; what rounding leaves goes to the last line.
fn spread(discount: Decimal, values: &[Decimal]) -> Vec<Decimal> {
    let sum: Decimal = values.iter().copied().sum();
    let mut left = discount;
    values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let share = if index + 1 == values.len() || sum.is_zero() { left } else { money::round(discount * *value / sum).min(left) };
            let share = share.min(*value);
            left -= share;
            share
        })
        .collect()
}

/// Makes an order that waits for confirmation. Sent twice (the same id), it is made once.
///
/// # Errors
/// Field errors for unknown products and a discount above the goods' value.
pub async fn create(scope: &Scope, new: NewOrder) -> Result<(Uuid, String)> {
    retrying(|| create_once(scope, new.clone())).await
}

async fn create_once(scope: &Scope, new: NewOrder) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let made = create_in(&mut work, new).await?;
    work.commit().await?;
    Ok(made)
}

/// As [`create`], in a transaction that goes on.
pub(super) async fn create_in(work: &mut Work, new: NewOrder) -> Result<(Uuid, String)> {
    let scope = &work.scope.clone();
    if let Some(number) = store::exists(work.conn(), new.id).await? {
        return Ok((new.id, number));
    }
    let skus: Vec<String> = new.lines.iter().map(|line| line.sku.clone()).collect();
    let variants = catalog::service::variants_typed(work, &skus).await?;
    let mut errors = FieldErrors::default();
    let day = work.now.with_timezone(&scope.organization.time_zone).date_naive();
    let rates = catalog::service::tax_rates_on(work, day).await?;
    let mut items = Vec::new();
    let mut classes = Vec::new();
    for line in &new.lines {
        let field = format!("lines[{}][sku]", line.row);
        match variants.get(&line.sku) {
            None => errors.add_with(&field, "orders-error-unknown-sku", vec![("sku".to_owned(), line.sku.clone())]),
            Some(variant) if !variant.is_sellable => {
                errors.add_with(&field, "orders-error-not-sellable", vec![("sku".to_owned(), line.sku.clone())])
            }
            Some(variant) => {
                let unit_price = line.price.unwrap_or(variant.price);
                classes.push(TaxClass::parse(&variant.tax_class));
                items.push(ImportedItem {
                    platform_product_id: None,
                    platform_variant_id: None,
                    variant_id: Some(variant.id),
                    name: variant.label(),
                    sku: Some(variant.sku.clone()),
                    quantity: line.quantity,
                    unit_price,
                    discount: Decimal::ZERO,
                    tax: Decimal::ZERO,
                    tax_included: Decimal::ZERO,
                    total: unit_price * Decimal::from(line.quantity),
                });
            }
        }
    }
    let subtotal: Decimal = items.iter().map(|item| item.total).sum();
    if new.discount > subtotal && errors.0.is_empty() {
        errors.add("discount", "orders-error-discount");
    }
    errors.into_result()?;
    let values: Vec<Decimal> = items.iter().map(|item| item.total).collect();
    for (item, share) in items.iter_mut().zip(spread(new.discount, &values)) {
        item.discount = share;
        item.total -= share;
    }
    let taxed: Vec<_> = items.iter().zip(classes).map(|(item, class)| (item.total, class.and_then(|class| rates.get(&class)))).collect();
    for (item, tax) in items.iter_mut().zip(line_taxes(&taxed)) {
        item.tax = tax.added;
        item.tax_included = tax.included;
        item.total += tax.added;
    }
    let tax: Decimal = items.iter().map(|item| item.tax).sum();
    let tax_included: Decimal = items.iter().map(|item| item.tax_included).sum();
    let customer_id = customers::service::find_or_create(work, &new.customer).await?;
    customers::service::remember_address(work, customer_id, &new.address).await?;
    let address = serde_json::to_value(&new.address).context("writing an address").map_err(Error::Other)?;
    let total = subtotal - new.discount + new.shipping + tax;
    let mut row = store::NewRow {
        id: new.id,
        order_number: String::new(),
        source: new.source.as_str(),
        status: OrderStatus::Pending,
        customer_id: Some(customer_id),
        subtotal,
        discount: new.discount,
        shipping: new.shipping,
        tax,
        tax_included,
        total,
        currency: scope.organization.currency.clone(),
        shipping_address: address,
        customer_note: new.note,
        ordered_at: work.now,
        created_by: scope.user_id(),
    };
    let mut free = false;
    for number in candidates(scope) {
        row.order_number = number;
        free = store::insert(work.conn(), &row).await?;
        if free {
            break;
        }
        // The other click of a double click was quicker; otherwise the number is taken.
        if let Some(number) = store::exists(work.conn(), new.id).await? {
            return Ok((new.id, number));
        }
    }
    if !free {
        return Err(no_number());
    }
    let number = row.order_number;
    let items: Vec<store::NewItem> =
        items.into_iter().map(|item| store::NewItem { id: new_id(), item, warehouse_id: None, fulfilled: 0, cancelled: 0 }).collect();
    store::insert_items(work.conn(), new.id, &items).await?;
    let entry = store::HistoryEntry {
        id: new_id(),
        order_id: new.id,
        field: "STATUS",
        old: None,
        new: OrderStatus::Pending.as_str(),
        reason: None,
        user_id: scope.user_id(),
        at: work.now,
    };
    store::insert_history(work.conn(), entry).await?;
    refresh_customer(work, Some(customer_id)).await?;
    if customers::service::is_blocked(work, customer_id).await? {
        let order = super::locked(work, new.id).await?;
        super::steps::change_hold_locked(work, &order, Some(&t("orders-hold-blocked"))).await?;
    }
    audit::service::record(
        work,
        "orders.created",
        "order",
        new.id,
        json!(null),
        json!({"number": number, "total": total, "lines": items.len()}),
    )
    .await?;
    outbox::emit(work, "orders.created", new.id, json!({"by": scope.user_id()})).await?;
    Ok((new.id, number))
}

/// What some lines cost before discount, tax and delivery; those that cannot be sold cost nothing.
pub(super) async fn total_of(work: &mut Work, lines: &[NewLine]) -> Result<Decimal> {
    let skus: Vec<String> = lines.iter().map(|line| line.sku.clone()).collect();
    let variants = catalog::service::variants_typed(work, &skus).await?;
    let price = |line: &NewLine| line.price.or_else(|| variants.get(&line.sku).map(|variant| variant.price)).unwrap_or_default();
    Ok(lines.iter().map(|line| price(line) * Decimal::from(line.quantity)).sum())
}

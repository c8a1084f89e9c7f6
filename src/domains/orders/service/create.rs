//! New orders and drafts.

use super::form::{self, NewLine, NewOrder};
use super::steps::finish;
use super::{candidates, check_step, locked, move_to, no_number, price, refresh_customer, risk};
use crate::domains::catalog::model::{TaxClass, TaxRate};
use crate::domains::customers::model::Address;
use crate::domains::orders::model::{EditableLine, ImportedItem, OrderMoney, OrderStatus, Source};
use crate::domains::orders::{ports, store};
use crate::domains::{audit, catalog, customers};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// The rates of the day of a moment, store time.
pub(super) async fn rates_at(work: &mut Work, at: DateTime<Utc>) -> Result<HashMap<TaxClass, TaxRate>> {
    let day = at.with_timezone(&work.scope.organization.time_zone).date_naive();
    catalog::service::tax_rates_on(work, day).await
}

/// The variants that were typed, as lines with their classes; messages for what is unknown or not for sale.
pub(super) async fn resolve(
    work: &mut Work,
    lines: &[NewLine],
    errors: &mut FieldErrors,
) -> Result<(Vec<EditableLine>, Vec<Option<TaxClass>>)> {
    let skus: Vec<String> = lines.iter().map(|line| line.sku.clone()).collect();
    let variants = catalog::service::variants_typed(work, &skus).await?;
    let (mut resolved, mut classes) = (Vec::new(), Vec::new());
    for line in lines {
        let at = |field: &str| format!("lines[{}][{field}]", line.row);
        let named = || vec![("sku".to_owned(), line.sku.clone())];
        let Some(variant) = variants.get(&line.sku) else {
            errors.add_with(&at("sku"), "orders-error-unknown-sku", named());
            continue;
        };
        if !variant.is_sellable {
            errors.add_with(&at("sku"), "orders-error-not-sellable", named());
            continue;
        }
        let unit_price = line.price.unwrap_or(variant.price);
        if line.discount > unit_price * Decimal::from(line.quantity) {
            errors.add(&at("discount"), "orders-error-line-discount");
            continue;
        }
        classes.push(TaxClass::parse(&variant.tax_class));
        resolved.push(EditableLine {
            id: new_id(),
            variant_id: Some(variant.id),
            name: variant.label(),
            sku: Some(variant.sku.clone()),
            quantity: line.quantity,
            unit_price,
            discount: line.discount,
            spread_discount: Decimal::ZERO,
            tax: Decimal::ZERO,
            tax_included: Decimal::ZERO,
            tax_mode: line.tax_mode,
            fulfilled: 0,
            cancelled: 0,
            warehouse_id: None,
        });
    }
    Ok((resolved, classes))
}

/// A line as it is inserted.
pub(super) fn new_item(line: EditableLine) -> store::NewItem {
    let total = line.total();
    store::NewItem {
        id: line.id,
        warehouse_id: line.warehouse_id,
        fulfilled: line.fulfilled,
        cancelled: line.cancelled,
        spread_discount: line.spread_discount,
        tax_mode: line.tax_mode,
        item: ImportedItem {
            platform_product_id: None,
            platform_variant_id: None,
            variant_id: line.variant_id,
            name: line.name,
            sku: line.sku,
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            tax: line.tax,
            tax_included: line.tax_included,
            total,
        },
    }
}

/// Makes an order that waits for confirmation, or a draft. Sent twice (the same id), it is made once.
///
/// # Errors
/// Field errors for unknown products, discounts above the goods' value and an advance above the total.
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
    if let Some(number) = store::exists(work.conn(), new.id).await? {
        return Ok((new.id, number));
    }
    let mut errors = FieldErrors::default();
    let (mut lines, classes) = resolve(work, &new.lines, &mut errors).await?;
    if errors.0.is_empty() && new.discount > price::most_discount(&lines) {
        errors.add("discount", "orders-error-discount");
    }
    errors.into_result()?;
    let now = work.now;
    let rates = rates_at(work, now).await?;
    price::price(&mut lines, &classes, new.discount, &rates);
    let sums = price::sums(&lines, new.shipping, Decimal::ZERO, Decimal::ZERO);
    if new.advance.as_ref().is_some_and(|advance| advance.amount > sums.total) {
        return Err(Error::field("advance[amount]", "orders-error-advance"));
    }
    // Of a draft without phone and e-mail nobody can be recognised later.
    let is_known = new.customer.phone.is_some() || new.customer.email.is_some();
    let customer_id = if new.is_draft && !is_known {
        None
    } else {
        let id = customers::service::find_or_create(work, &new.customer).await?;
        customers::service::remember_address(work, id, &new.address).await?;
        Some(id)
    };
    let advance = new.advance.clone();
    let header = Header {
        id: new.id,
        source: new.source.as_str(),
        status: if new.is_draft { OrderStatus::Draft } else { OrderStatus::Pending },
        customer_id,
        address: serde_json::to_value(&new.address).context("writing an address").map_err(Error::Other)?,
        note: new.note,
    };
    let number = insert(work, header, sums, lines).await?;
    if let (Some(advance), Some(payments)) = (advance, ports::payments()) {
        let order = locked(work, new.id).await?;
        payments.take_advance(work, &order, &advance).await?;
    }
    Ok((new.id, number))
}

/// All of a new order but its lines.
pub(super) struct Header {
    pub id: Uuid,
    pub source: &'static str,
    pub status: OrderStatus,
    pub customer_id: Option<Uuid>,
    pub address: serde_json::Value,
    pub note: Option<String>,
}

/// Writes a new order with its history, log and event; returns its number.
pub(super) async fn insert(work: &mut Work, header: Header, sums: store::Sums, lines: Vec<EditableLine>) -> Result<String> {
    let (id, status, customer_id, user_id) = (header.id, header.status, header.customer_id, work.scope.user_id());
    let total = sums.total;
    let mut row = store::NewRow {
        id,
        order_number: String::new(),
        source: header.source,
        status,
        customer_id,
        subtotal: sums.subtotal,
        discount: sums.discount,
        shipping: sums.shipping,
        tax: sums.tax,
        tax_included: sums.tax_included,
        total,
        currency: work.scope.organization.currency.clone(),
        shipping_address: header.address,
        customer_note: header.note,
        ordered_at: work.now,
        created_by: user_id,
    };
    let mut free = false;
    for number in candidates(&work.scope) {
        row.order_number = number;
        free = store::insert(work.conn(), &row).await?;
        if free {
            break;
        }
        // The other click of a double click was quicker; otherwise the number is taken.
        if let Some(number) = store::exists(work.conn(), id).await? {
            return Ok(number);
        }
    }
    if !free {
        return Err(no_number());
    }
    let number = row.order_number;
    let items: Vec<store::NewItem> = lines.into_iter().map(new_item).collect();
    store::insert_items(work.conn(), id, &items).await?;
    let at = work.now;
    let entry =
        store::HistoryEntry { id: new_id(), order_id: id, field: "STATUS", old: None, new: status.as_str(), reason: None, user_id, at };
    store::insert_history(work.conn(), entry).await?;
    refresh_customer(work, customer_id).await?;
    risk::mark(work, id, customer_id).await?;
    if let (OrderStatus::Pending, Some(customer_id)) = (status, customer_id) {
        hold_if_blocked(work, id, customer_id).await?;
    }
    let what = if status == OrderStatus::Draft { "orders.drafted" } else { "orders.created" };
    audit::service::record(work, what, "order", id, json!(null), json!({"number": number, "total": total, "lines": items.len()})).await?;
    outbox::emit(work, what, id, json!({"by": user_id})).await?;
    Ok(number)
}

/// An order of somebody who is blocked waits until a person has looked at it.
async fn hold_if_blocked(work: &mut Work, id: Uuid, customer_id: Uuid) -> Result<()> {
    if customers::service::is_blocked(work, customer_id).await? {
        let order = locked(work, id).await?;
        super::steps::change_hold_locked(work, &order, Some(&t("orders-hold-blocked"))).await?;
    }
    Ok(())
}

/// What some lines cost before discount, tax and delivery; those that cannot be sold cost nothing.
pub(super) async fn total_of(work: &mut Work, lines: &[NewLine]) -> Result<Decimal> {
    let skus: Vec<String> = lines.iter().map(|line| line.sku.clone()).collect();
    let variants = catalog::service::variants_typed(work, &skus).await?;
    let price = |line: &NewLine| line.price.or_else(|| variants.get(&line.sku).map(|variant| variant.price)).unwrap_or_default();
    Ok(lines.iter().map(|line| price(line) * Decimal::from(line.quantity)).sum())
}

/// Makes a draft of what an order has: the same buyer, address and goods at the same prices, taxed as of today.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn duplicate(scope: &Scope, order_id: Uuid) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, order_id).await?;
    let head = store::head(work.conn(), order_id).await?;
    let before = store::editable_lines(work.conn(), order_id).await?;
    let discount: Decimal = before.iter().map(|line| line.spread_discount).sum();
    let mut lines: Vec<EditableLine> = before
        .into_iter()
        .map(|line| EditableLine {
            id: new_id(),
            discount: line.own_discount(),
            spread_discount: Decimal::ZERO,
            tax: Decimal::ZERO,
            tax_included: Decimal::ZERO,
            fulfilled: 0,
            cancelled: 0,
            warehouse_id: None,
            ..line
        })
        .collect();
    let now = work.now;
    let (classes, rates) = (classes_of(&mut work, &lines).await?, rates_at(&mut work, now).await?);
    price::price(&mut lines, &classes, discount, &rates);
    let sums = price::sums(&lines, head.shipping, Decimal::ZERO, Decimal::ZERO);
    let source = Source::parse(&head.source).filter(|_| !head.is_from_platform).unwrap_or(Source::Admin);
    let header = Header {
        id: new_id(),
        source: source.as_str(),
        status: OrderStatus::Draft,
        customer_id: order.customer_id,
        address: head.shipping_address,
        note: head.customer_note,
    };
    let id = header.id;
    let number = insert(&mut work, header, sums, lines).await?;
    work.commit().await?;
    Ok((id, number))
}

/// The tax classes of lines, by their variants.
pub(super) async fn classes_of(work: &mut Work, lines: &[EditableLine]) -> Result<Vec<Option<TaxClass>>> {
    let ids: Vec<Uuid> = lines.iter().filter_map(|line| line.variant_id).collect();
    let variants = catalog::service::variants_by_id(work, &ids).await?;
    let of = |line: &EditableLine| line.variant_id.and_then(|id| variants.get(&id)).and_then(|variant| TaxClass::parse(&variant.tax_class));
    Ok(lines.iter().map(of).collect())
}

/// Makes an order of a draft that is locked: it waits for confirmation from now on.
///
/// # Errors
/// Field errors for what an order needs and the draft lacks; a conflict when it is no draft (any more).
pub(super) async fn place(work: &mut Work, order: &OrderMoney) -> Result<()> {
    check_step(order, OrderStatus::Pending)?;
    let head = store::head(work.conn(), order.id).await?;
    let address: Address = serde_json::from_value(head.shipping_address).context("reading an address").map_err(Error::Other)?;
    let mut errors = FieldErrors::default();
    for (field, text) in [("name", &address.full_name), ("phone", &address.phone), ("line1", &address.line1), ("city", &address.city)] {
        if text.is_empty() {
            errors.add(field, "error-required");
        }
    }
    if store::editable_lines(work.conn(), order.id).await?.is_empty() {
        errors.add("lines[0][sku]", "orders-error-no-lines");
    }
    errors.into_result()?;
    let customer_id = customers::service::find_or_create(work, &form::identity(&address)).await?;
    customers::service::remember_address(work, customer_id, &address).await?;
    let now = work.now;
    store::set_placed(work.conn(), order.id, customer_id, now).await?;
    move_to(work, order, order.status, OrderStatus::Pending, None).await?;
    refresh_customer(work, Some(customer_id)).await?;
    risk::mark(work, order.id, Some(customer_id)).await?;
    hold_if_blocked(work, order.id, customer_id).await?;
    finish(work, order, "orders.created", json!({"status": OrderStatus::Pending.as_str(), "number": order.order_number})).await
}

/// As [`place`], in a transaction of its own. Returns the order's number.
///
/// # Errors
/// As [`place`].
pub async fn place_draft(scope: &Scope, order_id: Uuid) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let order = locked(&mut work, order_id).await?;
        match place(&mut work, &order).await {
            // There are no fields on the page that asks; the form has them.
            Err(Error::App(AppError::Invalid(_))) => Err(Error::conflict("orders-error-draft-incomplete")),
            outcome => outcome,
        }?;
        work.commit().await?;
        Ok(order.order_number)
    })
    .await
}

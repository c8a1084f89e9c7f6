//! New orders, and drafts that are changed.

use super::{form, locked, today, wrong_step};
use crate::domains::purchasing::model::{PurchaseForm, PurchaseStatus};
use crate::domains::purchasing::store::{self, Header, NewItem};
use crate::domains::{audit, catalog, inventory, localization};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::error::OnConstraint;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Most lines of an order.
pub(super) const MOST_LINES: usize = 200;
/// The series of numbers.
const SERIES: &str = "purchase_order";
/// What the database says about choices that are not there.
const CHOICES: &[(&str, &str, &str)] = &[
    ("purchase_orders_organization_id_supplier_id_fkey", "supplier_id", "error-choice"),
    ("purchase_orders_organization_id_warehouse_id_fkey", "warehouse_id", "error-choice"),
];

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// Where it stood in the form, for messages.
    pub row: usize,
    /// SKU.
    pub sku: String,
    /// Pieces, at least one.
    pub quantity: i32,
    /// Price of a piece in the order's currency; `None` for what it cost last.
    pub price: Option<Decimal>,
}

/// An order that cannot be wrong in form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPurchase {
    /// Primary key, made by the form.
    pub id: Uuid,
    /// To whom.
    pub supplier_id: Uuid,
    /// Where the goods go; `None` for the default warehouse.
    pub warehouse_id: Option<Uuid>,
    /// ISO 4217 code; `None` for the supplier's.
    pub currency: Option<String>,
    /// Day on which it should come; `None` to count the supplier's days from today.
    pub expected_on: Option<NaiveDate>,
    /// Freight that is expected, in the organization's currency.
    pub freight: Decimal,
    /// Duty that is expected, in the organization's currency.
    pub duty: Decimal,
    /// For the supplier.
    pub notes: String,
    /// Lines, at least one, each SKU once.
    pub lines: Vec<NewLine>,
}

/// Reads the form of an order; an empty id makes a new one.
///
/// # Errors
/// [`AppError::NotFound`] for an id that is none, [`AppError::Invalid`] with every field that needs mending.
pub fn parse(id: &str, typed: &PurchaseForm) -> Result<NewPurchase, AppError> {
    let id = if id.is_empty() { new_id() } else { form::id(id)? };
    let mut errors = FieldErrors::default();
    let supplier_id = Uuid::parse_str(typed.supplier_id.trim()).ok();
    if supplier_id.is_none() {
        errors.add("supplier_id", if typed.supplier_id.trim().is_empty() { "error-required" } else { "error-choice" });
    }
    let warehouse_id = Uuid::parse_str(typed.warehouse_id.trim()).ok();
    if warehouse_id.is_none() && !typed.warehouse_id.trim().is_empty() {
        errors.add("warehouse_id", "error-choice");
    }
    let currency = localization::model::currency(&typed.currency);
    if currency.is_none() && !typed.currency.trim().is_empty() {
        errors.add("currency", "error-choice");
    }
    let new = NewPurchase {
        id,
        supplier_id: supplier_id.unwrap_or_default(),
        warehouse_id,
        currency,
        expected_on: form::day(&mut errors, "expected_on", &typed.expected_on),
        freight: form::amount(&mut errors, "freight", &typed.freight),
        duty: form::amount(&mut errors, "duty", &typed.duty),
        notes: form::text(&mut errors, "notes", &typed.notes, form::LONGEST_NOTE),
        lines: parse_lines(typed, &mut errors),
    };
    errors.into_result()?;
    Ok(new)
}

fn parse_lines(typed: &PurchaseForm, errors: &mut FieldErrors) -> Vec<NewLine> {
    let mut lines: Vec<NewLine> = Vec::new();
    for (row, line) in typed.lines.iter().enumerate() {
        let sku = line.sku.trim();
        if sku.is_empty() {
            if !line.price.trim().is_empty() {
                errors.add(&format!("lines[{row}][sku]"), "error-required");
            }
            continue;
        }
        if lines.iter().any(|known| known.sku == sku) {
            errors.add(&format!("lines[{row}][sku]"), "purchasing-error-twice");
            continue;
        }
        let field = format!("lines[{row}][quantity]");
        let quantity = form::whole(errors, &field, &line.quantity, 1, form::MOST_PIECES, "purchasing-error-quantity");
        let price = form::maybe_amount(errors, &format!("lines[{row}][price]"), &line.price);
        lines.push(NewLine { row, sku: sku.to_owned(), quantity: quantity.unwrap_or(1), price });
    }
    if lines.is_empty() {
        errors.add("lines[0][sku]", "purchasing-error-no-lines");
    } else if lines.len() > MOST_LINES {
        errors.add("lines[0][sku]", "purchasing-error-too-many-lines");
    }
    lines
}

/// Makes a draft. Sent twice (the same id), it is made once. Returns its number.
///
/// # Errors
/// Field errors for unknown choices and products, for prices that nobody knows, and for a currency without a rate.
pub async fn create(scope: &Scope, new: NewPurchase) -> Result<(Uuid, String)> {
    retrying(|| create_once(scope, new.clone())).await
}

async fn create_once(scope: &Scope, new: NewPurchase) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let number = write(&mut work, &new).await?;
    work.commit().await?;
    Ok((new.id, number))
}

/// Writes a draft, or nothing where it is written already. Returns its number.
pub(super) async fn write(work: &mut Work, new: &NewPurchase) -> Result<String> {
    if let Some(number) = store::exists(work.conn(), new.id).await? {
        return Ok(number);
    }
    let (header, items) = read(work, new).await?;
    let number = format!("PO-{:04}", store::next_number(work.conn(), new_id(), SERIES).await?);
    let (user_id, at) = (work.scope.user_id(), work.now);
    // The counter's row is locked now: the other click of a double click has ended before.
    if let Some(number) = store::exists(work.conn(), new.id).await? {
        return Ok(number);
    }
    store::insert(work.conn(), new.id, &number, &header, user_id, at).await.on_constraint(CHOICES)?;
    store::replace_items(work.conn(), new.id, &items, at).await?;
    let entry = store::HistoryEntry { id: new_id(), order_id: new.id, old: None, new: PurchaseStatus::Draft, reason: None, user_id, at };
    store::insert_history(work.conn(), entry).await?;
    let logged = json!({"number": number, "total": header.total, "currency": header.currency, "lines": items.len()});
    audit::service::record(work, "purchasing.created", "purchase_order", new.id, json!(null), logged).await?;
    outbox::emit(work, "purchasing.created", new.id, json!({})).await?;
    Ok(number)
}

/// Changes a draft; its lines are written anew. `version` is that of the draft that the form was made from. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`]; conflicts for an order that was sent, and for a draft that somebody else has changed meanwhile; field errors
/// as for [`create`].
pub async fn update(scope: &Scope, id: Uuid, version: &str, typed: &PurchaseForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = locked(&mut work, id).await?;
    if order.status != PurchaseStatus::Draft {
        return Err(wrong_step(&order));
    }
    if version.trim() != order.version.to_string() {
        return Err(Error::conflict("error-changed-meanwhile"));
    }
    let new = parse(&id.to_string(), typed)?;
    let (header, items) = read(&mut work, &new).await?;
    let (user_id, at) = (scope.user_id(), work.now);
    store::update(work.conn(), new.id, &header, user_id).await.on_constraint(CHOICES)?;
    store::replace_items(work.conn(), new.id, &items, at).await?;
    let logged = json!({"total": header.total, "currency": header.currency, "lines": items.len()});
    audit::service::record(&mut work, "purchasing.changed", "purchase_order", new.id, json!(null), logged).await?;
    outbox::emit(&mut work, "purchasing.changed", new.id, json!({})).await?;
    work.commit().await?;
    Ok(order.number)
}

/// What an order writes: products by their SKU, prices where none were typed, the rate of the day.
async fn read(work: &mut Work, new: &NewPurchase) -> Result<(Header, Vec<NewItem>)> {
    let organization = work.scope.organization.clone();
    let day = today(&work.scope);
    let supplier =
        store::supplier(work.conn(), new.supplier_id, false).await?.ok_or_else(|| Error::field("supplier_id", "error-choice"))?;
    let warehouse_id = match new.warehouse_id {
        Some(id) => id,
        None => inventory::service::default_warehouse(work).await?,
    };
    let currency = new.currency.clone().unwrap_or_else(|| supplier.currency.clone());
    let exchange_rate = rate(work, &currency, &organization.currency, day, "currency").await?;
    let skus: Vec<String> = new.lines.iter().map(|line| line.sku.clone()).collect();
    let variants = catalog::service::variants_by_sku(work, &skus).await?;
    let ids: Vec<Uuid> = variants.values().map(|variant| variant.id).collect();
    let last: HashMap<Uuid, Decimal> = store::last_costs(work.conn(), new.supplier_id, &currency, &ids).await?.into_iter().collect();
    let known: HashMap<Uuid, Decimal> = if currency == organization.currency {
        let costs = catalog::service::costs(work, &ids).await?;
        costs.into_iter().filter(|cost| cost.currency == currency).filter_map(|cost| Some((cost.variant_id, cost.cost?))).collect()
    } else {
        HashMap::new()
    };
    let mut errors = FieldErrors::default();
    let mut seen = HashSet::new();
    let mut items = Vec::new();
    for line in &new.lines {
        let Some(variant) = variants.get(&line.sku) else {
            let args = vec![("sku".to_owned(), line.sku.clone())];
            errors.add_with(&format!("lines[{}][sku]", line.row), "purchasing-error-unknown-sku", args);
            continue;
        };
        if !seen.insert(variant.id) {
            errors.add(&format!("lines[{}][sku]", line.row), "purchasing-error-twice");
            continue;
        }
        let Some(unit_cost) = line.price.or_else(|| last.get(&variant.id).copied()).or_else(|| known.get(&variant.id).copied()) else {
            errors.add(&format!("lines[{}][price]", line.row), "purchasing-error-no-price");
            continue;
        };
        items.push(NewItem {
            id: new_id(),
            variant_id: variant.id,
            name: variant.label(),
            sku: variant.sku.clone(),
            quantity: line.quantity,
            unit_cost,
        });
    }
    errors.into_result()?;
    let total: Decimal = items.iter().map(|item| item.unit_cost * Decimal::from(item.quantity)).sum();
    if total >= Decimal::from(1_000_000_000_000_i64) {
        return Err(Error::field("lines[0][price]", "error-amount-too-large"));
    }
    let expected_on = new.expected_on.or_else(|| {
        let days = u64::try_from(supplier.lead_days?).ok()?;
        day.checked_add_days(chrono::Days::new(days))
    });
    let header = Header {
        supplier_id: new.supplier_id,
        warehouse_id,
        currency,
        exchange_rate,
        total,
        freight: new.freight,
        duty: new.duty,
        expected_on,
        notes: new.notes.clone(),
    };
    Ok((header, items))
}

/// What one unit of a currency is in another on a day, rounded to the eight places of its column; where no rate is known, the field
/// says so.
pub(super) async fn rate(work: &mut Work, from: &str, to: &str, day: NaiveDate, field: &str) -> Result<Decimal> {
    match localization::service::rate_on(work, from, to, day).await {
        Ok(rate) => Ok(rate.rate.round_dp(8)),
        Err(Error::App(AppError::Conflict { key, args })) => {
            let mut errors = FieldErrors::default();
            errors.add_with(field, &key, args);
            errors.into_result()?;
            Ok(Decimal::ONE)
        }
        Err(error) => Err(error),
    }
}

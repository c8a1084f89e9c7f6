//! What is to be ordered, by supplier, and the orders that are made of it in one step.

use super::create::{MOST_LINES, write};
use super::{NewLine, NewPurchase, form};
use crate::domains::inventory;
use crate::domains::inventory::model::{ReorderFilter, ReorderRow};
use crate::domains::inventory::ports::{Ordered, Purchases};
use crate::domains::purchasing::model::{SuggestedForm, SuggestedLine, Suggestions};
use crate::domains::purchasing::store;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language};
use async_trait::async_trait;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// What suppliers were asked for, for the domain of stock.
pub struct OnOrder;

/// Registered where the program puts the domains together.
pub static PURCHASES: OnOrder = OnOrder;

#[async_trait]
impl Purchases for OnOrder {
    async fn on_order(&self, work: &mut Work, variants: &[Uuid]) -> Result<Vec<Ordered>> {
        let rows = store::on_order(work.conn(), variants).await?;
        Ok(rows.into_iter().map(|(variant_id, warehouse_id, quantity)| Ordered { variant_id, warehouse_id, quantity }).collect())
    }
}

/// A page of what is to be ordered, by supplier. A level of which enough was ordered already is shown with nothing to order.
///
/// # Errors
/// When the database refuses.
pub async fn suggestions(scope: &Scope, filter: &ReorderFilter, language: Language, page: PageRequest) -> Result<Suggestions> {
    let mut work = scope.begin().await?;
    let needs = inventory::service::needs(&mut work, filter, language, page).await?;
    let ids: Vec<Uuid> = needs.rows.iter().map(|row| row.variant_id).collect();
    let known: HashMap<Uuid, store::Supplied> =
        store::suppliers_of(work.conn(), &ids).await?.into_iter().map(|supplied| (supplied.variant_id, supplied)).collect();
    let mut lines: Vec<SuggestedLine> = needs
        .rows
        .into_iter()
        .map(|row: ReorderRow| {
            // One variant may be low in two warehouses.
            let supplied = known.get(&row.variant_id);
            SuggestedLine {
                supplier_id: supplied.map(|supplied| supplied.supplier_id),
                supplier: supplied.map(|supplied| supplied.supplier.clone()).unwrap_or_default(),
                currency: supplied.map(|supplied| supplied.currency.clone()).unwrap_or_default(),
                unit_cost: supplied.and_then(|supplied| supplied.unit_cost),
                need: row,
            }
        })
        .collect();
    lines.sort_by(|one, other| {
        let key =
            |line: &SuggestedLine| (line.supplier_id.is_none(), line.supplier.to_lowercase(), line.supplier_id, line.need.name.clone());
        key(one).cmp(&key(other))
    });
    let suppliers = store::supplier_choices(work.conn(), None).await?;
    Ok(Suggestions { lines, suppliers, previous: needs.previous, next: needs.next })
}

/// Makes a draft for each supplier and warehouse of the lines that are ticked. Sent twice (the same batch), they are made once.
/// Returns the orders' ids and numbers.
///
/// # Errors
/// Field errors: nothing ticked, a supplier or quantity that is missing, a price that nobody knows.
pub async fn order_suggested(scope: &Scope, typed: &SuggestedForm) -> Result<Vec<(Uuid, String)>> {
    retrying(|| order_once(scope, typed)).await
}

async fn order_once(scope: &Scope, typed: &SuggestedForm) -> Result<Vec<(Uuid, String)>> {
    let batch = form::id(&typed.batch)?;
    let mut work = scope.begin().await?;
    let orders = parse(&mut work, batch, typed).await?;
    let mut errors = FieldErrors::default();
    let mut made = Vec::new();
    for order in &orders {
        match write(&mut work, order).await {
            Ok(number) => made.push((order.id, number)),
            // All that is wrong is said at once; nothing was written of an order that is.
            Err(Error::App(AppError::Invalid(wrong))) => errors.0.extend(wrong.0),
            Err(error) => return Err(error),
        }
    }
    errors.into_result()?;
    work.commit().await?;
    Ok(made)
}

/// The orders that the ticked lines make: one for each supplier and warehouse, in the order of the form.
async fn parse(work: &mut Work, batch: Uuid, typed: &SuggestedForm) -> Result<Vec<NewPurchase>> {
    let mut errors = FieldErrors::default();
    let taken: Vec<_> = typed.lines.iter().enumerate().filter(|(_, line)| !line.take.trim().is_empty()).collect();
    if taken.is_empty() {
        errors.add("lines[0][take]", "purchasing-error-nothing-ticked");
    }
    let variants: Vec<Uuid> = taken.iter().filter_map(|(_, line)| Uuid::parse_str(line.variant_id.trim()).ok()).collect();
    let skus: HashMap<Uuid, String> = store::skus(work.conn(), &variants).await?.into_iter().collect();
    let mut orders: Vec<NewPurchase> = Vec::new();
    for (row, line) in taken {
        let variant = Uuid::parse_str(line.variant_id.trim()).ok().and_then(|id| skus.get(&id)).ok_or(AppError::NotFound)?;
        let warehouse = form::id(&line.warehouse_id)?;
        let supplier = Uuid::parse_str(line.supplier_id.trim()).ok();
        if supplier.is_none() {
            errors.add(&format!("lines[{row}][supplier_id]"), "purchasing-error-no-supplier");
        }
        let field = format!("lines[{row}][quantity]");
        let quantity = form::whole(&mut errors, &field, &line.quantity, 1, form::MOST_PIECES, "purchasing-error-quantity");
        let price = form::maybe_amount(&mut errors, &format!("lines[{row}][price]"), &line.price);
        if line.quantity.trim().is_empty() {
            errors.add(&field, "error-required");
        }
        let (Some(supplier), Some(quantity)) = (supplier, quantity) else { continue };
        let new = NewLine { row, sku: variant.clone(), quantity, price };
        let place = orders.iter_mut().find(|order| order.supplier_id == supplier && order.warehouse_id == Some(warehouse));
        match place {
            Some(order) if order.lines.len() < MOST_LINES => order.lines.push(new),
            Some(_) => errors.add(&format!("lines[{row}][take]"), "purchasing-error-too-many-lines"),
            None => orders.push(NewPurchase {
                id: order_id(batch, supplier, warehouse),
                supplier_id: supplier,
                warehouse_id: Some(warehouse),
                currency: None,
                expected_on: None,
                freight: Decimal::ZERO,
                duty: Decimal::ZERO,
                notes: String::new(),
                lines: vec![new],
            }),
        }
    }
    errors.into_result()?;
    Ok(orders)
}

/// The id of the order that a batch makes for a supplier and a warehouse: the same for the second click.
fn order_id(batch: Uuid, supplier: Uuid, warehouse: Uuid) -> Uuid {
    let digest = Sha256::new().chain_update(batch).chain_update(supplier).chain_update(warehouse).finalize();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, hashed)| *byte = hashed);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

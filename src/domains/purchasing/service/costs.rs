//! What goods really cost: freight, duty and the like, spread over what came, and the average cost of the variants.

use super::{form, locked};
use crate::domains::catalog::model::VariantCost;
use crate::domains::purchasing::model::{CostKind, average_cost, cost_with_later, spread};
use crate::domains::purchasing::store::{self, NewCost, ReceiptItem};
use crate::domains::{audit, catalog, localization};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Pieces of a variant that came in, and what they have cost altogether in the organization's currency.
pub(super) struct Came {
    pub variant_id: Uuid,
    pub pieces: i64,
    pub value: Decimal,
}

/// Spreads a cost over the lines of its receipt by their value, and writes the shares: (line, share).
pub(super) async fn spread_cost(work: &mut Work, cost_id: Uuid, amount: Decimal, lines: &[ReceiptItem]) -> Result<Vec<(Uuid, Decimal)>> {
    let mut values: Vec<Decimal> = lines.iter().map(|line| line.goods_value).collect();
    // Goods for nothing share by their pieces.
    if values.iter().all(Decimal::is_zero) {
        values = lines.iter().map(|line| Decimal::from(line.quantity)).collect();
    }
    let shares: Vec<(Uuid, Decimal)> = lines.iter().map(|line| line.id).zip(spread(amount, &values)).collect();
    let rows: Vec<(Uuid, Uuid, Decimal)> = shares.iter().map(|(item, share)| (new_id(), *item, *share)).collect();
    let at = work.now;
    store::insert_shares(work.conn(), cost_id, &rows, at).await?;
    Ok(shares)
}

/// An amount of the organization's currency in that of a product.
async fn in_currency(work: &mut Work, amount: Decimal, currency: &str) -> Result<Decimal> {
    let own = work.scope.organization.currency.clone();
    if own == currency {
        return Ok(amount);
    }
    let day = super::today(&work.scope);
    let rate = localization::service::rate_on(work, &own, currency, day).await?;
    amount.checked_mul(rate.rate).ok_or_else(|| Error::conflict("error-amount-too-large"))
}

async fn on_hand(work: &mut Work, variant_ids: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    Ok(store::on_hand(work.conn(), variant_ids).await?.into_iter().collect())
}

/// Brings the cost of variants to the moving weighted average, after what came is on the shelf already.
pub(super) async fn value_stock(work: &mut Work, came: &[Came]) -> Result<()> {
    let mut sums: BTreeMap<Uuid, (i64, Decimal)> = BTreeMap::new();
    for part in came {
        let sum = sums.entry(part.variant_id).or_default();
        sum.0 += part.pieces;
        sum.1 += part.value;
    }
    let ids: Vec<Uuid> = sums.keys().copied().collect();
    let costs: Vec<VariantCost> = catalog::service::lock_costs(work, &ids).await?;
    let shelves = on_hand(work, &ids).await?;
    for variant in &costs {
        let Some((pieces, value)) = sums.get(&variant.variant_id).copied() else { continue };
        let value = in_currency(work, value, &variant.currency).await?;
        let before = shelves.get(&variant.variant_id).copied().unwrap_or_default() - pieces;
        let cost = average_cost(before, variant.cost, pieces, value);
        catalog::service::set_cost(work, variant, cost).await?;
    }
    Ok(())
}

/// Writes down a cost that became known after the receipt, such as the carrier's invoice: it is spread over the receipt's lines, and
/// what is still on the shelf carries its part. Sent twice (the same id), it is written once. Returns the order.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn add_cost(scope: &Scope, receipt_id: Uuid, cost_id: &str, kind: &str, amount: &str, note: &str) -> Result<Uuid> {
    let id = if cost_id.is_empty() { new_id() } else { form::id(cost_id)? };
    let mut work = scope.begin().await?;
    let order_id = store::order_of_receipt(work.conn(), receipt_id).await?.ok_or(AppError::NotFound)?;
    locked(&mut work, order_id).await?;
    let mut errors = FieldErrors::default();
    let kind = CostKind::parse(kind);
    if kind.is_none() {
        errors.add("kind", "error-choice");
    }
    let amount = form::maybe_amount(&mut errors, "amount", amount).filter(|amount| !amount.is_zero());
    if amount.is_none() && errors.0.iter().all(|error| error.field != "amount") {
        errors.add("amount", "error-required");
    }
    let note = form::text(&mut errors, "note", note, form::LONGEST_NOTE);
    errors.into_result()?;
    let (kind, amount) = (kind.unwrap_or(CostKind::Other), amount.unwrap_or_default());
    let (user_id, at) = (scope.user_id(), work.now);
    if !store::insert_cost(work.conn(), &NewCost { id, receipt_id, kind, amount, note: &note, user_id, at }).await? {
        return Ok(order_id);
    }
    let lines = store::receipt_items(work.conn(), receipt_id).await?;
    let shares: HashMap<Uuid, Decimal> = spread_cost(&mut work, id, amount, &lines).await?.into_iter().collect();
    let mut sums: BTreeMap<Uuid, (i64, Decimal)> = BTreeMap::new();
    for line in &lines {
        let sum = sums.entry(line.variant_id).or_default();
        sum.0 += i64::from(line.quantity);
        sum.1 += shares.get(&line.id).copied().unwrap_or_default();
    }
    let ids: Vec<Uuid> = sums.keys().copied().collect();
    let costs = catalog::service::lock_costs(&mut work, &ids).await?;
    let shelves = on_hand(&mut work, &ids).await?;
    for variant in &costs {
        let (Some((came, added)), Some(cost)) = (sums.get(&variant.variant_id).copied(), variant.cost) else { continue };
        let added = in_currency(&mut work, added, &variant.currency).await?;
        let shelf = shelves.get(&variant.variant_id).copied().unwrap_or_default();
        catalog::service::set_cost(&mut work, variant, cost_with_later(shelf, cost, came, added)).await?;
    }
    store::settle_items(work.conn(), order_id).await?;
    let logged = json!({"receipt": receipt_id, "kind": kind.code(), "amount": amount, "note": note});
    audit::service::record(&mut work, "purchasing.cost_added", "purchase_order", order_id, json!(null), logged).await?;
    outbox::emit(&mut work, "purchasing.changed", order_id, json!({"by": user_id})).await?;
    work.commit().await?;
    Ok(order_id)
}

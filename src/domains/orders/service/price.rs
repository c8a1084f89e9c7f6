//! What lines come to: discounts spread over them, their tax, the sums of the order.

use super::line_taxes;
use crate::domains::catalog::model::{TaxClass, TaxRate};
use crate::domains::orders::model::{EditableLine, TaxMode};
use crate::domains::orders::store::Sums;
use crate::shared::money;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Spreads a discount over lines in proportion to their value, to the cent. What rounding leaves goes to the last lines that have room
/// for it, so that the shares add up to the discount whenever the values suffice.
#[must_use]
pub fn spread(discount: Decimal, values: &[Decimal]) -> Vec<Decimal> {
    let sum: Decimal = values.iter().copied().sum();
    if sum.is_zero() || discount.is_zero() {
        return vec![Decimal::ZERO; values.len()];
    }
    let mut shares: Vec<Decimal> = values.iter().map(|value| money::round(discount * *value / sum).min(*value)).collect();
    let mut left = discount - shares.iter().copied().sum::<Decimal>();
    for (share, value) in shares.iter_mut().zip(values).rev() {
        let part = left.clamp(-*share, *value - *share);
        *share += part;
        left -= part;
    }
    shares
}

/// A rate as a line means it.
fn as_meant(rate: &TaxRate, mode: Option<TaxMode>) -> TaxRate {
    TaxRate { inclusive: mode.map_or(rate.inclusive, |mode| mode == TaxMode::Included), ..rate.clone() }
}

/// Gives lines their shares of the order's discount and their tax, by the rates of their classes. A line that is gone keeps what it had.
pub(super) fn price(lines: &mut [EditableLine], classes: &[Option<TaxClass>], discount: Decimal, rates: &HashMap<TaxClass, TaxRate>) {
    share(lines, discount);
    let meant: Vec<Option<TaxRate>> = lines
        .iter()
        .zip(classes)
        .map(|(line, class)| {
            class.and_then(|class| rates.get(&class)).map(|rate| as_meant(rate, line.tax_mode)).filter(|_| !line.is_gone())
        })
        .collect();
    let taxed: Vec<_> = lines
        .iter()
        .zip(&meant)
        .map(|(line, rate)| (line.unit_price * Decimal::from(line.quantity) - line.discount, rate.as_ref()))
        .collect();
    let taxes = line_taxes(&taxed);
    for (line, tax) in lines.iter_mut().zip(taxes) {
        if !line.is_gone() {
            line.tax = tax.added;
            line.tax_included = tax.included;
        }
    }
}

/// The same for an order of a platform, which taxed its lines itself: a line's tax stays the same part of its value.
pub(super) fn price_proportionally(lines: &mut [EditableLine], before: &[EditableLine], discount: Decimal) {
    share(lines, discount);
    for line in lines.iter_mut().filter(|line| !line.is_gone()) {
        let Some(old) = before.iter().find(|old| old.id == line.id) else { continue };
        let value = |line: &EditableLine| line.unit_price * Decimal::from(line.quantity) - line.discount;
        let (was, is) = (value(old), value(line));
        let part = |tax: Decimal| if was.is_zero() { Decimal::ZERO } else { money::round(tax * is / was) };
        (line.tax, line.tax_included) = (part(old.tax), part(old.tax_included));
    }
}

fn share(lines: &mut [EditableLine], discount: Decimal) {
    let own: Vec<Decimal> = lines.iter().map(EditableLine::own_discount).collect();
    let values: Vec<Decimal> = lines
        .iter()
        .zip(&own)
        .map(|(line, own)| if line.is_gone() { Decimal::ZERO } else { line.unit_price * Decimal::from(line.quantity) - *own })
        .collect();
    for ((line, share), own) in lines.iter_mut().zip(spread(discount, &values)).zip(own) {
        if !line.is_gone() {
            line.spread_discount = share;
            line.discount = own + share;
        }
    }
}

/// What can be taken off the whole order.
pub(super) fn most_discount(lines: &[EditableLine]) -> Decimal {
    lines.iter().filter(|line| !line.is_gone()).map(|line| line.unit_price * Decimal::from(line.quantity) - line.own_discount()).sum()
}

/// What the cancelled pieces of lines would have cost.
pub(super) fn cancelled_value(lines: &[EditableLine]) -> Decimal {
    lines
        .iter()
        .filter(|line| line.cancelled > 0)
        .map(|line| money::round(line.total() * Decimal::from(line.cancelled) / Decimal::from(line.quantity)))
        .sum()
}

/// The sums of an order from its lines.
pub(super) fn sums(lines: &[EditableLine], shipping: Decimal, shipping_tax: Decimal, adjustment: Decimal) -> Sums {
    let subtotal: Decimal = lines.iter().map(|line| line.unit_price * Decimal::from(line.quantity)).sum();
    let discount: Decimal = lines.iter().map(|line| line.discount).sum();
    let tax: Decimal = lines.iter().map(|line| line.tax).sum::<Decimal>() + shipping_tax;
    let total = subtotal - discount + shipping + tax + adjustment;
    Sums {
        subtotal,
        discount,
        shipping,
        tax,
        tax_included: lines.iter().map(|line| line.tax_included).sum(),
        total,
        cancelled_total: cancelled_value(lines).min(total),
    }
}

//! What of an order stands on its invoice. Amounts are rounded to cents, half away from zero, line by line; what rounding leaves is
//! a line of its own, so that the lines always add up to what the buyer pays.

use crate::domains::catalog::model::{TaxClass, TaxRate};
use crate::domains::documents::model::InvoiceLine;
use crate::domains::documents::store::Sold;
use crate::shared::money::round;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Names of the lines that are no goods.
pub(super) struct Names {
    pub(super) shipping: String,
    pub(super) adjustment: String,
}

/// A part of an amount: so many of so many pieces.
fn part(amount: Decimal, of: i32, all: i32) -> Decimal {
    if of == all { amount } else { round(amount * Decimal::from(of) / Decimal::from(all.max(1))) }
}

/// The percentage of a line's tax: that of its class on the day where the amounts agree with it, else what they come to.
fn rate(total: Decimal, tax: Decimal, class: Option<Decimal>) -> Decimal {
    if tax.is_zero() {
        return Decimal::ZERO;
    }
    let few_cents = Decimal::new(5, 2);
    if let Some(rate) = class.filter(|rate| !rate.is_zero()) {
        let expected = round(total * rate / (Decimal::ONE_HUNDRED + rate));
        if (expected - tax).abs() <= few_cents {
            return rate.normalize();
        }
    }
    let net = total - tax;
    if net.is_zero() { Decimal::ZERO } else { (tax * Decimal::ONE_HUNDRED / net).round_dp(1).normalize() }
}

/// The lines of an order that was sold, by the rates of its day.
pub(super) fn lines(sold: &Sold, rates: &HashMap<TaxClass, TaxRate>, names: Names) -> Vec<InvoiceLine> {
    let of_class = |class: TaxClass| rates.get(&class).map(|rate| rate.rate);
    let mut lines: Vec<InvoiceLine> = Vec::new();
    for line in sold.lines.iter().filter(|line| line.quantity > line.cancelled) {
        let left = line.quantity - line.cancelled;
        let total = part(line.total, left, line.quantity);
        let tax = part(line.tax + line.tax_included, left, line.quantity);
        lines.push(InvoiceLine {
            item_id: Some(line.id),
            name: line.name.clone(),
            sku: line.sku.clone(),
            quantity: Some(left),
            unit_price: line.unit_price,
            discount: part(line.discount, left, line.quantity),
            rate: rate(total, tax, line.class.and_then(of_class)),
            tax,
            total,
        });
    }
    let contained = sold.tax_included - sold.lines.iter().map(|line| line.tax_included).sum::<Decimal>();
    let (total, tax) = (sold.shipping + sold.shipping_tax, sold.shipping_tax + contained.max(Decimal::ZERO));
    if !total.is_zero() {
        let rate = rate(total, tax, of_class(TaxClass::Standard));
        lines.push(InvoiceLine { name: names.shipping, unit_price: sold.shipping, rate, tax, total, ..InvoiceLine::default() });
    }
    let rest = sold.total - lines.iter().map(|line| line.total).sum::<Decimal>();
    if !rest.is_zero() {
        lines.push(InvoiceLine { name: names.adjustment, unit_price: rest, total: rest, ..InvoiceLine::default() });
    }
    lines
}

//! Tax on the lines of an order.

use crate::domains::catalog::model::TaxRate;
use crate::shared::money;
use rust_decimal::Decimal;

/// The tax of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineTax {
    /// Added to the price.
    pub added: Decimal,
    /// Contained in the price.
    pub included: Decimal,
}

/// Whether lines of these rates are rounded together. The same rate is meant in two ways where a line's price contains its tax though
/// others' do not.
fn is_same(one: &TaxRate, other: &TaxRate) -> bool {
    one.id == other.id && one.inclusive == other.inclusive
}

/// The tax on lines: what each costs after its discount, and the rate of its class. Lines are rounded to cents, half away
/// from zero; the lines of a rate add up to the rounded tax on their sum, and what rounding leaves goes to the last of them.
#[must_use]
pub fn line_taxes(lines: &[(Decimal, Option<&TaxRate>)]) -> Vec<LineTax> {
    let mut taxes = vec![LineTax::default(); lines.len()];
    let mut rates: Vec<&TaxRate> = Vec::new();
    for rate in lines.iter().filter_map(|(_, rate)| *rate).filter(|rate| !rate.rate.is_zero()) {
        if rates.iter().all(|known| !is_same(known, rate)) {
            rates.push(rate);
        }
    }
    for rate in rates {
        let of_rate: Vec<usize> =
            (0..lines.len()).filter(|at| lines.get(*at).and_then(|(_, other)| *other).is_some_and(|other| is_same(other, rate))).collect();
        let value = |at: &usize| lines.get(*at).map_or(Decimal::ZERO, |(value, _)| *value);
        let divisor = if rate.inclusive { Decimal::ONE_HUNDRED + rate.rate } else { Decimal::ONE_HUNDRED };
        let tax = |value: Decimal| money::round(value * rate.rate / divisor);
        let mut amounts: Vec<Decimal> = of_rate.iter().map(|at| tax(value(at))).collect();
        let mut left = tax(of_rate.iter().map(value).sum()) - amounts.iter().copied().sum::<Decimal>();
        for amount in amounts.iter_mut().rev() {
            // A line of a few cents cannot give back more than it has; the one before it gives the rest.
            let share = left.max(-*amount);
            *amount += share;
            left -= share;
        }
        for (at, amount) in of_rate.into_iter().zip(amounts) {
            if let Some(line) = taxes.get_mut(at) {
                if rate.inclusive {
                    line.included = amount;
                } else {
                    line.added = amount;
                }
            }
        }
    }
    taxes
}

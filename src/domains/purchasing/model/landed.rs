//! The arithmetic of what goods really cost.

use crate::shared::money;
use rust_decimal::Decimal;

/// Spreads an amount over values in proportion to them, to the cent, by the method of largest remainders: each part is rounded
/// down, and the cents that are left go one by one to the parts that lost most, the earlier first. The parts add up to the
/// amount, and no part is more than a cent away from its exact share. Values that are all zero take equal parts.
#[must_use]
pub fn spread(amount: Decimal, values: &[Decimal]) -> Vec<Decimal> {
    if values.is_empty() {
        return Vec::new();
    }
    let sum: Decimal = values.iter().copied().sum();
    let count = Decimal::from(values.len());
    let exact = |value: &Decimal| if sum.is_zero() { amount / count } else { amount * *value / sum };
    let cent = Decimal::new(1, 2);
    let mut parts: Vec<(Decimal, Decimal)> = values
        .iter()
        .map(|value| {
            let exact = exact(value);
            let mut part = exact.trunc_with_scale(2);
            part.rescale(2);
            (part, exact - part)
        })
        .collect();
    let mut left = amount - parts.iter().map(|(part, _)| *part).sum::<Decimal>();
    let mut places: Vec<usize> = (0..parts.len()).collect();
    places.sort_by(|one, other| parts[*other].1.cmp(&parts[*one].1).then(one.cmp(other)));
    for place in places.into_iter().cycle() {
        if left < cent {
            break;
        }
        parts[place].0 += cent;
        left -= cent;
    }
    parts.into_iter().map(|(part, _)| part).collect()
}

/// The moving weighted average cost of a piece after `pieces` came in for `value`, when `before` pieces were there at `cost` each.
/// Pieces whose cost was never known count as if they had cost what these do.
#[must_use]
pub fn average_cost(before: i64, cost: Option<Decimal>, pieces: i64, value: Decimal) -> Decimal {
    let (before, pieces) = (Decimal::from(before.max(0)), Decimal::from(pieces));
    if pieces.is_zero() {
        return cost.unwrap_or_default();
    }
    match cost {
        Some(cost) if !before.is_zero() => money::round((before * cost + value) / (before + pieces)),
        _ => money::round(value / pieces),
    }
}

/// The average cost of a piece after something was added to what pieces have cost that came in earlier: `added` for `came` pieces,
/// of which at most those on hand can still carry it. The rest was sold for less than it had cost, and is nobody's cost any more.
#[must_use]
pub fn cost_with_later(on_hand: i64, cost: Decimal, came: i64, added: Decimal) -> Decimal {
    if on_hand <= 0 || came <= 0 {
        return cost;
    }
    let (on_hand, came) = (Decimal::from(on_hand), Decimal::from(came));
    let still_here = came.min(on_hand);
    money::round(cost + added * still_here / came / on_hand)
}

/// Most pieces that may have come in of a line: what was ordered and the percentage above it, rounded down.
#[must_use]
pub fn most_pieces(ordered: i32, percent: Decimal) -> i32 {
    use rust_decimal::prelude::ToPrimitive;
    let most = Decimal::from(ordered) * (Decimal::ONE_HUNDRED + percent) / Decimal::ONE_HUNDRED;
    most.floor().to_i32().unwrap_or(ordered)
}

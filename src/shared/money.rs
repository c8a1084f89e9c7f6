//! Amounts of money: decimals with two places, never floats.

use rust_decimal::{Decimal, RoundingStrategy};
use std::str::FromStr;

/// Largest amount that a `numeric(14,2)` column holds.
const LARGEST: i64 = 999_999_999_999;

/// Why a typed amount was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Not a number, or in a notation that could be read in two ways.
    NotANumber,
    /// More than two places after the point.
    TooPrecise,
    /// Below zero where only zero or more makes sense.
    Negative,
    /// Larger than the database can hold.
    TooLarge,
}

impl AmountError {
    /// The Fluent key of the message beside the field.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotANumber => "error-amount-not-a-number",
            Self::TooPrecise => "error-amount-too-precise",
            Self::Negative => "error-amount-negative",
            Self::TooLarge => "error-amount-too-large",
        }
    }
}

/// Rounds to cents, half away from zero: the one rounding rule of the product.
#[must_use]
pub fn round(amount: Decimal) -> Decimal {
    let mut rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

/// Reads an amount as a person types it: `1250`, `1,250.50`, `Rs 1 250.50`. Zero or more, at most two places.
///
/// # Errors
/// An [`AmountError`] that names what is wrong with the text.
pub fn parse_amount(text: &str) -> Result<Decimal, AmountError> {
    let trimmed = text.trim();
    let bare = trimmed
        .strip_prefix("Rs.")
        .or_else(|| trimmed.strip_prefix("Rs"))
        .or_else(|| trimmed.strip_prefix("LKR"))
        .or_else(|| trimmed.strip_prefix("රු."))
        .or_else(|| trimmed.strip_prefix("ரூ."))
        .unwrap_or(trimmed);
    let compact: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, fraction) = compact.split_once('.').unwrap_or((&compact, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    // "1,25" is a decimal comma in other countries: refuse instead of guessing.
    let grouped_rightly = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    if !grouped_rightly || fraction.contains(',') {
        return Err(AmountError::NotANumber);
    }
    let number = compact.replace(',', "");
    if number.is_empty() || number.contains(['e', 'E', '_', '+']) {
        return Err(AmountError::NotANumber);
    }
    let amount = Decimal::from_str(&number).map_err(|_| AmountError::NotANumber)?;
    if amount.is_sign_negative() && !amount.is_zero() {
        return Err(AmountError::Negative);
    }
    if amount.normalize().scale() > 2 {
        return Err(AmountError::TooPrecise);
    }
    if amount > Decimal::from(LARGEST) {
        return Err(AmountError::TooLarge);
    }
    Ok(round(amount))
}

/// The amount as digits with a point, thousands grouped by commas and two places: `1,234,567.50`. Sri Lankan invoices
/// group by thousands in all three languages, so there is one form.
#[must_use]
pub fn grouped(amount: Decimal) -> String {
    let text = round(amount).abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "00"));
    let sign = if amount.is_sign_negative() && !round(amount).is_zero() { "\u{2212}" } else { "" };
    format!("{sign}{}.{fraction}", group_thousands(whole))
}

/// Digits grouped by thousands with commas.
#[must_use]
pub fn group_thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

//! Numbers as people type them: prices with currency words and thousands marks, weights and lengths.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Largest amount that `numeric(14,2)` holds.
const MAX_MONEY: i64 = 999_999_999_999;

/// Units of weight in headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WeightUnit {
    /// Gram.
    G,
    /// Kilogram.
    Kg,
    /// Pound.
    Lb,
    /// Ounce.
    Oz,
}

impl WeightUnit {
    /// All units.
    pub const ALL: [Self; 4] = [Self::G, Self::Kg, Self::Lb, Self::Oz];

    /// Stable word.
    pub fn key(self) -> &'static str {
        match self {
            Self::G => "g",
            Self::Kg => "kg",
            Self::Lb => "lb",
            Self::Oz => "oz",
        }
    }

    fn grams(self) -> Decimal {
        match self {
            Self::G => Decimal::ONE,
            Self::Kg => Decimal::ONE_THOUSAND,
            Self::Lb => Decimal::new(45_359_237, 5),
            Self::Oz => Decimal::new(28_349_523_125, 9),
        }
    }
}

/// Units of length in headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LengthUnit {
    /// Millimetre.
    Mm,
    /// Centimetre.
    Cm,
    /// Metre.
    M,
    /// Inch.
    In,
    /// Yard.
    Yd,
}

impl LengthUnit {
    /// All units.
    pub const ALL: [Self; 5] = [Self::Mm, Self::Cm, Self::M, Self::In, Self::Yd];

    /// Stable word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mm => "mm",
            Self::Cm => "cm",
            Self::M => "m",
            Self::In => "in",
            Self::Yd => "yd",
        }
    }

    fn millimetres(self) -> Decimal {
        match self {
            Self::Mm => Decimal::ONE,
            Self::Cm => Decimal::TEN,
            Self::M => Decimal::ONE_THOUSAND,
            Self::In => Decimal::new(254, 1),
            Self::Yd => Decimal::new(9144, 1),
        }
    }
}

/// Half away from zero to cents: the one rounding rule for money.
pub fn round_cents(value: Decimal) -> Decimal {
    let mut value = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(2);
    value
}

/// Whether an amount fits the database.
pub fn fits_money(value: Decimal) -> bool {
    value.abs() <= Decimal::from(MAX_MONEY)
}

/// Reads a decimal: `1,234.50`, `1.234,50`, `Rs. 1 500/-`, `.5`, `1,00,000`. A single comma before
/// exactly three digits is a thousands mark, as Sri Lanka writes; a single point always is decimal.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let lower = text.trim().to_lowercase();
    let mut body = lower.as_str();
    for word in ["rs.", "rs", "lkr", "රු.", "රු", "ரூ.", "ரூ", "$", "₨"] {
        body = body.strip_prefix(word).unwrap_or(body);
        body = body.strip_suffix(word).unwrap_or(body).trim();
    }
    let body = body.strip_suffix("/-").or_else(|| body.strip_suffix("/=")).unwrap_or(body);
    let body: String = body.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\'')).collect();
    let (negative, body) = match body.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, body.strip_prefix('+').unwrap_or(&body)),
    };
    if body.len() > 26 || !body.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let commas = body.matches(',').count();
    let points = body.matches('.').count();
    let decimal_sign = match (commas, points) {
        (0, 0) => None,
        (0, 1) => Some('.'),
        (1, 0) => (body.len() - body.find(',')? != 4).then_some(','),
        (_, 0) | (0, _) => None,
        // Both occur: the one that comes last parts the cents, and must be alone.
        _ if body.rfind('.')? > body.rfind(',')? && points == 1 => Some('.'),
        _ if body.rfind(',')? > body.rfind('.')? && commas == 1 => Some(','),
        _ => return None,
    };
    let (whole, cents) = match decimal_sign {
        Some(sign) => body.rsplit_once(sign)?,
        None => (body, ""),
    };
    // The last group has three digits, the others two or three (1,00,000), the first at least one.
    let groups: Vec<&str> = whole.split([',', '.']).collect();
    let grouped = groups.len() == 1
        || (groups.last()?.len() == 3
            && !groups[0].is_empty()
            && groups.iter().all(|g| g.len() <= 3)
            && groups[1..].iter().all(|g| g.len() >= 2));
    if !grouped || (whole.is_empty() && cents.is_empty()) {
        return None;
    }
    let digits = groups.concat();
    let value: Decimal = format!("0{digits}.{cents}0").parse().ok()?;
    Some(if negative { -value } else { value }.normalize())
}

/// What a price cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyError {
    /// Not a number.
    NotANumber,
    /// Below zero.
    Negative,
    /// More than the database holds.
    TooLarge,
}

/// Reads an amount of money that is not negative, rounded to cents.
pub fn parse_money(text: &str) -> Result<Decimal, MoneyError> {
    let value = parse_decimal(text).ok_or(MoneyError::NotANumber)?;
    if value.is_sign_negative() && !value.is_zero() {
        return Err(MoneyError::Negative);
    }
    match fits_money(value) {
        true => Ok(round_cents(value)),
        false => Err(MoneyError::TooLarge),
    }
}

/// Reads a whole number; `5.0` is one, `5.5` is not.
pub fn parse_whole(text: &str) -> Option<i32> {
    let value = parse_decimal(text)?.normalize();
    (value.scale() == 0).then(|| i32::try_from(value.mantissa()).ok()).flatten()
}

/// A weight in grams; nothing for zero, which shops write for "not weighed".
pub fn grams(text: &str, unit: WeightUnit) -> Result<Option<i32>, MoneyError> {
    measure(text, unit.grams())
}

/// A length in millimetres; nothing for zero.
pub fn millimetres(text: &str, unit: LengthUnit) -> Result<Option<i32>, MoneyError> {
    measure(text, unit.millimetres())
}

fn measure(text: &str, factor: Decimal) -> Result<Option<i32>, MoneyError> {
    let value = parse_decimal(text).ok_or(MoneyError::NotANumber)?;
    if value.is_zero() {
        return Ok(None);
    }
    if value.is_sign_negative() {
        return Err(MoneyError::Negative);
    }
    let value = value.checked_mul(factor).ok_or(MoneyError::TooLarge)?;
    let value = value.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let whole = i32::try_from(value.normalize().trunc().mantissa()).map_err(|_| MoneyError::TooLarge)?;
    // Something that weighs less than half a gram still weighs something.
    Ok(Some(whole.max(1)))
}

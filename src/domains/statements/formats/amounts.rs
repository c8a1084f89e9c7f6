//! Amounts and days as banks write them.

use super::fits;
use crate::domains::statements::model::{DateOrder, DecimalMark};
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Days that statements can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = if year < 100 { 2000 + year } else { year };
    YEARS.contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

/// The parts of a day: digits and the names of months.
fn parts(text: &str) -> Option<[&str; 3]> {
    let mut found = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let (first, second, third) = (found.next()?, found.next()?, found.next()?);
    // A time of the day may follow a T.
    let third = third.split(['T', 't']).next().filter(|_| third.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(third);
    [first, second, third].iter().all(|part| part.len() <= 9).then_some([first, second, third])
}

fn month_of(part: &str) -> Option<u32> {
    let lower = part.to_ascii_lowercase();
    let place = MONTHS.iter().position(|name| lower.starts_with(name))?;
    u32::try_from(place + 1).ok()
}

/// Reads a day: `31/12/2026`, `2026-12-31`, `20261231`, `31 Dec 2026`; a time behind it is left out.
#[must_use]
pub fn parse_day(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let text = text.trim();
    let digits: &str = text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    if matches!(digits.len(), 8 | 12 | 14) {
        return day(digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?, digits.get(6..8)?.parse().ok()?);
    }
    let [first, second, third] = parts(text)?;
    if let Some(month) = month_of(second) {
        return day(third.parse().ok()?, month, first.parse().ok()?);
    }
    if let Some(month) = month_of(first) {
        return day(third.parse().ok()?, month, second.parse().ok()?);
    }
    let (first_number, second_number, third_number) = (first.parse::<u32>().ok()?, second.parse::<u32>().ok()?, third.parse::<u32>().ok()?);
    let year = |number: u32| i32::try_from(number).ok();
    if first.len() == 4 {
        return day(year(first_number)?, second_number, third_number);
    }
    match order {
        DateOrder::DayMonth => day(year(third_number)?, second_number, first_number),
        DateOrder::MonthDay => day(year(third_number)?, first_number, second_number),
        DateOrder::YearMonth => day(year(first_number)?, second_number, third_number),
    }
}

/// In which order these days are written; the day first where nothing says otherwise, as here.
#[must_use]
pub fn guess_date_order<'a>(days: impl Iterator<Item = &'a str> + Clone) -> DateOrder {
    let reads = |order: DateOrder| days.clone().filter(|text| parse_day(text, order).is_some()).count();
    let orders = [DateOrder::DayMonth, DateOrder::MonthDay, DateOrder::YearMonth];
    // `max_by_key` keeps the last of equals.
    orders.into_iter().rev().max_by_key(|order| reads(*order)).unwrap_or(DateOrder::DayMonth)
}

/// Reads an amount with its sign: `-1,234.50`, `(76.00)`, `$27.00-`, `1.234,50 CR`. More than two decimals are rounded.
#[must_use]
pub fn parse_amount(text: &str, mark: DecimalMark) -> Option<Decimal> {
    let text = text.trim();
    if text.chars().count() > 40 {
        return None;
    }
    let upper = text.to_uppercase();
    let debit = upper.ends_with("DR") || upper.ends_with(" D");
    let negative = text.contains(['-', '−', '–']) || (text.starts_with('(') && text.ends_with(')')) || debit;
    let (point, thousands) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    // Words and signs of money stand before or behind the digits, never between them.
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    // Of what stands before the digits a point belongs to them only when it is not that of a word, such as Rs.
    let before = text.get(..first)?;
    let own_point = before.strip_suffix(point).is_some_and(|rest| !rest.contains(char::is_alphabetic));
    let start = if own_point { first - 1 } else { first };
    let body = text.get(start..=last)?;
    let mut digits = String::with_capacity(body.len());
    let mut has_point = false;
    for c in body.chars() {
        match c {
            c if c.is_ascii_digit() => digits.push(c),
            c if c == point && !has_point => {
                has_point = true;
                digits.push('.');
            }
            c if c == thousands && !has_point => {}
            '\'' | ' ' | '\u{a0}' | '\u{202f}' if !has_point => {}
            _ => return None,
        }
    }
    let value: Decimal = format!("0{digits}").trim_end_matches('.').parse().ok()?;
    let mut value = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(2);
    fits(value).then_some(if negative { -value } else { value })
}

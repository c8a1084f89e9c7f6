//! Typed forms become values, or a list of what is wrong with them.

use crate::shared::{AppError, FieldErrors, money};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::str::FromStr;
use uuid::Uuid;

/// Most pieces of a line.
pub(super) const MOST_PIECES: i32 = 1_000_000;
/// Longest reason or note, in characters.
pub(super) const LONGEST_NOTE: usize = 2_000;

/// An id in a path or a hidden field: one that does not parse is of nothing.
pub(super) fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text.trim()).map_err(|_| AppError::NotFound)
}

/// Trimmed text of at most so many characters.
pub(super) fn text(errors: &mut FieldErrors, field: &str, text: &str, longest: usize) -> String {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > longest {
        errors.add(field, "error-too-long");
    }
    text
}

/// As [`text`]; empty is none.
pub(super) fn optional(errors: &mut FieldErrors, field: &str, typed: &str, longest: usize) -> Option<String> {
    Some(text(errors, field, typed, longest)).filter(|text| !text.is_empty())
}

/// An amount; empty is nothing.
pub(super) fn amount(errors: &mut FieldErrors, field: &str, text: &str) -> Decimal {
    maybe_amount(errors, field, text).unwrap_or_default()
}

/// An amount; empty is none.
pub(super) fn maybe_amount(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Decimal> {
    if text.trim().is_empty() {
        return None;
    }
    money::parse_amount(text).map_err(|error| errors.add(field, error.key())).ok()
}

/// A day as a date field sends it; empty is none.
pub(super) fn day(errors: &mut FieldErrors, field: &str, text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| (2000..2200).contains(&day.year()));
    if day.is_none() {
        errors.add(field, "purchasing-error-day");
    }
    day
}

/// A whole number between two others; empty is none.
pub(super) fn whole(errors: &mut FieldErrors, field: &str, text: &str, least: i32, most: i32, key: &str) -> Option<i32> {
    let text = text.trim().replace(',', "");
    if text.is_empty() {
        return None;
    }
    let number = text.parse::<i32>().ok().filter(|number| (least..=most).contains(number));
    if number.is_none() {
        errors.add(field, key);
    }
    number
}

/// A rate of exchange: more than nothing, at most eight places; empty is none.
pub(super) fn rate(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Decimal> {
    let text = text.trim().replace(',', "");
    if text.is_empty() {
        return None;
    }
    let is_number = text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let rate = Decimal::from_str(&text)
        .ok()
        .filter(|rate| is_number && rate.normalize().scale() <= 8 && *rate > Decimal::ZERO && *rate < Decimal::from(1_000_000_000_i64));
    if rate.is_none() {
        errors.add(field, "purchasing-error-rate");
    }
    rate
}

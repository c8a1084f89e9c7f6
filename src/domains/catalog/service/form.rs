//! Typed forms become values, or a list of what is wrong with them.

use crate::server::{Error, Result};
use crate::shared::{AppError, FieldErrors, money};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

/// Longest name of a product or category, in characters.
const LONGEST_NAME: usize = 200;
/// Longest SKU, barcode or tag, in characters.
const LONGEST_CODE: usize = 100;
/// Longest description, in characters.
const LONGEST_TEXT: usize = 50_000;
/// Longest text for search engines, in characters: they show far less.
const LONGEST_SEO: [usize; 2] = [200, 500];
/// Longest side of a product, centimetres.
const LONGEST_SIDE: i64 = 10_000;

/// An id in a path or a hidden field: one that does not parse is of nothing.
pub(super) fn id(text: &str) -> Result<Uuid> {
    Uuid::parse_str(text.trim()).map_err(|_| Error::App(AppError::NotFound))
}

/// Text that may not be empty.
pub(super) fn name(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        errors.add(field, "error-required");
    }
    limited(errors, field, text, LONGEST_NAME)
}

/// A name that may be empty, such as one in another language.
pub(super) fn limit_name(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    limited(errors, field, text, LONGEST_NAME)
}

/// Text that may be empty.
pub(super) fn text(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    limited(errors, field, &text.replace("\r\n", "\n"), LONGEST_TEXT)
}

/// A SKU or barcode; empty is none.
pub(super) fn code(errors: &mut FieldErrors, field: &str, text: &str) -> Option<String> {
    Some(limited(errors, field, text, LONGEST_CODE)).filter(|code| !code.is_empty())
}

/// An amount; empty is none.
pub(super) fn amount(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Decimal> {
    if text.trim().is_empty() {
        return None;
    }
    money::parse_amount(text).map_err(|error| errors.add(field, error.key())).ok()
}

/// An amount that may not be missing.
pub(super) fn price(errors: &mut FieldErrors, field: &str, text: &str) -> Decimal {
    if text.trim().is_empty() {
        errors.add(field, "error-required");
    }
    amount(errors, field, text).unwrap_or_default()
}

/// Grams; empty is none.
pub(super) fn grams(errors: &mut FieldErrors, field: &str, text: &str) -> Option<i32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let grams = text.replace(',', "").parse::<i32>().ok().filter(|grams| *grams >= 0);
    if grams.is_none() {
        errors.add(field, "catalog-error-weight");
    }
    grams
}

/// Words separated by commas, each once.
pub(super) fn tags(errors: &mut FieldErrors, field: &str, text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', '\n']) {
        let tag = limited(errors, field, tag, LONGEST_CODE);
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// A length in centimetres, to the millimetre, as millimetres; empty is none.
pub(super) fn millimetres(errors: &mut FieldErrors, field: &str, text: &str) -> Option<i32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let length = text.parse::<Decimal>().ok().filter(|cm| *cm > Decimal::ZERO && *cm <= Decimal::from(LONGEST_SIDE));
    let millimetres = length.and_then(|cm| cm.checked_mul(Decimal::TEN)).filter(|mm| mm.fract().is_zero()).and_then(|mm| mm.to_i32());
    if millimetres.is_none() {
        errors.add(field, "catalog-error-centimetres");
    }
    millimetres
}

/// A number of pieces from one on; empty is none.
pub(super) fn pieces(errors: &mut FieldErrors, field: &str, text: &str) -> Option<i32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let pieces = text.replace(',', "").parse::<i32>().ok().filter(|pieces| *pieces > 0);
    if pieces.is_none() {
        errors.add(field, "catalog-error-pieces");
    }
    pieces
}

/// A place in addresses: what is typed, if it can be one. Empty stays empty.
pub(super) fn slug(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    let text = limited(errors, field, text, LONGEST_NAME);
    if !text.is_empty() && slug::slugify(&text) != text {
        errors.add(field, "catalog-error-slug");
    }
    text
}

/// Title (0) or description (1) for search engines; empty is none.
pub(super) fn seo(errors: &mut FieldErrors, field: &str, text: &str, which: usize) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = LONGEST_SEO.get(which).copied().unwrap_or(LONGEST_NAME);
    Some(limited(errors, field, &line, longest)).filter(|text| !text.is_empty())
}

/// A short text that may be empty, such as a brand or a cell.
pub(super) fn short(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    limited(errors, field, text, LONGEST_CODE)
}

/// The id of a choice; empty is none.
pub(super) fn choice(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Uuid> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    Uuid::parse_str(text).map_err(|_| errors.add(field, "error-choice")).ok()
}

fn limited(errors: &mut FieldErrors, field: &str, text: &str, longest: usize) -> String {
    let text = text.trim();
    if text.chars().count() > longest {
        errors.add(field, "error-too-long");
    }
    text.to_owned()
}

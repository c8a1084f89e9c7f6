//! Typed forms become values, or a list of what is wrong with them.

use crate::server::{Error, Result};
use crate::shared::{AppError, FieldErrors, money};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Longest name of a product or category, in characters.
const LONGEST_NAME: usize = 200;
/// Longest SKU, barcode or tag, in characters.
const LONGEST_CODE: usize = 100;
/// Longest description, in characters.
const LONGEST_TEXT: usize = 50_000;

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

fn limited(errors: &mut FieldErrors, field: &str, text: &str, longest: usize) -> String {
    let text = text.trim();
    if text.chars().count() > longest {
        errors.add(field, "error-too-long");
    }
    text.to_owned()
}

//! Products as files of shops, and customers in our own format: rows of cells for each format that [`super::formats`] reads.

mod customers;
mod shopify;
mod smartstore;
mod woocommerce;

pub use customers::{customer_head, customer_row};

use super::formats::Format;
use crate::domains::catalog::model::{ExportedProduct, ExportedVariant};
use crate::server::export::Cell;
use rust_decimal::Decimal;
use std::collections::HashMap;
use uuid::Uuid;

/// The head of a file. Our own has columns for so many options of a product, at least three.
#[must_use]
pub fn head(format: Format, options: u8) -> Vec<String> {
    let words = match format {
        Format::Smartstore => return smartstore::fields(options).into_iter().map(|field| field.key()).collect(),
        Format::Shopify => shopify::HEAD,
        Format::Woocommerce => woocommerce::HEAD,
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The rows of a product under that head. `suppliers` are names by id.
#[must_use]
pub fn rows(format: Format, options: u8, product: &ExportedProduct, suppliers: &HashMap<Uuid, String>) -> Vec<Vec<Cell>> {
    match format {
        Format::Smartstore => smartstore::rows(options, product, suppliers),
        Format::Shopify => shopify::rows(product),
        Format::Woocommerce => woocommerce::rows(product),
    }
}

/// Numbers stay words, so that a spreadsheet neither rounds them nor shows them in its own way.
fn amount(amount: Option<Decimal>) -> Cell {
    amount.map_or(Cell::Empty, |amount| Cell::Text(amount.to_string()))
}

/// What can be promised, for who may see it; what is promised already is nothing less than none.
fn stock(variant: &ExportedVariant) -> Cell {
    variant.available.map_or(Cell::Empty, |available| Cell::Text(available.max(0).to_string()))
}

fn whole(number: Option<i32>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Text(number.to_string()))
}

fn words(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::text(words) }
}

//! WooCommerce's product CSV, as its own exporter writes it (github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema).

use super::{amount, stock, whole, words};
use crate::domains::catalog::model::{ExportedProduct, ExportedVariant, ProductStatus};
use crate::domains::channels::formats::csv_text::{join_list, join_paths};
use crate::server::export::Cell;
use crate::server::markdown;
use rust_decimal::Decimal;

pub(super) const HEAD: &[&str] = &[
    "Type",
    "SKU",
    "GTIN, UPC, EAN, or ISBN",
    "Name",
    "Published",
    "Short description",
    "Description",
    "Tax status",
    "Tax class",
    "In stock?",
    "Stock",
    "Weight (g)",
    "Length (mm)",
    "Width (mm)",
    "Height (mm)",
    "Sale price",
    "Regular price",
    "Categories",
    "Tags",
    "Images",
    "Parent",
    "Position",
    "Brands",
    "Attribute 1 name",
    "Attribute 1 value(s)",
    "Attribute 1 visible",
    "Attribute 1 global",
    "Attribute 2 name",
    "Attribute 2 value(s)",
    "Attribute 2 visible",
    "Attribute 2 global",
    "Attribute 3 name",
    "Attribute 3 value(s)",
    "Attribute 3 visible",
    "Attribute 3 global",
];

/// What the exporter calls our tax classes, and whether tax is charged.
fn tax(product: &ExportedProduct) -> (&'static str, &'static str) {
    match product.tax_class.as_str() {
        "EXEMPT" => ("none", ""),
        "ZERO" => ("taxable", "zero-rate"),
        "REDUCED" => ("taxable", "reduced-rate"),
        _ => ("taxable", ""),
    }
}

fn published(product: &ExportedProduct) -> &'static str {
    match ProductStatus::parse(&product.status).unwrap_or_default() {
        ProductStatus::Active => "1",
        ProductStatus::Inactive | ProductStatus::Archived => "0",
        ProductStatus::Draft => "-1",
    }
}

/// (sale price, regular price): a price that is struck out is the regular one.
fn prices(variant: &ExportedVariant) -> (Option<Decimal>, Option<Decimal>) {
    match variant.compare_at_price.filter(|compare| *compare > variant.price) {
        Some(regular) => (Some(variant.price), Some(regular)),
        None => (None, Some(variant.price)),
    }
}

pub(super) fn rows(product: &ExportedProduct) -> Vec<Vec<Cell>> {
    let only = match product.variants.as_slice() {
        [only] if only.options.is_empty() => Some(only),
        _ => None,
    };
    let kind = if only.is_some() { "simple" } else { "variable" };
    let mut all = vec![row(product, only, kind, 0)];
    if only.is_none() {
        all.extend(product.variants.iter().enumerate().map(|(place, variant)| row(product, Some(variant), "variation", place + 1)));
    }
    all
}

fn row(product: &ExportedProduct, variant: Option<&ExportedVariant>, kind: &str, place: usize) -> Vec<Cell> {
    let part = kind == "variation";
    let whole_product = |cell: Cell| if part { Cell::Empty } else { cell };
    let (sale, regular) = variant.map(prices).unwrap_or_default();
    let (status, class) = tax(product);
    let live = if part { if variant.is_some_and(|variant| variant.is_active) { "1" } else { "0" } } else { published(product) };
    let name = match variant.filter(|variant| part && !variant.name.is_empty()) {
        Some(variant) => format!("{} - {}", product.name, variant.name),
        None => product.name.clone(),
    };
    let own = product.pictures.iter().filter(|picture| !part || picture.variant_id == variant.map(|variant| variant.id));
    let pictures: Vec<&str> = own.map(|picture| picture.url.as_str()).collect();
    let weight = variant.and_then(|variant| variant.weight_g).or(if part { None } else { product.weight_g });
    let sku = if part || kind == "simple" { variant.map_or(product.sku.as_str(), |variant| variant.sku.as_str()) } else { &product.sku };
    let pieces = variant.map_or(Cell::Empty, stock);
    let in_stock = variant.map_or("1", |variant| if variant.available.is_none_or(|available| available > 0) { "1" } else { "0" });
    let category = if product.category.is_empty() { String::new() } else { join_paths(std::slice::from_ref(&product.category)) };
    let mut cells = vec![
        Cell::text(kind),
        Cell::text(sku),
        words(variant.and_then(|variant| variant.barcode.as_deref()).unwrap_or_default()),
        Cell::text(name),
        Cell::text(live),
        Cell::Empty,
        whole_product(words(&markdown::html(&product.description).replace('\n', "\\n"))),
        Cell::text(status),
        words(if part { "parent" } else { class }),
        Cell::text(in_stock),
        pieces,
        whole(weight),
        whole_product(whole(product.length_mm)),
        whole_product(whole(product.width_mm)),
        whole_product(whole(product.height_mm)),
        amount(sale),
        amount(regular),
        whole_product(words(&category)),
        whole_product(words(&join_list(&product.tags))),
        words(&join_list(&pictures)),
        if part { Cell::text(&product.sku) } else { Cell::Empty },
        Cell::Text(place.to_string()),
        whole_product(words(product.brand.as_deref().unwrap_or_default())),
    ];
    for n in 0..3 {
        let value = match variant.filter(|_| part) {
            Some(variant) => variant.options.get(n).map(|(_, value)| value.clone()),
            None => product.options.get(n).map(|(_, values)| join_list(values)),
        };
        let name = product.options.get(n).map_or("", |(name, _)| name.as_str());
        let known = value.is_some() && !name.is_empty();
        let flag = |on: &str| if known && !part { Cell::text(on) } else { Cell::Empty };
        cells.extend([words(if known { name } else { "" }), words(value.as_deref().unwrap_or_default()), flag("1"), flag("0")]);
    }
    cells
}

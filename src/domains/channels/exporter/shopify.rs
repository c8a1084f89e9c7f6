//! Shopify's product CSV, as its own export writes it (help.shopify.com, "Using CSV files to import and export products"): the first
//! row of a handle is the product with its first variant and picture, further rows are variants, pictures, or both.

use super::{amount, stock, words};
use crate::domains::catalog::model::{ExportedProduct, ExportedVariant, ProductStatus};
use crate::domains::channels::formats::csv_text::join_list;
use crate::server::export::Cell;
use crate::server::markdown;

pub(super) const HEAD: &[&str] = &[
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Type",
    "Tags",
    "Published",
    "Option1 Name",
    "Option1 Value",
    "Option2 Name",
    "Option2 Value",
    "Option3 Name",
    "Option3 Value",
    "Variant SKU",
    "Variant Grams",
    "Variant Inventory Tracker",
    "Variant Inventory Qty",
    "Variant Inventory Policy",
    "Variant Fulfillment Service",
    "Variant Price",
    "Variant Compare At Price",
    "Variant Requires Shipping",
    "Variant Taxable",
    "Variant Barcode",
    "Image Src",
    "Image Position",
    "Image Alt Text",
    "SEO Title",
    "SEO Description",
    "Variant Image",
    "Cost per item",
    "Status",
];

fn status(product: &ExportedProduct) -> (&'static str, &'static str) {
    match ProductStatus::parse(&product.status).unwrap_or_default() {
        ProductStatus::Active => ("TRUE", "active"),
        ProductStatus::Inactive => ("FALSE", "active"),
        ProductStatus::Draft => ("FALSE", "draft"),
        ProductStatus::Archived => ("FALSE", "archived"),
    }
}

pub(super) fn rows(product: &ExportedProduct) -> Vec<Vec<Cell>> {
    let count = product.variants.len().max(product.pictures.len()).max(1);
    (0..count).map(|place| row(product, place, product.variants.get(place))).collect()
}

fn row(product: &ExportedProduct, place: usize, variant: Option<&ExportedVariant>) -> Vec<Cell> {
    let first = place == 0;
    let (published, status) = status(product);
    let once = |text: &str| if first { words(text) } else { Cell::Empty };
    let mut cells = vec![
        Cell::text(&product.slug),
        once(&product.name),
        once(&markdown::html(&product.description)),
        once(product.brand.as_deref().unwrap_or_default()),
        once(product.category.last().map_or("", String::as_str)),
        once(&join_list(&product.tags)),
        once(published),
    ];
    for n in 0..3 {
        // A product without options has one, by Shopify's convention.
        let title = n == 0 && product.options.is_empty() && variant.is_some();
        let name = if title { "Title" } else { product.options.get(n).map_or("", |(name, _)| name.as_str()) };
        let value = variant.and_then(|variant| variant.options.get(n)).map_or("", |(_, value)| value.as_str());
        cells.push(once(name));
        cells.push(words(if title { "Default Title" } else { value }));
    }
    match variant {
        Some(variant) => {
            let taxed = product.tax_class != "EXEMPT";
            cells.extend([
                Cell::text(&variant.sku),
                Cell::Text(variant.weight_g.or(product.weight_g).unwrap_or_default().to_string()),
                Cell::text("shopify"),
                stock(variant),
                Cell::text("deny"),
                Cell::text("manual"),
                amount(Some(variant.price)),
                amount(variant.compare_at_price),
                Cell::text("TRUE"),
                Cell::text(if taxed { "TRUE" } else { "FALSE" }),
                words(variant.barcode.as_deref().unwrap_or_default()),
            ]);
        }
        None => cells.extend(std::iter::repeat_n(Cell::Empty, 11)),
    }
    match product.pictures.get(place) {
        Some(picture) => cells.extend([Cell::text(&picture.url), Cell::Text((place + 1).to_string()), words(&picture.alt)]),
        None => cells.extend(std::iter::repeat_n(Cell::Empty, 3)),
    }
    let own = variant.and_then(|variant| product.pictures.iter().find(|picture| picture.variant_id == Some(variant.id)));
    cells.extend([
        once(product.seo_title.as_deref().unwrap_or_default()),
        once(product.seo_description.as_deref().unwrap_or_default()),
        words(own.map_or("", |picture| picture.url.as_str())),
        variant.map_or(Cell::Empty, |variant| amount(variant.cost_price)),
        once(status),
    ]);
    cells
}

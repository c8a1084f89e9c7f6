//! Our own format, which loses nothing: what is read back changes nothing.

use super::{amount, whole, words};
use crate::domains::catalog::model::{ExportedProduct, ExportedVariant};
use crate::domains::channels::formats::csv_text::{join_list, join_paths};
use crate::domains::channels::formats::numbers::{LengthUnit, WeightUnit};
use crate::domains::channels::formats::{Language, MAX_OPTIONS, ProductField, picture_cell};
use crate::server::export::Cell;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

use ProductField as F;

/// The columns in their order.
pub(super) fn fields(options: u8) -> Vec<ProductField> {
    let mut fields = vec![F::Kind, F::Parent, F::Sku, F::Barcode, F::Name];
    fields.extend(Language::ALL.map(F::NameIn));
    fields.extend([F::Slug, F::Status, F::VariantActive, F::Currency, F::Price, F::CompareAtPrice, F::Cost]);
    fields.extend([F::WholesalePrice, F::WholesaleMinimum, F::Weight(WeightUnit::G)]);
    fields.extend([F::Length(LengthUnit::Mm), F::Width(LengthUnit::Mm), F::Height(LengthUnit::Mm), F::TaxClass]);
    fields.extend([F::Categories, F::Tags, F::Brand, F::Supplier, F::SizeGuide, F::Attributes, F::Images]);
    fields.extend((1..=options.clamp(3, MAX_OPTIONS)).flat_map(|n| [F::OptionName(n), F::OptionValues(n)]));
    fields.push(F::Description);
    fields.extend(Language::ALL.map(F::DescriptionIn));
    fields.push(F::SeoTitle);
    fields.extend(Language::ALL.map(F::SeoTitleIn));
    fields.push(F::SeoDescription);
    fields.extend(Language::ALL.map(F::SeoDescriptionIn));
    fields.push(F::Position);
    fields
}

/// One row where product and variant are one thing, else a row for the product and one for each variant.
pub(super) fn rows(options: u8, product: &ExportedProduct, suppliers: &HashMap<Uuid, String>) -> Vec<Vec<Cell>> {
    let only = match product.variants.as_slice() {
        [only] if only.name.is_empty() && only.options.is_empty() => Some(only),
        _ => None,
    };
    let fields = fields(options);
    let is_one = |only: &ExportedVariant| {
        product.options.is_empty()
            && only.sku == product.sku
            && only.weight_g == product.weight_g
            && product.pictures.iter().all(|picture| picture.variant_id.is_none())
    };
    if let Some(only) = only.filter(|only| is_one(only)) {
        let cell = |field: &ProductField| match of_variant(*field, product, only) {
            Cell::Empty => of_product(*field, product, suppliers, "simple"),
            cell => cell,
        };
        return vec![fields.iter().map(cell).collect()];
    }
    let head = fields.iter().map(|field| of_product(*field, product, suppliers, "variable")).collect();
    let parts = product.variants.iter().enumerate().map(|(place, variant)| {
        let cell = |field: &ProductField| match field {
            F::Kind => Cell::text("variation"),
            F::Parent => Cell::text(&product.sku),
            F::Name => words(&variant.name),
            F::Position => Cell::Text(place.to_string()),
            field => of_variant(*field, product, variant),
        };
        fields.iter().map(cell).collect()
    });
    std::iter::once(head).chain(parts).collect()
}

fn of_product(field: ProductField, product: &ExportedProduct, suppliers: &HashMap<Uuid, String>, kind: &str) -> Cell {
    let translated = |language: Language, name: &str| words(product.translation(language.into(), name));
    let option = |n: u8| product.options.get(usize::from(n) - 1);
    match field {
        F::Kind => Cell::text(kind),
        F::Sku => Cell::text(&product.sku),
        F::Name => Cell::text(&product.name),
        F::NameIn(language) => translated(language, "name"),
        F::Slug => Cell::text(&product.slug),
        F::Status => Cell::text(&product.status),
        F::Currency => Cell::text(&product.currency),
        F::Weight(_) => whole(product.weight_g),
        F::Length(_) => whole(product.length_mm),
        F::Width(_) => whole(product.width_mm),
        F::Height(_) => whole(product.height_mm),
        F::TaxClass => Cell::text(&product.tax_class),
        F::Categories if product.category.is_empty() => Cell::Empty,
        F::Categories => Cell::Text(join_paths(std::slice::from_ref(&product.category))),
        F::Tags => words(&join_list(&product.tags)),
        F::Brand => words(product.brand.as_deref().unwrap_or_default()),
        F::Supplier => words(product.supplier_id.and_then(|id| suppliers.get(&id)).map_or("", String::as_str)),
        F::SizeGuide => words(product.size_guide.as_deref().unwrap_or_default()),
        F::Attributes if product.attributes.is_empty() => Cell::Empty,
        F::Attributes => {
            let all: Vec<_> = product.attributes.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
            Cell::Text(serde_json::Value::Array(all).to_string())
        }
        F::Images => {
            words(&join_list(&product.pictures.iter().map(|picture| picture_cell(&picture.url, &picture.alt)).collect::<Vec<_>>()))
        }
        F::OptionName(n) => words(option(n).map_or("", |(name, _)| name)),
        F::OptionValues(n) => words(&option(n).map(|(_, values)| join_list(values)).unwrap_or_default()),
        F::Description => words(&product.description),
        F::DescriptionIn(language) => translated(language, "description"),
        F::SeoTitle => words(product.seo_title.as_deref().unwrap_or_default()),
        F::SeoTitleIn(language) => translated(language, "seo_title"),
        F::SeoDescription => words(product.seo_description.as_deref().unwrap_or_default()),
        F::SeoDescriptionIn(language) => translated(language, "seo_description"),
        _ => Cell::Empty,
    }
}

fn of_variant(field: ProductField, product: &ExportedProduct, variant: &ExportedVariant) -> Cell {
    let option = |n: u8| variant.options.get(usize::from(n) - 1);
    match field {
        F::Sku => Cell::text(&variant.sku),
        F::Barcode => words(variant.barcode.as_deref().unwrap_or_default()),
        F::VariantActive => Cell::text(if variant.is_active { "yes" } else { "no" }),
        F::Price => amount(Some(variant.price)),
        F::CompareAtPrice => amount(variant.compare_at_price),
        F::Cost => amount(variant.cost_price),
        F::WholesalePrice => amount(variant.wholesale_price),
        F::WholesaleMinimum => whole(variant.minimum_wholesale_quantity),
        F::Weight(_) => whole(variant.weight_g),
        F::Images => {
            let own = product.pictures.iter().filter(|picture| picture.variant_id == Some(variant.id));
            words(&join_list(&own.map(|picture| picture_cell(&picture.url, &picture.alt)).collect::<Vec<_>>()))
        }
        F::OptionName(n) => words(option(n).map_or("", |(name, _)| name)),
        F::OptionValues(n) => words(option(n).map_or("", |(_, value)| value)),
        _ => Cell::Empty,
    }
}

//! The options of a product and the grid of its variants.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most options of a product.
pub const MOST_OPTIONS: usize = 3;
/// Most variants that options make.
pub const MOST_VARIANTS: usize = 500;

/// What the variants of a product differ in, such as Size with S, M and L.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductOption {
    /// Its name.
    pub name: String,
    /// Its values in order.
    pub values: Vec<String>,
}

/// The form of a product's options, as typed: up to three, the values one in a line. Flat, so that it is merged field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OptionsForm {
    /// Name of the first.
    pub name_1: String,
    /// Its values.
    pub values_1: String,
    /// Name of the second.
    pub name_2: String,
    /// Its values.
    pub values_2: String,
    /// Name of the third.
    pub name_3: String,
    /// Its values.
    pub values_3: String,
}

impl OptionsForm {
    /// (field of the name, name, field of the values, values) of each.
    #[must_use]
    pub fn lines(&self) -> [(&'static str, &str, &'static str, &str); MOST_OPTIONS] {
        [
            ("name_1", &self.name_1, "values_1", &self.values_1),
            ("name_2", &self.name_2, "values_2", &self.values_2),
            ("name_3", &self.name_3, "values_3", &self.values_3),
        ]
    }
}

impl From<&[ProductOption]> for OptionsForm {
    fn from(options: &[ProductOption]) -> Self {
        let name = |at: usize| options.get(at).map(|option| option.name.clone()).unwrap_or_default();
        let values = |at: usize| options.get(at).map(|option| option.values.join("\n")).unwrap_or_default();
        Self { name_1: name(0), values_1: values(0), name_2: name(1), values_2: values(1), name_3: name(2), values_3: values(2) }
    }
}

/// A variant as the grid has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridVariant {
    /// Primary key.
    pub id: Uuid,
    /// Name; empty for the only one of a product.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Barcode.
    pub barcode: Option<String>,
    /// Price.
    pub price: Decimal,
    /// Price before a reduction.
    pub compare_at_price: Option<Decimal>,
    /// What it costs us.
    pub cost_price: Option<Decimal>,
    /// Price for wholesalers.
    pub wholesale_price: Option<Decimal>,
    /// Weight, grams.
    pub weight_g: Option<i32>,
    /// Whether it is for sale.
    pub is_active: bool,
    /// Counts its changes.
    pub version: i32,
}

/// The columns of the grid that are typed into: (field, Fluent key), in their order.
pub const GRID_COLUMNS: [(&str, &str); 8] = [
    ("sku", "catalog-sku"),
    ("barcode", "catalog-barcode"),
    ("price", "catalog-price"),
    ("compare_at_price", "catalog-compare-at"),
    ("cost_price", "catalog-cost"),
    ("wholesale_price", "catalog-wholesale"),
    ("weight_g", "catalog-weight-g"),
    ("is_active", "catalog-for-sale"),
];

/// The cells of a row, as typed. All texts, so that two people's changes are put together cell by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VariantCells {
    /// Stock keeping unit.
    pub sku: String,
    /// Barcode.
    pub barcode: String,
    /// Price.
    pub price: String,
    /// Price before a reduction.
    pub compare_at_price: String,
    /// What it costs us.
    pub cost_price: String,
    /// Price for wholesalers.
    pub wholesale_price: String,
    /// Grams.
    pub weight_g: String,
    /// `true` when ticked: for sale.
    pub is_active: String,
}

impl VariantCells {
    /// (field, value) of each cell, in the order of [`GRID_COLUMNS`].
    #[must_use]
    pub fn cells(&self) -> [(&'static str, &str); 8] {
        [
            ("sku", &self.sku),
            ("barcode", &self.barcode),
            ("price", &self.price),
            ("compare_at_price", &self.compare_at_price),
            ("cost_price", &self.cost_price),
            ("wholesale_price", &self.wholesale_price),
            ("weight_g", &self.weight_g),
            ("is_active", &self.is_active),
        ]
    }
}

impl From<&GridVariant> for VariantCells {
    /// The row as it is opened.
    fn from(variant: &GridVariant) -> Self {
        let amount = |value: Option<Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
        Self {
            sku: variant.sku.clone(),
            barcode: variant.barcode.clone().unwrap_or_default(),
            price: variant.price.to_string(),
            compare_at_price: amount(variant.compare_at_price),
            cost_price: amount(variant.cost_price),
            wholesale_price: amount(variant.wholesale_price),
            weight_g: variant.weight_g.map(|grams| grams.to_string()).unwrap_or_default(),
            is_active: if variant.is_active { "true".to_owned() } else { String::new() },
        }
    }
}

/// A row of the grid as it was sent: its cells, and what they were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VariantLine {
    /// The version that the row was made from.
    pub version: String,
    /// Its cells as they were, [`VariantCells`] as JSON.
    pub base: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Barcode.
    pub barcode: String,
    /// Price.
    pub price: String,
    /// Price before a reduction.
    pub compare_at_price: String,
    /// What it costs us.
    pub cost_price: String,
    /// Price for wholesalers.
    pub wholesale_price: String,
    /// Grams.
    pub weight_g: String,
    /// `true` when ticked: for sale.
    pub is_active: String,
}

impl VariantLine {
    /// Its cells.
    #[must_use]
    pub fn cells(&self) -> VariantCells {
        VariantCells {
            sku: self.sku.clone(),
            barcode: self.barcode.clone(),
            price: self.price.clone(),
            compare_at_price: self.compare_at_price.clone(),
            cost_price: self.cost_price.clone(),
            wholesale_price: self.wholesale_price.clone(),
            weight_g: self.weight_g.clone(),
            is_active: self.is_active.clone(),
        }
    }
}

/// The key of a record's fields in a form of many. A key that begins with a digit would be read as a place in a list.
#[must_use]
pub fn row_key(id: Uuid) -> String {
    format!("v{id}")
}

/// Name of a cell's input; the same is its id.
#[must_use]
pub fn cell_name(id: Uuid, field: &str) -> String {
    format!("rows[{}][{field}]", row_key(id))
}

/// A product with its options and all of its variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// The product.
    pub product_id: Uuid,
    /// Its name in the language asked for.
    pub name: String,
    /// Its SKU.
    pub sku: String,
    /// ISO 4217 code of its prices.
    pub currency: String,
    /// Counts its changes.
    pub version: i32,
    /// What its variants differ in.
    pub options: Vec<ProductOption>,
    /// Its variants in order.
    pub variants: Vec<GridVariant>,
}

/// What a change of options did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatrixChange {
    /// New variants.
    pub added: usize,
    /// Variants that are not for sale any more.
    pub switched_off: usize,
    /// Variants that are gone.
    pub removed: usize,
}

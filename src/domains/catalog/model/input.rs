//! Whole products from elsewhere: what importers and the seed hand in.

use super::{ProductStatus, TaxClass};
use crate::shared::Language;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A picture of a product, by its address elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaInput {
    /// Address of the picture.
    pub url: String,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// SKU of the variant that it shows, if it shows one only.
    pub variant_sku: Option<String>,
}

/// A variant to write. `None` leaves what is there (and is the column's default in a new variant).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantInput {
    /// Stock keeping unit, unique in the organization.
    pub sku: String,
    /// Name; `None` makes it from the options ("M / Red").
    pub name: Option<String>,
    /// Barcode, unique in the organization.
    pub barcode: Option<String>,
    /// Price in the product's currency, two places.
    pub price: Decimal,
    /// Price before a reduction.
    pub compare_at_price: Option<Decimal>,
    /// What it costs us.
    pub cost_price: Option<Decimal>,
    /// (option, value) in the order of the product's options.
    pub options: Vec<(String, String)>,
    /// Price for who buys many.
    pub wholesale_price: Option<Decimal>,
    /// So many are many, at least one.
    pub minimum_wholesale_quantity: Option<i32>,
    /// Weight, grams.
    pub weight_g: Option<i32>,
    /// Place among the variants.
    pub sort_order: i32,
    /// Whether it is for sale.
    pub is_active: bool,
}

/// A product to write, as an importer or the seed has it. `None` and empty lists leave what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductInput {
    /// The product, where the caller knows it; else it is found by its SKU, or by the SKU of one of its variants.
    pub id: Option<Uuid>,
    /// SKU of the product, unique in the organization. Empty: that of the first variant.
    pub sku: String,
    /// Name.
    pub name: String,
    /// Place in addresses, unique in the organization; `None` makes it from the name of a new product.
    pub slug: Option<String>,
    /// Description, Markdown.
    pub description: Option<String>,
    /// Whether it is for sale.
    pub status: ProductStatus,
    /// Paths of names from the root down; all are made, the first becomes the product's category.
    pub categories: Vec<Vec<String>>,
    /// Name of the brand.
    pub brand: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// (option, its values in order), such as ("Size", [S, M, L]).
    pub options: Vec<(String, Vec<String>)>,
    /// Pictures in order; when given they replace those that are there.
    pub media: Vec<MediaInput>,
    /// (language, field, value); the fields are `name`, `description`, `seo_title` and `seo_description`. An empty value removes the translation.
    pub translations: Vec<(Language, String, String)>,
    /// ISO 4217 code; `None` is the organization's currency.
    pub currency: Option<String>,
    /// How it is taxed.
    pub tax_class: Option<TaxClass>,
    /// Who supplies it.
    pub supplier_id: Option<Uuid>,
    /// Name of a size guide.
    pub size_guide: Option<String>,
    /// (name, value) of what else is known, in order; when given they replace those that are there.
    pub attributes: Option<Vec<(String, String)>>,
    /// Weight of the product, grams.
    pub weight_g: Option<i32>,
    /// Length, millimetres.
    pub length_mm: Option<i32>,
    /// Width, millimetres.
    pub width_mm: Option<i32>,
    /// Height, millimetres.
    pub height_mm: Option<i32>,
    /// Title for search engines.
    pub seo_title: Option<String>,
    /// Description for search engines.
    pub seo_description: Option<String>,
    /// At least one. Variants that are there and not in this list stay as they are.
    pub variants: Vec<VariantInput>,
}

/// What a write did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is new.
    Created,
    /// Something changed.
    Updated,
    /// Everything was as given.
    Unchanged,
}

/// What became of a [`ProductInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upserted {
    /// What was done.
    pub outcome: Outcome,
    /// The product.
    pub product_id: Uuid,
    /// (SKU, id, is new) in the order of the input.
    pub variants: Vec<(String, Uuid, bool)>,
}

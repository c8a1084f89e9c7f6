//! Products with everything that is known of them, for files that are read back.

use crate::shared::Language;
use rust_decimal::Decimal;
use uuid::Uuid;

/// A picture that stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedPicture {
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// The variant that it shows, if it shows one only.
    pub variant_id: Option<Uuid>,
}

/// A variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedVariant {
    /// Primary key.
    pub id: Uuid,
    /// Name; empty for the only one of a product.
    pub name: String,
    /// (option, value) in the order of the product's options.
    pub options: Vec<(String, String)>,
    /// Stock keeping unit.
    pub sku: String,
    /// Barcode.
    pub barcode: Option<String>,
    /// Price in the product's currency.
    pub price: Decimal,
    /// Price before a reduction.
    pub compare_at_price: Option<Decimal>,
    /// What it costs us.
    pub cost_price: Option<Decimal>,
    /// Price for who buys many.
    pub wholesale_price: Option<Decimal>,
    /// So many are many.
    pub minimum_wholesale_quantity: Option<i32>,
    /// Weight, grams.
    pub weight_g: Option<i32>,
    /// Whether it is for sale.
    pub is_active: bool,
    /// Units that can be promised in all warehouses; `None` without `inventory.read`.
    pub available: Option<i64>,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedProduct {
    /// Primary key.
    pub id: Uuid,
    /// Stock keeping unit.
    pub sku: String,
    /// Its place in addresses.
    pub slug: String,
    /// Name as entered.
    pub name: String,
    /// Description, Markdown.
    pub description: String,
    /// [`super::ProductStatus::code`].
    pub status: String,
    /// ISO 4217 code of its prices.
    pub currency: String,
    /// Tags.
    pub tags: Vec<String>,
    /// [`super::TaxClass::code`].
    pub tax_class: String,
    /// Weight, grams.
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
    /// (option, its values in order).
    pub options: Vec<(String, Vec<String>)>,
    /// (name, value) of what else is known, in order.
    pub attributes: Vec<(String, String)>,
    /// Name of the brand.
    pub brand: Option<String>,
    /// Who supplies it.
    pub supplier_id: Option<Uuid>,
    /// Name of the size guide that was chosen for it.
    pub size_guide: Option<String>,
    /// Names from the root of the tree to its category.
    pub category: Vec<String>,
    /// Pictures that stand elsewhere, in order.
    pub pictures: Vec<ExportedPicture>,
    /// (language, field, value).
    pub translations: Vec<(Language, String, String)>,
    /// Variants in order.
    pub variants: Vec<ExportedVariant>,
}

impl ExportedProduct {
    /// A text in a language, where it is translated.
    #[must_use]
    pub fn translation(&self, language: Language, field: &str) -> &str {
        let same = |(of, name, _): &&(Language, String, String)| *of == language && name == field;
        self.translations.iter().find(same).map_or("", |(_, _, value)| value.as_str())
    }
}

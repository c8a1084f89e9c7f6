//! What the catalog domain shows and takes in.

mod brand;
mod category;
mod exported;
mod filter;
mod form;
mod input;
mod matrix;
mod media;
mod public;
mod size_guide;
mod tax;
mod variant;

pub use brand::*;
pub use category::*;
pub use exported::*;
pub use filter::*;
pub use form::*;
pub use input::*;
pub use matrix::*;
pub use media::*;
pub use public::*;
pub use size_guide::*;
pub use tax::*;
pub use variant::*;

use crate::shared::Language;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whether a product is for sale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ProductStatus {
    /// Being written; not for sale.
    #[default]
    Draft,
    /// For sale.
    Active,
    /// Not for sale for now.
    Inactive,
    /// Put away for good; kept for old orders.
    Archived,
}

impl ProductStatus {
    /// All, in the order of their life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Active, Self::Inactive, Self::Archived];

    /// The word in the database and in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Archived => "ARCHIVED",
        }
    }

    /// Reads [`ProductStatus::code`], in any case.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code().eq_ignore_ascii_case(code.trim()))
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "catalog-status-draft",
            Self::Active => "catalog-status-active",
            Self::Inactive => "catalog-status-inactive",
            Self::Archived => "catalog-status-archived",
        }
    }
}

/// "Product – Variant", or the product alone when its only variant has no name.
#[must_use]
pub fn label(product_name: &str, variant_name: &str) -> String {
    if variant_name.is_empty() { product_name.to_owned() } else { format!("{product_name} – {variant_name}") }
}

/// A line of the list of products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    /// Primary key.
    pub id: Uuid,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// When it was last changed, UTC.
    pub updated_at: DateTime<Utc>,
    /// Name in the language asked for, where there is a translation.
    pub name: String,
    /// SKU of the product.
    pub sku: String,
    /// Whether it is for sale.
    pub status: ProductStatus,
    /// ISO 4217 code of its prices.
    pub currency: String,
    /// The first picture: its key in the file store, or its address elsewhere.
    pub image: Option<String>,
    /// What the picture shows.
    pub image_alt: String,
    /// Number of variants.
    pub variants: i64,
    /// Lowest price of a variant.
    pub price_from: Option<Decimal>,
    /// Highest price of a variant.
    pub price_to: Option<Decimal>,
    /// Units that can be promised in all warehouses; `None` without `inventory.read`.
    pub available: Option<i64>,
}

/// The list of products with the choices of its filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductList {
    /// The products.
    pub page: crate::shared::Page<ProductRow>,
    /// All categories in tree order.
    pub categories: Vec<CategoryRow>,
    /// Nothing has the words that were asked for: these are alike, the likest first.
    pub is_similar: bool,
    /// Names of brands to choose from, by id.
    pub brands: Vec<(Uuid, String)>,
}

/// A variant in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantRow {
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
    /// Price for who buys many.
    pub wholesale_price: Option<Decimal>,
    /// So many are many.
    pub minimum_wholesale_quantity: Option<i32>,
    /// Weight, grams.
    pub weight_g: Option<i32>,
    /// Whether it is for sale.
    pub is_active: bool,
    /// Counts its changes.
    pub version: i32,
}

/// A change of a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// SKU of the variant.
    pub sku: String,
    /// `price`, `compare_at_price` or `cost_price`.
    pub field: String,
    /// Before.
    pub old: Option<Decimal>,
    /// After.
    pub new: Option<Decimal>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
}

/// A product in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductDetail {
    /// Primary key.
    pub id: Uuid,
    /// Name as entered.
    pub name: String,
    /// Name in the language asked for, where there is a translation.
    pub shown_name: String,
    /// Its place in addresses.
    pub slug: String,
    /// Description, Markdown.
    pub description: String,
    /// Whether it is for sale.
    pub status: ProductStatus,
    /// Its category.
    pub category_id: Option<Uuid>,
    /// Names from the root of the tree to its category.
    pub category_path: Vec<String>,
    /// Whether buyers see its category: it and all above it are in use.
    pub category_is_public: bool,
    /// Name of its brand.
    pub brand: Option<String>,
    /// Who supplies it.
    pub supplier_id: Option<Uuid>,
    /// SKU of the product.
    pub sku: String,
    /// ISO 4217 code of its prices.
    pub currency: String,
    /// Tags.
    pub tags: Vec<String>,
    /// What the tax is charged by.
    pub tax_class: TaxClass,
    /// Weight, grams.
    pub weight_g: Option<i32>,
    /// Length, width and height, millimetres.
    pub size_mm: [Option<i32>; 3],
    /// Title for search engines.
    pub seo_title: Option<String>,
    /// Description for search engines.
    pub seo_description: Option<String>,
    /// What else is known of it, in order.
    pub attributes: Vec<AttributeForm>,
    /// The size guide that was chosen for it.
    pub size_guide_id: Option<Uuid>,
    /// The size guide that holds for it: its own, or that of its category or of one above.
    pub size_guide: Option<SizeGuide>,
    /// Counts its changes.
    pub version: i32,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// When it was last changed, UTC.
    pub updated_at: DateTime<Utc>,
    /// Pictures in order.
    pub media: Vec<MediaRow>,
    /// Variants in order.
    pub variants: Vec<VariantRow>,
    /// (language, field, value).
    pub translations: Vec<(Language, String, String)>,
    /// The last changes of prices, newest first.
    pub prices: Vec<PriceChange>,
}

impl ProductDetail {
    /// A translated field, empty where there is none.
    #[must_use]
    pub fn translation(&self, language: Language, field: &str) -> &str {
        self.translations.iter().find(|(of, name, _)| *of == language && name == field).map_or("", |(_, _, value)| value)
    }
}

fn amount(value: Option<Decimal>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn whole(value: Option<i32>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl From<&VariantRow> for VariantForm {
    /// The form as it is opened for a variant.
    fn from(variant: &VariantRow) -> Self {
        Self {
            sku: variant.sku.clone(),
            barcode: variant.barcode.clone().unwrap_or_default(),
            price: variant.price.to_string(),
            compare_at_price: amount(variant.compare_at_price),
            cost_price: amount(variant.cost_price),
            wholesale_price: amount(variant.wholesale_price),
            minimum_wholesale_quantity: whole(variant.minimum_wholesale_quantity),
            is_active: if variant.is_active { "true".to_owned() } else { String::new() },
        }
    }
}

/// The form of a variant, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VariantForm {
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
    /// Price for who buys many.
    pub wholesale_price: String,
    /// So many are many.
    pub minimum_wholesale_quantity: String,
    /// `true` when ticked: for sale.
    pub is_active: String,
}

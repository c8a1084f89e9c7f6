//! What the catalog domain shows and takes in.

mod input;
mod matrix;
mod media;
mod public;
mod tax;
mod variant;

pub use input::*;
pub use matrix::*;
pub use media::*;
pub use public::*;
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

/// What the list of products can be narrowed to by stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StockFilter {
    /// Something can be promised.
    In,
    /// Nothing can be promised.
    Out,
    /// At or below the reorder level somewhere.
    Low,
}

impl StockFilter {
    /// All, in the order of the filter.
    pub const ALL: [Self; 3] = [Self::In, Self::Low, Self::Out];

    /// The word in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Low => "low",
        }
    }

    /// Reads [`StockFilter::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::In => "catalog-stock-in",
            Self::Out => "catalog-stock-out",
            Self::Low => "catalog-stock-low",
        }
    }
}

/// Which products to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// Words in any of the three scripts, SKU or barcode.
    pub query: Option<String>,
    /// One status.
    pub status: Option<ProductStatus>,
    /// A category with all below it.
    pub category: Option<Uuid>,
    /// State of stock.
    pub stock: Option<StockFilter>,
}

impl ProductFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &crate::shared::Params) -> Self {
        Self {
            query: params.query("q"),
            status: params.query("status").and_then(|code| ProductStatus::parse(&code)),
            category: params.query("category").and_then(|id| Uuid::parse_str(&id).ok()),
            stock: params.query("stock").and_then(|code| StockFilter::parse(&code)),
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }
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
    /// Description, Markdown.
    pub description: String,
    /// Whether it is for sale.
    pub status: ProductStatus,
    /// Its category.
    pub category_id: Option<Uuid>,
    /// Names from the root of the tree to its category.
    pub category_path: Vec<String>,
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

/// The form of a product, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductForm {
    /// Name.
    pub name: String,
    /// Name in Sinhala.
    pub name_si: String,
    /// Name in Tamil.
    pub name_ta: String,
    /// Description, Markdown.
    pub description: String,
    /// [`ProductStatus::code`].
    pub status: String,
    /// Id of a category, or empty.
    pub category_id: String,
    /// Id of a supplier, or empty.
    pub supplier_id: String,
    /// [`TaxClass::code`].
    pub tax_class: String,
    /// Separated by commas.
    pub tags: String,
    /// SKU of the product; of its variant too where there is one only.
    pub sku: String,
    /// Price of the only variant.
    pub price: String,
    /// Its price before a reduction.
    pub compare_at_price: String,
    /// What it costs us.
    pub cost_price: String,
    /// Grams.
    pub weight_g: String,
    /// Barcode of the only variant.
    pub barcode: String,
}

fn amount(value: Option<Decimal>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl From<&ProductDetail> for ProductForm {
    /// The form as it is opened for a product. The prices of a product with several variants stand with each variant.
    fn from(product: &ProductDetail) -> Self {
        let only = match product.variants.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        Self {
            name: product.name.clone(),
            name_si: product.translation(Language::Si, "name").to_owned(),
            name_ta: product.translation(Language::Ta, "name").to_owned(),
            description: product.description.clone(),
            status: product.status.code().to_owned(),
            category_id: product.category_id.map(|id| id.to_string()).unwrap_or_default(),
            supplier_id: product.supplier_id.map(|id| id.to_string()).unwrap_or_default(),
            tax_class: product.tax_class.code().to_owned(),
            tags: product.tags.join(", "),
            sku: product.sku.clone(),
            price: amount(only.map(|only| only.price)),
            compare_at_price: amount(only.and_then(|only| only.compare_at_price)),
            cost_price: amount(only.and_then(|only| only.cost_price)),
            weight_g: only.and_then(|only| only.weight_g).or(product.weight_g).map(|grams| grams.to_string()).unwrap_or_default(),
            barcode: only.and_then(|only| only.barcode.clone()).unwrap_or_default(),
        }
    }
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
    /// `true` when ticked: for sale.
    pub is_active: String,
}

/// A category in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRow {
    /// Primary key.
    pub id: Uuid,
    /// The category above.
    pub parent_id: Option<Uuid>,
    /// Name as entered.
    pub name: String,
    /// Name in the language asked for, where there is a translation.
    pub shown_name: String,
    /// 0 at the root.
    pub depth: usize,
    /// Products in it, not in those below.
    pub products: i64,
    /// Categories right below.
    pub children: i64,
}

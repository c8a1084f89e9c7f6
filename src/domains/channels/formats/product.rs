//! What one row of a product file says.

use super::row_reader::{Columns, RowReader};
use super::{Format, Issue, Mapping, ProductField, RowErrors, Table};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Languages of a shop's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Sinhala.
    Si,
    /// Tamil.
    Ta,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::En, Self::Si, Self::Ta];

    /// ISO 639-1 code.
    pub fn key(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Si => "si",
            Self::Ta => "ta",
        }
    }

    /// The language a header's last word names.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "en" | "english" => Some(Self::En),
            "si" | "sinhala" | "sinhalese" => Some(Self::Si),
            "ta" | "tamil" => Some(Self::Ta),
            _ => None,
        }
    }
}

impl From<Language> for crate::shared::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Si => Self::Si,
            Language::Ta => Self::Ta,
        }
    }
}

/// A text in a language other than the file's main one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localized {
    /// Its language.
    pub language: Language,
    /// The text.
    pub text: String,
}

/// How a variation names the product it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParentRef {
    /// By SKU.
    Sku(String),
    /// By the platform's id (`id:44`).
    Id(String),
    /// By Shopify's handle.
    Handle(String),
}

impl ParentRef {
    /// The bare SKU, id or handle.
    pub fn value(&self) -> &str {
        match self {
            Self::Sku(v) | Self::Id(v) | Self::Handle(v) => v,
        }
    }
}

/// What kind of row it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A product that is its own only variant.
    Simple,
    /// A product with variants in other rows.
    Variable,
    /// A product and its first variant in one row, as Shopify writes it.
    VariableWithFirst,
    /// A variant of another row's product.
    Variation {
        /// The product.
        parent: ParentRef,
    },
    /// Only a further picture of another row's product.
    ImageOnly {
        /// The product.
        parent: ParentRef,
    },
    /// A page that lists other products; it has no price and no stock.
    Grouped,
    /// A link to a product that another shop sells.
    External,
}

/// Status of a product, in the database's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ProductStatus {
    /// Not finished.
    Draft,
    /// For sale.
    Active,
    /// Kept back.
    Inactive,
    /// Out of the assortment.
    Archived,
}

impl ProductStatus {
    /// The database's word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Archived => "ARCHIVED",
        }
    }
}

/// A picture to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Address, http or https.
    pub url: String,
    /// Text alternative.
    pub alt: Option<String>,
    /// Position given by the file.
    pub position: Option<i32>,
}

/// An option or attribute with its values, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionValues {
    /// Such as "Size".
    pub name: String,
    /// Such as S, M, L; a variation has one value, or none for "any".
    pub values: Vec<String>,
}

/// Everything one row says, already in our units and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    /// Record number in the file.
    pub row: u32,
    /// Line in the file.
    pub line: u64,
    /// What kind of row it is.
    pub kind: RowKind,
    /// The platform's id; none if the file has none.
    pub external_id: Option<String>,
    /// Only from Shopify.
    pub handle: Option<String>,
    /// The file's SKU or a derived one.
    pub sku: String,
    /// The file has no SKU here; the same file always gives the same one.
    pub sku_derived: bool,
    /// EAN or another code; none if missing.
    pub barcode: Option<String>,
    /// Empty only for variations and pictures.
    pub name: String,
    /// The name in further languages.
    pub names: Vec<Localized>,
    /// Markdown.
    pub short_description: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// The description in further languages, Markdown.
    pub descriptions: Vec<Localized>,
    /// Whether it is for sale.
    pub status: ProductStatus,
    /// What is paid: the sale price while there is one.
    pub price: Option<Decimal>,
    /// The struck-out price.
    pub compare_at_price: Option<Decimal>,
    /// First day of the sale.
    pub sale_from: Option<NaiveDate>,
    /// Last day of the sale.
    pub sale_until: Option<NaiveDate>,
    /// What the merchant pays for a piece, in the shop's currency; none if unknown.
    pub cost: Option<Decimal>,
    /// Price of a piece for resellers, in the shop's currency; none if there is no such price.
    pub wholesale_price: Option<Decimal>,
    /// Fewest pieces for the wholesale price, at least 1; none if any number will do.
    pub wholesale_minimum: Option<i32>,
    /// None when the shop does not count this item.
    pub stock: Option<i32>,
    /// Weight in grams; none if not weighed.
    pub weight_g: Option<i32>,
    /// Length in millimetres; none if not measured.
    pub length_mm: Option<i32>,
    /// Width in millimetres; none if not measured.
    pub width_mm: Option<i32>,
    /// Height in millimetres; none if not measured.
    pub height_mm: Option<i32>,
    /// Paths of categories, each from the root down.
    pub categories: Vec<Vec<String>>,
    /// Tags, each once.
    pub tags: Vec<String>,
    /// Brand, if any.
    pub brand: Option<String>,
    /// Pictures, in the file's order.
    pub images: Vec<Image>,
    /// Options and attributes, in the order of their columns.
    pub options: Vec<OptionValues>,
    /// SKUs (or `id:`) of a grouped product's members.
    pub grouped: Vec<String>,
    /// Tax class, lower case; none for the standard one.
    pub tax_class: Option<String>,
    /// Place among siblings; none for the file's order.
    pub position: Option<i32>,
    /// Title for search engines; none for the name.
    pub seo_title: Option<String>,
    /// Description for search engines, Markdown; none for the short description.
    pub seo_description: Option<String>,
    /// The title for search engines in further languages.
    pub seo_titles: Vec<Localized>,
    /// The description for search engines in further languages.
    pub seo_descriptions: Vec<Localized>,
    /// The product's place in addresses; none to make one from the name.
    pub slug: Option<String>,
    /// Whether the variant is for sale, where the file says it apart from the product's status.
    pub variant_active: Option<bool>,
    /// The name is the variant's own, whatever its options are.
    pub keeps_name: bool,
    /// Currency of the prices, ISO 4217; none for the organization's.
    pub currency: Option<String>,
    /// Who supplies it, by name.
    pub supplier: Option<String>,
    /// Size guide, by name.
    pub size_guide: Option<String>,
    /// (name, value) of what else is known; none when the file says nothing of it.
    pub facts: Option<Vec<(String, String)>>,
    /// What was understood but changed; the row is imported all the same.
    pub warnings: Vec<Issue>,
}

/// Parses every row; the results stand in the order of `table.rows`, one for each.
pub fn parse_products(format: Format, table: &Table, mapping: &Mapping) -> Vec<Result<ProductRow, RowErrors>> {
    let columns = Columns::new(table, mapping);
    if format == Format::Shopify {
        return super::shopify_csv::parse(table, &columns);
    }
    table
        .rows
        .iter()
        .map(|row| {
            let mut reader = RowReader::new(&columns, row);
            let draft = match format {
                Format::Woocommerce => super::woocommerce_csv::parse(&mut reader),
                Format::Smartstore | Format::Shopify => super::smartstore_csv::parse(&mut reader),
            };
            reader.finish(draft)
        })
        .collect()
}

/// Moves the sale price, if any, to the price and the regular price to the struck-out one.
pub(super) fn apply_sale(reader: &mut RowReader<'_>, draft: &mut ProductRow) {
    let regular = reader.money(ProductField::Price);
    let sale = reader.money(ProductField::SalePrice);
    draft.sale_from = reader.date(ProductField::SaleFrom);
    draft.sale_until = reader.date(ProductField::SaleUntil);
    (draft.price, draft.compare_at_price) = match (sale, regular) {
        (Some(sale), Some(regular)) if sale < regular => (Some(sale), Some(regular)),
        (Some(_), Some(regular)) => {
            reader.warn(ProductField::SalePrice, "import-warning-sale-price");
            (Some(regular), None)
        }
        (Some(sale), None) => (Some(sale), None),
        (None, regular) => (regular, None),
    };
    if draft.compare_at_price.is_none() {
        draft.sale_from = None;
        draft.sale_until = None;
    }
}

/// Rules that hold for every format once kind and price are known.
pub(super) fn settle(reader: &mut RowReader<'_>, draft: &mut ProductRow) {
    let is_part = matches!(draft.kind, RowKind::Variation { .. } | RowKind::ImageOnly { .. });
    if draft.name.is_empty() && !is_part && !reader.failed(ProductField::Name) {
        reader.error(ProductField::Name, Issue::new("import-error-name-missing"));
    }
    match draft.kind {
        RowKind::Grouped => {
            draft.status = ProductStatus::Draft;
            reader.warn(ProductField::Kind, "import-warning-grouped");
        }
        RowKind::External => {
            draft.status = ProductStatus::Draft;
            reader.warn(ProductField::Kind, "import-warning-external");
        }
        RowKind::Simple if draft.price.is_none() && !reader.failed(ProductField::Price) => {
            draft.status = ProductStatus::Draft;
            reader.warn(ProductField::Price, "import-warning-price-missing");
        }
        _ => {}
    }
}

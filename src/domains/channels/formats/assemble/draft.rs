//! Products and variants as they will be written.

use crate::domains::channels::formats::{Image, Issue, Localized, OptionValues, ParentRef, ProductStatus, RowErrors, RowKind};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A variant to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantDraft {
    /// Record number of its row.
    pub row: u32,
    /// The platform's id; none if the file has none.
    pub external_id: Option<String>,
    /// The file's SKU or a derived one.
    pub sku: String,
    /// The file has no SKU here; the same file always gives the same one.
    pub sku_derived: bool,
    /// EAN or another code; none if missing.
    pub barcode: Option<String>,
    /// Values of its options, else the name of the row, else the SKU.
    pub name: String,
    /// Chosen options, name and value.
    pub options: Vec<(String, String)>,
    /// What is paid during the sale, if there is one, in the shop's currency; zero if the file has no price.
    pub price: Decimal,
    /// The struck-out price, in the shop's currency; none without a sale.
    pub compare_at_price: Option<Decimal>,
    /// First day of the sale; none if it has begun already.
    pub sale_from: Option<NaiveDate>,
    /// Last day of the sale; none if it has no end.
    pub sale_until: Option<NaiveDate>,
    /// What the merchant pays for a piece, in the shop's currency; none if unknown.
    pub cost: Option<Decimal>,
    /// Price of a piece for resellers, in the shop's currency; none if there is no such price.
    pub wholesale_price: Option<Decimal>,
    /// Fewest pieces for the wholesale price, at least 1; none if any number will do.
    pub wholesale_minimum: Option<i32>,
    /// Pieces on hand; none when the shop does not count this item.
    pub stock: Option<i32>,
    /// Weight in grams; none if not weighed.
    pub weight_g: Option<i32>,
    /// False for a variant that was not published or has no price.
    pub is_active: bool,
    /// The name is its own, whatever its options are.
    pub keeps_name: bool,
    /// Place among siblings; none for the file's order.
    pub position: Option<i32>,
    /// The picture of this variant, at most one.
    pub images: Vec<Image>,
}

impl VariantDraft {
    /// Price and struck-out price on a day: outside the sale's days the regular price is paid.
    pub fn price_on(&self, day: NaiveDate) -> (Decimal, Option<Decimal>) {
        let begun = self.sale_from.is_none_or(|from| from <= day);
        let lasts = self.sale_until.is_none_or(|until| day <= until);
        match self.compare_at_price {
            Some(regular) if !(begun && lasts) => (regular, None),
            compare => (self.price, compare),
        }
    }
}

/// A product to be written; it has at least one variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductDraft {
    /// Record numbers of all its rows, its own first.
    pub rows: Vec<u32>,
    /// What kind of product it is; never a variation or a picture.
    pub kind: RowKind,
    /// The platform's id; none if the file has none.
    pub external_id: Option<String>,
    /// Only from Shopify.
    pub handle: Option<String>,
    /// The product's SKU: Shopify's handle, else its own; a simple product shares it with its variant.
    pub sku: String,
    /// The SKU is not from a SKU column; the same file always gives the same one.
    pub sku_derived: bool,
    /// Name in the main language.
    pub name: String,
    /// The name in further languages.
    pub names: Vec<Localized>,
    /// Markdown; none if missing.
    pub short_description: Option<String>,
    /// Markdown; none if missing.
    pub description: Option<String>,
    /// The description in further languages, Markdown.
    pub descriptions: Vec<Localized>,
    /// Whether it is for sale.
    pub status: ProductStatus,
    /// Paths of categories, each from the root down.
    pub categories: Vec<Vec<String>>,
    /// Tags, each once.
    pub tags: Vec<String>,
    /// Brand, if any.
    pub brand: Option<String>,
    /// Tax class, lower case; none for the standard one.
    pub tax_class: Option<String>,
    /// Weight in grams; none if not weighed.
    pub weight_g: Option<i32>,
    /// Length in millimetres; none if not measured.
    pub length_mm: Option<i32>,
    /// Width in millimetres; none if not measured.
    pub width_mm: Option<i32>,
    /// Height in millimetres; none if not measured.
    pub height_mm: Option<i32>,
    /// Pictures of the product and its variants, in order.
    pub images: Vec<Image>,
    /// What variants are chosen by.
    pub options: Vec<OptionValues>,
    /// What merely describes.
    pub attributes: Vec<OptionValues>,
    /// SKUs (or `id:`) of a grouped product's members.
    pub grouped: Vec<String>,
    /// Place among products; none for the file's order.
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
    /// Currency of the prices, ISO 4217; none for the organization's.
    pub currency: Option<String>,
    /// Who supplies it, by name.
    pub supplier: Option<String>,
    /// Size guide, by name.
    pub size_guide: Option<String>,
    /// (name, value) of what else is known; none when the file says nothing of it.
    pub facts: Option<Vec<(String, String)>>,
    /// Variants, in order.
    pub variants: Vec<VariantDraft>,
    /// Warnings by record number.
    pub warnings: Vec<(u32, Issue)>,
}

/// A variation whose product is not in the file: the caller looks it up by SKU, id or handle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrphanVariant {
    /// Line of the file, for the message if the product is unknown there too.
    pub line: u64,
    /// How the file names the product.
    pub parent: ParentRef,
    /// The variant.
    pub variant: VariantDraft,
    /// Its warnings.
    pub warnings: Vec<Issue>,
}

impl OrphanVariant {
    /// The error when the caller finds no such product.
    pub fn unknown_parent(&self) -> RowErrors {
        unknown_parent(self.variant.row, self.line, &self.parent)
    }
}

/// The error of a row whose product is nowhere to be found.
pub(super) fn unknown_parent(row: u32, line: u64, parent: &ParentRef) -> RowErrors {
    let issue = Issue::new("import-error-parent-unknown").arg("parent", parent.value());
    RowErrors { row, line, errors: vec![issue] }
}

/// All of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Assembly {
    /// Products in the file's order.
    pub products: Vec<ProductDraft>,
    /// Variations without a product in this file.
    pub orphans: Vec<OrphanVariant>,
    /// Rows that are right by themselves but not beside the others.
    pub errors: Vec<RowErrors>,
}

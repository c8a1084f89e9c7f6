//! The form of a product.

use super::{ProductDetail, amount, whole};
use crate::shared::Language;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What else is known of a product: a name and a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttributeForm {
    /// Such as "Material".
    pub name: String,
    /// Such as "Cotton".
    pub value: String,
}

/// The form of a product, as typed. Texts in a language other than the one they are entered in have its code behind their name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductForm {
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Name in Sinhala.
    pub name_si: String,
    /// Name in Tamil.
    pub name_ta: String,
    /// Description, Markdown.
    pub description: String,
    /// Description in English.
    pub description_en: String,
    /// Description in Sinhala.
    pub description_si: String,
    /// Description in Tamil.
    pub description_ta: String,
    /// Title for search engines.
    pub seo_title: String,
    /// The same in English.
    pub seo_title_en: String,
    /// The same in Sinhala.
    pub seo_title_si: String,
    /// The same in Tamil.
    pub seo_title_ta: String,
    /// Description for search engines.
    pub seo_description: String,
    /// The same in English.
    pub seo_description_en: String,
    /// The same in Sinhala.
    pub seo_description_si: String,
    /// The same in Tamil.
    pub seo_description_ta: String,
    /// Its place in addresses; empty: made from the name.
    pub slug: String,
    /// [`super::ProductStatus::code`].
    pub status: String,
    /// Id of a category, or empty.
    pub category_id: String,
    /// Name of a brand, known or new.
    pub brand: String,
    /// Id of a supplier, or empty.
    pub supplier_id: String,
    /// Id of a size guide, or empty.
    pub size_guide_id: String,
    /// [`super::TaxClass::code`].
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
    /// Its price for who buys many.
    pub wholesale_price: String,
    /// So many are many.
    pub minimum_wholesale_quantity: String,
    /// Grams.
    pub weight_g: String,
    /// Centimetres.
    pub length: String,
    /// Centimetres.
    pub width: String,
    /// Centimetres.
    pub height: String,
    /// Barcode of the only variant.
    pub barcode: String,
    /// Names and values.
    pub attributes: Vec<AttributeForm>,
}

impl ProductForm {
    /// Fields with a text in each language.
    pub const TEXTS: [&'static str; 4] = ["name", "description", "seo_title", "seo_description"];

    /// (language, field, text) of all translations.
    #[must_use]
    pub fn translations(&self) -> [(Language, &'static str, &str); 12] {
        [
            (Language::En, "name", &self.name_en),
            (Language::Si, "name", &self.name_si),
            (Language::Ta, "name", &self.name_ta),
            (Language::En, "description", &self.description_en),
            (Language::Si, "description", &self.description_si),
            (Language::Ta, "description", &self.description_ta),
            (Language::En, "seo_title", &self.seo_title_en),
            (Language::Si, "seo_title", &self.seo_title_si),
            (Language::Ta, "seo_title", &self.seo_title_ta),
            (Language::En, "seo_description", &self.seo_description_en),
            (Language::Si, "seo_description", &self.seo_description_si),
            (Language::Ta, "seo_description", &self.seo_description_ta),
        ]
    }
}

/// Millimetres as centimetres are typed.
fn centimetres(millimetres: Option<i32>) -> String {
    millimetres.map(|length| Decimal::new(i64::from(length), 1).normalize().to_string()).unwrap_or_default()
}

impl From<&ProductDetail> for ProductForm {
    /// The form as it is opened for a product. The prices of a product with several variants stand with each variant.
    fn from(product: &ProductDetail) -> Self {
        let only = match product.variants.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let text = |language: Language, field: &str| product.translation(language, field).to_owned();
        let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let [length, width, height] = product.size_mm.map(centimetres);
        Self {
            name: product.name.clone(),
            name_en: text(Language::En, "name"),
            name_si: text(Language::Si, "name"),
            name_ta: text(Language::Ta, "name"),
            description: product.description.clone(),
            description_en: text(Language::En, "description"),
            description_si: text(Language::Si, "description"),
            description_ta: text(Language::Ta, "description"),
            seo_title: product.seo_title.clone().unwrap_or_default(),
            seo_title_en: text(Language::En, "seo_title"),
            seo_title_si: text(Language::Si, "seo_title"),
            seo_title_ta: text(Language::Ta, "seo_title"),
            seo_description: product.seo_description.clone().unwrap_or_default(),
            seo_description_en: text(Language::En, "seo_description"),
            seo_description_si: text(Language::Si, "seo_description"),
            seo_description_ta: text(Language::Ta, "seo_description"),
            slug: product.slug.clone(),
            status: product.status.code().to_owned(),
            category_id: id(product.category_id),
            brand: product.brand.clone().unwrap_or_default(),
            supplier_id: id(product.supplier_id),
            size_guide_id: id(product.size_guide_id),
            tax_class: product.tax_class.code().to_owned(),
            tags: product.tags.join(", "),
            sku: product.sku.clone(),
            price: amount(only.map(|only| only.price)),
            compare_at_price: amount(only.and_then(|only| only.compare_at_price)),
            cost_price: amount(only.and_then(|only| only.cost_price)),
            wholesale_price: amount(only.and_then(|only| only.wholesale_price)),
            minimum_wholesale_quantity: whole(only.and_then(|only| only.minimum_wholesale_quantity)),
            weight_g: whole(only.and_then(|only| only.weight_g).or(product.weight_g)),
            length,
            width,
            height,
            barcode: only.and_then(|only| only.barcode.clone()).unwrap_or_default(),
            attributes: product.attributes.clone(),
        }
    }
}

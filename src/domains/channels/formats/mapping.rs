//! Which column means what: guessed from the headers, corrected by the user, kept as JSON.

use super::Format;
use super::numbers::{LengthUnit, WeightUnit};
use super::product::Language;
use super::text::slug;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most numbered attribute columns that are understood.
pub const MAX_OPTIONS: u8 = 12;

/// What a column can mean. Units and numbers are part of the meaning, so a user may correct them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProductField {
    /// The old platform's id.
    ExternalId,
    /// Shopify's handle, which names a product.
    Handle,
    /// Kind of row: simple, variable, variation and so on.
    Kind,
    /// The product of a variation, by SKU or `id:`.
    Parent,
    /// SKU.
    Sku,
    /// EAN or another code.
    Barcode,
    /// Name in the main language.
    Name,
    /// Name in this language.
    NameIn(Language),
    /// Short description.
    ShortDescription,
    /// Description in the main language.
    Description,
    /// Description in this language.
    DescriptionIn(Language),
    /// Whether the shop shows it.
    Published,
    /// Status: draft, active and so on.
    Status,
    /// Regular price, in the shop's currency.
    Price,
    /// Price during the sale, in the shop's currency.
    SalePrice,
    /// Struck-out price, in the shop's currency.
    CompareAtPrice,
    /// First day of the sale.
    SaleFrom,
    /// Last day of the sale.
    SaleUntil,
    /// What the merchant pays for a piece, in the shop's currency.
    Cost,
    /// Price of a piece for resellers, in the shop's currency.
    WholesalePrice,
    /// Fewest pieces for the wholesale price.
    WholesaleMinimum,
    /// Pieces on hand.
    Stock,
    /// Whether tax is charged.
    TaxStatus,
    /// Tax class.
    TaxClass,
    /// Weight in this unit.
    Weight(WeightUnit),
    /// Length in this unit.
    Length(LengthUnit),
    /// Width in this unit.
    Width(LengthUnit),
    /// Height in this unit.
    Height(LengthUnit),
    /// Paths of categories, `A > B, C`.
    Categories,
    /// Shopify's free word for the kind of goods, a category here.
    ProductType,
    /// Tags.
    Tags,
    /// Brand.
    Brand,
    /// Addresses of pictures.
    Images,
    /// Text alternative of the row's picture.
    ImageAlt,
    /// Place of the row's picture among the product's.
    ImagePosition,
    /// Address of the variant's own picture.
    VariantImage,
    /// Members of a grouped product, by SKU or `id:`.
    GroupedProducts,
    /// Place among siblings.
    Position,
    /// Title for search engines.
    SeoTitle,
    /// Description for search engines.
    SeoDescription,
    /// Title for search engines in this language.
    SeoTitleIn(Language),
    /// Description for search engines in this language.
    SeoDescriptionIn(Language),
    /// The product's place in addresses.
    Slug,
    /// Whether the variant is for sale: yes or no.
    VariantActive,
    /// Currency of the prices, ISO 4217.
    Currency,
    /// Who supplies it, by name.
    Supplier,
    /// Size guide, by name.
    SizeGuide,
    /// What else is known, as JSON: `[{"name": …, "value": …}]`.
    Attributes,
    /// Name of the option of this number, from 1.
    OptionName(u8),
    /// Values of the option of this number, from 1.
    OptionValues(u8),
}

impl ProductField {
    /// Every field, in the order in which a menu should offer them.
    pub fn all() -> Vec<Self> {
        use ProductField as F;
        let mut all = vec![F::Kind, F::Sku, F::Name];
        all.extend(Language::ALL.map(F::NameIn));
        all.extend([F::Price, F::SalePrice, F::CompareAtPrice, F::Cost, F::Stock, F::Status, F::Published]);
        all.extend([F::ShortDescription, F::Description]);
        all.extend(Language::ALL.map(F::DescriptionIn));
        all.extend([F::Categories, F::ProductType, F::Tags, F::Brand, F::Barcode]);
        all.extend([F::Images, F::ImageAlt, F::ImagePosition, F::VariantImage]);
        all.extend([F::Parent, F::Handle, F::ExternalId, F::GroupedProducts, F::Position]);
        all.extend([F::SaleFrom, F::SaleUntil, F::WholesalePrice, F::WholesaleMinimum]);
        all.extend([F::TaxStatus, F::TaxClass, F::SeoTitle, F::SeoDescription]);
        all.extend(Language::ALL.map(F::SeoTitleIn));
        all.extend(Language::ALL.map(F::SeoDescriptionIn));
        all.extend([F::Slug, F::VariantActive, F::Currency, F::Supplier, F::SizeGuide, F::Attributes]);
        all.extend(WeightUnit::ALL.map(F::Weight));
        all.extend(LengthUnit::ALL.map(F::Length));
        all.extend(LengthUnit::ALL.map(F::Width));
        all.extend(LengthUnit::ALL.map(F::Height));
        all.extend((1..=MAX_OPTIONS).flat_map(|n| [F::OptionName(n), F::OptionValues(n)]));
        all
    }

    /// Stable ASCII word; also the header in our own files.
    pub fn key(self) -> String {
        use ProductField as F;
        let fixed = match self {
            F::ExternalId => "external_id",
            F::Handle => "handle",
            F::Kind => "type",
            F::Parent => "parent",
            F::Sku => "sku",
            F::Barcode => "barcode",
            F::Name => "name",
            F::ShortDescription => "short_description",
            F::Description => "description",
            F::Published => "published",
            F::Status => "status",
            F::Price => "price",
            F::SalePrice => "sale_price",
            F::CompareAtPrice => "compare_at_price",
            F::SaleFrom => "sale_from",
            F::SaleUntil => "sale_until",
            F::Cost => "cost_price",
            F::WholesalePrice => "wholesale_price",
            F::WholesaleMinimum => "minimum_wholesale_quantity",
            F::Stock => "stock",
            F::TaxStatus => "tax_status",
            F::TaxClass => "tax_class",
            F::Categories => "categories",
            F::ProductType => "product_type",
            F::Tags => "tags",
            F::Brand => "brand",
            F::Images => "images",
            F::ImageAlt => "image_alt",
            F::ImagePosition => "image_position",
            F::VariantImage => "variant_image",
            F::GroupedProducts => "grouped_products",
            F::Position => "position",
            F::SeoTitle => "seo_title",
            F::SeoDescription => "seo_description",
            F::Slug => "slug",
            F::VariantActive => "variant_active",
            F::Currency => "currency",
            F::Supplier => "supplier",
            F::SizeGuide => "size_guide",
            F::Attributes => "attributes",
            F::SeoTitleIn(language) => return format!("seo_title_{}", language.key()),
            F::SeoDescriptionIn(language) => return format!("seo_description_{}", language.key()),
            F::NameIn(language) => return format!("name_{}", language.key()),
            F::DescriptionIn(language) => return format!("description_{}", language.key()),
            F::Weight(unit) => return format!("weight_{}", unit.key()),
            F::Length(unit) => return format!("length_{}", unit.key()),
            F::Width(unit) => return format!("width_{}", unit.key()),
            F::Height(unit) => return format!("height_{}", unit.key()),
            F::OptionName(n) => return format!("option_{n}_name"),
            F::OptionValues(n) => return format!("option_{n}_values"),
        };
        fixed.to_owned()
    }

    /// The field of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().into_iter().find(|field| field.key() == key)
    }
}

impl Serialize for ProductField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

impl<'de> Deserialize<'de> for ProductField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::from_key(&key).ok_or_else(|| serde::de::Error::custom(format!("unknown field {key}")))
    }
}

/// The meaning of each column, by position; none for a column that is not imported.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    /// One entry per column.
    pub columns: Vec<Option<ProductField>>,
}

impl Mapping {
    /// The first column with this meaning.
    pub fn column_of(&self, field: ProductField) -> Option<usize> {
        self.columns.iter().position(|f| *f == Some(field))
    }

    /// Fields that more than one column claims; the first of them is read.
    pub fn duplicates(&self) -> Vec<ProductField> {
        let mut out = Vec::new();
        for (i, field) in self.columns.iter().enumerate() {
            if let Some(field) = field
                && self.columns[..i].contains(&Some(*field))
                && !out.contains(field)
            {
                out.push(*field);
            }
        }
        out
    }
}

/// The format whose headers these look like.
pub fn detect_format(headers: &[String]) -> Option<Format> {
    let names: Vec<String> = headers.iter().map(|h| normalise(h)).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("url handle") || has("handle") && (has("variant price") || has("option1 value") || has("body html")) {
        Some(Format::Shopify)
    } else if has("regular price") || has("in stock") || has("attribute 1 name") {
        Some(Format::Woocommerce)
    } else if has("sku") && has("name") {
        Some(Format::Smartstore)
    } else {
        None
    }
}

/// Guesses the meaning of every column, each meaning once.
pub fn guess_mapping(format: Format, headers: &[String]) -> Mapping {
    let mut columns: Vec<Option<ProductField>> = Vec::with_capacity(headers.len());
    for header in headers {
        let guess = guess(format, &normalise(header)).filter(|f| !columns.contains(&Some(*f)));
        columns.push(guess);
    }
    Mapping { columns }
}

/// Lower case, every run of other signs one blank: `Weight (lbs)` is `weight lbs`. The names of the
/// languages in their own scripts become codes first.
fn normalise(header: &str) -> String {
    let header = header.replace("සිංහල", " si ").replace("தமிழ்", " ta ");
    slug(&header).replace('-', " ")
}

fn guess(format: Format, name: &str) -> Option<ProductField> {
    // Keys are headers of our own format only: "type" means something else at Shopify.
    (format == Format::Smartstore)
        .then(|| ProductField::from_key(&name.replace(' ', "_")))
        .flatten()
        .or_else(|| match format {
            Format::Shopify => super::shopify_csv::header(name),
            Format::Woocommerce => super::woocommerce_csv::header(name),
            Format::Smartstore => super::smartstore_csv::header(name),
        })
        .or_else(|| common(name))
}

/// Headers that mean the same everywhere.
fn common(name: &str) -> Option<ProductField> {
    use ProductField as F;
    let words: Vec<&str> = name.split(' ').collect();
    let language = words.last().and_then(|w| Language::from_word(w));
    match (words.as_slice(), language) {
        (["name" | "title", _], Some(language)) => return Some(F::NameIn(language)),
        (["product", "name" | "title", _], Some(language)) => return Some(F::NameIn(language)),
        (["description", _], Some(language)) => return Some(F::DescriptionIn(language)),
        _ => {}
    }
    let length = |unit: &str| LengthUnit::ALL.into_iter().find(|u| u.key() == unit);
    match words.as_slice() {
        ["weight"] => return Some(F::Weight(WeightUnit::Kg)),
        ["weight", unit] => {
            let unit = unit.trim_end_matches('s');
            return WeightUnit::ALL.into_iter().find(|u| u.key() == unit).map(F::Weight);
        }
        ["length"] => return Some(F::Length(LengthUnit::Cm)),
        ["width"] => return Some(F::Width(LengthUnit::Cm)),
        ["height"] => return Some(F::Height(LengthUnit::Cm)),
        ["length", unit] => return length(unit).map(F::Length),
        ["width", unit] => return length(unit).map(F::Width),
        ["height", unit] => return length(unit).map(F::Height),
        _ => {}
    }
    Some(match name {
        "sku" | "product sku" => F::Sku,
        "name" | "title" | "product name" => F::Name,
        "description" => F::Description,
        "short description" => F::ShortDescription,
        "barcode" | "gtin" | "ean" | "isbn" | "upc" => F::Barcode,
        "price" => F::Price,
        "sale price" => F::SalePrice,
        "compare at price" => F::CompareAtPrice,
        "cost" | "cost price" | "cost per item" | "cost of goods" => F::Cost,
        "wholesale price" => F::WholesalePrice,
        "stock" | "quantity" | "qty" => F::Stock,
        "status" => F::Status,
        "published" => F::Published,
        "tax class" => F::TaxClass,
        "tax status" => F::TaxStatus,
        "categories" | "category" | "product category" => F::Categories,
        "tags" => F::Tags,
        "brand" | "brands" | "vendor" => F::Brand,
        "images" | "image" => F::Images,
        "position" => F::Position,
        "seo title" => F::SeoTitle,
        "seo description" => F::SeoDescription,
        _ => return None,
    })
}

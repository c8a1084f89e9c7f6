//! What the columns of a product file can mean, in words.

use crate::domains::bulk::model::FieldChoice;
use crate::domains::channels::formats::{Language, ProductField};

const fn language_name(language: Language) -> &'static str {
    match language {
        Language::En => crate::shared::Language::En.own_name(),
        Language::Si => crate::shared::Language::Si.own_name(),
        Language::Ta => crate::shared::Language::Ta.own_name(),
    }
}

/// All meanings, in the order of a menu.
pub(super) fn choices() -> Vec<FieldChoice> {
    ProductField::all()
        .into_iter()
        .map(|field| {
            let (key, args) = name(field);
            FieldChoice { code: field.key(), key: key.to_owned(), args }
        })
        .collect()
}

fn name(field: ProductField) -> (&'static str, Vec<(String, String)>) {
    use ProductField as F;
    let with = |name: &str, value: String| vec![(name.to_owned(), value)];
    let none = Vec::new();
    match field {
        F::ExternalId => ("channels-field-external-id", none),
        F::Handle => ("channels-field-handle", none),
        F::Kind => ("channels-field-kind", none),
        F::Parent => ("channels-field-parent", none),
        F::Sku => ("channels-field-sku", none),
        F::Barcode => ("channels-field-barcode", none),
        F::Name => ("channels-field-name", none),
        F::NameIn(language) => ("channels-field-name-in", with("language", language_name(language).to_owned())),
        F::ShortDescription => ("channels-field-short-description", none),
        F::Description => ("channels-field-description", none),
        F::DescriptionIn(language) => ("channels-field-description-in", with("language", language_name(language).to_owned())),
        F::Published => ("channels-field-published", none),
        F::Status => ("channels-field-status", none),
        F::Price => ("channels-field-price", none),
        F::SalePrice => ("channels-field-sale-price", none),
        F::CompareAtPrice => ("channels-field-compare-at-price", none),
        F::SaleFrom => ("channels-field-sale-from", none),
        F::SaleUntil => ("channels-field-sale-until", none),
        F::Cost => ("channels-field-cost", none),
        F::WholesalePrice => ("channels-field-wholesale-price", none),
        F::WholesaleMinimum => ("channels-field-wholesale-minimum", none),
        F::Stock => ("channels-field-stock", none),
        F::TaxStatus => ("channels-field-tax-status", none),
        F::TaxClass => ("channels-field-tax-class", none),
        F::Weight(unit) => ("channels-field-weight", with("unit", unit.key().to_owned())),
        F::Length(unit) => ("channels-field-length", with("unit", unit.key().to_owned())),
        F::Width(unit) => ("channels-field-width", with("unit", unit.key().to_owned())),
        F::Height(unit) => ("channels-field-height", with("unit", unit.key().to_owned())),
        F::Categories => ("channels-field-categories", none),
        F::ProductType => ("channels-field-product-type", none),
        F::Tags => ("channels-field-tags", none),
        F::Brand => ("channels-field-brand", none),
        F::Images => ("channels-field-images", none),
        F::ImageAlt => ("channels-field-image-alt", none),
        F::ImagePosition => ("channels-field-image-position", none),
        F::VariantImage => ("channels-field-variant-image", none),
        F::GroupedProducts => ("channels-field-grouped-products", none),
        F::Position => ("channels-field-position", none),
        F::SeoTitle => ("channels-field-seo-title", none),
        F::SeoDescription => ("channels-field-seo-description", none),
        F::SeoTitleIn(language) => ("channels-field-seo-title-in", with("language", language_name(language).to_owned())),
        F::SeoDescriptionIn(language) => ("channels-field-seo-description-in", with("language", language_name(language).to_owned())),
        F::Slug => ("channels-field-slug", none),
        F::VariantActive => ("channels-field-variant-active", none),
        F::Currency => ("channels-field-currency", none),
        F::Supplier => ("channels-field-supplier", none),
        F::SizeGuide => ("channels-field-size-guide", none),
        F::Attributes => ("channels-field-attributes", none),
        F::OptionName(number) => ("channels-field-option-name", with("number", number.to_string())),
        F::OptionValues(number) => ("channels-field-option-values", with("number", number.to_string())),
    }
}

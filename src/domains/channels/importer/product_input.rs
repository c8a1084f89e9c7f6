//! What a file says of a product, in the words of the catalog.

use crate::domains::catalog::model::{MediaInput, ProductInput, ProductStatus as CatalogStatus, TaxClass, VariantInput};
use crate::domains::channels::formats::{Localized, ProductDraft, ProductStatus, VariantDraft};
use chrono::NaiveDate;

const fn catalog_status(status: ProductStatus) -> CatalogStatus {
    match status {
        ProductStatus::Draft => CatalogStatus::Draft,
        ProductStatus::Active => CatalogStatus::Active,
        ProductStatus::Inactive => CatalogStatus::Inactive,
        ProductStatus::Archived => CatalogStatus::Archived,
    }
}

pub(super) fn variant_input(variant: &VariantDraft, at: usize, is_only: bool, today: NaiveDate) -> VariantInput {
    let (price, compare_at_price) = variant.price_on(today);
    VariantInput {
        sku: variant.sku.clone(),
        // The only variant of a product is the product: it needs no name of its own.
        name: if is_only && variant.options.is_empty() { Some(String::new()) } else { Some(variant.name.clone()) },
        barcode: variant.barcode.clone(),
        price,
        compare_at_price,
        cost_price: variant.cost,
        wholesale_price: variant.wholesale_price,
        minimum_wholesale_quantity: variant.wholesale_minimum,
        options: variant.options.clone(),
        weight_g: variant.weight_g,
        sort_order: i32::try_from(at).unwrap_or(i32::MAX),
        is_active: variant.is_active,
    }
}

pub(super) fn product_input(product: &ProductDraft, today: NaiveDate) -> ProductInput {
    let is_only = product.variants.len() == 1;
    let mut media: Vec<MediaInput> = Vec::new();
    for image in &product.images {
        let of = product.variants.iter().find(|variant| !is_only && variant.images.iter().any(|own| own.url == image.url));
        media.push(MediaInput {
            url: image.url.clone(),
            alt: image.alt.clone().unwrap_or_default(),
            variant_sku: of.map(|variant| variant.sku.clone()),
        });
    }
    let texts = |texts: &[Localized], field: &'static str| -> Vec<(crate::shared::Language, String, String)> {
        texts.iter().map(|text| (text.language.into(), field.to_owned(), text.text.clone())).collect()
    };
    let translations = [
        texts(&product.names, "name"),
        texts(&product.descriptions, "description"),
        texts(&product.seo_titles, "seo_title"),
        texts(&product.seo_descriptions, "seo_description"),
    ];
    ProductInput {
        id: None,
        sku: product.sku.clone(),
        name: product.name.clone(),
        description: product.description.clone().or_else(|| product.short_description.clone()),
        status: catalog_status(product.status),
        categories: product.categories.clone(),
        brand: product.brand.clone(),
        tags: product.tags.clone(),
        options: product.options.iter().map(|option| (option.name.clone(), option.values.clone())).collect(),
        media,
        translations: translations.concat(),
        currency: product.currency.clone(),
        slug: product.slug.clone(),
        tax_class: product.tax_class.as_deref().and_then(tax_class),
        supplier_id: None,
        size_guide: None,
        attributes: attributes(product),
        weight_g: product.weight_g,
        length_mm: product.length_mm,
        width_mm: product.width_mm,
        height_mm: product.height_mm,
        seo_title: product.seo_title.clone(),
        seo_description: product.seo_description.clone(),
        variants: product.variants.iter().enumerate().map(|(at, variant)| variant_input(variant, at, is_only, today)).collect(),
    }
}

/// The tax classes of shops by the words that their exporters use; others are the shop's own and mean nothing here.
fn tax_class(word: &str) -> Option<TaxClass> {
    match word {
        "zero-rate" => Some(TaxClass::Zero),
        "reduced-rate" => Some(TaxClass::Reduced),
        word => TaxClass::parse(&word.to_ascii_uppercase()),
    }
}

/// What the file says of a product besides: its own list, or what other shops call attributes that no variant is chosen by.
fn attributes(product: &ProductDraft) -> Option<Vec<(String, String)>> {
    if let Some(facts) = &product.facts {
        return Some(facts.clone());
    }
    let described = product.attributes.iter().map(|attribute| (attribute.name.clone(), attribute.values.join(", ")));
    Some(described.collect()).filter(|all: &Vec<_>| !all.is_empty())
}

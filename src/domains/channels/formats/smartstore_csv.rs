//! Our own product CSV: the headers are the fields' keys, so that exporting and importing without
//! edits changes nothing.

use super::product::{Language, Localized, ProductRow, ProductStatus, RowKind, settle};
use super::row_reader::{RowReader, SHOWS};
use super::woocommerce_csv::{kind, set_sku};
use super::{Issue, ProductField};
use serde::Deserialize;

/// Headers of a template or an export, in order. Rows are `simple`, `variable` or `variation`, a
/// variation names its product's SKU in `parent`; lists are written with
/// [`join_list`](super::csv_text::join_list), category paths with
/// [`join_paths`](super::csv_text::join_paths).
pub fn smartstore_headers() -> Vec<String> {
    use super::numbers::{LengthUnit, WeightUnit};
    use super::product::Language::{Si, Ta};
    use ProductField as F;
    let mut fields = vec![F::Kind, F::Parent, F::Sku, F::Barcode, F::Name, F::NameIn(Si), F::NameIn(Ta)];
    fields.extend([F::Status, F::Price, F::CompareAtPrice, F::Cost, F::WholesalePrice, F::WholesaleMinimum]);
    fields.extend([F::Stock, F::Weight(WeightUnit::G), F::Length(LengthUnit::Mm)]);
    fields.extend([F::Width(LengthUnit::Mm), F::Height(LengthUnit::Mm), F::TaxClass]);
    fields.extend([F::Categories, F::Tags, F::Brand, F::Images]);
    fields.extend((1..=3).flat_map(|n| [F::OptionName(n), F::OptionValues(n)]));
    fields.extend([F::Description, F::DescriptionIn(Si), F::DescriptionIn(Ta)]);
    fields.extend([F::SeoTitle, F::SeoDescription, F::Position]);
    fields.into_iter().map(ProductField::key).collect()
}

/// The meaning of a normalised header that is not a key itself.
pub(super) fn header(name: &str) -> Option<ProductField> {
    Some(match name {
        "kind" => ProductField::Kind,
        "id" => ProductField::ExternalId,
        "parent sku" => ProductField::Parent,
        "regular price" => ProductField::Price,
        _ => return None,
    })
}

/// Parses one row of our own table.
pub(super) fn parse(reader: &mut RowReader<'_>) -> ProductRow {
    use ProductField as F;
    let mut draft = reader.base();
    draft.kind = kind(reader);
    // Only Shopify's handle names a product.
    draft.handle = None;
    draft.short_description = reader.markdown(F::ShortDescription);
    // Already Markdown: converting it would change what was exported.
    draft.description = reader.markdown(F::Description);
    for text in &mut draft.descriptions {
        text.text = reader.raw(F::DescriptionIn(text.language)).to_owned();
    }
    draft.seo_description = reader.markdown(F::SeoDescription);
    draft.seo_titles = localized(reader, F::SeoTitleIn);
    draft.seo_descriptions = localized(reader, F::SeoDescriptionIn);
    draft.status = status(reader);
    draft.variant_active = active(reader);
    draft.keeps_name = matches!(draft.kind, RowKind::Variation { .. }) && !draft.name.is_empty();
    draft.slug = reader.line(F::Slug);
    draft.currency = currency(reader);
    draft.supplier = reader.line(F::Supplier);
    draft.size_guide = reader.line(F::SizeGuide);
    draft.facts = facts(reader);
    super::product::apply_sale(reader, &mut draft);
    if draft.compare_at_price.is_none() {
        draft.compare_at_price = reader.money(F::CompareAtPrice);
    }
    draft.options = reader.options(matches!(draft.kind, RowKind::Variation { .. }));
    set_sku(reader, &mut draft);
    settle(reader, &mut draft);
    draft
}

fn status(reader: &mut RowReader<'_>) -> ProductStatus {
    let text = reader.raw(ProductField::Status).to_ascii_uppercase();
    let all = [ProductStatus::Draft, ProductStatus::Active, ProductStatus::Inactive, ProductStatus::Archived];
    match all.into_iter().find(|s| s.key() == text) {
        Some(status) => status,
        None if text.is_empty() => ProductStatus::Active,
        None => {
            let issue = Issue::new("import-error-status").arg("value", text);
            reader.error(ProductField::Status, issue);
            ProductStatus::Draft
        }
    }
}

fn localized(reader: &mut RowReader<'_>, of: fn(Language) -> ProductField) -> Vec<Localized> {
    Language::ALL.into_iter().filter_map(|language| Some(Localized { language, text: reader.line(of(language))? })).collect()
}

fn active(reader: &mut RowReader<'_>) -> Option<bool> {
    match reader.raw(ProductField::VariantActive).to_ascii_lowercase().as_str() {
        "" => None,
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        value => {
            let issue = Issue::new("import-error-yes-no").arg("value", value);
            reader.error(ProductField::VariantActive, issue);
            None
        }
    }
}

fn currency(reader: &mut RowReader<'_>) -> Option<String> {
    let code = reader.code(ProductField::Currency)?.to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Some(code);
    }
    let issue = Issue::new("import-error-currency").arg("value", code);
    reader.error(ProductField::Currency, issue);
    None
}

#[derive(Deserialize)]
struct Fact {
    name: String,
    value: String,
}

fn facts(reader: &mut RowReader<'_>) -> Option<Vec<(String, String)>> {
    let text = reader.markdown(ProductField::Attributes)?;
    if let Ok(facts) = serde_json::from_str::<Vec<Fact>>(&text) {
        return Some(facts.into_iter().map(|fact| (fact.name, fact.value)).collect());
    }
    reader.error(ProductField::Attributes, Issue::new("import-error-attributes"));
    None
}

/// A picture as our own files have it: its address, and behind a bar what it shows.
pub fn picture_cell(url: &str, alt: &str) -> String {
    if alt.is_empty() { url.to_owned() } else { format!("{url}{SHOWS}{alt}") }
}

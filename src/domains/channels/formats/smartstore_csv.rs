//! Our own product CSV: the headers are the fields' keys, so that exporting and importing without
//! edits changes nothing.

use super::product::{ProductRow, ProductStatus, RowKind, settle};
use super::row_reader::RowReader;
use super::woocommerce_csv::{kind, set_sku};
use super::{Issue, ProductField};

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
    draft.status = status(reader);
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

//! Product CSV as WooCommerce's own exporter writes it.

use super::mapping::MAX_OPTIONS;
use super::product::{OptionValues, ParentRef, ProductRow, ProductStatus, RowKind, apply_sale, settle};
use super::row_reader::RowReader;
use super::text::{html_to_markdown, slug};
use super::{Issue, ProductField};

/// The meaning of a normalised header.
pub(super) fn header(name: &str) -> Option<ProductField> {
    use ProductField as F;
    Some(match name {
        "id" => F::ExternalId,
        "type" => F::Kind,
        "regular price" => F::Price,
        "sale price" => F::SalePrice,
        "date sale price starts" => F::SaleFrom,
        "date sale price ends" => F::SaleUntil,
        "gtin upc ean or isbn" => F::Barcode,
        "meta wc cog cost" | "cogs" => F::Cost,
        "parent" => F::Parent,
        "grouped products" => F::GroupedProducts,
        _ => {
            let mut words = name.strip_prefix("attribute ")?.split(' ');
            let number = words.next()?.parse().ok().filter(|n| (1..=MAX_OPTIONS).contains(n))?;
            match words.next()? {
                "name" => F::OptionName(number),
                "value" | "values" => F::OptionValues(number),
                _ => return None,
            }
        }
    })
}

/// Parses one row of a WooCommerce table.
pub(super) fn parse(reader: &mut RowReader<'_>) -> ProductRow {
    use ProductField as F;
    let mut draft = reader.base();
    draft.kind = kind(reader);
    // Only Shopify's handle names a product.
    draft.handle = None;
    draft.short_description = description(reader, F::ShortDescription);
    draft.description = description(reader, F::Description);
    draft.status = published(reader);
    apply_sale(reader, &mut draft);
    draft.options = reader.options(matches!(draft.kind, RowKind::Variation { .. }));
    set_sku(reader, &mut draft);
    settle(reader, &mut draft);
    draft
}

/// `simple, downloadable, virtual` is simple; plugin types count as what they most resemble.
pub(super) fn kind(reader: &mut RowReader<'_>) -> RowKind {
    let text = reader.raw(ProductField::Kind).to_ascii_lowercase();
    let parent = parent(reader);
    let mut known = text.split(',').map(str::trim).filter_map(|word| match word {
        "simple" => Some("simple"),
        "variable" | "variable-subscription" => Some("variable"),
        "variation" | "product_variation" | "subscription_variation" => Some("variation"),
        "grouped" => Some("grouped"),
        "external" | "affiliate" => Some("external"),
        "downloadable" | "virtual" | "" => None,
        _ => Some("other"),
    });
    match (known.next(), parent) {
        (Some("variable"), _) => RowKind::Variable,
        (Some("grouped"), _) => RowKind::Grouped,
        (Some("external"), _) => RowKind::External,
        (Some("variation"), Some(parent)) | (None, Some(parent)) => RowKind::Variation { parent },
        (Some("variation"), None) => {
            reader.error(ProductField::Parent, Issue::new("import-error-parent-missing"));
            RowKind::Variation { parent: ParentRef::Sku(String::new()) }
        }
        (Some("other"), _) => {
            reader.warn(ProductField::Kind, "import-warning-kind");
            RowKind::Simple
        }
        _ => RowKind::Simple,
    }
}

fn parent(reader: &mut RowReader<'_>) -> Option<ParentRef> {
    let code = reader.code(ProductField::Parent)?;
    let id = code.get(..3).filter(|p| p.eq_ignore_ascii_case("id:")).and_then(|_| code.get(3..));
    Some(match id {
        Some(id) => ParentRef::Id(id.trim().to_owned()),
        None => ParentRef::Sku(code),
    })
}

/// The exporter writes line breaks as `\n` and a real `\n` as `\\n`.
fn description(reader: &mut RowReader<'_>, field: ProductField) -> Option<String> {
    let raw = reader.raw(field);
    if !raw.contains("\\n") {
        return reader.html(field);
    }
    let parts: Vec<String> = raw.split("\\\\n").map(|part| part.replace("\\n", "\n")).collect();
    Some(html_to_markdown(&parts.join("\\n"))).filter(|t| !t.is_empty())
}

fn published(reader: &mut RowReader<'_>) -> ProductStatus {
    match reader.raw(ProductField::Published).to_ascii_lowercase().as_str() {
        "" | "1" | "true" | "yes" | "publish" | "published" => ProductStatus::Active,
        "0" | "false" | "no" | "private" => ProductStatus::Inactive,
        "-1" | "draft" | "pending" => ProductStatus::Draft,
        value => {
            let issue = Issue::new("import-error-status").arg("value", value);
            reader.error(ProductField::Published, issue);
            ProductStatus::Draft
        }
    }
}

/// The file's SKU, or one from the id, the parent with the options, or the name. It begins with
/// `auto-`, so that it is never somebody's own SKU.
pub(super) fn set_sku(reader: &mut RowReader<'_>, draft: &mut ProductRow) {
    if let Some(sku) = reader.code(ProductField::Sku) {
        draft.sku = sku;
        return;
    }
    draft.sku_derived = true;
    draft.sku = match (&draft.external_id, &draft.kind) {
        (Some(id), _) => format!("auto-id-{}", slug(id)),
        (None, RowKind::Variation { parent }) => {
            let own = match options_slug(&draft.options) {
                own if own.is_empty() => slug(&draft.name),
                own => own,
            };
            match parent {
                ParentRef::Id(id) => format!("auto-id-{}-{own}", slug(id)),
                ParentRef::Sku(sku) | ParentRef::Handle(sku) => format!("{sku}-{own}"),
            }
        }
        (None, _) => format!("auto-{}", slug(&draft.name)),
    };
    if draft.sku.chars().count() > 100 {
        draft.sku = format!("auto-{}", slug(&draft.sku));
    }
}

/// The chosen values in the order of the options' columns.
pub(super) fn options_slug(options: &[OptionValues]) -> String {
    let values: Vec<String> = options.iter().flat_map(|o| o.values.first()).map(|v| slug(v)).collect();
    values.join("-")
}

//! Product CSV as Shopify writes it: the first row of a handle is the product with its first
//! variant, further rows are variants, pictures, or both.

use super::mapping::MAX_OPTIONS;
use super::product::{Image, ParentRef, ProductRow, ProductStatus, RowKind, settle};
use super::row_reader::{Columns, RowReader};
use super::text::slug;
use super::woocommerce_csv::options_slug;
use super::{Issue, ProductField, RowErrors, Table};
use std::collections::HashMap;

/// The meaning of a normalised header.
pub(super) fn header(name: &str) -> Option<ProductField> {
    use super::numbers::WeightUnit;
    use ProductField as F;
    Some(match name {
        "handle" | "url handle" => F::Handle,
        "title" => F::Name,
        "body html" | "body" => F::Description,
        "type" => F::ProductType,
        "variant sku" => F::Sku,
        "variant grams" | "weight value grams" => F::Weight(WeightUnit::G),
        "variant inventory qty" | "inventory quantity" => F::Stock,
        "variant price" => F::Price,
        "variant compare at price" => F::CompareAtPrice,
        "variant taxable" | "charge tax" => F::TaxStatus,
        "variant barcode" => F::Barcode,
        "variant image" | "variant image url" => F::VariantImage,
        "image src" | "product image url" => F::Images,
        "image alt text" => F::ImageAlt,
        "image position" => F::ImagePosition,
        "published on online store" => F::Published,
        _ => {
            let rest = name.strip_prefix("option")?;
            let (number, word) = rest.split_once(' ')?;
            let number = number.parse().ok().filter(|n| (1..=MAX_OPTIONS).contains(n))?;
            match word {
                "name" => F::OptionName(number),
                "value" => F::OptionValues(number),
                _ => return None,
            }
        }
    })
}

/// What later rows of a handle need from its first one.
struct Group {
    option_names: Vec<(u8, String)>,
    rows_with_variant: u32,
}

/// Parses every row; later rows of a handle lean on its first one.
pub(super) fn parse(table: &Table, columns: &Columns<'_>) -> Vec<Result<ProductRow, RowErrors>> {
    // A first pass, because the first row must know whether others follow it.
    let mut groups: HashMap<&str, Group> = HashMap::new();
    for row in &table.rows {
        let reader = RowReader::new(columns, row);
        let group = groups.entry(reader.raw(ProductField::Handle)).or_insert_with(|| Group {
            option_names: (1..=MAX_OPTIONS)
                .map(|n| (n, super::text::plain_line(reader.raw(ProductField::OptionName(n)))))
                .filter(|(_, name)| !name.is_empty())
                .collect(),
            rows_with_variant: 0,
        });
        group.rows_with_variant += u32::from(has_variant(&reader));
    }
    let mut seen: HashMap<&str, ()> = HashMap::new();
    table
        .rows
        .iter()
        .map(|row| {
            let mut reader = RowReader::new(columns, row);
            let handle = reader.raw(ProductField::Handle);
            if handle.is_empty() {
                reader.error(ProductField::Handle, Issue::new("import-error-handle-missing"));
            }
            let is_first = seen.insert(handle, ()).is_none();
            let draft = parse_row(&mut reader, groups.get(handle), is_first);
            reader.finish(draft)
        })
        .collect()
}

fn has_variant(reader: &RowReader<'_>) -> bool {
    use ProductField as F;
    reader.any(&[F::Sku, F::Price, F::OptionValues(1), F::Barcode])
}

fn parse_row(reader: &mut RowReader<'_>, group: Option<&Group>, is_first: bool) -> ProductRow {
    use ProductField as F;
    let mut draft = reader.base();
    let handle = draft.handle.clone().unwrap_or_default();
    let several = group.is_some_and(|g| g.rows_with_variant > 1);
    draft.options = options(reader, group);
    draft.kind = match (is_first, has_variant(reader)) {
        (true, _) if several || !draft.options.is_empty() => RowKind::VariableWithFirst,
        (true, _) => RowKind::Simple,
        (false, true) => RowKind::Variation { parent: ParentRef::Handle(handle.clone()) },
        (false, false) => RowKind::ImageOnly { parent: ParentRef::Handle(handle.clone()) },
    };
    draft.description = reader.html(F::Description);
    draft.status = status(reader);
    draft.price = reader.money(F::Price);
    draft.compare_at_price = reader.money(F::CompareAtPrice);
    if let (Some(price), Some(compare)) = (draft.price, draft.compare_at_price)
        && compare <= price
    {
        // Shopify shows such a price struck out to nobody either.
        draft.compare_at_price = None;
    }
    let kind_of_goods = reader.line(F::ProductType);
    if let Some(kind_of_goods) = kind_of_goods {
        draft.categories.retain(|path| *path != [kind_of_goods.clone()]);
        // The merchant's own word goes before Shopify's taxonomy.
        draft.categories.insert(0, vec![kind_of_goods]);
    }
    images(reader, &mut draft);
    match reader.code(F::Sku) {
        Some(sku) => draft.sku = sku,
        None => {
            let own = options_slug(&draft.options);
            let base = if handle.is_empty() { slug(&draft.name) } else { handle };
            draft.sku = if own.is_empty() { base } else { format!("{base}-{own}") };
            draft.sku_derived = true;
            if draft.sku.chars().count() > 100 {
                draft.sku = format!("auto-{}", slug(&draft.sku));
            }
        }
    }
    settle(reader, &mut draft);
    draft
}

/// Option names stand in the first row only. "Title: Default Title" means that there are none.
fn options(reader: &mut RowReader<'_>, group: Option<&Group>) -> Vec<super::OptionValues> {
    let mut options = Vec::new();
    for (n, name) in group.map(|g| g.option_names.as_slice()).unwrap_or_default() {
        let value = reader.line(ProductField::OptionValues(*n));
        if let Some(value) = value
            && !(name == "Title" && value == "Default Title")
        {
            options.push(super::OptionValues { name: name.clone(), values: vec![value] });
        }
    }
    options
}

fn status(reader: &mut RowReader<'_>) -> ProductStatus {
    let hidden = reader.raw(ProductField::Published).eq_ignore_ascii_case("false");
    match reader.raw(ProductField::Status).to_ascii_lowercase().as_str() {
        "draft" => ProductStatus::Draft,
        "archived" => ProductStatus::Archived,
        "" | "active" | "unlisted" if hidden => ProductStatus::Inactive,
        "" | "active" | "unlisted" => ProductStatus::Active,
        value => {
            let issue = Issue::new("import-error-status").arg("value", value);
            reader.error(ProductField::Status, issue);
            ProductStatus::Draft
        }
    }
}

fn images(reader: &mut RowReader<'_>, draft: &mut ProductRow) {
    let alt = reader.line(ProductField::ImageAlt);
    let position = reader.position(ProductField::ImagePosition);
    for image in &mut draft.images {
        image.alt.clone_from(&alt);
        image.position = position;
    }
    // The variant's own picture goes first, it is the one that the variant keeps.
    let own: Vec<Image> = reader.images(ProductField::VariantImage);
    for image in own.into_iter().rev() {
        draft.images.retain(|i| i.url != image.url);
        draft.images.insert(0, image);
    }
}

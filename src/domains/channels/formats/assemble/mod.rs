//! From rows to products with their variants.

mod draft;

pub use draft::{Assembly, OrphanVariant, ProductDraft, VariantDraft};

use super::product::{Image, OptionValues, ParentRef, ProductRow, ProductStatus, RowKind};
use super::{Issue, RowErrors};
use draft::unknown_parent;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// Puts products and their variants together. A parent may stand after its variations.
pub fn assemble(rows: Vec<ProductRow>) -> Assembly {
    let mut assembly = Assembly::default();
    let mut parts = Vec::new();
    let mut skus: HashMap<String, u32> = HashMap::new();
    let mut index: HashMap<ParentRef, usize> = HashMap::new();
    let mut places = Places::new();
    for row in rows {
        if !matches!(row.kind, RowKind::ImageOnly { .. })
            && let Some(first) = skus.insert(row.sku.clone(), row.row)
        {
            skus.insert(row.sku.clone(), first);
            let issue = Issue::new("import-error-sku-duplicate").arg("sku", &row.sku).arg("row", first);
            assembly.errors.push(RowErrors { row: row.row, line: row.line, errors: vec![issue] });
            continue;
        }
        if matches!(row.kind, RowKind::Variation { .. } | RowKind::ImageOnly { .. }) {
            parts.push(row);
            continue;
        }
        let at = assembly.products.len();
        let names =
            [Some(ParentRef::Sku(row.sku.clone())), row.external_id.clone().map(ParentRef::Id), row.handle.clone().map(ParentRef::Handle)];
        for name in names.into_iter().flatten() {
            index.entry(name).or_insert(at);
        }
        let mut whole = product(row);
        let own = std::mem::take(&mut whole.images);
        add_images(&mut places, at, &mut whole.images, &own);
        assembly.products.push(whole);
    }
    for row in parts {
        let (RowKind::Variation { parent } | RowKind::ImageOnly { parent }) = row.kind.clone() else {
            continue;
        };
        // Some tools write the bare id where the SKU belongs.
        let found = index.get(&parent).or_else(|| index.get(&ParentRef::Id(parent.value().to_owned())));
        let at = found.copied().unwrap_or_default();
        let owner = found.and_then(|at| assembly.products.get_mut(*at));
        match (owner, matches!(row.kind, RowKind::ImageOnly { .. })) {
            (Some(product), true) => {
                product.rows.push(row.row);
                product.warnings.extend(row.warnings.into_iter().map(|w| (row.row, w)));
                add_images(&mut places, at, &mut product.images, &row.images);
            }
            (Some(product), false) => {
                add_images(&mut places, at, &mut product.images, &row.images);
                attach(product, row);
            }
            (None, true) => assembly.errors.push(unknown_parent(row.row, row.line, &parent)),
            (None, false) => assembly.orphans.push(orphan(row, parent)),
        }
    }
    assembly.products.iter_mut().for_each(finish);
    assembly
}

fn orphan(row: ProductRow, parent: ParentRef) -> OrphanVariant {
    let (line, mut warnings) = (row.line, row.warnings.clone());
    if row.price.is_none() {
        warnings.push(Issue::new("import-warning-price-missing").arg("value", ""));
    }
    OrphanVariant { line, parent, variant: variant(&row), warnings }
}

/// Pictures of each product by their addresses, so that many of them cost no search among many.
type Places = HashMap<(usize, String), usize>;

fn add_images(places: &mut Places, at: usize, images: &mut Vec<Image>, more: &[Image]) {
    for image in more {
        match places.entry((at, image.url.clone())) {
            Entry::Occupied(place) => {
                if let Some(known) = images.get_mut(*place.get()) {
                    known.alt = known.alt.take().or_else(|| image.alt.clone());
                    known.position = known.position.or(image.position);
                }
            }
            Entry::Vacant(place) => {
                place.insert(images.len());
                images.push(image.clone());
            }
        }
    }
}

fn variant(row: &ProductRow) -> VariantDraft {
    let options: Vec<(String, String)> = row.options.iter().filter_map(|o| Some((o.name.clone(), o.values.first()?.clone()))).collect();
    let name = match options.is_empty() || row.keeps_name {
        true => row.name.clone(),
        false => options.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>().join(" / "),
    };
    VariantDraft {
        row: row.row,
        external_id: row.external_id.clone(),
        sku: row.sku.clone(),
        sku_derived: row.sku_derived,
        barcode: row.barcode.clone(),
        name: if name.is_empty() { row.sku.clone() } else { name },
        options,
        price: row.price.unwrap_or_default(),
        compare_at_price: row.compare_at_price,
        sale_from: row.sale_from,
        sale_until: row.sale_until,
        cost: row.cost,
        wholesale_price: row.wholesale_price,
        wholesale_minimum: row.wholesale_minimum,
        stock: row.stock,
        weight_g: row.weight_g,
        is_active: row.variant_active.unwrap_or(row.status == ProductStatus::Active && row.price.is_some()),
        keeps_name: row.keeps_name,
        position: row.position,
        images: row.images.iter().take(1).cloned().collect(),
    }
}

fn product(row: ProductRow) -> ProductDraft {
    let variants = match row.kind {
        RowKind::VariableWithFirst => vec![variant(&row)],
        // Also the fallback of a variable product that no variation follows; its parts replace it.
        _ => {
            let own = ProductRow { options: Vec::new(), ..row.clone() };
            vec![VariantDraft { images: Vec::new(), position: None, ..variant(&own) }]
        }
    };
    let mut warnings: Vec<(u32, Issue)> = row.warnings.into_iter().map(|w| (row.row, w)).collect();
    if row.kind == RowKind::VariableWithFirst && row.price.is_none() {
        warnings.push((row.row, Issue::new("import-warning-price-missing").arg("value", "")));
    }
    ProductDraft {
        rows: vec![row.row],
        // Shopify's products have no SKU, only variants have; the handle stays the same however
        // many variants there are.
        sku_derived: row.sku_derived || row.handle.is_some(),
        sku: row.handle.clone().unwrap_or(row.sku),
        kind: row.kind,
        external_id: row.external_id,
        handle: row.handle,
        name: row.name,
        names: row.names,
        short_description: row.short_description,
        description: row.description,
        descriptions: row.descriptions,
        status: row.status,
        categories: row.categories,
        tags: row.tags,
        brand: row.brand,
        tax_class: row.tax_class,
        weight_g: row.weight_g,
        length_mm: row.length_mm,
        width_mm: row.width_mm,
        height_mm: row.height_mm,
        images: row.images,
        options: Vec::new(),
        attributes: row.options,
        grouped: row.grouped,
        position: row.position,
        seo_title: row.seo_title,
        seo_description: row.seo_description,
        seo_titles: row.seo_titles,
        seo_descriptions: row.seo_descriptions,
        slug: row.slug,
        currency: row.currency,
        supplier: row.supplier,
        size_guide: row.size_guide,
        facts: row.facts,
        variants,
        warnings,
    }
}

fn attach(product: &mut ProductDraft, row: ProductRow) {
    let own_row = product.rows[0];
    let is_first_part = product.kind != RowKind::VariableWithFirst && product.variants[0].row == own_row;
    let mut part = variant(&row);
    if is_first_part {
        // The product's own stand-in goes, but a price written on the product holds for the parts.
        product.kind = RowKind::Variable;
    }
    let own_price = product.variants.iter().find(|v| v.row == own_row).map(|v| v.price).filter(|p| !p.is_zero());
    if row.price.is_none() {
        match own_price {
            Some(price) if product.kind == RowKind::Variable => {
                part.price = price;
                part.is_active = row.variant_active.unwrap_or(row.status == ProductStatus::Active);
            }
            _ => product.warnings.push((row.row, Issue::new("import-warning-price-missing").arg("value", ""))),
        }
    }
    product.length_mm = product.length_mm.or(row.length_mm);
    product.width_mm = product.width_mm.or(row.width_mm);
    product.height_mm = product.height_mm.or(row.height_mm);
    product.rows.push(row.row);
    product.warnings.extend(row.warnings.into_iter().map(|w| (row.row, w)));
    product.variants.push(part);
}

/// Drops the stand-in, sorts, and parts options from attributes.
fn finish(product: &mut ProductDraft) {
    let own_row = product.rows[0];
    if product.kind == RowKind::Variable && product.variants.len() > 1 {
        product.variants.retain(|v| v.row != own_row);
    }
    product.variants.sort_by_key(|v| v.position.unwrap_or(i32::MAX));
    product.images.sort_by_key(|i| i.position.unwrap_or(i32::MAX));
    let no_price = matches!(product.kind, RowKind::Variable | RowKind::VariableWithFirst)
        && product.variants.iter().all(|v| v.price.is_zero() && !v.is_active);
    let warned = product.warnings.iter().any(|(_, w)| w.key == "import-warning-price-missing");
    if no_price && product.variants.iter().any(|v| v.row == own_row) && !warned {
        product.warnings.push((own_row, Issue::new("import-warning-price-missing").arg("value", "")));
    }
    if no_price && product.status == ProductStatus::Active {
        product.status = ProductStatus::Draft;
    }
    let mut options: Vec<OptionValues> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut seen: HashSet<(usize, String)> = HashSet::new();
    let mut attributes = std::mem::take(&mut product.attributes);
    for (name, value) in product.variants.iter_mut().flat_map(|v| &mut v.options) {
        let spelling = name.to_lowercase();
        let at = match names.get(&spelling) {
            Some(at) => *at,
            None => {
                let same = |o: &OptionValues| o.name.to_lowercase() == spelling;
                let declared = attributes.iter().position(same).map(|at| attributes.remove(at));
                let fresh = OptionValues { name: name.clone(), values: Vec::new() };
                let option = declared.unwrap_or(fresh);
                seen.extend(option.values.iter().map(|value| (options.len(), value.clone())));
                options.push(option);
                names.insert(spelling, options.len() - 1);
                options.len() - 1
            }
        };
        // One spelling of an option's name within a product.
        name.clone_from(&options[at].name);
        if seen.insert((at, value.clone())) {
            options[at].values.push(value.clone());
        }
    }
    attributes.retain(|a| !a.values.is_empty());
    product.options = options;
    product.attributes = attributes;
}

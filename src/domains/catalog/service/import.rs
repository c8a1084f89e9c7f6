//! Whole products from elsewhere: importers and the seed.

use super::products::{insert, new_product, put_translations, slug as free_slug, update};
use super::variants::save_variant;
use crate::domains::catalog::model::{Outcome, ProductInput, Upserted, VariantInput};
use crate::domains::catalog::store::{self, Picture, Product, Variant};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Work, outbox};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Makes a product, or brings the one that is there to what is given. It is found by id, by its SKU or by a variant's.
/// The same input a second time changes nothing.
///
/// # Errors
/// Field errors for a missing name, SKU or variant, and for a SKU or barcode that another product has.
pub async fn upsert_product(work: &mut Work, input: &ProductInput) -> Result<Upserted> {
    let Codes { sku, skus } = codes(input)?;
    let name = input.name.trim();
    let organization_id = work.scope.organization.id;
    store::lock_imports(work.conn(), organization_id).await?;
    let before = store::find_product(work.conn(), input.id, &sku, &skus).await?;

    let mut category_id = None;
    for path in &input.categories {
        let id = super::categories::ensure_path(work, path).await?;
        category_id = category_id.or(id);
    }
    let brand_id = match brand(input) {
        Some(brand) => Some(super::brands::ensure(work, brand).await?),
        None => None,
    };
    let size_guide_id = match &input.size_guide {
        Some(name) => store::size_guides_named(work.conn(), std::slice::from_ref(name)).await?.first().map(|(_, id)| *id),
        None => None,
    };
    let base = match &before {
        Some(product) => product.clone(),
        None => blank(work, name, &sku).await?,
    };
    let slug = match wanted_slug(input).filter(|wanted| *wanted != base.slug) {
        // Another product may have this one: then it stays as it is.
        Some(wanted) => store::free_slug(work.conn(), base.id, &[wanted]).await?.unwrap_or_else(|| base.slug.clone()),
        None => base.slug.clone(),
    };
    let found = Found { category_id, brand_id, size_guide_id };
    let after = Product { sku, slug, ..merged(input, found, base) };
    let mut changed = match &before {
        Some(before) => update(work, before, &after).await? == Outcome::Updated,
        None => {
            insert(work, &after).await?;
            true
        }
    };

    let known: HashMap<String, Variant> = match &before {
        Some(_) => store::variants(work.conn(), after.id).await?.into_iter().map(|variant| (variant.sku.clone(), variant)).collect(),
        None => HashMap::new(),
    };
    let mut variants = Vec::with_capacity(input.variants.len());
    for (given, sku) in input.variants.iter().zip(skus) {
        let current = known.get(&sku);
        let wanted = variant(given, &sku, after.id, current);
        changed |= save_variant(work, current, &wanted).await?;
        variants.push((sku, wanted.id, current.is_none()));
    }
    if !input.media.is_empty() {
        changed |= put_media(work, after.id, input, &variants).await?;
    }
    changed |= put_translations(work, after.id, &input.translations).await?;
    let outcome = match (&before, changed) {
        (None, _) => Outcome::Created,
        (Some(_), true) => Outcome::Updated,
        (Some(_), false) => Outcome::Unchanged,
    };
    if outcome != Outcome::Unchanged {
        outbox::emit(work, "catalog.product_changed", after.id, json!({})).await?;
    }
    Ok(Upserted { outcome, product_id: after.id, variants })
}

/// The SKU of a product, and those of its variants in order.
pub(super) struct Codes {
    pub sku: String,
    pub skus: Vec<String>,
}

/// The codes of what is given; a product without an own SKU has its first variant's.
pub(super) fn codes(input: &ProductInput) -> Result<Codes> {
    let skus: Vec<String> = input.variants.iter().map(|variant| variant.sku.trim().to_owned()).collect();
    if input.name.trim().is_empty() {
        return Err(Error::field("name", "error-required"));
    }
    if skus.is_empty() || skus.iter().any(String::is_empty) {
        return Err(Error::field("sku", "error-required"));
    }
    if skus.iter().collect::<HashSet<_>>().len() < skus.len() {
        return Err(Error::field("sku", "catalog-error-sku-taken"));
    }
    let sku = match input.sku.trim() {
        "" => skus.first().cloned().unwrap_or_default(),
        sku => sku.to_owned(),
    };
    Ok(Codes { sku, skus })
}

/// The slug that is asked for.
pub(super) fn wanted_slug(input: &ProductInput) -> Option<String> {
    input.slug.as_deref().map(slug::slugify).filter(|wanted| !wanted.is_empty())
}

/// The brand that is named.
pub(super) fn brand(input: &ProductInput) -> Option<&str> {
    input.brand.as_deref().map(str::trim).filter(|brand| !brand.is_empty())
}

/// What the names in an input stand for.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub category_id: Option<Uuid>,
    pub brand_id: Option<Uuid>,
    pub size_guide_id: Option<Uuid>,
}

/// A product brought to what is given; what is not given stays as it was. Its codes and its slug are the caller's to choose.
pub(super) fn merged(input: &ProductInput, found: Found, base: Product) -> Product {
    Product {
        name: input.name.trim().to_owned(),
        description: input.description.as_ref().map_or(base.description.clone(), |text| text.trim().to_owned()),
        status: input.status.code().to_owned(),
        category_id: found.category_id.or(base.category_id),
        brand_id: found.brand_id.or(base.brand_id),
        currency: input.currency.clone().unwrap_or_else(|| base.currency.clone()),
        tags: if input.tags.is_empty() { base.tags.clone() } else { tags(&input.tags) },
        supplier_id: input.supplier_id.or(base.supplier_id),
        tax_class: input.tax_class.map_or_else(|| base.tax_class.clone(), |class| class.code().to_owned()),
        size_guide_id: found.size_guide_id.or(base.size_guide_id),
        attributes: input.attributes.as_deref().map_or_else(|| base.attributes.clone(), attributes),
        weight_g: input.weight_g.or(base.weight_g),
        length_mm: input.length_mm.or(base.length_mm),
        width_mm: input.width_mm.or(base.width_mm),
        height_mm: input.height_mm.or(base.height_mm),
        seo_title: input.seo_title.clone().or(base.seo_title.clone()),
        seo_description: input.seo_description.clone().or(base.seo_description.clone()),
        options: if input.options.is_empty() { base.options.clone() } else { options(&input.options) },
        ..base
    }
}

async fn blank(work: &mut Work, name: &str, sku: &str) -> Result<Product> {
    let product = new_product(&work.scope.organization.currency);
    Ok(Product { slug: free_slug(work, product.id, name, sku).await?, ..product })
}

fn tags(given: &[String]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in given.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

fn attributes(given: &[(String, String)]) -> Value {
    given.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
}

fn options(given: &[(String, Vec<String>)]) -> Value {
    given.iter().map(|(name, values)| json!({"name": name, "values": values})).collect()
}

pub(super) fn variant(given: &VariantInput, sku: &str, product_id: Uuid, current: Option<&Variant>) -> Variant {
    let base = current.cloned().unwrap_or_else(|| Variant {
        id: new_id(),
        product_id,
        name: String::new(),
        options: json!({}),
        sku: sku.to_owned(),
        barcode: None,
        price: given.price,
        compare_at_price: None,
        cost_price: None,
        wholesale_price: None,
        minimum_wholesale_quantity: None,
        weight_g: None,
        sort_order: 0,
        is_active: true,
        version: 1,
    });
    let from_options = || given.options.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" / ");
    let options: Map<String, Value> = given.options.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    Variant {
        name: match &given.name {
            Some(name) => name.trim().to_owned(),
            None if given.options.is_empty() => base.name.clone(),
            None => from_options(),
        },
        options: if options.is_empty() { base.options.clone() } else { Value::Object(options) },
        barcode: given.barcode.as_deref().map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).or(base.barcode.clone()),
        price: given.price,
        compare_at_price: given.compare_at_price.or(base.compare_at_price),
        cost_price: given.cost_price.or(base.cost_price),
        wholesale_price: given.wholesale_price.or(base.wholesale_price),
        minimum_wholesale_quantity: given.minimum_wholesale_quantity.or(base.minimum_wholesale_quantity),
        weight_g: given.weight_g.or(base.weight_g),
        sort_order: given.sort_order,
        is_active: given.is_active,
        ..base
    }
}

/// The pictures that are given, as they are written.
pub(super) fn pictures(input: &ProductInput, variants: &[(String, Uuid, bool)]) -> Vec<Picture> {
    input
        .media
        .iter()
        .filter(|media| is_web_address(&media.url))
        .map(|media| {
            let variant_id = media
                .variant_sku
                .as_deref()
                .and_then(|sku| variants.iter().find(|(known, _, _)| known == sku.trim()).map(|(_, id, _)| *id));
            (media.url.trim().to_owned(), media.alt.trim().to_owned(), variant_id)
        })
        .collect()
}

async fn put_media(work: &mut Work, product_id: Uuid, input: &ProductInput, variants: &[(String, Uuid, bool)]) -> Result<bool> {
    let wanted = pictures(input, variants);
    if wanted.is_empty() || store::pictures(work.conn(), product_id).await? == wanted {
        return Ok(false);
    }
    let ids: Vec<Uuid> = wanted.iter().map(|_| new_id()).collect();
    let now = work.now;
    store::replace_pictures(work.conn(), product_id, &ids, &wanted, now).await?;
    Ok(true)
}

/// Addresses of other kinds (`javascript:`, `data:`, a path on the exporter's disk) are left out.
fn is_web_address(url: &str) -> bool {
    let url = url.trim();
    url.starts_with("https://") || url.starts_with("http://")
}

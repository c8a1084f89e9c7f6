//! Many new products at once: what a first import brings.

use super::import::{Codes, Found, brand, codes, merged, pictures, variant, wanted_slug};
use super::products::{TAKEN, insert_all, new_product, put_first_translations, slugs};
use crate::domains::catalog::model::{Outcome, ProductInput, Upserted};
use crate::domains::catalog::store::{self, PlacedPicture, Product, Variant};
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::{Result, Work, outbox};
use crate::shared::Language;
use serde_json::json;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use uuid::Uuid;

/// An input that makes a product, by its place among the inputs.
struct New<'a> {
    at: usize,
    input: &'a ProductInput,
    codes: Codes,
    /// Slugs, the best first.
    slugs: Vec<String>,
}

/// Makes those of some products that are plainly new, in a number of statements that does not grow with them. `None` for the others:
/// incomplete ones, those of which a code is known or stood in an input before, and those for which no slug is free. They are for
/// [`upsert_product`](super::upsert_product), which changes what is there, or says what is wrong.
///
/// # Errors
/// Field errors for a barcode that another product has, or a code that somebody has taken at this moment.
pub async fn create_products(work: &mut Work, inputs: &[ProductInput]) -> Result<Vec<Option<Upserted>>> {
    let organization_id = work.scope.organization.id;
    store::lock_imports(work.conn(), organization_id).await?;
    let new = plainly_new(work, inputs).await?;
    let mut made: Vec<Option<Upserted>> = inputs.iter().map(|_| None).collect();
    let mut slugs = free_slugs(work, &new).await?;
    // Without a slug there is no product: `upsert_product` finds another one.
    let new: Vec<New<'_>> = new.into_iter().filter(|new| slugs.contains_key(&new.at)).collect();
    if new.is_empty() {
        return Ok(made);
    }
    let named = named(work, &new).await?;
    let (mut products, mut variants, mut placed): (Vec<Product>, Vec<Variant>, Vec<PlacedPicture>) = Default::default();
    for new in &new {
        let base = new_product(&work.scope.organization.currency);
        let slug = slugs.remove(&new.at).unwrap_or_default();
        let product = Product { sku: new.codes.sku.clone(), slug, ..merged(new.input, named.of(new.input), base) };
        let mut own = Vec::with_capacity(new.codes.skus.len());
        for (given, sku) in new.input.variants.iter().zip(&new.codes.skus) {
            let variant = variant(given, sku, product.id, None);
            own.push((sku.clone(), variant.id, true));
            variants.push(variant);
        }
        for (picture, place) in pictures(new.input, &own).into_iter().zip(0..) {
            placed.push((new_id(), product.id, place, picture));
        }
        if let Some(made) = made.get_mut(new.at) {
            *made = Some(Upserted { outcome: Outcome::Created, product_id: product.id, variants: own });
        }
        products.push(product);
    }
    insert_all(work, &products).await?;
    let now = work.now;
    store::insert_variants(work.conn(), &variants, now).await.on_constraint(TAKEN)?;
    if !placed.is_empty() {
        store::insert_pictures(work.conn(), &placed, now).await?;
    }
    let texts: Vec<(Uuid, &[(Language, String, String)])> =
        new.iter().zip(&products).map(|(new, product)| (product.id, new.input.translations.as_slice())).collect();
    put_first_translations(work, &texts).await?;
    let ids: Vec<Uuid> = products.iter().map(|product| product.id).collect();
    outbox::emit_all(work, "catalog.product_changed", &ids, json!({})).await?;
    Ok(made)
}

/// The inputs that are whole, and of which neither the shop nor an input before has a code.
async fn plainly_new<'a>(work: &mut Work, inputs: &'a [ProductInput]) -> Result<Vec<New<'a>>> {
    let whole: Vec<New> = inputs
        .iter()
        .enumerate()
        .filter(|(_, input)| input.id.is_none())
        .filter_map(|(at, input)| {
            let codes = codes(input).ok()?;
            let slugs = wanted_slug(input).into_iter().chain(slugs(input.name.trim(), &codes.sku)).collect();
            Some(New { at, input, codes, slugs })
        })
        .collect();
    let wanted: Vec<String> = whole.iter().flat_map(|new| [&new.codes.sku].into_iter().chain(&new.codes.skus)).cloned().collect();
    let mut known: HashSet<String> = store::known_skus(work.conn(), &wanted).await?.into_iter().collect();
    Ok(whole
        .into_iter()
        .filter(|new| {
            let own: HashSet<&String> = [&new.codes.sku].into_iter().chain(&new.codes.skus).collect();
            let is_new = own.iter().all(|sku| !known.contains(*sku));
            known.extend(own.into_iter().cloned());
            is_new
        })
        .collect())
}

/// What the names in some inputs stand for.
struct Named {
    categories: HashMap<Vec<String>, Option<Uuid>>,
    brands: HashMap<String, Uuid>,
    size_guides: HashMap<String, Uuid>,
}

impl Named {
    fn of(&self, input: &ProductInput) -> Found {
        Found {
            category_id: input.categories.iter().find_map(|path| self.categories.get(path).copied().flatten()),
            brand_id: brand(input).and_then(|name| self.brands.get(name)).copied(),
            size_guide_id: input.size_guide.as_ref().and_then(|name| self.size_guides.get(name)).copied(),
        }
    }
}

/// All names of a kind are looked up at once; what is missing is made one by one.
async fn named(work: &mut Work, new: &[New<'_>]) -> Result<Named> {
    let inputs = || new.iter().map(|new| new.input);
    let mut categories = HashMap::new();
    let paths = distinct(inputs().flat_map(|input| &input.categories));
    if !paths.is_empty() {
        let names: Vec<String> = distinct(paths.iter().copied().flatten().map(|name| name.trim())).into_iter().map(str::to_owned).collect();
        let known = store::categories_named(work.conn(), &names).await?;
        let known: HashMap<(Option<Uuid>, String), Uuid> = known.into_iter().map(|(above, name, id)| ((above, name), id)).collect();
        for path in paths {
            let id = match at_the_end(&known, path) {
                Some(id) => Some(id),
                None => super::categories::ensure_path(work, path).await?,
            };
            categories.insert(path.clone(), id);
        }
    }
    let mut brands = HashMap::new();
    let names: Vec<String> = distinct(inputs().filter_map(brand)).into_iter().map(str::to_owned).collect();
    if !names.is_empty() {
        brands.extend(store::brands_named(work.conn(), &names).await?);
        for name in names {
            if let Entry::Vacant(missing) = brands.entry(name) {
                let id = super::brands::ensure(work, missing.key()).await?;
                missing.insert(id);
            }
        }
    }
    let names: Vec<String> = distinct(inputs().filter_map(|input| input.size_guide.as_ref())).into_iter().cloned().collect();
    let size_guides = if names.is_empty() { Vec::new() } else { store::size_guides_named(work.conn(), &names).await? };
    Ok(Named { categories, brands, size_guides: size_guides.into_iter().collect() })
}

/// Each once, in the order in which they come: what is made first is shown first.
fn distinct<'a, T: Eq + Hash + ?Sized>(all: impl Iterator<Item = &'a T>) -> Vec<&'a T> {
    let mut known = HashSet::new();
    all.filter(|one| known.insert(*one)).collect()
}

/// The category at the end of a path, if all of it is known.
fn at_the_end(known: &HashMap<(Option<Uuid>, String), Uuid>, path: &[String]) -> Option<Uuid> {
    let mut at = None;
    for name in path.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        at = Some(*known.get(&(at, name.to_owned()))?);
    }
    at
}

/// For each the first of its slugs that neither the shop nor a product before has, by its place.
async fn free_slugs(work: &mut Work, new: &[New<'_>]) -> Result<HashMap<usize, String>> {
    let candidates: Vec<String> = new.iter().flat_map(|new| &new.slugs).cloned().collect();
    let mut known: HashSet<String> = store::known_slugs(work.conn(), &candidates).await?.into_iter().collect();
    let mut free = HashMap::new();
    for new in new {
        if let Some(slug) = new.slugs.iter().find(|slug| !slug.is_empty() && !known.contains(*slug)) {
            known.insert(slug.clone());
            free.insert(new.at, slug.clone());
        }
    }
    Ok(free)
}

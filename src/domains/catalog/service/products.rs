//! Products: the list, the page of one, and how they are written.

use crate::domains::catalog::model::{
    CategoryRow, Outcome, ProductDetail, ProductFilter, ProductList, ProductStatus, TaxClass, VariantRow,
};
use crate::domains::catalog::store::{self, Likeness, Narrowed, Product, Variant};
use crate::domains::{audit, localization};
use crate::server::clock::{new_code, new_id};
use crate::server::error::OnConstraint;
use crate::server::{Result, Scope, Work};
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{AppError, Cursor, Language, Page, Permission};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A page of products with the categories to narrow it by. Names are in `language` where they are translated.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &ProductFilter, language: Language, page: PageRequest) -> Result<ProductList> {
    let mut work = scope.begin().await?;
    let categories = super::categories::tree(&mut work, false, language).await?;
    let places = places(&mut work, filter, &categories, page).await?;
    let mut ids: Vec<Uuid> = places.rows.iter().map(|place| place.id).collect();
    let is_similar = match &filter.query {
        Some(query) if ids.is_empty() && page.cursor.is_none() => {
            let below = filter.category.map(|root| super::categories::with_all_below(&categories, root));
            let by = narrowed(filter, below.as_deref());
            let alike = store::search(work.conn(), query, Likeness::Similar, &by, None, page.size).await?;
            ids = alike.into_iter().take(usize::try_from(page.size).unwrap_or_default()).map(|place| place.id).collect();
            !ids.is_empty()
        }
        _ => false,
    };
    let mut rows = store::rows(work.conn(), &ids, language.code()).await?;
    if !scope.may(Permission::InventoryRead) {
        for row in &mut rows {
            row.available = None;
        }
    }
    let brands = store::brand_names(work.conn(), super::brands::MOST_CHOICES).await?;
    Ok(ProductList { page: Page { rows, next: places.next, previous: places.previous }, categories, is_similar, brands })
}

fn narrowed<'a>(filter: &'a ProductFilter, categories: Option<&'a [Uuid]>) -> Narrowed<'a> {
    Narrowed {
        status: filter.status.map(ProductStatus::code),
        categories,
        stock: filter.stock.map(|stock| stock.code()),
        tag: filter.tag.as_deref(),
        supplier: filter.supplier,
        brand: filter.brand,
        price_from: filter.price_from,
        price_to: filter.price_to,
    }
}

/// The places of a page of products.
pub(super) async fn places(work: &mut Work, filter: &ProductFilter, categories: &[CategoryRow], page: PageRequest) -> Result<Page<Cursor>> {
    let below = filter.category.map(|root| super::categories::with_all_below(categories, root));
    let by = narrowed(filter, below.as_deref());
    // A search knows no way back: its first page is the way back.
    let (request, places) = match &filter.query {
        Some(query) => {
            let after = page.cursor.filter(|_| page.direction == Direction::Next);
            (PageRequest { cursor: None, ..page }, store::search(work.conn(), query, Likeness::Same, &by, after, page.size).await?)
        }
        None => (page, store::browse(work.conn(), &by, page).await?),
    };
    Ok(Page::from_fetched(request, places, |place: &Cursor| *place))
}

/// A product in full.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn product(scope: &Scope, id: Uuid, language: Language) -> Result<ProductDetail> {
    let mut work = scope.begin().await?;
    detail(&mut work, id, language).await
}

pub(super) async fn detail(work: &mut Work, id: Uuid, language: Language) -> Result<ProductDetail> {
    let shown = store::shown(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let media = store::media(work.conn(), id).await?;
    let variants = store::variants(work.conn(), id).await?;
    let translations = store::translations(work.conn(), id).await?;
    let prices = store::prices(work.conn(), id).await?;
    let product = shown.product;
    let tree = match product.category_id {
        Some(_) => super::categories::tree(work, false, language).await?,
        None => Vec::new(),
    };
    let category_path = product.category_id.map(|id| super::categories::path(&tree, id)).unwrap_or_default();
    let category_is_public = product.category_id.is_none_or(|id| tree.iter().any(|row| row.id == id && row.is_public));
    let guide_id = product.size_guide_id.or_else(|| super::categories::size_guide(&tree, product.category_id?));
    let size_guide = match guide_id {
        Some(id) => store::size_guide(work.conn(), id, false).await?,
        None => None,
    };
    let shown_name = translations
        .iter()
        .find(|(of, field, _)| *of == language && field == "name")
        .map_or_else(|| product.name.clone(), |(_, _, name)| name.clone());
    Ok(ProductDetail {
        id,
        name: product.name,
        shown_name,
        slug: product.slug,
        description: product.description,
        status: ProductStatus::parse(&product.status).unwrap_or_default(),
        category_id: product.category_id,
        category_path,
        category_is_public,
        brand: shown.brand,
        supplier_id: product.supplier_id,
        sku: product.sku,
        currency: product.currency,
        tags: product.tags,
        tax_class: TaxClass::parse(&product.tax_class).unwrap_or_default(),
        weight_g: product.weight_g,
        size_mm: [product.length_mm, product.width_mm, product.height_mm],
        seo_title: product.seo_title,
        seo_description: product.seo_description,
        attributes: serde_json::from_value(product.attributes).unwrap_or_default(),
        size_guide_id: product.size_guide_id,
        size_guide,
        version: product.version,
        created_at: shown.created_at,
        updated_at: shown.updated_at,
        media,
        variants: variants.into_iter().map(variant_row).collect(),
        translations,
        prices,
    })
}

pub(super) fn variant_row(variant: Variant) -> VariantRow {
    VariantRow {
        id: variant.id,
        name: variant.name,
        sku: variant.sku,
        barcode: variant.barcode,
        price: variant.price,
        compare_at_price: variant.compare_at_price,
        cost_price: variant.cost_price,
        wholesale_price: variant.wholesale_price,
        minimum_wholesale_quantity: variant.minimum_wholesale_quantity,
        weight_g: variant.weight_g,
        is_active: variant.is_active,
        version: variant.version,
    }
}

/// Writes translations that differ from what is there; empty ones are removed. True when anything changed.
pub(super) async fn put_translations(work: &mut Work, product_id: Uuid, wanted: &[(Language, String, String)]) -> Result<bool> {
    localization::service::put(work, "catalog.product_translated", "product", product_id, wanted).await
}

/// As [`put_translations`] for many products that have none yet.
pub(super) async fn put_first_translations(work: &mut Work, wanted: &[(Uuid, &[(Language, String, String)])]) -> Result<()> {
    localization::service::put_first(work, "catalog.product_translated", "product", wanted).await
}

/// A slug from the name that no other product has.
pub(super) async fn slug(work: &mut Work, id: Uuid, name: &str, sku: &str) -> Result<String> {
    let mut candidates = slugs(name, sku);
    Ok(match store::free_slug(work.conn(), id, &candidates).await? {
        Some(free) => free,
        None => candidates.pop().unwrap_or_default(),
    })
}

/// Slugs from a name, the nicest first; the last one has a code of its own, so that nobody else has it.
pub(super) fn slugs(name: &str, sku: &str) -> Vec<String> {
    let code = new_code(8).to_lowercase();
    let [plain, with_sku, with_code] = [name.to_owned(), format!("{name} {sku}"), format!("{name} {code}")].map(slug::slugify);
    [plain, with_sku, with_code].into_iter().filter(|slug| !slug.is_empty()).collect()
}

/// A product of which nothing is known yet.
pub(super) fn new_product(currency: &str) -> Product {
    Product {
        id: new_id(),
        name: String::new(),
        slug: String::new(),
        description: String::new(),
        status: String::new(),
        category_id: None,
        brand_id: None,
        supplier_id: None,
        sku: String::new(),
        currency: currency.to_owned(),
        tags: Vec::new(),
        tax_class: TaxClass::default().code().to_owned(),
        weight_g: None,
        length_mm: None,
        width_mm: None,
        height_mm: None,
        seo_title: None,
        seo_description: None,
        options: json!([]),
        attributes: json!([]),
        size_guide_id: None,
        version: 1,
    }
}

/// What the database says about codes that are taken, beside their fields.
pub(super) const TAKEN: &[(&str, &str, &str)] = &[
    ("products_organization_id_sku_key", "sku", "catalog-error-sku-taken"),
    ("product_variants_organization_id_sku_key", "sku", "catalog-error-sku-taken"),
    ("product_variants_organization_id_barcode_key", "barcode", "catalog-error-barcode-taken"),
    ("products_organization_id_supplier_id_fkey", "supplier_id", "error-choice"),
    ("products_organization_id_slug_key", "slug", "catalog-error-slug-taken"),
    ("products_size_guide_id_fkey", "size_guide_id", "error-choice"),
];

pub(super) async fn insert(work: &mut Work, product: &Product) -> Result<()> {
    let (user_id, now) = (work.scope.user_id(), work.now);
    store::insert_product(work.conn(), product, user_id, now).await.on_constraint(TAKEN)?;
    audit::service::record(work, "catalog.product_created", "product", product.id, json!(null), first_values(product)).await
}

/// As [`insert`] for many, in two statements.
pub(super) async fn insert_all(work: &mut Work, products: &[Product]) -> Result<()> {
    let (user_id, now) = (work.scope.user_id(), work.now);
    store::insert_products(work.conn(), products, user_id, now).await.on_constraint(TAKEN)?;
    let made = products.iter().map(|product| (product.id, json!(null), first_values(product))).collect();
    audit::service::record_all(work, "catalog.product_created", "product", made).await
}

/// What the log keeps of a product that was made.
fn first_values(product: &Product) -> Value {
    json!({"name": product.name, "sku": product.sku, "status": product.status})
}

/// Writes what differs, with its audit row.
pub(super) async fn update(work: &mut Work, before: &Product, after: &Product) -> Result<Outcome> {
    if before == after {
        return Ok(Outcome::Unchanged);
    }
    let user_id = work.scope.user_id();
    store::update_product(work.conn(), after, user_id).await.on_constraint(TAKEN)?;
    let (old, new) = differences(&values(before), &values(after));
    audit::service::record(work, "catalog.product_changed", "product", after.id, old, new).await?;
    Ok(Outcome::Updated)
}

fn values(product: &Product) -> Value {
    json!({
        "name": product.name, "description": product.description, "status": product.status, "category_id": product.category_id,
        "brand_id": product.brand_id, "supplier_id": product.supplier_id, "sku": product.sku, "currency": product.currency, "tags": product.tags,
        "tax_class": product.tax_class, "weight_g": product.weight_g, "length_mm": product.length_mm, "width_mm": product.width_mm,
        "height_mm": product.height_mm, "slug": product.slug, "attributes": product.attributes, "size_guide_id": product.size_guide_id, "seo_title": product.seo_title,
        "seo_description": product.seo_description, "options": product.options,
    })
}

/// The fields of two objects that differ, old and new.
pub(super) fn differences(old: &Value, new: &Value) -> (Value, Value) {
    let (mut before, mut after) = (Map::new(), Map::new());
    for (name, value) in new.as_object().into_iter().flatten() {
        let previous = old.get(name).unwrap_or(&Value::Null);
        if previous != value {
            before.insert(name.clone(), previous.clone());
            after.insert(name.clone(), value.clone());
        }
    }
    (Value::Object(before), Value::Object(after))
}

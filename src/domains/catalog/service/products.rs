//! Products: the list, the page of one, and its form.

use super::form;
use super::variants::save_variant;
use crate::domains::audit::service::Edited;
use crate::domains::catalog::model::{
    CategoryRow, Outcome, ProductDetail, ProductFilter, ProductForm, ProductList, ProductStatus, TaxClass, VariantRow,
};
use crate::domains::catalog::store::{self, Narrowed, Product, Variant};
use crate::domains::{audit, localization};
use crate::server::clock::{new_code, new_id};
use crate::server::error::OnConstraint;
use crate::server::i18n::{language, t};
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{AppError, Cursor, FieldErrors, Language, Page, Permission};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
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
            ids = store::similar(work.conn(), query, &narrowed(filter, below.as_deref()), page.size).await?;
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
    Ok(ProductList { page: Page { rows, next: places.next, previous: places.previous }, categories, is_similar })
}

fn narrowed<'a>(filter: &'a ProductFilter, categories: Option<&'a [Uuid]>) -> Narrowed<'a> {
    Narrowed { status: filter.status.map(ProductStatus::code), categories, stock: filter.stock.map(|stock| stock.code()) }
}

/// The places of a page of products.
pub(super) async fn places(work: &mut Work, filter: &ProductFilter, categories: &[CategoryRow], page: PageRequest) -> Result<Page<Cursor>> {
    let below = filter.category.map(|root| super::categories::with_all_below(categories, root));
    let by = narrowed(filter, below.as_deref());
    // A search knows no way back: its first page is the way back.
    let (request, places) = match &filter.query {
        Some(query) => {
            let after = page.cursor.filter(|_| page.direction == Direction::Next);
            (PageRequest { cursor: None, ..page }, store::search(work.conn(), query, &by, after, page.size).await?)
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

async fn detail(work: &mut Work, id: Uuid, language: Language) -> Result<ProductDetail> {
    let shown = store::shown(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let media = store::media(work.conn(), id).await?;
    let variants = store::variants(work.conn(), id).await?;
    let translations = store::translations(work.conn(), id).await?;
    let prices = store::prices(work.conn(), id).await?;
    let category_path = match shown.product.category_id {
        Some(category_id) => super::categories::path(&super::categories::tree(work, false, language).await?, category_id),
        None => Vec::new(),
    };
    let product = shown.product;
    let shown_name = translations
        .iter()
        .find(|(of, field, _)| *of == language && field == "name")
        .map_or_else(|| product.name.clone(), |(_, _, name)| name.clone());
    Ok(ProductDetail {
        id,
        name: product.name,
        shown_name,
        description: product.description,
        status: ProductStatus::parse(&product.status).unwrap_or_default(),
        category_id: product.category_id,
        category_path,
        brand: shown.brand,
        supplier_id: product.supplier_id,
        sku: product.sku,
        currency: product.currency,
        tags: product.tags,
        tax_class: TaxClass::parse(&product.tax_class).unwrap_or_default(),
        weight_g: product.weight_g,
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
        weight_g: variant.weight_g,
        is_active: variant.is_active,
        version: variant.version,
    }
}

/// Makes a product with one variant. Without a SKU it gets one.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown category, field errors.
pub async fn create_product(scope: &Scope, form: &ProductForm) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let category_id = category(&mut work, &form.category_id).await?;
    let mut errors = FieldErrors::default();
    let blank = Product {
        id: new_id(),
        name: String::new(),
        slug: String::new(),
        description: String::new(),
        status: String::new(),
        category_id: None,
        brand_id: None,
        supplier_id: None,
        sku: String::new(),
        currency: scope.organization.currency.clone(),
        tags: Vec::new(),
        tax_class: TaxClass::default().code().to_owned(),
        weight_g: None,
        seo_title: None,
        seo_description: None,
        options: json!([]),
        version: 1,
    };
    let mut product = read(&mut errors, form, &blank, category_id);
    if product.sku.is_empty() {
        product.sku = new_code(8);
    }
    let variant = read_variant(&mut errors, form, &blank_variant(product.id), &product.sku);
    errors.into_result()?;
    product.slug = slug(&mut work, &product.name, &product.sku).await?;
    insert(&mut work, &product).await?;
    save_variant(&mut work, None, &variant).await?;
    put_names(&mut work, product.id, form).await?;
    outbox::emit(&mut work, "catalog.product_changed", product.id, json!({})).await?;
    work.commit().await?;
    Ok((product.id, product.name))
}

/// Changes a product; its variant too where there is one only. What somebody else has changed since the form was made
/// (`made_from`: its version and its fields) stays, where it is not the same field. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown product or category, field errors, among them for fields that both have changed.
pub async fn update_product(scope: &Scope, id: &str, made_from: (&str, &str), typed: &ProductForm) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let before = store::lock_product(work.conn(), form::id(id)?).await?.ok_or(AppError::NotFound)?;
    let theirs = detail(&mut work, before.id, Language::En).await?;
    let names: HashMap<String, String> =
        super::categories::tree(&mut work, false, language()).await?.into_iter().map(|row| (row.id.to_string(), row.name)).collect();
    let shown = |field: &str, value: &str| match field {
        "status" => ProductStatus::parse(value).map_or_else(|| value.to_owned(), |status| t(status.key())),
        "category_id" => names.get(value).cloned().unwrap_or_else(|| value.to_owned()),
        "tax_class" => TaxClass::parse(value).map_or_else(|| value.to_owned(), |class| t(class.key())),
        _ => value.to_owned(),
    };
    let edited = Edited { resource: "product", id: before.id, version: made_from.0, base: made_from.1, current: before.version };
    let form = &audit::service::settle(&mut work, edited, typed, &ProductForm::from(&theirs), shown).await?;
    let category_id = category(&mut work, &form.category_id).await?;
    let mut errors = FieldErrors::default();
    let after = read(&mut errors, form, &before, category_id);
    if after.sku.is_empty() {
        errors.add("sku", "error-required");
    }
    let variants = store::variants(work.conn(), before.id).await?;
    let variant = match variants.as_slice() {
        [only] => {
            // The variant of a plain product has the product's SKU; an imported one may have its own.
            let sku = if only.sku == before.sku { &after.sku } else { &only.sku };
            Some((only, read_variant(&mut errors, form, only, sku)))
        }
        _ => None,
    };
    errors.into_result()?;
    let mut outcome = update(&mut work, &before, &after).await?;
    if let Some((only, variant)) = variant
        && save_variant(&mut work, Some(only), &variant).await?
    {
        outcome = Outcome::Updated;
    }
    if put_names(&mut work, before.id, form).await? {
        outcome = Outcome::Updated;
    }
    if outcome != Outcome::Unchanged {
        outbox::emit(&mut work, "catalog.product_changed", before.id, json!({})).await?;
    }
    work.commit().await?;
    Ok((after.id, after.name))
}

async fn category(work: &mut Work, typed: &str) -> Result<Option<Uuid>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let id = form::id(typed)?;
    store::lock_category(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    Ok(Some(id))
}

/// The form over what is there.
fn read(errors: &mut FieldErrors, form: &ProductForm, before: &Product, category_id: Option<Uuid>) -> Product {
    let status = if form.status.is_empty() { Some(ProductStatus::Draft) } else { ProductStatus::parse(&form.status) };
    if status.is_none() {
        errors.add("status", "error-choice");
    }
    let tax_class = if form.tax_class.is_empty() { TaxClass::parse(&before.tax_class) } else { TaxClass::parse(&form.tax_class) };
    if tax_class.is_none() {
        errors.add("tax_class", "error-choice");
    }
    let supplier_id = Some(form.supplier_id.trim())
        .filter(|id| !id.is_empty())
        .and_then(|id| Uuid::parse_str(id).map_err(|_| errors.add("supplier_id", "error-choice")).ok());
    Product {
        supplier_id,
        name: form::name(errors, "name", &form.name),
        description: form::text(errors, "description", &form.description),
        status: status.unwrap_or_default().code().to_owned(),
        category_id,
        sku: form::code(errors, "sku", &form.sku).unwrap_or_default(),
        tags: form::tags(errors, "tags", &form.tags),
        tax_class: tax_class.unwrap_or_default().code().to_owned(),
        weight_g: form::grams(errors, "weight_g", &form.weight_g),
        ..before.clone()
    }
}

fn blank_variant(product_id: Uuid) -> Variant {
    Variant {
        id: new_id(),
        product_id,
        name: String::new(),
        options: json!({}),
        sku: String::new(),
        barcode: None,
        price: rust_decimal::Decimal::ZERO,
        compare_at_price: None,
        cost_price: None,
        weight_g: None,
        sort_order: 0,
        is_active: true,
        version: 1,
    }
}

fn read_variant(errors: &mut FieldErrors, form: &ProductForm, before: &Variant, sku: &str) -> Variant {
    // The weight was read with the product: a second message beside the same field would say nothing new.
    let mut said = FieldErrors::default();
    Variant {
        sku: sku.to_owned(),
        barcode: form::code(errors, "barcode", &form.barcode),
        price: form::price(errors, "price", &form.price),
        compare_at_price: form::amount(errors, "compare_at_price", &form.compare_at_price),
        cost_price: form::amount(errors, "cost_price", &form.cost_price),
        weight_g: form::grams(&mut said, "weight_g", &form.weight_g),
        ..before.clone()
    }
}

async fn put_names(work: &mut Work, product_id: Uuid, form: &ProductForm) -> Result<bool> {
    let names = [(Language::Si, "name".to_owned(), form.name_si.clone()), (Language::Ta, "name".to_owned(), form.name_ta.clone())];
    put_translations(work, product_id, &names).await
}

/// Writes translations that differ from what is there; empty ones are removed. True when anything changed.
pub(super) async fn put_translations(work: &mut Work, product_id: Uuid, wanted: &[(Language, String, String)]) -> Result<bool> {
    localization::service::put(work, "catalog.product_translated", "product", product_id, wanted).await
}

/// A slug from the name that no other product has.
pub(super) async fn slug(work: &mut Work, name: &str, sku: &str) -> Result<String> {
    let code = new_code(8).to_lowercase();
    let plain = slug::slugify(name);
    let with_sku = slug::slugify(format!("{name} {sku}"));
    let with_code = slug::slugify(format!("{name} {code}"));
    let candidates: Vec<String> = [plain, with_sku, with_code].into_iter().filter(|slug| !slug.is_empty()).collect();
    Ok(store::free_slug(work.conn(), &candidates).await?.unwrap_or(code))
}

/// What the database says about codes that are taken, beside their fields.
pub(super) const TAKEN: &[(&str, &str, &str)] = &[
    ("products_organization_id_sku_key", "sku", "catalog-error-sku-taken"),
    ("product_variants_organization_id_sku_key", "sku", "catalog-error-sku-taken"),
    ("product_variants_organization_id_barcode_key", "barcode", "catalog-error-barcode-taken"),
    ("products_organization_id_supplier_id_fkey", "supplier_id", "error-choice"),
];

pub(super) async fn insert(work: &mut Work, product: &Product) -> Result<()> {
    let (user_id, now) = (work.scope.user_id(), work.now);
    store::insert_product(work.conn(), product, user_id, now).await.on_constraint(TAKEN)?;
    let values = json!({"name": product.name, "sku": product.sku, "status": product.status});
    audit::service::record(work, "catalog.product_created", "product", product.id, json!(null), values).await
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
        "tax_class": product.tax_class, "weight_g": product.weight_g, "seo_title": product.seo_title,
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

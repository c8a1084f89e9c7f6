//! The form of a product: what is typed becomes a product, or a list of what is wrong with it.

use super::form;
use super::products::{detail, insert, new_product, put_translations, slug, update};
use super::variants::save_variant;
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::catalog::model::{CategoryRow, Outcome, ProductForm, ProductStatus, TaxClass};
use crate::domains::catalog::store::{self, Product, Variant};
use crate::domains::localization::service::content_languages;
use crate::server::clock::{new_code, new_id};
use crate::server::i18n::{language, t};
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Language};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Most attributes of a product.
const MOST_ATTRIBUTES: usize = 50;
/// Longest value of an attribute, in characters.
const LONGEST_VALUE: usize = 500;

/// What the form of a product chooses from.
pub struct ProductChoices {
    /// All categories in tree order.
    pub categories: Vec<CategoryRow>,
    /// Names of brands.
    pub brands: Vec<(Uuid, String)>,
    /// Names of size guides.
    pub size_guides: Vec<(Uuid, String)>,
    /// The language that texts are entered in.
    pub source: Language,
}

/// What the form of a product chooses from.
///
/// # Errors
/// When the database refuses.
pub async fn product_choices(scope: &Scope, language: Language) -> Result<ProductChoices> {
    let mut work = scope.begin().await?;
    Ok(ProductChoices {
        categories: super::categories::tree(&mut work, false, language).await?,
        brands: store::brand_names(work.conn(), super::brands::MOST_CHOICES).await?,
        size_guides: store::size_guide_names(work.conn(), super::size_guides::MOST_CHOICES).await?,
        source: content_languages(&scope.organization).source,
    })
}

/// Makes a product with one variant. Without a SKU it gets one.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown category, field errors.
pub async fn create_product(scope: &Scope, form: &ProductForm) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let category_id = category(&mut work, &form.category_id).await?;
    let mut errors = FieldErrors::default();
    let mut product = read(&mut errors, form, &new_product(&scope.organization.currency), category_id);
    if product.sku.is_empty() {
        product.sku = new_code(8);
    }
    let variant = read_variant(&mut errors, form, &blank_variant(product.id), &product.sku);
    let texts = texts(&mut errors, form, content_languages(&scope.organization).source);
    errors.into_result()?;
    finish(&mut work, &mut product, form).await?;
    insert(&mut work, &product).await?;
    save_variant(&mut work, None, &variant).await?;
    put_translations(&mut work, product.id, &texts).await?;
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
    let mut names: HashMap<String, String> =
        super::categories::tree(&mut work, false, language()).await?.into_iter().map(|row| (row.id.to_string(), row.name)).collect();
    let guides = store::size_guide_names(work.conn(), super::size_guides::MOST_CHOICES).await?;
    names.extend(guides.into_iter().map(|(id, name)| (id.to_string(), name)));
    let shown = |field: &str, value: &str| match field {
        "status" => ProductStatus::parse(value).map_or_else(|| value.to_owned(), |status| t(status.key())),
        "category_id" | "size_guide_id" => names.get(value).cloned().unwrap_or_else(|| value.to_owned()),
        "tax_class" => TaxClass::parse(value).map_or_else(|| value.to_owned(), |class| t(class.key())),
        _ => value.to_owned(),
    };
    let edited = Edited { resource: "product", id: before.id, version: made_from.0, base: made_from.1, current: before.version };
    let form = &audit::service::settle(&mut work, edited, typed, &ProductForm::from(&theirs), shown).await?;
    let category_id = category(&mut work, &form.category_id).await?;
    let mut errors = FieldErrors::default();
    let mut after = read(&mut errors, form, &before, category_id);
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
    let texts = texts(&mut errors, form, content_languages(&scope.organization).source);
    errors.into_result()?;
    finish(&mut work, &mut after, form).await?;
    let mut outcome = update(&mut work, &before, &after).await?;
    if let Some((only, variant)) = variant
        && save_variant(&mut work, Some(only), &variant).await?
    {
        outcome = Outcome::Updated;
    }
    if put_translations(&mut work, before.id, &texts).await? {
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

/// What is looked up or made for a product whose fields are right: its brand, and its slug where none was typed.
async fn finish(work: &mut Work, product: &mut Product, form: &ProductForm) -> Result<()> {
    let brand = form.brand.trim();
    product.brand_id = if brand.is_empty() { None } else { Some(super::brands::ensure(work, brand).await?) };
    if product.slug.is_empty() {
        product.slug = slug(work, product.id, &product.name, &product.sku).await?;
    }
    Ok(())
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
    form::short(errors, "brand", &form.brand);
    Product {
        supplier_id: form::choice(errors, "supplier_id", &form.supplier_id),
        size_guide_id: form::choice(errors, "size_guide_id", &form.size_guide_id),
        name: form::name(errors, "name", &form.name),
        slug: form::slug(errors, "slug", &form.slug),
        description: form::text(errors, "description", &form.description),
        status: status.unwrap_or_default().code().to_owned(),
        category_id,
        sku: form::code(errors, "sku", &form.sku).unwrap_or_default(),
        tags: form::tags(errors, "tags", &form.tags),
        tax_class: tax_class.unwrap_or_default().code().to_owned(),
        weight_g: form::grams(errors, "weight_g", &form.weight_g),
        length_mm: form::millimetres(errors, "length", &form.length),
        width_mm: form::millimetres(errors, "width", &form.width),
        height_mm: form::millimetres(errors, "height", &form.height),
        seo_title: form::seo(errors, "seo_title", &form.seo_title, 0),
        seo_description: form::seo(errors, "seo_description", &form.seo_description, 1),
        attributes: attributes(errors, form),
        ..before.clone()
    }
}

/// Names and values without the rows in which nothing is typed. A name without a value is a mistake, and so is a value without a
/// name.
fn attributes(errors: &mut FieldErrors, form: &ProductForm) -> Value {
    let mut kept = Vec::new();
    let mut names = HashSet::new();
    for (row, typed) in form.attributes.iter().enumerate() {
        let field = |part: &str| format!("attributes[{row}][{part}]");
        let name = form::short(errors, &field("name"), &typed.name);
        let value = typed.value.trim();
        if name.is_empty() && value.is_empty() {
            continue;
        }
        if value.chars().count() > LONGEST_VALUE {
            errors.add(&field("value"), "error-too-long");
        }
        if name.is_empty() {
            errors.add(&field("name"), "error-required");
        }
        if value.is_empty() {
            errors.add(&field("value"), "error-required");
        }
        if !name.is_empty() && !names.insert(name.to_lowercase()) {
            errors.add(&field("name"), "catalog-error-attribute-twice");
        }
        kept.push(json!({"name": name, "value": value}));
    }
    if kept.len() > MOST_ATTRIBUTES {
        errors.add_with("attributes[0][name]", "catalog-error-attributes-many", vec![("most".to_owned(), MOST_ATTRIBUTES.to_string())]);
    }
    Value::Array(kept)
}

fn blank_variant(product_id: Uuid) -> Variant {
    Variant {
        id: new_id(),
        product_id,
        name: String::new(),
        options: json!({}),
        sku: String::new(),
        barcode: None,
        price: Decimal::ZERO,
        compare_at_price: None,
        cost_price: None,
        wholesale_price: None,
        minimum_wholesale_quantity: None,
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
        wholesale_price: form::amount(errors, "wholesale_price", &form.wholesale_price),
        minimum_wholesale_quantity: form::pieces(errors, "minimum_wholesale_quantity", &form.minimum_wholesale_quantity),
        weight_g: form::grams(&mut said, "weight_g", &form.weight_g),
        ..before.clone()
    }
}

/// The translations of the form. The language that texts are entered in has its own fields.
fn texts(errors: &mut FieldErrors, form: &ProductForm, source: Language) -> Vec<(Language, String, String)> {
    let mut texts = Vec::new();
    for (language, field, typed) in form.translations().into_iter().filter(|(language, _, _)| *language != source) {
        let input = format!("{field}_{}", language.code());
        let text = match field {
            "name" => form::limit_name(errors, &input, typed),
            "description" => form::text(errors, &input, typed),
            "seo_title" => form::seo(errors, &input, typed, 0).unwrap_or_default(),
            _ => form::seo(errors, &input, typed, 1).unwrap_or_default(),
        };
        texts.push((language, field.to_owned(), text));
    }
    texts
}

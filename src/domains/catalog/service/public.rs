//! Products as buyers may know them: the one place that shops, lives and articles ask. Only what is for sale, in a category that is
//! shown; never a cost, a price for wholesalers or a number of pieces.

use crate::domains::catalog::model::{
    MediaRow, ProductOption, PublicMedia, PublicProduct, PublicShop, PublicSize, PublicStock, PublicVariant,
};
use crate::domains::catalog::ports;
use crate::domains::catalog::store::{self, PublicVariantRow};
use crate::domains::{access, localization};
use crate::server::clock::Clock;
use crate::server::storage::{PictureKey, Storage};
use crate::server::{Db, Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, Language, Page};
use std::collections::HashMap;
use uuid::Uuid;

/// Products on a page.
pub const PAGE: i64 = 24;

/// Who sells under this name in addresses, to be asked without anybody signed in.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown merchant, and one that does not sell now.
pub async fn shop(db: &Db, clock: &Clock, slug: &str) -> Result<Scope> {
    let organization = access::service::organization_by_slug(db, slug).await?;
    if !organization.is_active {
        return Err(AppError::NotFound.into());
    }
    Ok(Scope::system(db.clone(), clock.clone(), organization))
}

/// What buyers are told of the merchant.
#[must_use]
pub fn about(scope: &Scope, language: Language) -> PublicShop {
    let organization = &scope.organization;
    PublicShop {
        slug: organization.slug.clone(),
        name: organization.name.clone(),
        logo: access::model::OrganizationSettings::read(&organization.settings).logo,
        language,
    }
}

/// The product with this slug, or this id.
///
/// # Errors
/// [`AppError::NotFound`] for what is not there or not for sale.
pub async fn public_product(scope: &Scope, storage: &Storage, slug: &str, language: Language) -> Result<PublicProduct> {
    let mut work = scope.begin().await?;
    let id = store::public_id(work.conn(), slug, Uuid::parse_str(slug).ok()).await?.ok_or(AppError::NotFound)?;
    in_work(&mut work, storage, &[id], language).await?.pop().ok_or_else(|| AppError::NotFound.into())
}

/// Those of these products that are for sale, in their order, by the same few questions however many there are.
///
/// # Errors
/// When the database refuses.
pub async fn public_products(scope: &Scope, storage: &Storage, ids: &[Uuid], language: Language) -> Result<Vec<PublicProduct>> {
    let mut work = scope.begin().await?;
    in_work(&mut work, storage, ids, language).await
}

/// A page of what is for sale, newest first, without texts and variants and with the first picture alone.
///
/// # Errors
/// When the database refuses.
pub async fn public_list(scope: &Scope, storage: &Storage, after: Option<Cursor>, language: Language) -> Result<Page<PublicProduct>> {
    let mut work = scope.begin().await?;
    let places = store::public_places(work.conn(), after, PAGE + 1).await?;
    let request = PageRequest { cursor: after, size: PAGE, ..PageRequest::default() };
    let page = Page::from_fetched(request, places, |place: &Cursor| *place);
    let ids: Vec<Uuid> = page.rows.iter().map(|place| place.id).collect();
    let mut rows = in_work(&mut work, storage, &ids, language).await?;
    for product in &mut rows {
        product.description.clear();
        product.variants.clear();
        product.media.retain(|media| !media.is_video);
        product.media.truncate(1);
    }
    Ok(Page { rows, next: page.next, previous: None })
}

async fn in_work(work: &mut Work, storage: &Storage, ids: &[Uuid], language: Language) -> Result<Vec<PublicProduct>> {
    let shown = localization::service::content_languages(&work.scope.organization).shown.contains(&language);
    let rows = store::public_rows(work.conn(), ids, shown.then(|| language.code())).await?;
    let found: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut variants: HashMap<Uuid, Vec<PublicVariantRow>> = HashMap::new();
    let mut asked = Vec::new();
    for variant in store::public_variants(work.conn(), &found).await? {
        asked.push(variant.id);
        variants.entry(variant.product_id).or_default().push(variant);
    }
    let mut media: HashMap<Uuid, Vec<MediaRow>> = HashMap::new();
    for (product_id, row) in store::public_media(work.conn(), &found).await? {
        media.entry(product_id).or_default().push(row);
    }
    let pieces = match ports::availability() {
        Some(known) => Some(known.available(work, &asked).await?),
        None => None,
    };
    let now = work.now;
    let mut products = Vec::with_capacity(rows.len());
    for row in rows {
        let of_product = variants.remove(&row.id).unwrap_or_default();
        let prices = || of_product.iter().map(|variant| variant.price);
        let (Some(price_from), Some(price_to)) = (prices().min(), prices().max()) else { continue };
        let count = |id: Uuid| pieces.as_ref().map(|pieces| pieces.get(&id).copied().unwrap_or_default());
        let sum: Option<i64> = of_product.iter().map(|variant| count(variant.id).map(|pieces| pieces.max(0))).sum();
        let ids: Vec<Uuid> = of_product.iter().map(|variant| variant.id).collect();
        products.push(PublicProduct {
            id: row.id,
            slug: row.slug,
            name: row.name,
            description: row.description,
            seo_title: row.seo_title,
            seo_description: row.seo_description,
            brand: row.brand,
            category: row.category,
            currency: row.currency,
            price_from,
            price_to,
            stock: sum.map(PublicStock::of),
            options: options(&row.options, &of_product),
            variants: of_product.into_iter().map(|variant| one(count(variant.id), variant)).collect(),
            // A picture of a variant that is not for sale shows what cannot be had.
            media: media
                .remove(&row.id)
                .unwrap_or_default()
                .into_iter()
                .filter(|media| media.variant_id.is_none_or(|variant| ids.contains(&variant)))
                .map(|media| picture(storage, media, now))
                .collect(),
            created_at: row.created_at,
        });
    }
    Ok(products)
}

fn one(pieces: Option<i64>, variant: PublicVariantRow) -> PublicVariant {
    PublicVariant {
        id: variant.id,
        sku: variant.sku,
        name: variant.name,
        options: serde_json::from_value(variant.options).unwrap_or_default(),
        price: variant.price,
        compare_at_price: variant.compare_at_price,
        stock: pieces.map(PublicStock::of),
    }
}

/// The options of the product with the values that a variant for sale has.
fn options(stored: &serde_json::Value, variants: &[PublicVariantRow]) -> Vec<ProductOption> {
    let mut options: Vec<ProductOption> = serde_json::from_value(stored.clone()).unwrap_or_default();
    for option in &mut options {
        let ProductOption { name, values } = option;
        values.retain(|value| variants.iter().any(|variant| variant.options.get(&*name).and_then(|had| had.as_str()) == Some(value)));
    }
    options.retain(|option| !option.values.is_empty());
    options
}

fn picture(storage: &Storage, media: MediaRow, now: chrono::DateTime<chrono::Utc>) -> PublicMedia {
    let side = |pixels: Option<i32>| pixels.and_then(|pixels| u32::try_from(pixels).ok()).unwrap_or(1);
    let key = media.key.as_deref().and_then(PictureKey::parse);
    let sizes = key.map(|key| storage.sizes(&key, (side(media.width), side(media.height)), now)).unwrap_or_default();
    let sizes =
        sizes.into_iter().map(|size| PublicSize { width: size.width, height: size.height, webp: size.webp, fallback: size.fallback });
    PublicMedia { alt: media.alt, variant_id: media.variant_id, is_video: media.is_video, url: media.url, sizes: sizes.collect() }
}

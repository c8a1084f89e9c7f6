//! Products with everything that is known of them.

use crate::domains::catalog::model::{ExportedPicture, ExportedProduct, ExportedVariant};
use crate::server::Result;
use crate::shared::Language;
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

#[derive(Deserialize)]
struct OptionOf {
    name: String,
    #[serde(default)]
    values: Vec<String>,
}

#[derive(Deserialize)]
struct AttributeOf {
    name: String,
    value: String,
}

/// These products in this order, without their variants, pictures and translations; the category is the last of each path.
pub(in crate::domains::catalog) async fn exported(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(ExportedProduct, Option<Uuid>)>> {
    let rows = sqlx::query!(
        r#"select p.id, p.sku, p.slug, p.name, p.description, p.status, p.currency::text as "currency!", p.tags, p.tax_class, p.weight_g, p.length_mm,
                  p.width_mm, p.height_mm, p.seo_title, p.seo_description, p.options, p.attributes, b.name as "brand?", p.supplier_id,
                  g.name as "size_guide?", p.category_id
           from unnest($1::uuid[]) with ordinality wanted (id, n)
           join products p on p.id = wanted.id
           left join brands b on b.id = p.brand_id
           left join size_guides g on g.id = p.size_guide_id
           order by wanted.n"#,
        ids,
    )
    .fetch_all(conn)
    .await?;
    let read = |value: Value| serde_json::from_value::<Vec<OptionOf>>(value).map_err(anyhow::Error::from);
    let attributes = |value: Value| serde_json::from_value::<Vec<AttributeOf>>(value).map_err(anyhow::Error::from);
    rows.into_iter()
        .map(|row| {
            let product = ExportedProduct {
                id: row.id,
                sku: row.sku,
                slug: row.slug,
                name: row.name,
                description: row.description,
                status: row.status,
                currency: row.currency,
                tags: row.tags,
                tax_class: row.tax_class,
                weight_g: row.weight_g,
                length_mm: row.length_mm,
                width_mm: row.width_mm,
                height_mm: row.height_mm,
                seo_title: row.seo_title,
                seo_description: row.seo_description,
                options: read(row.options)?.into_iter().map(|option| (option.name, option.values)).collect(),
                attributes: attributes(row.attributes)?.into_iter().map(|one| (one.name, one.value)).collect(),
                brand: row.brand,
                supplier_id: row.supplier_id,
                size_guide: row.size_guide,
                category: Vec::new(),
                pictures: Vec::new(),
                translations: Vec::new(),
                variants: Vec::new(),
            };
            Ok((product, row.category_id))
        })
        .collect()
}

/// How many options the product with the most of them has.
pub(in crate::domains::catalog) async fn most_options(conn: &mut PgConnection) -> Result<i32> {
    Ok(sqlx::query_scalar!(r#"select coalesce(max(jsonb_array_length(options)), 0) as "most!" from products where deleted_at is null"#)
        .fetch_one(conn)
        .await?)
}

/// The size guides of some names.
pub(in crate::domains::catalog) async fn size_guides_named(conn: &mut PgConnection, names: &[String]) -> Result<Vec<(String, Uuid)>> {
    let rows = sqlx::query!("select name, id from size_guides where name = any ($1)", names).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

/// The variants of products, each with its product, in order. Options come as they are kept: without an order.
pub(in crate::domains::catalog) async fn exported_variants(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, ExportedVariant)>> {
    let rows = sqlx::query!(
        r#"select v.product_id, v.id, v.name, v.options, v.sku, v.barcode, v.price, v.compare_at_price, v.cost_price, v.wholesale_price,
                  v.minimum_wholesale_quantity, v.weight_g, v.is_active,
                  coalesce((select sum(l.available) from inventory_levels l where l.variant_id = v.id), 0) as "available!"
           from product_variants v where v.product_id = any ($1) and v.deleted_at is null order by v.product_id, v.sort_order, v.id"#,
        ids,
    )
    .fetch_all(conn)
    .await?;
    let options = |value: Value| match value {
        Value::Object(map) => {
            map.into_iter().map(|(name, value)| (name, value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned))).collect()
        }
        _ => Vec::new(),
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            let variant = ExportedVariant {
                id: row.id,
                name: row.name,
                options: options(row.options),
                sku: row.sku,
                barcode: row.barcode,
                price: row.price,
                compare_at_price: row.compare_at_price,
                cost_price: row.cost_price,
                wholesale_price: row.wholesale_price,
                minimum_wholesale_quantity: row.minimum_wholesale_quantity,
                weight_g: row.weight_g,
                is_active: row.is_active,
                available: Some(row.available),
            };
            (row.product_id, variant)
        })
        .collect())
}

/// The pictures of products that stand elsewhere, each with its product, in order.
pub(in crate::domains::catalog) async fn exported_pictures(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, ExportedPicture)>> {
    let rows = sqlx::query!(
        r#"select product_id, source_url as "url!", alt, variant_id from product_media
           where product_id = any ($1) and kind = 'IMAGE' and source_url is not null order by product_id, sort_order, id"#,
        ids,
    )
    .fetch_all(conn)
    .await?;
    let picture = |url, alt, variant_id| ExportedPicture { url, alt, variant_id };
    Ok(rows.into_iter().map(|row| (row.product_id, picture(row.url, row.alt, row.variant_id))).collect())
}

/// The translations of products: product, language, field, value.
pub(in crate::domains::catalog) async fn exported_texts(
    conn: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Language, String, String)>> {
    let rows = sqlx::query!(
        "select resource_id, language, field, value from translations
         where resource = 'product' and resource_id = any ($1) order by resource_id, field, language",
        ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.resource_id, Language::parse(&row.language)?, row.field, row.value))).collect())
}

//! What buyers may see: products for sale in categories that are shown, and their variants for sale.

use crate::domains::catalog::model::MediaRow;
use crate::server::Result;
use crate::shared::Cursor;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A product for buyers.
pub(in crate::domains::catalog) struct PublicRow {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    pub brand: Option<String>,
    pub category: Option<String>,
    pub currency: String,
    pub options: Value,
    pub created_at: DateTime<Utc>,
}

/// A variant for buyers.
pub(in crate::domains::catalog) struct PublicVariantRow {
    pub id: Uuid,
    pub product_id: Uuid,
    pub sku: String,
    pub name: String,
    pub options: Value,
    pub price: Decimal,
    pub compare_at_price: Option<Decimal>,
}

/// The product with this slug or id, whether it may be seen or not.
pub(in crate::domains::catalog) async fn public_id(conn: &mut PgConnection, slug: &str, id: Option<Uuid>) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select p.id from products p where (p.slug = $1 or p.id = $2) and p.deleted_at is null order by p.slug = $1 desc limit 1",
        slug,
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// Places of products that may be seen, newest first; up to one more than a page.
pub(in crate::domains::catalog) async fn public_places(conn: &mut PgConnection, after: Option<Cursor>, limit: i64) -> Result<Vec<Cursor>> {
    let (at, id) = after.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    Ok(sqlx::query_as!(
        Cursor,
        "select p.created_at as at, p.id from products p
         where p.status = 'ACTIVE' and p.deleted_at is null
           and (p.category_id is null or p.category_id not in (select hidden_categories()))
           and exists (select from product_variants v where v.product_id = p.id and v.is_active and v.deleted_at is null)
           and ($2::uuid is null or (p.created_at, p.id) < ($1, $2))
         order by p.created_at desc, p.id desc limit $3",
        at,
        id,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

/// Those of these products that may be seen, in their order, in a language where they are translated.
pub(in crate::domains::catalog) async fn public_rows(
    conn: &mut PgConnection,
    ids: &[Uuid],
    language: Option<&str>,
) -> Result<Vec<PublicRow>> {
    Ok(sqlx::query_as!(
        PublicRow,
        r#"select p.id, p.slug, coalesce(n.value, p.name) as "name!", coalesce(d.value, p.description) as "description!",
                  p.seo_title, p.seo_description, b.name as "brand?", coalesce(cn.value, c.name) as "category?",
                  p.currency::text as "currency!", p.options, p.created_at
           from unnest($1::uuid[]) with ordinality wanted (id, n)
           join products p on p.id = wanted.id
           left join brands b on b.id = p.brand_id
           left join categories c on c.id = p.category_id
           left join translations n on n.resource = 'product' and n.resource_id = p.id and n.field = 'name' and n.language = $2
           left join translations d on d.resource = 'product' and d.resource_id = p.id and d.field = 'description' and d.language = $2
           left join translations cn on cn.resource = 'category' and cn.resource_id = c.id and cn.field = 'name' and cn.language = $2
           where p.status = 'ACTIVE' and p.deleted_at is null
             and (p.category_id is null or p.category_id not in (select hidden_categories()))
           order by wanted.n"#,
        ids,
        language,
    )
    .fetch_all(conn)
    .await?)
}

/// Variants for sale of these products, in order.
pub(in crate::domains::catalog) async fn public_variants(conn: &mut PgConnection, products: &[Uuid]) -> Result<Vec<PublicVariantRow>> {
    Ok(sqlx::query_as!(
        PublicVariantRow,
        "select id, product_id, sku, name, options, price, compare_at_price from product_variants
         where product_id = any ($1) and is_active and deleted_at is null order by product_id, sort_order, id",
        products
    )
    .fetch_all(conn)
    .await?)
}

/// Pictures and films of these products, in order, with the product.
pub(in crate::domains::catalog) async fn public_media(conn: &mut PgConnection, products: &[Uuid]) -> Result<Vec<(Uuid, MediaRow)>> {
    let rows = sqlx::query!(
        r#"select product_id, id, storage_key, source_url, alt, variant_id, kind = 'VIDEO' as "is_video!", width, height
           from product_media where product_id = any ($1) order by product_id, sort_order, id"#,
        products
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let media = MediaRow {
            id: row.id,
            key: row.storage_key,
            url: row.source_url,
            alt: row.alt,
            variant_id: row.variant_id,
            is_video: row.is_video,
            width: row.width,
            height: row.height,
        };
        (row.product_id, media)
    });
    Ok(rows.collect())
}

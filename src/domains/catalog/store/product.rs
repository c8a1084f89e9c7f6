//! Products with their pictures and translations.

use crate::domains::catalog::model::PriceChange;
use crate::server::Result;
use crate::shared::Language;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A row of `products`, as far as it is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::domains::catalog) struct Product {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    pub description: String,
    pub status: String,
    pub category_id: Option<Uuid>,
    pub brand_id: Option<Uuid>,
    pub supplier_id: Option<Uuid>,
    pub sku: String,
    pub currency: String,
    pub tags: Vec<String>,
    pub tax_class: String,
    pub weight_g: Option<i32>,
    pub length_mm: Option<i32>,
    pub width_mm: Option<i32>,
    pub height_mm: Option<i32>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    pub options: Value,
    pub attributes: Value,
    pub size_guide_id: Option<Uuid>,
    pub version: i32,
}

/// A product by id, locked until the end of the transaction.
pub(in crate::domains::catalog) async fn lock_product(conn: &mut PgConnection, id: Uuid) -> Result<Option<Product>> {
    Ok(sqlx::query_as!(
        Product,
        "select id, name, slug, description, status, category_id, brand_id, supplier_id, sku, currency, tags, tax_class, weight_g,
                length_mm, width_mm, height_mm, seo_title, seo_description, options, attributes, size_guide_id, version
         from products where id = $1 and deleted_at is null for update",
        id,
    )
    .fetch_optional(conn)
    .await?)
}

/// The product with this id, or this SKU, or one of these variants; locked until the end of the transaction.
pub(in crate::domains::catalog) async fn find_product(
    conn: &mut PgConnection,
    id: Option<Uuid>,
    sku: &str,
    variant_skus: &[String],
) -> Result<Option<Product>> {
    Ok(sqlx::query_as!(
        Product,
        // The id is found first and apart: row level security keeps a comparison with a subquery from the index.
        "with wanted as materialized (
             select coalesce(
                 (select i.id from products i where i.id = $1 and i.deleted_at is null),
                 (select s.id from products s where s.sku = $2 and s.deleted_at is null),
                 (select v.product_id from product_variants v where v.sku = any ($3) and v.deleted_at is null order by v.product_id limit 1)
             ) as id
         )
         select p.id, p.name, p.slug, p.description, p.status, p.category_id, p.brand_id, p.supplier_id, p.sku, p.currency, p.tags, p.tax_class,
                p.weight_g, p.length_mm, p.width_mm, p.height_mm, p.seo_title, p.seo_description, p.options, p.attributes, p.size_guide_id,
                p.version
         from wanted join products p on p.id = wanted.id and p.deleted_at is null
         for update of p",
        id,
        sku,
        variant_skus,
    )
    .fetch_optional(conn)
    .await?)
}

/// Imports of one organization write one after the other, so that two of the same file make no double.
pub(in crate::domains::catalog) async fn lock_imports(conn: &mut PgConnection, organization_id: Uuid) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 4))", format!("catalog {organization_id}")).execute(conn).await?;
    Ok(())
}

/// The first of these slugs that no other product has.
pub(in crate::domains::catalog) async fn free_slug(conn: &mut PgConnection, id: Uuid, candidates: &[String]) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        r#"select c.slug as "slug!" from unnest($1::text[]) with ordinality c (slug, n)
           where not exists (select from products p where p.slug = c.slug and p.deleted_at is null and p.id <> $2) order by c.n limit 1"#,
        candidates,
        id,
    )
    .fetch_optional(conn)
    .await?)
}

pub(in crate::domains::catalog) async fn insert_product(
    conn: &mut PgConnection,
    product: &Product,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into products (id, name, slug, description, status, category_id, brand_id, sku, currency, tags, weight_g, seo_title,
                               seo_description, options, created_by, updated_by, created_at, tax_class, supplier_id,
                               length_mm, width_mm, height_mm, attributes, size_guide_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
        product.id,
        product.name,
        product.slug,
        product.description,
        product.status,
        product.category_id,
        product.brand_id,
        product.sku,
        product.currency,
        &product.tags,
        product.weight_g,
        product.seo_title,
        product.seo_description,
        product.options,
        user_id,
        at,
        product.tax_class,
        product.supplier_id,
        product.length_mm,
        product.width_mm,
        product.height_mm,
        product.attributes,
        product.size_guide_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn update_product(
    conn: &mut PgConnection,
    product: &Product,
    user_id: Option<Uuid>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update products set name = $2, slug = $3, description = $4, status = $5, category_id = $6, brand_id = $7, sku = $8, currency = $9,
                tags = $10, weight_g = $11, seo_title = $12, seo_description = $13, options = $14, updated_by = $15, tax_class = $16,
                supplier_id = $17, length_mm = $18, width_mm = $19, height_mm = $20, attributes = $21, size_guide_id = $22,
                version = version + 1
         where id = $1",
        product.id,
        product.name,
        product.slug,
        product.description,
        product.status,
        product.category_id,
        product.brand_id,
        product.sku,
        product.currency,
        &product.tags,
        product.weight_g,
        product.seo_title,
        product.seo_description,
        product.options,
        user_id,
        product.tax_class,
        product.supplier_id,
        product.length_mm,
        product.width_mm,
        product.height_mm,
        product.attributes,
        product.size_guide_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the page of a product shows of its row.
pub(in crate::domains::catalog) struct Shown {
    pub brand: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub product: Product,
}

pub(in crate::domains::catalog) async fn shown(conn: &mut PgConnection, id: Uuid) -> Result<Option<Shown>> {
    let row = sqlx::query!(
        r#"select p.id, p.name, p.slug, p.description, p.status, p.category_id, p.brand_id, p.supplier_id, p.sku, p.currency, p.tags, p.tax_class, p.weight_g,
                  p.length_mm, p.width_mm, p.height_mm, p.seo_title, p.seo_description, p.options, p.attributes, p.size_guide_id, p.version,
                  p.created_at, p.updated_at, b.name as "brand?"
           from products p left join brands b on b.id = p.brand_id
           where p.id = $1 and p.deleted_at is null"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Shown {
        brand: row.brand,
        created_at: row.created_at,
        updated_at: row.updated_at,
        product: Product {
            id: row.id,
            name: row.name,
            slug: row.slug,
            description: row.description,
            status: row.status,
            category_id: row.category_id,
            brand_id: row.brand_id,
            supplier_id: row.supplier_id,
            sku: row.sku,
            currency: row.currency,
            tags: row.tags,
            tax_class: row.tax_class,
            weight_g: row.weight_g,
            length_mm: row.length_mm,
            width_mm: row.width_mm,
            height_mm: row.height_mm,
            seo_title: row.seo_title,
            seo_description: row.seo_description,
            options: row.options,
            attributes: row.attributes,
            size_guide_id: row.size_guide_id,
            version: row.version,
        },
    }))
}

/// A picture to write: (address, text, variant).
pub(in crate::domains::catalog) type Picture = (String, String, Option<Uuid>);

/// The pictures that stand elsewhere, in order.
pub(in crate::domains::catalog) async fn pictures(conn: &mut PgConnection, product_id: Uuid) -> Result<Vec<Picture>> {
    let rows = sqlx::query!(
        r#"select source_url as "url!", alt, variant_id from product_media
           where product_id = $1 and kind = 'IMAGE' and source_url is not null order by sort_order, id"#,
        product_id,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.url, row.alt, row.variant_id)).collect())
}

/// Replaces the pictures that stand elsewhere; uploaded ones stay.
pub(in crate::domains::catalog) async fn replace_pictures(
    conn: &mut PgConnection,
    product_id: Uuid,
    ids: &[Uuid],
    pictures: &[Picture],
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("delete from product_media where product_id = $1 and kind = 'IMAGE' and storage_key is null", product_id)
        .execute(&mut *conn)
        .await?;
    let urls: Vec<String> = pictures.iter().map(|(url, _, _)| url.clone()).collect();
    let alts: Vec<String> = pictures.iter().map(|(_, alt, _)| alt.clone()).collect();
    let variants: Vec<Option<Uuid>> = pictures.iter().map(|(_, _, variant_id)| *variant_id).collect();
    sqlx::query!(
        "insert into product_media (id, product_id, source_url, alt, variant_id, sort_order, created_at)
         select m.id, $1, m.url, m.alt, m.variant_id, m.n - 1, $6
         from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) with ordinality m (id, url, alt, variant_id, n)",
        product_id,
        ids,
        &urls,
        &alts,
        &variants as &[Option<Uuid>],
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// (language, field, value) of a product.
pub(in crate::domains::catalog) async fn translations(
    conn: &mut PgConnection,
    product_id: Uuid,
) -> Result<Vec<(Language, String, String)>> {
    let rows = sqlx::query!(
        "select language, field, value from translations where resource = 'product' and resource_id = $1 order by field, language",
        product_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((Language::parse(&row.language)?, row.field, row.value))).collect())
}

/// The last changes of a product's prices, newest first.
pub(in crate::domains::catalog) async fn prices(conn: &mut PgConnection, product_id: Uuid) -> Result<Vec<PriceChange>> {
    Ok(sqlx::query_as!(
        PriceChange,
        r#"select h.created_at as at, v.sku, h.field, h.old_value as "old", h.new_value as "new", u.name as "person?"
           from product_variants v join price_history h on h.variant_id = v.id left join users u on u.id = h.user_id
           where v.product_id = $1 order by h.created_at desc, h.id desc limit 10"#,
        product_id,
    )
    .fetch_all(conn)
    .await?)
}

/// (id, name as entered) of those of some products that are there.
pub(in crate::domains::catalog) async fn product_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, name from products where id = any ($1) and deleted_at is null", ids).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

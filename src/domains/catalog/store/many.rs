//! Many new products in a few statements. The rows go as one JSON value, so that lists (tags) and absent values keep their types.

use super::{Picture, Product, Variant};
use crate::server::Result;
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Those of some SKUs that a product or a variant has.
pub(in crate::domains::catalog) async fn known_skus(conn: &mut PgConnection, skus: &[String]) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        r#"select p.sku as "sku!" from products p where p.sku = any ($1) and p.deleted_at is null
           union select v.sku from product_variants v where v.sku = any ($1) and v.deleted_at is null"#,
        skus,
    )
    .fetch_all(conn)
    .await?)
}

/// Those of some slugs that a product has.
pub(in crate::domains::catalog) async fn known_slugs(conn: &mut PgConnection, slugs: &[String]) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("select slug from products where slug = any ($1) and deleted_at is null", slugs).fetch_all(conn).await?)
}

pub(in crate::domains::catalog) async fn insert_products(
    conn: &mut PgConnection,
    products: &[Product],
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into products (id, name, slug, description, status, category_id, brand_id, supplier_id, sku, currency, tags, tax_class,
                               weight_g, length_mm, width_mm, height_mm, seo_title, seo_description, options, attributes, size_guide_id,
                               created_by, updated_by, created_at)
         select r.id, r.name, r.slug, r.description, r.status, r.category_id, r.brand_id, r.supplier_id, r.sku, r.currency, r.tags, r.tax_class,
                r.weight_g, r.length_mm, r.width_mm, r.height_mm, r.seo_title, r.seo_description, r.options, r.attributes, r.size_guide_id,
                $2, $2, $3
         from jsonb_to_recordset($1) r (
           id uuid, name text, slug text, description text, status text, category_id uuid, brand_id uuid, supplier_id uuid, sku text,
           currency text, tags text[], tax_class text, weight_g integer, length_mm integer, width_mm integer, height_mm integer,
           seo_title text, seo_description text, options jsonb, attributes jsonb, size_guide_id uuid
         )",
        json!(products),
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn insert_variants(
    conn: &mut PgConnection,
    variants: &[Variant],
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into product_variants (id, product_id, name, options, sku, barcode, price, compare_at_price, cost_price, wholesale_price,
                                       minimum_wholesale_quantity, weight_g, sort_order, is_active, created_at)
         select r.id, r.product_id, r.name, r.options, r.sku, r.barcode, r.price, r.compare_at_price, r.cost_price, r.wholesale_price,
                r.minimum_wholesale_quantity, r.weight_g, r.sort_order, r.is_active, $2
         from jsonb_to_recordset($1) r (
           id uuid, product_id uuid, name text, options jsonb, sku text, barcode text, price numeric, compare_at_price numeric,
           cost_price numeric, wholesale_price numeric, minimum_wholesale_quantity integer, weight_g integer, sort_order integer,
           is_active boolean
         )",
        json!(variants),
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A picture of a product that had none: (its id, the product's, its place from 0, the picture).
pub(in crate::domains::catalog) type PlacedPicture = (Uuid, Uuid, i32, Picture);

pub(in crate::domains::catalog) async fn insert_pictures(
    conn: &mut PgConnection,
    pictures: &[PlacedPicture],
    at: DateTime<Utc>,
) -> Result<()> {
    let rows: Vec<_> = pictures
        .iter()
        .map(|(id, product_id, place, (url, alt, variant_id))| {
            json!({"id": id, "product_id": product_id, "place": place, "url": url, "alt": alt, "variant_id": variant_id})
        })
        .collect();
    sqlx::query!(
        "insert into product_media (id, product_id, source_url, alt, variant_id, sort_order, created_at)
         select r.id, r.product_id, r.url, r.alt, r.variant_id, r.place, $2
         from jsonb_to_recordset($1) r (id uuid, product_id uuid, url text, alt text, variant_id uuid, place integer)",
        json!(rows),
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! Variants and the history of their prices.

use crate::domains::catalog::model::{VariantOption, VariantRef, label};
use crate::server::Result;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A row of `product_variants`, as far as it is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::domains::catalog) struct Variant {
    pub id: Uuid,
    pub product_id: Uuid,
    pub name: String,
    pub options: Value,
    pub sku: String,
    pub barcode: Option<String>,
    pub price: Decimal,
    pub compare_at_price: Option<Decimal>,
    pub cost_price: Option<Decimal>,
    pub wholesale_price: Option<Decimal>,
    pub minimum_wholesale_quantity: Option<i32>,
    pub weight_g: Option<i32>,
    pub sort_order: i32,
    pub is_active: bool,
    pub version: i32,
}

/// The variants of a product in order.
pub(in crate::domains::catalog) async fn variants(conn: &mut PgConnection, product_id: Uuid) -> Result<Vec<Variant>> {
    Ok(sqlx::query_as!(
        Variant,
        "select id, product_id, name, options, sku, barcode, price, compare_at_price, cost_price, wholesale_price, minimum_wholesale_quantity,
                weight_g, sort_order, is_active, version
         from product_variants where product_id = $1 and deleted_at is null order by sort_order, id",
        product_id,
    )
    .fetch_all(conn)
    .await?)
}

/// The product of a variant.
pub(in crate::domains::catalog) async fn product_of(conn: &mut PgConnection, variant_id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select product_id from product_variants where id = $1 and deleted_at is null", variant_id)
        .fetch_optional(conn)
        .await?)
}

pub(in crate::domains::catalog) async fn insert_variant(
    conn: &mut PgConnection,
    variant: &Variant,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into product_variants (id, product_id, name, options, sku, barcode, price, compare_at_price, cost_price, weight_g, sort_order,
                                       is_active, created_at, wholesale_price, minimum_wholesale_quantity)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        variant.id,
        variant.product_id,
        variant.name,
        variant.options,
        variant.sku,
        variant.barcode,
        variant.price,
        variant.compare_at_price,
        variant.cost_price,
        variant.weight_g,
        variant.sort_order,
        variant.is_active,
        at,
        variant.wholesale_price,
        variant.minimum_wholesale_quantity,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn update_variant(conn: &mut PgConnection, variant: &Variant) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update product_variants set name = $2, options = $3, sku = $4, barcode = $5, price = $6, compare_at_price = $7, cost_price = $8,
                weight_g = $9, sort_order = $10, is_active = $11, wholesale_price = $12, minimum_wholesale_quantity = $13, version = version + 1
         where id = $1",
        variant.id,
        variant.name,
        variant.options,
        variant.sku,
        variant.barcode,
        variant.price,
        variant.compare_at_price,
        variant.cost_price,
        variant.weight_g,
        variant.sort_order,
        variant.is_active,
        variant.wholesale_price,
        variant.minimum_wholesale_quantity,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A change of a price.
pub(in crate::domains::catalog) struct NewPrice<'a> {
    pub id: Uuid,
    pub variant_id: Uuid,
    pub field: &'a str,
    pub old: Option<Decimal>,
    pub new: Option<Decimal>,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub(in crate::domains::catalog) async fn insert_price(conn: &mut PgConnection, price: NewPrice<'_>) -> Result<()> {
    sqlx::query!(
        "insert into price_history (id, variant_id, field, old_value, new_value, user_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        price.id,
        price.variant_id,
        price.field,
        price.old,
        price.new,
        price.user_id,
        price.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Variants by SKU; deleted ones are not found.
pub(in crate::domains::catalog) async fn refs_by_sku(conn: &mut PgConnection, skus: &[String]) -> Result<Vec<VariantRef>> {
    Ok(sqlx::query_as!(
        VariantRef,
        r#"select v.id, v.product_id, p.name as product_name, v.name as variant_name, v.sku, v.price, p.tax_class,
                  (v.is_active and p.status = 'ACTIVE' and p.deleted_at is null) as "is_sellable!"
           from product_variants v join products p on p.id = v.product_id
           where v.sku = any ($1) and v.deleted_at is null"#,
        skus,
    )
    .fetch_all(conn)
    .await?)
}

/// Variants by what somebody types or scans: the SKU as it is, in capitals or in small letters, or a barcode, the likeliest of
/// them. Returns each text with its variant.
pub(in crate::domains::catalog) async fn refs_by_typed(conn: &mut PgConnection, typed: &[String]) -> Result<Vec<(String, VariantRef)>> {
    let rows = sqlx::query!(
        r#"select w.typed as "typed!", v.id, v.product_id, p.name as product_name, v.name as variant_name, v.sku, v.price, p.tax_class,
                  (v.is_active and p.status = 'ACTIVE' and p.deleted_at is null) as "is_sellable!"
           from (select distinct u.typed from unnest($1::text[]) u (typed)) w
           cross join lateral (
             select x.id from (
               select s.id, case s.sku when w.typed then 1 when upper(w.typed) then 2 else 3 end as place
               from product_variants s where s.sku in (w.typed, upper(w.typed), lower(w.typed)) and s.deleted_at is null
               union all
               select b.id, 4 from product_variants b where b.barcode = w.typed and b.deleted_at is null
             ) x order by x.place limit 1
           ) found
           join product_variants v on v.id = found.id join products p on p.id = v.product_id"#,
        typed,
    )
    .fetch_all(conn)
    .await?;
    let variants = rows.into_iter().map(|row| {
        let variant = VariantRef {
            id: row.id,
            product_id: row.product_id,
            product_name: row.product_name,
            variant_name: row.variant_name,
            sku: row.sku,
            price: row.price,
            tax_class: row.tax_class,
            is_sellable: row.is_sellable,
        };
        (row.typed, variant)
    });
    Ok(variants.collect())
}

/// Variants by id; deleted ones are found, and not for sale.
pub(in crate::domains::catalog) async fn refs_by_id(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<VariantRef>> {
    Ok(sqlx::query_as!(
        VariantRef,
        r#"select v.id, v.product_id, p.name as product_name, v.name as variant_name, v.sku, v.price, p.tax_class,
                  (v.is_active and v.deleted_at is null and p.status = 'ACTIVE' and p.deleted_at is null) as "is_sellable!"
           from product_variants v join products p on p.id = v.product_id
           where v.id = any ($1)"#,
        ids,
    )
    .fetch_all(conn)
    .await?)
}

/// Variants for sale whose product matches, the exact SKU or barcode first; the newest ones without words.
pub(in crate::domains::catalog) async fn options(
    conn: &mut PgConnection,
    query: &str,
    language: &str,
    limit: i32,
) -> Result<Vec<VariantOption>> {
    let rows = sqlx::query!(
        r#"with found (id, n) as (
             select s.id, s.n from search_products($1, $3, 'ACTIVE') with ordinality s (id, created_at, n) where $1 <> ''
             union all
             (select p.id, row_number() over (order by p.created_at desc, p.id desc) from products p
              where $1 = '' and p.status = 'ACTIVE' and p.deleted_at is null order by p.created_at desc, p.id desc limit $3)
           )
           select v.id, v.sku, v.price, v.name as variant_name, coalesce(t.value, p.name) as "product_name!"
           from found f join products p on p.id = f.id
           join product_variants v on v.product_id = p.id and v.is_active and v.deleted_at is null
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $2
           order by (lower(v.sku) = lower($1) or v.barcode = $1) desc nulls last, f.n, v.sort_order, v.id
           limit $3"#,
        query,
        language,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| VariantOption {
            id: row.id,
            sku: row.sku,
            label: label(&row.product_name, &row.variant_name),
            price: row.price,
            available: None,
        })
        .collect())
}

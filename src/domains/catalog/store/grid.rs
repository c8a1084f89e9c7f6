//! All variants of a product at once: a fixed number of statements, however many rows there are.

use crate::domains::catalog::model::GridVariant;
use crate::server::Result;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A variant with what it is of.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::domains::catalog) struct Row {
    pub variant: GridVariant,
    pub options: Value,
    pub sort_order: i32,
}

/// The variants of a product in order. The product's lock is theirs too.
pub(in crate::domains::catalog) async fn grid(conn: &mut PgConnection, product_id: Uuid) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        "select id, name, options, sku, barcode, price, compare_at_price, cost_price, wholesale_price, weight_g, sort_order, is_active, version
         from product_variants where product_id = $1 and deleted_at is null order by sort_order, id",
        product_id,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(|row| Row {
        options: row.options,
        sort_order: row.sort_order,
        variant: GridVariant {
            id: row.id,
            name: row.name,
            sku: row.sku,
            barcode: row.barcode,
            price: row.price,
            compare_at_price: row.compare_at_price,
            cost_price: row.cost_price,
            wholesale_price: row.wholesale_price,
            weight_g: row.weight_g,
            is_active: row.is_active,
            version: row.version,
        },
    });
    Ok(rows.collect())
}

/// SKUs and barcodes of these that variants of other products have: (is a barcode, code, name of the product).
pub(in crate::domains::catalog) async fn codes_elsewhere(
    conn: &mut PgConnection,
    product_id: Uuid,
    skus: &[String],
    barcodes: &[String],
) -> Result<Vec<(bool, String, String)>> {
    let rows = sqlx::query!(
        r#"select x.is_barcode as "is_barcode!", x.code as "code!", p.name
           from (
             select false as is_barcode, v.sku as code, v.product_id from product_variants v
             where v.sku = any ($2) and v.deleted_at is null and v.product_id <> $1
             union all
             select true, v.barcode, v.product_id from product_variants v
             where v.barcode = any ($3) and v.deleted_at is null and v.product_id <> $1
           ) x join products p on p.id = x.product_id"#,
        product_id,
        skus,
        barcodes,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.is_barcode, row.code, row.name)).collect())
}

/// Takes the codes of these variants out of the way of others of the same statement: two may exchange theirs.
pub(in crate::domains::catalog) async fn free_codes(conn: &mut PgConnection, ids: &[Uuid]) -> Result<()> {
    sqlx::query!("update product_variants set sku = id::text, barcode = null where id = any ($1)", ids).execute(conn).await?;
    Ok(())
}

/// Writes the cells of these variants, in one statement.
pub(in crate::domains::catalog) async fn update_cells(conn: &mut PgConnection, variants: &[&GridVariant]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = variants.iter().map(|variant| variant.id).collect();
    let skus: Vec<String> = variants.iter().map(|variant| variant.sku.clone()).collect();
    let barcodes: Vec<Option<String>> = variants.iter().map(|variant| variant.barcode.clone()).collect();
    let prices: Vec<Decimal> = variants.iter().map(|variant| variant.price).collect();
    let before: Vec<Option<Decimal>> = variants.iter().map(|variant| variant.compare_at_price).collect();
    let costs: Vec<Option<Decimal>> = variants.iter().map(|variant| variant.cost_price).collect();
    let wholesale: Vec<Option<Decimal>> = variants.iter().map(|variant| variant.wholesale_price).collect();
    let grams: Vec<Option<i32>> = variants.iter().map(|variant| variant.weight_g).collect();
    let active: Vec<bool> = variants.iter().map(|variant| variant.is_active).collect();
    sqlx::query!(
        "update product_variants v
         set sku = x.sku, barcode = x.barcode, price = x.price, compare_at_price = x.compare_at_price, cost_price = x.cost_price,
             wholesale_price = x.wholesale_price, weight_g = x.weight_g, is_active = x.is_active, version = v.version + 1
         from unnest($1::uuid[], $2::text[], $3::text[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[], $8::integer[], $9::boolean[])
              x (id, sku, barcode, price, compare_at_price, cost_price, wholesale_price, weight_g, is_active)
         where v.id = x.id",
        &ids,
        &skus,
        &barcodes as &[Option<String>],
        &prices,
        &before as &[Option<Decimal>],
        &costs as &[Option<Decimal>],
        &wholesale as &[Option<Decimal>],
        &grams as &[Option<i32>],
        &active,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A change of a price, as it is written down.
pub(in crate::domains::catalog) struct PriceStep {
    pub id: Uuid,
    pub variant_id: Uuid,
    pub field: &'static str,
    pub old: Option<Decimal>,
    pub new: Option<Decimal>,
}

/// Writes changes of prices down, in one statement.
pub(in crate::domains::catalog) async fn insert_prices(
    conn: &mut PgConnection,
    steps: &[PriceStep],
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<Uuid> = steps.iter().map(|step| step.id).collect();
    let variants: Vec<Uuid> = steps.iter().map(|step| step.variant_id).collect();
    let fields: Vec<String> = steps.iter().map(|step| step.field.to_owned()).collect();
    let old: Vec<Option<Decimal>> = steps.iter().map(|step| step.old).collect();
    let new: Vec<Option<Decimal>> = steps.iter().map(|step| step.new).collect();
    sqlx::query!(
        "insert into price_history (id, variant_id, field, old_value, new_value, user_id, created_at)
         select x.id, x.variant_id, x.field, x.old_value, x.new_value, $6, $7
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::numeric[], $5::numeric[]) x (id, variant_id, field, old_value, new_value)",
        &ids,
        &variants,
        &fields,
        &old as &[Option<Decimal>],
        &new as &[Option<Decimal>],
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Those of these SKUs that a variant has.
pub(in crate::domains::catalog) async fn taken_skus(conn: &mut PgConnection, skus: &[String]) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("select sku from product_variants where sku = any ($1) and deleted_at is null", skus).fetch_all(conn).await?)
}

/// Locks these variants against being written into an order or a stock, and answers those that are in one already.
pub(in crate::domains::catalog) async fn lock_in_use(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    sqlx::query!("select id from product_variants where id = any ($1) order by id for update", ids).fetch_all(&mut *conn).await?;
    Ok(sqlx::query_scalar!(r#"select u as "id!" from variants_in_use($1) u"#, ids).fetch_all(conn).await?)
}

/// Writes what options make of variants, in one statement: name, values, place, and whether they are for sale.
pub(in crate::domains::catalog) async fn update_places(conn: &mut PgConnection, rows: &[&Row]) -> Result<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.variant.id).collect();
    let names: Vec<String> = rows.iter().map(|row| row.variant.name.clone()).collect();
    let options: Vec<Value> = rows.iter().map(|row| row.options.clone()).collect();
    let places: Vec<i32> = rows.iter().map(|row| row.sort_order).collect();
    let active: Vec<bool> = rows.iter().map(|row| row.variant.is_active).collect();
    sqlx::query!(
        "update product_variants v
         set name = x.name, options = x.options, sort_order = x.sort_order, is_active = x.is_active, version = v.version + 1
         from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::integer[], $5::boolean[]) x (id, name, options, sort_order, is_active)
         where v.id = x.id",
        &ids,
        &names,
        &options,
        &places,
        &active,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes variants, in one statement.
pub(in crate::domains::catalog) async fn insert_rows(
    conn: &mut PgConnection,
    product_id: Uuid,
    rows: &[&Row],
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.variant.id).collect();
    let names: Vec<String> = rows.iter().map(|row| row.variant.name.clone()).collect();
    let options: Vec<Value> = rows.iter().map(|row| row.options.clone()).collect();
    let places: Vec<i32> = rows.iter().map(|row| row.sort_order).collect();
    let skus: Vec<String> = rows.iter().map(|row| row.variant.sku.clone()).collect();
    let prices: Vec<Decimal> = rows.iter().map(|row| row.variant.price).collect();
    let before: Vec<Option<Decimal>> = rows.iter().map(|row| row.variant.compare_at_price).collect();
    let costs: Vec<Option<Decimal>> = rows.iter().map(|row| row.variant.cost_price).collect();
    let wholesale: Vec<Option<Decimal>> = rows.iter().map(|row| row.variant.wholesale_price).collect();
    let grams: Vec<Option<i32>> = rows.iter().map(|row| row.variant.weight_g).collect();
    sqlx::query!(
        "insert into product_variants (id, product_id, name, options, sku, price, compare_at_price, cost_price, wholesale_price, weight_g,
                                       sort_order, created_at)
         select x.id, $1, x.name, x.options, x.sku, x.price, x.compare_at_price, x.cost_price, x.wholesale_price, x.weight_g, x.sort_order, $2
         from unnest($3::uuid[], $4::text[], $5::jsonb[], $6::text[], $7::numeric[], $8::numeric[], $9::numeric[], $10::numeric[],
                     $11::integer[], $12::integer[])
              x (id, name, options, sku, price, compare_at_price, cost_price, wholesale_price, weight_g, sort_order)",
        product_id,
        at,
        &ids,
        &names,
        &options,
        &skus,
        &prices,
        &before as &[Option<Decimal>],
        &costs as &[Option<Decimal>],
        &wholesale as &[Option<Decimal>],
        &grams as &[Option<i32>],
        &places,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes variants out of the product; their rows stay for whoever knows their ids.
pub(in crate::domains::catalog) async fn delete_variants(conn: &mut PgConnection, ids: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update product_media set variant_id = null where variant_id = any ($1)", ids).execute(&mut *conn).await?;
    sqlx::query!("update product_variants set deleted_at = $2, is_active = false, version = version + 1 where id = any ($1)", ids, at)
        .execute(conn)
        .await?;
    Ok(())
}

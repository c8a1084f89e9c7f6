//! What variants cost us.

use crate::domains::catalog::model::VariantCost;
use crate::server::Result;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// Locks the products of these variants, in one order, until the transaction ends.
pub(in crate::domains::catalog) async fn lock_products(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "select p.id from products p
         where p.id in (select v.product_id from product_variants v where v.id = any ($1)) order by p.id for no key update",
        variant_ids
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// The cost of these variants; deleted ones are there too.
pub(in crate::domains::catalog) async fn costs(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<Vec<VariantCost>> {
    Ok(sqlx::query_as!(
        VariantCost,
        r#"select v.id as variant_id, v.product_id, v.sku, v.cost_price as cost, p.currency::text as "currency!"
           from product_variants v join products p on p.id = v.product_id where v.id = any ($1) order by v.id"#,
        variant_ids
    )
    .fetch_all(conn)
    .await?)
}

pub(in crate::domains::catalog) async fn set_cost(conn: &mut PgConnection, variant_id: Uuid, cost: Decimal) -> Result<()> {
    sqlx::query!("update product_variants set cost_price = $2, version = version + 1 where id = $1", variant_id, cost)
        .execute(conn)
        .await?;
    Ok(())
}

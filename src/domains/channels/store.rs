//! SQL of stores. Reads ids and times of orders and imports, never writes them.

use super::model::{COUNT_CAP, StoreRow};
use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

pub(super) async fn list(conn: &mut PgConnection) -> Result<Vec<StoreRow>> {
    Ok(sqlx::query_as!(
        StoreRow,
        r#"select s.id, s.name, p.display_name as platform, s.platform = 'woocommerce' as "takes_webhooks!",
             (select max(j.completed_at) from import_jobs j where j.store_id = s.id) as last_import,
             (select count(*) from (select from orders o where o.store_id = s.id limit $1) as counted) as "orders!"
           from stores s join platforms p on p.name = s.platform order by s.created_at, s.id"#,
        COUNT_CAP + 1
    )
    .fetch_all(conn)
    .await?)
}

/// The store of this platform with this id there; made when it is new, then true beside it. Safe when two do it at once.
pub(super) async fn ensure(conn: &mut PgConnection, id: Uuid, platform: &str, platform_store_id: &str, name: &str) -> Result<(Uuid, bool)> {
    let done = sqlx::query!(
        "insert into stores (id, platform, platform_store_id, name) values ($1, $2, $3, $4)
         on conflict (organization_id, platform, platform_store_id) do nothing",
        id,
        platform,
        platform_store_id,
        name
    )
    .execute(&mut *conn)
    .await?;
    let found = sqlx::query_scalar!("select id from stores where platform = $1 and platform_store_id = $2", platform, platform_store_id)
        .fetch_one(conn)
        .await?;
    Ok((found, done.rows_affected() > 0))
}

/// Platform of a store.
pub(super) async fn platform_of(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select platform from stores where id = $1", id).fetch_optional(conn).await?)
}

/// What is known about an order of a platform.
pub(crate) struct Known {
    pub id: Uuid,
    pub customer_id: Option<Uuid>,
    pub changed_there: Option<String>,
}

pub(super) async fn known_order(conn: &mut PgConnection, store_id: Uuid, platform_order_id: &str) -> Result<Option<Known>> {
    Ok(sqlx::query_as!(
        Known,
        "select id, customer_id, platform_data ->> 'date_modified_gmt' as changed_there from orders where store_id = $1 and platform_order_id = $2",
        store_id,
        platform_order_id
    )
    .fetch_optional(conn)
    .await?)
}

/// A product by what a platform calls it: its SKU here, or the id that an import kept. For variations whose product is not
/// in their file.
pub(super) async fn product_by_sku(conn: &mut PgConnection, sku: &str) -> Result<Option<(Uuid, String, String)>> {
    let row = sqlx::query!("select id, name, status from products where sku = $1 and deleted_at is null", sku).fetch_optional(conn).await?;
    Ok(row.map(|row| (row.id, row.name, row.status)))
}

/// Status of the payment with this key.
pub(super) async fn payment_status(conn: &mut PgConnection, key: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select status from payments where idempotency_key = $1", key).fetch_optional(conn).await?)
}

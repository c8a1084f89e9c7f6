//! Brands.

use crate::domains::catalog::model::BrandRow;
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// The brand with this name, made where it is missing. True when it is new.
pub(in crate::domains::catalog) async fn ensure_brand(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    at: DateTime<Utc>,
) -> Result<(Uuid, bool)> {
    let found = sqlx::query_scalar!("select id from brands where lower(name) = lower($1) order by name = $1 desc, id limit 1", name)
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(found) = found {
        return Ok((found, false));
    }
    let made = sqlx::query!(
        "insert into brands (id, name, created_at) values ($1, $2, $3) on conflict (organization_id, name) do nothing",
        id,
        name,
        at
    )
    .execute(&mut *conn)
    .await?;
    let found = sqlx::query_scalar!("select id from brands where name = $1", name).fetch_one(conn).await?;
    Ok((found, made.rows_affected() == 1))
}

/// The brands of some names, by the name that was asked for: the one that is written so, or else in another case.
pub(in crate::domains::catalog) async fn brands_named(conn: &mut PgConnection, names: &[String]) -> Result<Vec<(String, Uuid)>> {
    let rows = sqlx::query!(
        r#"select distinct on (n.name) n.name as "name!", b.id
           from unnest($1::text[]) n (name) join brands b on lower(b.name) = lower(n.name)
           order by n.name, b.name = n.name desc, b.id"#,
        names,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

/// Names of brands in their order, up to so many.
pub(in crate::domains::catalog) async fn brand_names(conn: &mut PgConnection, most: i64) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, name from brands order by name, id limit $1", most).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Up to one row more than a page, by name (the other way round when going back).
pub(in crate::domains::catalog) async fn brands(conn: &mut PgConnection, query: Option<&str>, page: PageRequest) -> Result<Vec<BrandRow>> {
    let after = page.cursor.map(|cursor| cursor.id);
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    Ok(sqlx::query_as!(
        BrandRow,
        r#"select b.id, b.created_at, b.name, b.version,
                  (select count(*) from products p where p.brand_id = b.id and p.deleted_at is null) as "products!"
           from brands b
           where ($1::text is null or lower(b.name) like like_contains(lower($1)))
             and ($2::uuid is null or case
                  when $3 then (b.name, b.id) < ((select a.name from brands a where a.id = $2), $2)
                  else (b.name, b.id) > ((select a.name from brands a where a.id = $2), $2) end)
           order by case when $3 then b.name end desc, case when $3 then b.id end desc, b.name, b.id
           limit $4"#,
        query,
        after,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?)
}

/// A brand, locked until the end of the transaction.
pub(in crate::domains::catalog) async fn lock_brand(conn: &mut PgConnection, id: Uuid) -> Result<Option<BrandRow>> {
    sqlx::query!("select id from brands where id = $1 for update", id).fetch_optional(&mut *conn).await?;
    brand(conn, id).await
}

/// A brand.
pub(in crate::domains::catalog) async fn brand(conn: &mut PgConnection, id: Uuid) -> Result<Option<BrandRow>> {
    Ok(sqlx::query_as!(
        BrandRow,
        r#"select b.id, b.created_at, b.name, b.version,
                  (select count(*) from products p where p.brand_id = b.id and p.deleted_at is null) as "products!"
           from brands b where b.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

pub(in crate::domains::catalog) async fn rename_brand(conn: &mut PgConnection, id: Uuid, name: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update brands set name = $2, version = version + 1 where id = $1", id, name).execute(conn).await?;
    Ok(())
}

/// Gives the products of a brand to another, or to none. How many there were.
pub(in crate::domains::catalog) async fn move_brand_products(conn: &mut PgConnection, from: Uuid, to: Option<Uuid>) -> Result<u64> {
    let done = sqlx::query!("update products set brand_id = $2, version = version + 1 where brand_id = $1", from, to).execute(conn).await?;
    Ok(done.rows_affected())
}

pub(in crate::domains::catalog) async fn delete_brand(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from brands where id = $1", id).execute(conn).await?;
    Ok(())
}

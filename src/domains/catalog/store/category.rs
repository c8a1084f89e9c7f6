//! Categories and brands.

use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A category with its counts.
pub(in crate::domains::catalog) struct Category {
    pub id: Uuid,
    pub parent_id: Option<Uuid>,
    pub name: String,
    pub shown_name: String,
    pub products: i64,
}

/// All categories, siblings in order. The counts cost a look at every product, so they are left out where not shown.
pub(in crate::domains::catalog) async fn categories(conn: &mut PgConnection, counted: bool, language: &str) -> Result<Vec<Category>> {
    Ok(sqlx::query_as!(
        Category,
        r#"select c.id, c.parent_id, c.name, coalesce(t.value, c.name) as "shown_name!", coalesce(n.products, 0) as "products!"
           from categories c
           left join (select p.category_id, count(*) as products from products p where $1 and p.deleted_at is null group by 1) n on n.category_id = c.id
           left join translations t on t.resource = 'category' and t.resource_id = c.id and t.field = 'name' and t.language = $2
           order by c.sort_order, c.name, c.id"#,
        counted,
        language,
    )
    .fetch_all(conn)
    .await?)
}

/// Name and parent of a category, locked until the end of the transaction.
pub(in crate::domains::catalog) async fn lock_category(conn: &mut PgConnection, id: Uuid) -> Result<Option<(String, Option<Uuid>)>> {
    let row = sqlx::query!("select name, parent_id from categories where id = $1 for update", id).fetch_optional(conn).await?;
    Ok(row.map(|row| (row.name, row.parent_id)))
}

/// Name of a category, as entered.
pub(in crate::domains::catalog) async fn category_name(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select name from categories where id = $1", id).fetch_optional(conn).await?)
}

/// A category by its name among its siblings.
pub(in crate::domains::catalog) async fn category_named(
    conn: &mut PgConnection,
    parent_id: Option<Uuid>,
    name: &str,
) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from categories where (parent_id = $1 or $1::uuid is null and parent_id is null) and name = $2 order by id limit 1",
        parent_id,
        name,
    )
    .fetch_optional(conn)
    .await?)
}

/// Makes a category; false when the slug is taken.
pub(in crate::domains::catalog) async fn insert_category(
    conn: &mut PgConnection,
    id: Uuid,
    parent_id: Option<Uuid>,
    name: &str,
    slug: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into categories (id, parent_id, name, slug, created_at) values ($1, $2, $3, $4, $5) on conflict (organization_id, slug) do nothing",
        id,
        parent_id,
        name,
        slug,
        at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::domains::catalog) async fn rename_category(conn: &mut PgConnection, id: Uuid, name: &str) -> Result<()> {
    sqlx::query!("update categories set name = $2 where id = $1", id, name).execute(conn).await?;
    Ok(())
}

/// How many products and categories are right in a category.
pub(in crate::domains::catalog) async fn category_use(conn: &mut PgConnection, id: Uuid) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select (select count(*) from products where category_id = $1 and deleted_at is null) as "products!",
                  (select count(*) from categories where parent_id = $1) as "children!""#,
        id,
    )
    .fetch_one(conn)
    .await?;
    Ok((row.products, row.children))
}

pub(in crate::domains::catalog) async fn delete_category(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from categories where id = $1", id).execute(conn).await?;
    Ok(())
}

/// The brand with this name, made where it is missing.
pub(in crate::domains::catalog) async fn ensure_brand(conn: &mut PgConnection, id: Uuid, name: &str, at: DateTime<Utc>) -> Result<Uuid> {
    sqlx::query!(
        "insert into brands (id, name, created_at) values ($1, $2, $3) on conflict (organization_id, name) do nothing",
        id,
        name,
        at
    )
    .execute(&mut *conn)
    .await?;
    Ok(sqlx::query_scalar!("select id from brands where name = $1", name).fetch_one(conn).await?)
}

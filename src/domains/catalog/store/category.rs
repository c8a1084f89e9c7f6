//! Categories.

use crate::domains::catalog::model::CategoryDetail;
use crate::server::Result;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// A category with its counts.
pub(in crate::domains::catalog) struct Category {
    pub id: Uuid,
    pub parent_id: Option<Uuid>,
    pub name: String,
    pub shown_name: String,
    pub products: i64,
    pub is_active: bool,
    pub size_guide_id: Option<Uuid>,
    pub image_key: Option<String>,
}

/// All categories, siblings in order. The counts cost a look at every product, so they are left out where not shown.
pub(in crate::domains::catalog) async fn categories(conn: &mut PgConnection, counted: bool, language: &str) -> Result<Vec<Category>> {
    Ok(sqlx::query_as!(
        Category,
        r#"select c.id, c.parent_id, c.name, coalesce(t.value, c.name) as "shown_name!", coalesce(n.products, 0) as "products!",
                  c.is_active, c.size_guide_id, c.image_key
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

/// Who changes the tree of an organization waits for who else does: no two moves make a circle together, no two categories get one
/// place. Taken before any row's lock.
pub(in crate::domains::catalog) async fn lock_tree(conn: &mut PgConnection, organization_id: Uuid) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 4))", format!("categories {organization_id}")).execute(conn).await?;
    Ok(())
}

/// A place in the tree.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::domains::catalog) struct Node {
    pub id: Uuid,
    pub parent_id: Option<Uuid>,
    pub name: String,
    pub sort_order: Decimal,
}

/// The whole tree, siblings in order.
pub(in crate::domains::catalog) async fn nodes(conn: &mut PgConnection) -> Result<Vec<Node>> {
    Ok(sqlx::query_as!(Node, "select id, parent_id, name, sort_order from categories order by sort_order, name, id")
        .fetch_all(conn)
        .await?)
}

/// Makes these, in this order, the categories right below another (or at the root).
pub(in crate::domains::catalog) async fn place_categories(conn: &mut PgConnection, parent_id: Option<Uuid>, ids: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "update categories c set parent_id = $1, sort_order = w.place from unnest($2::uuid[]) with ordinality w (id, place)
         where c.id = w.id and (c.parent_id is distinct from $1 or c.sort_order <> w.place)",
        parent_id,
        ids,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Name and parent of a category, locked until the end of the transaction.
pub(in crate::domains::catalog) async fn lock_category(conn: &mut PgConnection, id: Uuid) -> Result<Option<(String, Option<Uuid>)>> {
    let row = sqlx::query!("select name, parent_id from categories where id = $1 for update", id).fetch_optional(conn).await?;
    Ok(row.map(|row| (row.name, row.parent_id)))
}

/// A category in full, with how much is in it.
pub(in crate::domains::catalog) async fn category(conn: &mut PgConnection, id: Uuid) -> Result<Option<CategoryDetail>> {
    Ok(sqlx::query_as!(
        CategoryDetail,
        r#"select id, parent_id, name, slug, description, is_active, size_guide_id, image_key, version,
                  (select count(*) from products p where p.category_id = c.id and p.deleted_at is null) as "products!",
                  (select count(*) from categories b where b.parent_id = c.id) as "children!"
           from categories c where id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?)
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

/// The categories of some names: what is above, the name, the category. Of two siblings of one name the one that counts is the last.
pub(in crate::domains::catalog) async fn categories_named(
    conn: &mut PgConnection,
    names: &[String],
) -> Result<Vec<(Option<Uuid>, String, Uuid)>> {
    let rows =
        sqlx::query!("select parent_id, name, id from categories where name = any ($1) order by id desc", names).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.parent_id, row.name, row.id)).collect())
}

/// Makes a category, the last of its siblings; false when the slug is taken.
pub(in crate::domains::catalog) async fn insert_category(
    conn: &mut PgConnection,
    id: Uuid,
    parent_id: Option<Uuid>,
    name: &str,
    slug: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into categories (id, parent_id, name, slug, created_at, sort_order)
         values ($1, $2, $3, $4, $5, (select coalesce(max(b.sort_order), 0) + 1 from categories b where b.parent_id is not distinct from $2))
         on conflict (organization_id, slug) do nothing",
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

/// Writes what the form of a category has.
pub(in crate::domains::catalog) async fn update_category(conn: &mut PgConnection, category: &CategoryDetail) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update categories set name = $2, slug = $3, description = $4, is_active = $5, size_guide_id = $6, version = version + 1 where id = $1",
        category.id,
        category.name,
        category.slug,
        category.description,
        category.is_active,
        category.size_guide_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a category another picture, or none.
pub(in crate::domains::catalog) async fn set_category_image(conn: &mut PgConnection, id: Uuid, key: Option<&str>) -> Result<()> {
    sqlx::query!("update categories set image_key = $2 where id = $1", id, key).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn delete_category(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from categories where id = $1", id).execute(conn).await?;
    Ok(())
}

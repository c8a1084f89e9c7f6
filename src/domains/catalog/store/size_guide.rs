//! Size guides.

use crate::domains::catalog::model::{LengthUnit, Measurements, SizeGuide, SizeGuideRow};
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

fn measurements(stored: Value) -> Measurements {
    serde_json::from_value(stored).unwrap_or_default()
}

/// A size guide; with `lock` until the end of the transaction.
pub(in crate::domains::catalog) async fn size_guide(conn: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<SizeGuide>> {
    if lock {
        sqlx::query!("select id from size_guides where id = $1 for update", id).fetch_optional(&mut *conn).await?;
    }
    let row = sqlx::query!("select id, name, description, unit, measurements, fit_description, version from size_guides where id = $1", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| SizeGuide {
        id: row.id,
        name: row.name,
        description: row.description,
        unit: LengthUnit::parse(&row.unit).unwrap_or_default(),
        measurements: measurements(row.measurements),
        fit_description: row.fit_description,
        version: row.version,
    }))
}

/// Names of size guides in their order, up to so many.
pub(in crate::domains::catalog) async fn size_guide_names(conn: &mut PgConnection, most: i64) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, name from size_guides order by name, id limit $1", most).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Up to one row more than a page, by name (the other way round when going back).
pub(in crate::domains::catalog) async fn size_guides(conn: &mut PgConnection, page: PageRequest) -> Result<Vec<SizeGuideRow>> {
    let after = page.cursor.map(|cursor| cursor.id);
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select g.id, g.created_at, g.name, g.unit, g.measurements,
                  (select count(*) from products p where p.size_guide_id = g.id and p.deleted_at is null) as "products!",
                  (select count(*) from categories c where c.size_guide_id = g.id) as "categories!"
           from size_guides g
           where $1::uuid is null or case
                 when $2 then (g.name, g.id) < ((select a.name from size_guides a where a.id = $1), $1)
                 else (g.name, g.id) > ((select a.name from size_guides a where a.id = $1), $1) end
           order by case when $2 then g.name end desc, case when $2 then g.id end desc, g.name, g.id
           limit $3"#,
        after,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SizeGuideRow {
            id: row.id,
            created_at: row.created_at,
            name: row.name,
            unit: LengthUnit::parse(&row.unit).unwrap_or_default(),
            sizes: measurements(row.measurements).sizes,
            products: row.products,
            categories: row.categories,
        })
        .collect())
}

/// How many products and categories were given a size guide; products that are deleted hold it too.
pub(in crate::domains::catalog) async fn size_guide_use(conn: &mut PgConnection, id: Uuid) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select (select count(*) from products where size_guide_id = $1) as "products!",
                  (select count(*) from categories where size_guide_id = $1) as "categories!""#,
        id
    )
    .fetch_one(conn)
    .await?;
    Ok((row.products, row.categories))
}

pub(in crate::domains::catalog) async fn insert_size_guide(
    conn: &mut PgConnection,
    guide: &SizeGuide,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into size_guides (id, name, description, unit, measurements, fit_description, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        guide.id,
        guide.name,
        guide.description,
        guide.unit.code(),
        Json(&guide.measurements) as _,
        guide.fit_description,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn update_size_guide(conn: &mut PgConnection, guide: &SizeGuide) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update size_guides set name = $2, description = $3, unit = $4, measurements = $5, fit_description = $6, version = version + 1
         where id = $1",
        guide.id,
        guide.name,
        guide.description,
        guide.unit.code(),
        Json(&guide.measurements) as _,
        guide.fit_description,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn delete_size_guide(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from size_guides where id = $1", id).execute(conn).await?;
    Ok(())
}

//! Texts of the catalog that lack a translation.

use crate::domains::localization::model::{Count, Record, Wanted};
use crate::server::Result;
use crate::shared::Cursor;
use crate::shared::paging::{Direction, PageRequest};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    created_at: DateTime<Utc>,
    name: String,
    description: String,
}

fn record(row: Row) -> Record {
    Record { cursor: Cursor { at: row.created_at, id: row.id }, title: row.name.clone(), texts: vec![row.name, row.description] }
}

/// The texts of a product.
pub(in crate::domains::catalog) async fn product_texts_of(conn: &mut PgConnection, id: Uuid) -> Result<Option<Record>> {
    let row = sqlx::query_as!(Row, "select id, created_at, name, description from products x where id = $1 and deleted_at is null", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(record))
}

/// How many texts of products there are, and how many lack a translation.
pub(in crate::domains::catalog) async fn product_text_counts(conn: &mut PgConnection, languages: &[String]) -> Result<Vec<Count>> {
    Ok(sqlx::query_as!(
        Count,
        r#"with texts as (
             select count(*) as names, count(*) filter (where x.description <> '') as descriptions from products x where x.deleted_at is null and x.status <> 'ARCHIVED'
           ), done as (
             select t.field, t.language, count(*) as number from translations t join products x on x.id = t.resource_id
             where t.resource = 'product' and x.deleted_at is null and x.status <> 'ARCHIVED' and (t.field = 'name' or t.field = 'description' and x.description <> '')
             group by 1, 2
           )
           select f.field as "field!", l.language as "language!", f.total as "total!", f.total - coalesce(d.number, 0) as "missing!"
           from texts
           cross join lateral (values ('name', texts.names), ('description', texts.descriptions)) f (field, total)
           cross join unnest($1::text[]) l (language)
           left join done d on d.field = f.field and d.language = l.language"#,
        languages,
    )
    .fetch_all(conn)
    .await?)
}

/// Up to `limit` products that have a text in the field, newest first (oldest first when going back).
pub(in crate::domains::catalog) async fn product_texts(
    conn: &mut PgConnection,
    wanted: &Wanted<'_>,
    page: PageRequest,
    limit: i64,
) -> Result<Vec<Record>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query_as!(
        Row,
        "select x.id, x.created_at, x.name, x.description from products x
         where ($1 = 'name' or x.description <> '') and x.deleted_at is null and x.status <> 'ARCHIVED'
           and ($2::text is null or x.search like like_contains(lower($2)))
           and (not $3 or exists (
               select from unnest($4::text[]) l (language) where not exists (
                   select from translations t
                   where t.language = l.language and t.resource = 'product' and t.resource_id = x.id and t.field = $1)))
           and ($5::timestamptz is null or case when $7 then (x.created_at, x.id) > ($5, $6) else (x.created_at, x.id) < ($5, $6) end)
         order by case when $7 then x.created_at end asc, case when $7 then x.id end asc, x.created_at desc, x.id desc
         limit $8",
        wanted.field,
        wanted.query,
        wanted.missing,
        wanted.languages,
        at,
        id,
        backwards,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(record).collect())
}

/// The texts of a category.
pub(in crate::domains::catalog) async fn category_texts_of(conn: &mut PgConnection, id: Uuid) -> Result<Option<Record>> {
    let row =
        sqlx::query_as!(Row, "select id, created_at, name, description from categories x where id = $1", id).fetch_optional(conn).await?;
    Ok(row.map(record))
}

/// How many texts of categories there are, and how many lack a translation.
pub(in crate::domains::catalog) async fn category_text_counts(conn: &mut PgConnection, languages: &[String]) -> Result<Vec<Count>> {
    Ok(sqlx::query_as!(
        Count,
        r#"with texts as (
             select count(*) as names, count(*) filter (where x.description <> '') as descriptions from categories x
           ), done as (
             select t.field, t.language, count(*) as number from translations t join categories x on x.id = t.resource_id
             where t.resource = 'category' and (t.field = 'name' or t.field = 'description' and x.description <> '')
             group by 1, 2
           )
           select f.field as "field!", l.language as "language!", f.total as "total!", f.total - coalesce(d.number, 0) as "missing!"
           from texts
           cross join lateral (values ('name', texts.names), ('description', texts.descriptions)) f (field, total)
           cross join unnest($1::text[]) l (language)
           left join done d on d.field = f.field and d.language = l.language"#,
        languages,
    )
    .fetch_all(conn)
    .await?)
}

/// Up to `limit` categories that have a text in the field, newest first (oldest first when going back).
pub(in crate::domains::catalog) async fn category_texts(
    conn: &mut PgConnection,
    wanted: &Wanted<'_>,
    page: PageRequest,
    limit: i64,
) -> Result<Vec<Record>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query_as!(
        Row,
        "select x.id, x.created_at, x.name, x.description from categories x
         where ($1 = 'name' or x.description <> '')
           and ($2::text is null or lower(x.name || ' ' || x.description) like like_contains(lower($2)))
           and (not $3 or exists (
               select from unnest($4::text[]) l (language) where not exists (
                   select from translations t
                   where t.language = l.language and t.resource = 'category' and t.resource_id = x.id and t.field = $1)))
           and ($5::timestamptz is null or case when $7 then (x.created_at, x.id) > ($5, $6) else (x.created_at, x.id) < ($5, $6) end)
         order by case when $7 then x.created_at end asc, case when $7 then x.id end asc, x.created_at desc, x.id desc
         limit $8",
        wanted.field,
        wanted.query,
        wanted.missing,
        wanted.languages,
        at,
        id,
        backwards,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(record).collect())
}

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
    seo_title: String,
    seo_description: String,
}

/// The texts stand in the order of the fields; categories have the first two alone.
fn record(row: Row) -> Record {
    let texts = vec![row.name.clone(), row.description, row.seo_title, row.seo_description];
    Record { cursor: Cursor { at: row.created_at, id: row.id }, title: row.name, texts }
}

/// A product or a category, with its texts.
pub(in crate::domains::catalog) async fn texts_of(conn: &mut PgConnection, resource: &str, id: Uuid) -> Result<Option<Record>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id as "id!", created_at as "created_at!", name as "name!", description as "description!", seo_title as "seo_title!",
                  seo_description as "seo_description!"
           from (
             select 'product' as resource, id, created_at, name, description, coalesce(seo_title, '') as seo_title,
                    coalesce(seo_description, '') as seo_description
             from products where deleted_at is null
             union all
             select 'category', id, created_at, name, description, '', '' from categories
           ) x
           where x.resource = $1 and x.id = $2"#,
        resource,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(record))
}

/// How many texts of products or of categories there are, and how many lack a translation. Products that are put away for good are
/// left out.
pub(in crate::domains::catalog) async fn text_counts(conn: &mut PgConnection, resource: &str, languages: &[String]) -> Result<Vec<Count>> {
    Ok(sqlx::query_as!(
        Count,
        r#"with x as (
             select id, description, coalesce(seo_title, '') as seo_title, coalesce(seo_description, '') as seo_description
             from products where $1 = 'product' and deleted_at is null and status <> 'ARCHIVED'
             union all
             select id, description, '', '' from categories where $1 = 'category'
           ), texts as (
             select count(*) as names, count(*) filter (where x.description <> '') as descriptions,
                    count(*) filter (where x.seo_title <> '') as seo_titles, count(*) filter (where x.seo_description <> '') as seo_descriptions
             from x
           ), done as (
             select t.field, t.language, count(*) as number from translations t join x on x.id = t.resource_id
             where t.resource = $1
               and case t.field when 'name' then true when 'description' then x.description <> '' when 'seo_title' then x.seo_title <> ''
                                when 'seo_description' then x.seo_description <> '' else false end
             group by 1, 2
           )
           select f.field as "field!", l.language as "language!", f.total as "total!", f.total - coalesce(d.number, 0) as "missing!"
           from texts
           cross join lateral (values ('name', texts.names), ('description', texts.descriptions), ('seo_title', texts.seo_titles),
                                      ('seo_description', texts.seo_descriptions)) f (field, total)
           cross join unnest($2::text[]) l (language)
           left join done d on d.field = f.field and d.language = l.language"#,
        resource,
        languages,
    )
    .fetch_all(conn)
    .await?)
}

/// Up to `limit` products or categories that have a text in the field, newest first (oldest first when going back). The halves that
/// are not asked for cost nothing: statements are planned with their values.
pub(in crate::domains::catalog) async fn texts(
    conn: &mut PgConnection,
    resource: &str,
    wanted: &Wanted<'_>,
    page: PageRequest,
    limit: i64,
) -> Result<Vec<Record>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query_as!(
        Row,
        r#"select x.id as "id!", x.created_at as "created_at!", x.name as "name!", x.description as "description!",
                x.seo_title as "seo_title!", x.seo_description as "seo_description!"
         from (
           select id, created_at, name, description, coalesce(seo_title, '') as seo_title, coalesce(seo_description, '') as seo_description, search
           from products where $9 = 'product' and deleted_at is null and status <> 'ARCHIVED'
           union all
           select id, created_at, name, description, '', '', lower(name || ' ' || description) from categories where $9 = 'category'
         ) x
         where case $1 when 'name' then true when 'description' then x.description <> '' when 'seo_title' then x.seo_title <> ''
                       else x.seo_description <> '' end
           and ($2::text is null or x.search like like_contains(lower($2)))
           and (not $3 or exists (
               select from unnest($4::text[]) l (language) where not exists (
                   select from translations t
                   where t.language = l.language and t.resource = $9 and t.resource_id = x.id and t.field = $1)))
           and ($5::timestamptz is null or case when $7 then (x.created_at, x.id) > ($5, $6) else (x.created_at, x.id) < ($5, $6) end)
         order by case when $7 then x.created_at end asc, case when $7 then x.id end asc, x.created_at desc, x.id desc
         limit $8"#,
        wanted.field,
        wanted.query,
        wanted.missing,
        wanted.languages,
        at,
        id,
        backwards,
        limit,
        resource,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(record).collect())
}

//! Segments.

use crate::domains::customers::model::{Conditions, Segment};
use crate::server::Result;
use crate::server::error::OnConstraint;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

struct Row {
    id: Uuid,
    name: String,
    conditions: Json<Conditions>,
    version: i32,
    created_at: DateTime<Utc>,
}

impl From<Row> for Segment {
    fn from(row: Row) -> Self {
        Self { id: row.id, name: row.name, conditions: row.conditions.0, version: row.version }
    }
}

/// A page of segments, newest first.
pub async fn list(conn: &mut PgConnection, page: PageRequest) -> Result<Page<Segment>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, name, conditions as "conditions: Json<Conditions>", version, created_at from customer_segments
           where $2::uuid is null or case when $3 then (created_at, id) > ($1, $2) else (created_at, id) < ($1, $2) end
           order by case when $3 then created_at end asc, case when not $3 then created_at end desc, case when $3 then id end asc, id desc
           limit $4"#,
        at,
        id,
        ascending,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let page = Page::from_fetched(page, rows, |row| Cursor { at: row.created_at, id: row.id });
    Ok(Page { rows: page.rows.into_iter().map(Into::into).collect(), next: page.next, previous: page.previous })
}

/// Ids and names of all segments, by name.
pub async fn names(conn: &mut PgConnection) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, name from customer_segments order by name, id limit 200").fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

pub async fn segment(conn: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<Segment>> {
    if lock {
        sqlx::query!("select id from customer_segments where id = $1 for update", id).fetch_optional(&mut *conn).await?;
    }
    let row = sqlx::query_as!(
        Row,
        r#"select id, name, conditions as "conditions: Json<Conditions>", version, created_at from customer_segments where id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

const UNIQUE: &[(&str, &str, &str)] = &[("customer_segments_organization_id_name_key", "name", "customers-error-segment-taken")];

pub async fn insert(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    conditions: &Value,
    user_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into customer_segments (id, name, conditions, created_by, created_at) values ($1, $2, $3, $4, $5)",
        id,
        name,
        conditions,
        user_id,
        now
    )
    .execute(conn)
    .await
    .on_constraint(UNIQUE)?;
    Ok(())
}

pub async fn update(conn: &mut PgConnection, id: Uuid, name: &str, conditions: &Value) -> Result<()> {
    sqlx::query!("update customer_segments set name = $2, conditions = $3, version = version + 1 where id = $1", id, name, conditions)
        .execute(conn)
        .await
        .on_constraint(UNIQUE)?;
    Ok(())
}

pub async fn delete(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("delete from customer_segments where id = $1 returning name", id).fetch_optional(conn).await?)
}

/// How many customers meet each of some conditions, counted up to one more than `cap`, in one question.
pub async fn counts(conn: &mut PgConnection, conditions: &[Value], now: DateTime<Utc>, cap: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar!(
        r#"select count_customers(w.p, null, $2, $3) as "count!" from unnest($1::jsonb[]) with ordinality w (p, place) order by w.place"#,
        conditions,
        now,
        cap + 1,
    )
    .fetch_all(conn)
    .await?)
}

//! SQL of organizations as the platform's administrators see them: global tables, and one function that counts orders.

use crate::domains::platform::model::{OrganizationFilter, OrganizationRow, Plan, Status};
use crate::server::{Db, Error, Result};
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Page};
use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

struct Row {
    id: Uuid,
    name: String,
    slug: String,
    plan: String,
    status: String,
    people: i64,
    created_at: DateTime<Utc>,
}

fn known<T>(value: Option<T>, text: &str) -> Result<T> {
    value.with_context(|| format!("the database holds the unknown word {text}")).map_err(Error::Other)
}

/// The orders are counted for all rows at once.
async fn counted(db: &Db, rows: Vec<Row>, since: DateTime<Utc>) -> Result<Vec<OrganizationRow>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let counts = sqlx::query!(r#"select organization_id as "id!", orders as "orders!" from platform_order_counts($1, $2)"#, &ids, since)
        .fetch_all(db.global())
        .await?;
    let counts: HashMap<Uuid, i64> = counts.into_iter().map(|row| (row.id, row.orders)).collect();
    rows.into_iter()
        .map(|row| {
            Ok(OrganizationRow {
                orders: counts.get(&row.id).copied().unwrap_or(0),
                plan: known(Plan::parse(&row.plan), &row.plan)?,
                status: known(Status::parse(&row.status), &row.status)?,
                id: row.id,
                name: row.name,
                slug: row.slug,
                people: row.people,
                created_at: row.created_at,
            })
        })
        .collect()
}

pub(in crate::domains::platform) async fn organizations(
    db: &Db,
    filter: &OrganizationFilter,
    page: PageRequest,
    since: DateTime<Utc>,
) -> Result<Page<OrganizationRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query_as!(
        Row,
        r#"select o.id, o.name, o.slug, o.plan, o.status, o.created_at,
             (select count(*) from memberships m where m.organization_id = o.id and m.status = 'ACTIVE') as "people!"
           from organizations o
           where o.deleted_at is null
             and ($1::text is null or position(lower($1) in lower(o.name)) > 0 or position(lower($1) in o.slug) > 0)
             and ($2::text is null or o.plan = $2) and ($3::text is null or o.status = $3)
             and ($4::timestamptz is null or case when $6 then (o.created_at, o.id) > ($4, $5) else (o.created_at, o.id) < ($4, $5) end)
           order by case when $6 then o.created_at end asc, case when $6 then o.id end asc, o.created_at desc, o.id desc
           limit $7"#,
        filter.search,
        filter.plan.map(Plan::code),
        filter.status.map(Status::code),
        at,
        id,
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(db.global())
    .await?;
    let rows = counted(db, rows, since).await?;
    Ok(Page::from_fetched(page, rows, |row: &OrganizationRow| Cursor { at: row.created_at, id: row.id }))
}

pub(in crate::domains::platform) async fn organization(
    db: &Db,
    id: Uuid,
    since: DateTime<Utc>,
) -> Result<Option<(OrganizationRow, Value)>> {
    let row = sqlx::query!(
        r#"select o.id, o.name, o.slug, o.plan, o.status, o.created_at, o.features,
             (select count(*) from memberships m where m.organization_id = o.id and m.status = 'ACTIVE') as "people!"
           from organizations o where o.id = $1 and o.deleted_at is null"#,
        id
    )
    .fetch_optional(db.global())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let features = row.features;
    let row = Row {
        id: row.id,
        name: row.name,
        slug: row.slug,
        plan: row.plan,
        status: row.status,
        people: row.people,
        created_at: row.created_at,
    };
    Ok(counted(db, vec![row], since).await?.pop().map(|row| (row, features)))
}

/// What the platform decides about an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::domains::platform) struct Standing {
    pub plan: String,
    pub status: String,
    pub features: Value,
}

/// Locks an organization's row. From here to its end the transaction runs as the owner of the tables, because a tenant's role may not
/// change what the platform decides; the policies hold for the owner too, so the audit row is the organization's.
pub(in crate::domains::platform) async fn lock_standing(conn: &mut PgConnection, id: Uuid) -> Result<Option<Standing>> {
    sqlx::query!("reset role").execute(&mut *conn).await?;
    Ok(sqlx::query_as!(
        Standing,
        "select plan, status, features from organizations where id = $1 and deleted_at is null for no key update",
        id
    )
    .fetch_optional(conn)
    .await?)
}

pub(in crate::domains::platform) async fn set_standing(conn: &mut PgConnection, id: Uuid, standing: &Standing) -> Result<()> {
    sqlx::query!(
        "update organizations set plan = $2, status = $3, features = $4 where id = $1",
        id,
        standing.plan,
        standing.status,
        standing.features
    )
    .execute(conn)
    .await?;
    Ok(())
}

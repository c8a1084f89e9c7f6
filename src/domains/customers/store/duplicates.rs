//! Customers that may be one person.

use crate::domains::customers::model::{CustomerRow, CustomerStatus, CustomerTotals, Duplicate, DuplicateReason};
use crate::server::Result;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// Pairs that one search keeps.
const MOST: i64 = 5_000;

/// Looks for others like one person, or through everybody, and proposes them anew. What somebody has said no to stays so. Names
/// count as alike from two fifths of their trigrams on.
pub async fn find(conn: &mut PgConnection, customer_id: Option<Uuid>, now: DateTime<Utc>) -> Result<u64> {
    sqlx::query!(
        "delete from customer_duplicates where status = 'OPEN' and ($1::uuid is null or first_id = $1 or second_id = $1)",
        customer_id
    )
    .execute(&mut *conn)
    .await?;
    let done = sqlx::query!(
        "with phones as (
           select customer_id, tail as value from customer_identifiers where tail is not null and ($1::uuid is null or customer_id = $1)
           union all
           select customer_id, phone_tail from customer_addresses where phone_tail is not null and ($1 is null or customer_id = $1)
         ), emails as (
           select customer_id, value from customer_identifiers where kind = 'EMAIL' and scope = '' and ($1 is null or customer_id = $1)
           union all
           select customer_id, email_key from customer_addresses where email_key is not null and ($1 is null or customer_id = $1)
         ), common as (
           select x.customer_id as one, y.customer_id as other, 'PHONE' as reason, x.value
           from phones x cross join lateral (
             select i.customer_id from customer_identifiers i where i.tail = x.value
             union all
             select a.customer_id from customer_addresses a where a.phone_tail = x.value
           ) y
           where y.customer_id <> x.customer_id and ($1 is not null or x.customer_id < y.customer_id)
           union all
           select x.customer_id, y.customer_id, 'EMAIL', x.value
           from emails x cross join lateral (
             select i.customer_id from customer_identifiers i where i.kind = 'EMAIL' and i.scope = '' and i.value = x.value
             union all
             select a.customer_id from customer_addresses a where a.email_key = x.value
           ) y
           where y.customer_id <> x.customer_id and ($1 is not null or x.customer_id < y.customer_id)
           union all
           select x.customer_id, y.customer_id, 'ADDRESS', x.line1
           from customer_addresses x
           join customer_addresses y on y.place_key = x.place_key and y.customer_id <> x.customer_id
           join customers p on p.id = x.customer_id join customers q on q.id = y.customer_id
           where ($1::uuid is null or x.customer_id = $1) and ($1 is not null or x.customer_id < y.customer_id)
             and similarity(lower(p.name), lower(q.name)) >= 0.4
         ), each_reason as (
           select least(one, other) as first_id, greatest(one, other) as second_id, reason, min(value) as value from common group by 1, 2, 3
         )
         insert into customer_duplicates (id, first_id, second_id, reasons, shared, created_at)
         select uuid_v7($2), r.first_id, r.second_id, array_agg(r.reason order by r.reason), array_agg(r.value order by r.reason), $2
         from each_reason r
         join customers p on p.id = r.first_id and p.deleted_at is null and p.anonymised_at is null
         join customers q on q.id = r.second_id and q.deleted_at is null and q.anonymised_at is null
         group by r.first_id, r.second_id order by r.first_id, r.second_id limit $3
         on conflict (organization_id, first_id, second_id) do nothing",
        customer_id,
        now,
        MOST,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

struct Row {
    id: Uuid,
    reasons: Vec<String>,
    shared: Vec<String>,
    created_at: DateTime<Utc>,
    a_id: Uuid,
    a_name: String,
    a_phone: Option<String>,
    a_email: Option<String>,
    a_status: String,
    a_orders: i32,
    a_spent: Decimal,
    a_delivered: i32,
    a_refused: i32,
    a_since: DateTime<Utc>,
    b_id: Uuid,
    b_name: String,
    b_phone: Option<String>,
    b_email: Option<String>,
    b_status: String,
    b_orders: i32,
    b_spent: Decimal,
    b_delivered: i32,
    b_refused: i32,
    b_since: DateTime<Utc>,
}

impl From<Row> for Duplicate {
    fn from(row: Row) -> Self {
        let totals = |orders, spent, delivered, refused| CustomerTotals {
            total_orders: orders,
            total_spent: spent,
            delivered_count: delivered,
            refused_count: refused,
            last_order_at: None,
        };
        let status = |code: &str| CustomerStatus::parse(code).unwrap_or_default();
        let reasons = row.reasons.iter().zip(row.shared).filter_map(|(code, value)| Some((DuplicateReason::parse(code)?, value)));
        Self {
            id: row.id,
            reasons: reasons.collect(),
            created_at: row.created_at,
            first: CustomerRow {
                id: row.a_id,
                name: row.a_name,
                phone: row.a_phone,
                email: row.a_email,
                status: status(&row.a_status),
                totals: totals(row.a_orders, row.a_spent, row.a_delivered, row.a_refused),
                created_at: row.a_since,
            },
            second: CustomerRow {
                id: row.b_id,
                name: row.b_name,
                phone: row.b_phone,
                email: row.b_email,
                status: status(&row.b_status),
                totals: totals(row.b_orders, row.b_spent, row.b_delivered, row.b_refused),
                created_at: row.b_since,
            },
        }
    }
}

/// Open proposals, newest first; those of one person only where one is named.
pub async fn open(conn: &mut PgConnection, customer_id: Option<Uuid>, page: PageRequest) -> Result<Page<Duplicate>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        Row,
        "select d.id, d.reasons, d.shared, d.created_at,
           a.id as a_id, a.name as a_name, a.phone as a_phone, a.email as a_email, a.status as a_status, a.total_orders as a_orders,
           a.total_spent as a_spent, a.delivered_count as a_delivered, a.refused_count as a_refused, a.created_at as a_since,
           b.id as b_id, b.name as b_name, b.phone as b_phone, b.email as b_email, b.status as b_status, b.total_orders as b_orders,
           b.total_spent as b_spent, b.delivered_count as b_delivered, b.refused_count as b_refused, b.created_at as b_since
         from customer_duplicates d join customers a on a.id = d.first_id join customers b on b.id = d.second_id
         where d.status = 'OPEN' and ($1::uuid is null or d.first_id = $1 or d.second_id = $1)
           and ($3::uuid is null or case when $4 then (d.created_at, d.id) > ($2, $3) else (d.created_at, d.id) < ($2, $3) end)
         order by case when $4 then d.created_at end asc, case when not $4 then d.created_at end desc,
           case when $4 then d.id end asc, d.id desc
         limit $5",
        customer_id,
        at,
        id,
        ascending,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let place = |row: &Duplicate| Cursor { at: row.created_at, id: row.id };
    Ok(Page::from_fetched(page, rows.into_iter().map(Into::into).collect(), place))
}

/// How many there are, counted up to one more than `cap`.
pub async fn count(conn: &mut PgConnection, cap: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select from customer_duplicates where status = 'OPEN' limit $1) d"#,
        cap + 1
    )
    .fetch_one(conn)
    .await?)
}

/// Keeps a pair from being proposed again; returns the two.
pub async fn dismiss(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Uuid, Uuid)>> {
    let row = sqlx::query!("update customer_duplicates set status = 'DISMISSED' where id = $1 returning first_id, second_id", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.first_id, row.second_id)))
}

/// Takes the open proposals of somebody away who is nobody of their own any more.
pub async fn clear(conn: &mut PgConnection, customer_id: Uuid) -> Result<()> {
    sqlx::query!("delete from customer_duplicates where status = 'OPEN' and (first_id = $1 or second_id = $1)", customer_id)
        .execute(conn)
        .await?;
    Ok(())
}

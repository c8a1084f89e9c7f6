//! Reading customers.

use crate::domains::customers::model::{
    Address, Birthday, CustomerDetail, CustomerFilter, CustomerOption, CustomerRow, CustomerStatus, CustomerTotals,
};
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{Cursor, Language, Page};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    name: String,
    phone: Option<String>,
    email: Option<String>,
    status: String,
    total_orders: i32,
    total_spent: rust_decimal::Decimal,
    delivered_count: i32,
    refused_count: i32,
    created_at: DateTime<Utc>,
    last_order_at: Option<DateTime<Utc>>,
}

impl From<Row> for CustomerRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            phone: row.phone,
            email: row.email,
            status: CustomerStatus::parse(&row.status).unwrap_or_default(),
            totals: CustomerTotals {
                total_orders: row.total_orders,
                total_spent: row.total_spent,
                delivered_count: row.delivered_count,
                refused_count: row.refused_count,
                last_order_at: row.last_order_at,
            },
            created_at: row.created_at,
        }
    }
}

fn cursor_of(row: &CustomerRow) -> Cursor {
    Cursor { at: row.created_at, id: row.id }
}

/// The conditions of a segment, and the moment from which its days are counted.
pub type Members<'a> = Option<(&'a Value, DateTime<Utc>)>;

pub async fn list(conn: &mut PgConnection, filter: &CustomerFilter, members: Members<'_>, page: PageRequest) -> Result<Page<CustomerRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.phone, c.email, c.status, c.total_orders, c.total_spent, c.delivered_count, c.refused_count, c.created_at,
             nullif(c.last_order_at, '-infinity') as "last_order_at?"
           from customers c
           where c.deleted_at is null and ($1::text is null or c.status = $1)
             and ($7::jsonb is null or (customer_matches(c, $7, $8)
               and ($7 ->> 'district' is null
                 or c.id in (select a.customer_id from customer_addresses a where a.district_key = $7 ->> 'district'))
               and ($7 ->> 'consent_channel' is null
                 or c.id in (select n.customer_id from newest_consents($7 ->> 'consent_channel', $7 ->> 'consent_purpose') n where n.granted))))
             and ($3::uuid is null or case
                  when $6::text = 'name' and $4 then (c.name, c.id) > ((select a.name from customers a where a.id = $3), $3)
                  when $6 = 'name' then (c.name, c.id) < ((select a.name from customers a where a.id = $3), $3)
                  when $6 = 'spent' and $4 then (c.spent_minor, c.id) > ((select a.spent_minor from customers a where a.id = $3), $3)
                  when $6 = 'spent' then (c.spent_minor, c.id) < ((select a.spent_minor from customers a where a.id = $3), $3)
                  when $6 = 'order' and $4 then (c.last_order_at, c.id) > ((select a.last_order_at from customers a where a.id = $3), $3)
                  when $6 = 'order' then (c.last_order_at, c.id) < ((select a.last_order_at from customers a where a.id = $3), $3)
                  when $4 then (c.created_at, c.id) > ($2, $3) else (c.created_at, c.id) < ($2, $3) end)
           order by case when $4 and $6 = 'name' then c.name end asc, case when not $4 and $6 = 'name' then c.name end desc,
                    case when $4 and $6 = 'spent' then c.spent_minor end asc, case when not $4 and $6 = 'spent' then c.spent_minor end desc,
                    case when $4 and $6 = 'order' then c.last_order_at end asc, case when not $4 and $6 = 'order' then c.last_order_at end desc,
                    case when $4 and $6 not in ('name', 'spent', 'order') then c.created_at end asc,
                    case when not $4 and $6 not in ('name', 'spent', 'order') then c.created_at end desc,
                    case when $4 then c.id end asc, c.id desc
           limit $5"#,
        filter.status.map(CustomerStatus::code),
        at,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
        members.map(|(conditions, _)| conditions),
        members.map(|(_, now)| now),
    )
    .fetch_all(conn)
    .await?;
    Ok(Page::from_fetched(page, rows.into_iter().map(Into::into).collect(), cursor_of))
}

/// People whom a search within a segment looks at.
const SEARCHED: i64 = 1_000;

/// What was found, exact matches first. It can be paged forwards only. Within a segment the first thousand who are found are looked at.
pub async fn found(
    conn: &mut PgConnection,
    query: &str,
    filter: &CustomerFilter,
    members: Members<'_>,
    page: PageRequest,
) -> Result<Page<CustomerRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.phone, c.email, c.status, c.total_orders, c.total_spent, c.delivered_count, c.refused_count, c.created_at,
             nullif(c.last_order_at, '-infinity') as "last_order_at?"
           from search_customers($1, $2, $3, $4, $5) with ordinality s (id, created_at, place) join customers c on c.id = s.id
           where $7::jsonb is null or (customer_matches(c, $7, $8)
             and ($7 ->> 'district' is null
               or c.id in (select a.customer_id from customer_addresses a where a.district_key = $7 ->> 'district'))
             and ($7 ->> 'consent_channel' is null
               or c.id in (select n.customer_id from newest_consents($7 ->> 'consent_channel', $7 ->> 'consent_purpose') n where n.granted)))
           order by s.place limit $6"#,
        query,
        i32::try_from(if members.is_some() { SEARCHED } else { page.size + 1 }).unwrap_or(i32::MAX),
        filter.status.map(CustomerStatus::code),
        at,
        id,
        page.size + 1,
        members.map(|(conditions, _)| conditions),
        members.map(|(_, now)| now),
    )
    .fetch_all(conn)
    .await?;
    let forwards = PageRequest { direction: Direction::Next, ..page };
    let mut found = Page::from_fetched(forwards, rows.into_iter().map(Into::into).collect(), cursor_of);
    found.previous = None;
    Ok(found)
}

/// How many there are, counted up to one more than `cap`.
pub async fn count(conn: &mut PgConnection, filter: &CustomerFilter, members: Members<'_>, cap: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count_customers($3, $1, $4, $2) as "count!""#,
        filter.status.map(CustomerStatus::code),
        cap + 1,
        members.map(|(conditions, _)| conditions),
        members.map(|(_, now)| now),
    )
    .fetch_one(conn)
    .await?)
}

pub async fn options(conn: &mut PgConnection, query: &str, limit: i32) -> Result<Vec<CustomerOption>> {
    let rows = sqlx::query!(
        r#"select c.id, c.name, c.phone, c.email, c.status, c.delivered_count, c.refused_count,
             a.full_name as "full_name?", a.phone as "address_phone?", a.email as "address_email?", a.line1 as "line1?", a.line2 as "line2?",
             a.city as "city?", a.district as "district?", a.postal_code as "postal_code?", a.country as "country?"
           from search_customers($1, $2) with ordinality s (id, created_at, place) join customers c on c.id = s.id
           left join customer_addresses a on a.customer_id = c.id and a.type = 'SHIPPING' and a.is_default
           order by s.place"#,
        query,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CustomerOption {
            id: row.id,
            name: row.name,
            phone: row.phone,
            email: row.email,
            address: Address {
                full_name: row.full_name.unwrap_or_default(),
                phone: row.address_phone.unwrap_or_default(),
                email: row.address_email,
                line1: row.line1.unwrap_or_default(),
                line2: row.line2,
                city: row.city.unwrap_or_default(),
                district: row.district.unwrap_or_default(),
                postal_code: row.postal_code.unwrap_or_default(),
                country: row.country.unwrap_or_else(|| "LK".to_owned()),
            },
            delivered_count: row.delivered_count,
            refused_count: row.refused_count,
            status: CustomerStatus::parse(&row.status).unwrap_or_default(),
        })
        .collect())
}

/// What is kept as a JSON object.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The person without identifiers and addresses; locked when they will be changed.
pub async fn detail(conn: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<CustomerDetail>> {
    if lock && super::lock(&mut *conn, id).await?.is_none() {
        return Ok(None);
    }
    let row = sqlx::query!(
        r#"select id, name, phone, email, locale, status, notes, tags, birth_day, birth_month, birth_year, anniversary, preferences,
           total_orders, total_spent, delivered_count, refused_count, version, created_at, anonymised_at, nullif(last_order_at, '-infinity') as "last_order_at?"
         from customers where id = $1 and deleted_at is null"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| CustomerDetail {
        id: row.id,
        name: row.name,
        phone: row.phone,
        email: row.email,
        language: row.locale.as_deref().and_then(Language::parse),
        status: CustomerStatus::parse(&row.status).unwrap_or_default(),
        notes: row.notes,
        tags: row.tags,
        birthday: Birthday::of(row.birth_day, row.birth_month, row.birth_year),
        anniversary: row.anniversary,
        preferences: object(row.preferences),
        totals: CustomerTotals {
            total_orders: row.total_orders,
            total_spent: row.total_spent,
            delivered_count: row.delivered_count,
            refused_count: row.refused_count,
            last_order_at: row.last_order_at,
        },
        version: row.version,
        created_at: row.created_at,
        identifiers: Vec::new(),
        addresses: Vec::new(),
        consents: Vec::new(),
        anonymised_at: row.anonymised_at,
    }))
}

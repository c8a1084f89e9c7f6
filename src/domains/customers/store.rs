//! SQL of the customers domain.

use super::model::{
    Address, AddressRow, CustomerDetail, CustomerFilter, CustomerOption, CustomerRow, CustomerStatus, CustomerTotals, Identifier,
};
use crate::server::Result;
use crate::server::error::OnConstraint;
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Language, Page};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Columns that the form writes, checked.
pub(super) struct Values<'a> {
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub email: Option<&'a str>,
    pub locale: Option<&'a str>,
    pub status: CustomerStatus,
    pub notes: &'a str,
}

/// A person as somebody looked them up by an identifier.
pub(super) struct Known {
    pub id: Uuid,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// A person who was merged into another is that other.
pub(super) async fn by_identifier(conn: &mut PgConnection, kind: &str, value: &str) -> Result<Option<Known>> {
    Ok(sqlx::query_as!(
        Known,
        "select p.id, p.name, p.phone, p.email from customer_identifiers i
         join customers c on c.id = i.customer_id join customers p on p.id = coalesce(c.merged_into_id, c.id)
         where i.kind = $1 and i.scope = '' and i.value = $2",
        kind,
        value
    )
    .fetch_optional(conn)
    .await?)
}

/// Makes a person together with the identifier that they came with, or neither when somebody else has just taken that
/// identifier: one statement, so that no person without it is left behind.
pub(super) async fn insert_known_by(
    conn: &mut PgConnection,
    id: Uuid,
    identifier_id: Uuid,
    kind: &str,
    value: &str,
    values: Values<'_>,
) -> Result<bool> {
    let made = sqlx::query_scalar!(
        "with identifier as (
           insert into customer_identifiers (id, customer_id, kind, value) values ($2, $1, $3, $4)
           on conflict (organization_id, kind, scope, value) do nothing returning customer_id
         )
         insert into customers (id, name, phone, email, locale, status, notes)
         select customer_id, $5, $6, $7, $8, $9, $10 from identifier returning id",
        id,
        identifier_id,
        kind,
        value,
        values.name,
        values.phone,
        values.email,
        values.locale,
        values.status.code(),
        values.notes,
    )
    .fetch_optional(conn)
    .await?;
    Ok(made.is_some())
}

pub(super) async fn insert(conn: &mut PgConnection, id: Uuid, values: Values<'_>) -> Result<()> {
    sqlx::query!(
        "insert into customers (id, name, phone, email, locale, status, notes) values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        values.name,
        values.phone,
        values.email,
        values.locale,
        values.status.code(),
        values.notes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// False when the identifier is somebody else's.
pub(super) async fn claim_identifier(
    conn: &mut PgConnection,
    identifier_id: Uuid,
    customer_id: Uuid,
    kind: &str,
    value: &str,
) -> Result<bool> {
    let owner = sqlx::query_scalar!(
        "insert into customer_identifiers (id, customer_id, kind, value) values ($1, $2, $3, $4)
         on conflict (organization_id, kind, scope, value) do nothing returning customer_id",
        identifier_id,
        customer_id,
        kind,
        value
    )
    .fetch_optional(&mut *conn)
    .await?;
    if owner.is_some() {
        return Ok(true);
    }
    let owner =
        sqlx::query_scalar!("select customer_id from customer_identifiers where kind = $1 and scope = '' and value = $2", kind, value)
            .fetch_optional(conn)
            .await?;
    Ok(owner == Some(customer_id))
}

/// The identifier that the form names; a field error when it is taken.
pub(super) async fn insert_identifier(
    conn: &mut PgConnection,
    identifier_id: Uuid,
    customer_id: Uuid,
    kind: &str,
    value: &str,
) -> Result<()> {
    let (field, key) = if kind == "PHONE" { ("phone", "customers-error-phone-taken") } else { ("email", "customers-error-email-taken") };
    sqlx::query!(
        "insert into customer_identifiers (id, customer_id, kind, value) values ($1, $2, $3, $4)",
        identifier_id,
        customer_id,
        kind,
        value
    )
    .execute(conn)
    .await
    .on_constraint(&[("customer_identifiers_organization_id_kind_scope_value_key", field, key)])?;
    Ok(())
}

pub(super) async fn delete_identifier(conn: &mut PgConnection, customer_id: Uuid, kind: &str, value: &str) -> Result<()> {
    sqlx::query!(
        "delete from customer_identifiers where customer_id = $1 and kind = $2 and scope = '' and value = $3",
        customer_id,
        kind,
        value
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn fill_phone(conn: &mut PgConnection, id: Uuid, phone: &str) -> Result<()> {
    sqlx::query!("update customers set phone = $2, version = version + 1 where id = $1 and phone is null", id, phone).execute(conn).await?;
    Ok(())
}

pub(super) async fn fill_email(conn: &mut PgConnection, id: Uuid, email: &str) -> Result<()> {
    sqlx::query!("update customers set email = $2, version = version + 1 where id = $1 and email is null", id, email).execute(conn).await?;
    Ok(())
}

/// Rows that refer to the person may still be inserted by others.
pub(super) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from customers where id = $1 for no key update", id).fetch_optional(conn).await?)
}

pub(super) async fn set_totals(conn: &mut PgConnection, id: Uuid, totals: CustomerTotals) -> Result<u64> {
    let done = sqlx::query!(
        "update customers set total_orders = $2, total_spent = $3, delivered_count = $4, refused_count = $5 where id = $1",
        id,
        totals.total_orders,
        totals.total_spent,
        totals.delivered_count,
        totals.refused_count,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(super) async fn update(conn: &mut PgConnection, id: Uuid, values: Values<'_>) -> Result<()> {
    sqlx::query!(
        "update customers set name = $2, phone = $3, email = $4, locale = $5, status = $6, notes = $7, version = version + 1 where id = $1",
        id,
        values.name,
        values.phone,
        values.email,
        values.locale,
        values.status.code(),
        values.notes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

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
            },
            created_at: row.created_at,
        }
    }
}

fn cursor_of(row: &CustomerRow) -> Cursor {
    Cursor { at: row.created_at, id: row.id }
}

pub(super) async fn list(conn: &mut PgConnection, filter: &CustomerFilter, page: PageRequest) -> Result<Page<CustomerRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.phone, c.email, c.status, c.total_orders, c.total_spent, c.delivered_count, c.refused_count, c.created_at
           from customers c
           where c.deleted_at is null and ($1::text is null or c.status = $1)
             and ($2::timestamptz is null or case when $4 then (c.created_at, c.id) > ($2, $3) else (c.created_at, c.id) < ($2, $3) end)
           order by case when $4 then c.created_at end asc, case when $4 then c.id end asc, c.created_at desc, c.id desc
           limit $5"#,
        filter.status.map(CustomerStatus::code),
        at,
        id,
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(Page::from_fetched(page, rows.into_iter().map(Into::into).collect(), cursor_of))
}

/// What was found, exact matches first. It can be paged forwards only.
pub(super) async fn found(conn: &mut PgConnection, query: &str, filter: &CustomerFilter, page: PageRequest) -> Result<Page<CustomerRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.phone, c.email, c.status, c.total_orders, c.total_spent, c.delivered_count, c.refused_count, c.created_at
           from search_customers($1, $2, $3, $4, $5) with ordinality s (id, created_at, place) join customers c on c.id = s.id
           order by s.place"#,
        query,
        i32::try_from(PAGE_SIZE + 1).unwrap_or(i32::MAX),
        filter.status.map(CustomerStatus::code),
        at,
        id,
    )
    .fetch_all(conn)
    .await?;
    let forwards = PageRequest { direction: Direction::Next, ..page };
    let mut found = Page::from_fetched(forwards, rows.into_iter().map(Into::into).collect(), cursor_of);
    found.previous = None;
    Ok(found)
}

/// How many there are, counted up to one more than `cap`.
pub(super) async fn count(conn: &mut PgConnection, filter: &CustomerFilter, cap: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select from customers where deleted_at is null and ($1::text is null or status = $1) limit $2) c"#,
        filter.status.map(CustomerStatus::code),
        cap + 1,
    )
    .fetch_one(conn)
    .await?)
}

pub(super) async fn options(conn: &mut PgConnection, query: &str, limit: i32) -> Result<Vec<CustomerOption>> {
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

/// The person without identifiers and addresses; locked when they will be changed.
pub(super) async fn detail(conn: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<CustomerDetail>> {
    if lock && self::lock(&mut *conn, id).await?.is_none() {
        return Ok(None);
    }
    let row = sqlx::query!(
        "select id, name, phone, email, locale, status, notes, total_orders, total_spent, delivered_count, refused_count, version, created_at
         from customers where id = $1 and deleted_at is null",
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
        totals: CustomerTotals {
            total_orders: row.total_orders,
            total_spent: row.total_spent,
            delivered_count: row.delivered_count,
            refused_count: row.refused_count,
        },
        version: row.version,
        created_at: row.created_at,
        identifiers: Vec::new(),
        addresses: Vec::new(),
    }))
}

pub(super) async fn identifiers(conn: &mut PgConnection, customer_id: Uuid) -> Result<Vec<Identifier>> {
    Ok(sqlx::query_as!(
        Identifier,
        "select kind, value from customer_identifiers where customer_id = $1 order by kind, created_at, id limit 100",
        customer_id
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn addresses(conn: &mut PgConnection, customer_id: Uuid) -> Result<Vec<AddressRow>> {
    let rows = sqlx::query!(
        "select id, full_name, phone, email, line1, line2, city, district, postal_code, country, is_default, last_used_at
         from customer_addresses where customer_id = $1 and type = 'SHIPPING'
         order by is_default desc, last_used_at desc nulls last, id desc limit 100",
        customer_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AddressRow {
            id: row.id,
            address: Address {
                full_name: row.full_name,
                phone: row.phone,
                email: row.email,
                line1: row.line1,
                line2: row.line2,
                city: row.city,
                district: row.district,
                postal_code: row.postal_code,
                country: row.country,
            },
            is_default: row.is_default,
            last_used_at: row.last_used_at,
        })
        .collect())
}

/// Counts one more use of an address that is stored already; false when there is none like it.
pub(super) async fn touch_address(conn: &mut PgConnection, customer_id: Uuid, address: &Address, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update customer_addresses set last_used_at = $2, usage_count = usage_count + 1, phone = $8, email = nullif($9::text, '')
         where id = (
           select id from customer_addresses
           where customer_id = $1 and type = 'SHIPPING' and lower(full_name) = lower($3) and lower(line1) = lower($4)
             and lower(coalesce(line2, '')) = lower(coalesce($5::text, '')) and lower(city) = lower($6) and postal_code = $7
           order by is_default desc, id limit 1)",
        customer_id,
        now,
        address.full_name,
        address.line1,
        address.line2.as_deref(),
        address.city,
        address.postal_code,
        address.phone,
        address.email.as_deref(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The first address of a person is their default if `may_be_default`; false when another one has just become it.
pub(super) async fn insert_address(
    conn: &mut PgConnection,
    id: Uuid,
    customer_id: Uuid,
    address: &Address,
    may_be_default: bool,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into customer_addresses (id, customer_id, full_name, phone, email, line1, line2, city, district, postal_code, country,
           is_default, last_used_at, usage_count)
         values ($1, $2, $3, $4, nullif($5::text, ''), $6, nullif($7::text, ''), $8, $9, $10, $11,
           $12 and not exists (select from customer_addresses where customer_id = $2 and type = 'SHIPPING' and is_default), $13, 1)
         on conflict (organization_id, customer_id, type) where is_default do nothing",
        id,
        customer_id,
        address.full_name,
        address.phone,
        address.email.as_deref(),
        address.line1,
        address.line2.as_deref(),
        address.city,
        address.district,
        address.postal_code,
        address.country,
        may_be_default,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

//! SQL of the customers domain.

mod contact;
pub(super) mod duplicates;
pub(super) mod files;
pub(super) mod forget;
pub(super) mod merge;
pub(super) mod methods;
mod read;
pub(super) mod segments;
pub(super) mod timeline;

pub(super) use contact::*;
pub(super) use read::*;

use super::model::{Address, Birthday, CustomerStatus, CustomerTotals};
use crate::server::Result;
use crate::server::error::OnConstraint;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Columns that the form writes, checked.
pub(super) struct Values<'a> {
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub email: Option<&'a str>,
    pub locale: Option<&'a str>,
    pub status: CustomerStatus,
    pub tags: &'a [String],
    pub notes: &'a str,
    pub birthday: Option<Birthday>,
    pub anniversary: Option<NaiveDate>,
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
         insert into customers (id, name, phone, email, locale, status, notes, tags)
         select customer_id, $5, $6, $7, $8, $9, $10, $11 from identifier returning id",
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
        values.tags,
    )
    .fetch_optional(conn)
    .await?;
    Ok(made.is_some())
}

pub(super) async fn insert(conn: &mut PgConnection, id: Uuid, values: Values<'_>) -> Result<()> {
    let [day, month, year] = parts(values.birthday);
    sqlx::query!(
        "insert into customers (id, name, phone, email, locale, status, notes, tags, birth_day, birth_month, birth_year, anniversary)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        values.name,
        values.phone,
        values.email,
        values.locale,
        values.status.code(),
        values.notes,
        values.tags,
        day,
        month,
        year,
        values.anniversary,
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
        "update customers set total_orders = $2, total_spent = $3, delivered_count = $4, refused_count = $5,
           last_order_at = coalesce($6, '-infinity'::timestamptz)
         where id = $1",
        id,
        totals.total_orders,
        totals.total_spent,
        totals.delivered_count,
        totals.refused_count,
        totals.last_order_at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(super) async fn update(conn: &mut PgConnection, id: Uuid, values: Values<'_>) -> Result<()> {
    let [day, month, year] = parts(values.birthday);
    sqlx::query!(
        "update customers set name = $2, phone = $3, email = $4, locale = $5, status = $6, notes = $7, tags = $8,
           birth_day = $9, birth_month = $10, birth_year = $11, anniversary = $12,
           version = version + 1 where id = $1",
        id,
        values.name,
        values.phone,
        values.email,
        values.locale,
        values.status.code(),
        values.notes,
        values.tags,
        day,
        month,
        year,
        values.anniversary,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Day, month and year as columns.
pub(super) fn parts(birthday: Option<Birthday>) -> [Option<i32>; 3] {
    [birthday.map(|birthday| birthday.day), birthday.map(|birthday| birthday.month), birthday.and_then(|birthday| birthday.year)]
}

/// Sets the status of a person whose row is locked.
pub(super) async fn set_status(conn: &mut PgConnection, id: Uuid, status: CustomerStatus) -> Result<()> {
    sqlx::query!("update customers set status = $2, version = version + 1 where id = $1", id, status.code()).execute(conn).await?;
    Ok(())
}

/// Sets the tags of a person whose row is locked.
pub(super) async fn set_tags(conn: &mut PgConnection, id: Uuid, tags: &[String]) -> Result<()> {
    sqlx::query!("update customers set tags = $2, version = version + 1 where id = $1", id, tags).execute(conn).await?;
    Ok(())
}

/// (id, name) of those of some people that are there.
pub(super) async fn names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, name from customers where id = any ($1) and deleted_at is null", ids).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
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

//! Identifiers, addresses, answers and notes of a person.

use crate::domains::customers::model::{
    Address, AddressRow, AddressType, ConsentChannel, ConsentPurpose, ConsentRow, ConsentSource, Identifier, IdentifierKind,
};
use crate::server::Result;
use crate::server::error::OnConstraint;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub async fn identifiers(conn: &mut PgConnection, customer_id: Uuid) -> Result<Vec<Identifier>> {
    let rows = sqlx::query!(
        "select id, kind, value from customer_identifiers where customer_id = $1 order by kind, created_at, id limit 100",
        customer_id
    )
    .fetch_all(conn)
    .await?;
    let known = |row: (Uuid, String, String)| Some(Identifier { id: row.0, kind: IdentifierKind::parse(&row.1)?, value: row.2 });
    Ok(rows.into_iter().filter_map(|row| known((row.id, row.kind, row.value))).collect())
}

/// One identifier of a person.
pub async fn identifier(conn: &mut PgConnection, customer_id: Uuid, id: Uuid) -> Result<Option<Identifier>> {
    let row = sqlx::query!("select id, kind, value from customer_identifiers where customer_id = $1 and id = $2", customer_id, id)
        .fetch_optional(conn)
        .await?;
    Ok(row.and_then(|row| Some(Identifier { id: row.id, kind: IdentifierKind::parse(&row.kind)?, value: row.value })))
}

/// An identifier that was typed; a field error when it has just been taken.
pub async fn add_identifier(conn: &mut PgConnection, id: Uuid, customer_id: Uuid, kind: IdentifierKind, value: &str) -> Result<()> {
    sqlx::query!(
        "insert into customer_identifiers (id, customer_id, kind, value) values ($1, $2, $3, $4)",
        id,
        customer_id,
        kind.code(),
        value
    )
    .execute(conn)
    .await
    .on_constraint(&[("customer_identifiers_organization_id_kind_scope_value_key", "value", "customers-error-taken")])?;
    Ok(())
}

pub async fn remove_identifier(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from customer_identifiers where id = $1", id).execute(conn).await?;
    Ok(())
}

/// The person's number and address that stand in front: the oldest of those that they have, where the one in front is none of them.
pub async fn choose_main(conn: &mut PgConnection, customer_id: Uuid) -> Result<()> {
    sqlx::query!(
        "with known as (
           select distinct on (kind) kind, value from customer_identifiers i
           where customer_id = $1 and kind in ('PHONE', 'EMAIL')
           order by kind, value in (select unnest(array[phone, email]) from customers where id = $1) desc, created_at, id
         )
         update customers set version = version + 1,
           phone = (select value from known where kind = 'PHONE'), email = (select value from known where kind = 'EMAIL')
         where id = $1 and (phone is distinct from (select value from known where kind = 'PHONE')
           or email is distinct from (select value from known where kind = 'EMAIL'))",
        customer_id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An address as the database has it.
pub(super) struct AddressRecord {
    pub id: Uuid,
    pub customer_id: Uuid,
    pub kind: String,
    pub label: String,
    pub full_name: String,
    pub phone: String,
    pub email: Option<String>,
    pub line1: String,
    pub line2: Option<String>,
    pub city: String,
    pub district: String,
    pub postal_code: String,
    pub country: String,
    pub is_default: bool,
    pub last_used_at: Option<DateTime<Utc>>,
}

impl From<AddressRecord> for AddressRow {
    fn from(record: AddressRecord) -> Self {
        Self {
            id: record.id,
            kind: AddressType::parse(&record.kind).unwrap_or(AddressType::Shipping),
            label: record.label,
            address: Address {
                full_name: record.full_name,
                phone: record.phone,
                email: record.email,
                line1: record.line1,
                line2: record.line2,
                city: record.city,
                district: record.district,
                postal_code: record.postal_code,
                country: record.country,
            },
            is_default: record.is_default,
            last_used_at: record.last_used_at,
        }
    }
}

pub async fn addresses(conn: &mut PgConnection, customer_id: Uuid) -> Result<Vec<AddressRow>> {
    let rows = sqlx::query_as!(
        AddressRecord,
        "select id, customer_id, type as kind, label, full_name, phone, email, line1, line2, city, district, postal_code, country, is_default, last_used_at
         from customer_addresses where customer_id = $1
         order by type desc, is_default desc, last_used_at desc nulls last, id desc limit 100",
        customer_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(AddressRow::from).collect())
}

/// Writes an address, a new one or a changed one. The person's row is locked: one default of a type.
pub async fn write_address(conn: &mut PgConnection, customer_id: Uuid, row: &AddressRow) -> Result<()> {
    if row.is_default {
        sqlx::query!(
            "update customer_addresses set is_default = false where customer_id = $1 and type = $2 and is_default and id <> $3",
            customer_id,
            row.kind.code(),
            row.id
        )
        .execute(&mut *conn)
        .await?;
    }
    let address = &row.address;
    sqlx::query!(
        "insert into customer_addresses (id, customer_id, type, label, full_name, phone, email, line1, line2, city, district, postal_code,
           country, is_default)
         values ($1, $2, $3, $4, $5, $6, nullif($7::text, ''), $8, nullif($9::text, ''), $10, $11, $12, $13, $14)
         on conflict (organization_id, id) do update set type = excluded.type, label = excluded.label, full_name = excluded.full_name,
           phone = excluded.phone, email = excluded.email, line1 = excluded.line1, line2 = excluded.line2, city = excluded.city,
           district = excluded.district, postal_code = excluded.postal_code, is_default = excluded.is_default",
        row.id,
        customer_id,
        row.kind.code(),
        row.label,
        address.full_name,
        address.phone,
        address.email.as_deref(),
        address.line1,
        address.line2.as_deref(),
        address.city,
        address.district,
        address.postal_code,
        address.country,
        row.is_default,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn delete_address(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from customer_addresses where id = $1", id).execute(conn).await?;
    Ok(())
}

pub struct NewConsent<'a> {
    pub channel: ConsentChannel,
    pub purpose: ConsentPurpose,
    pub granted: bool,
    pub source: ConsentSource,
    pub note: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_consent(conn: &mut PgConnection, id: Uuid, customer_id: Uuid, new: &NewConsent<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into customer_consents (id, customer_id, channel, purpose, granted, source, note, user_id, at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        customer_id,
        new.channel.code(),
        new.purpose.code(),
        new.granted,
        new.source.code(),
        new.note,
        new.user_id,
        new.at,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The newest answers, also those that somebody gave who became part of the person.
pub async fn consents(conn: &mut PgConnection, customer_id: Uuid) -> Result<Vec<ConsentRow>> {
    let rows = sqlx::query!(
        "select distinct on (channel, purpose) channel, purpose, granted, source, at from customer_consents
         where customer_id in (select id from customers where id = $1 or merged_into_id = $1)
         order by channel, purpose, at desc, id desc",
        customer_id
    )
    .fetch_all(conn)
    .await?;
    let known = rows.into_iter().filter_map(|row| {
        Some(ConsentRow {
            channel: ConsentChannel::parse(&row.channel)?,
            purpose: ConsentPurpose::parse(&row.purpose)?,
            granted: row.granted,
            source: ConsentSource::parse(&row.source)?,
            at: row.at,
        })
    });
    Ok(known.collect())
}

pub async fn insert_note(
    conn: &mut PgConnection,
    id: Uuid,
    customer_id: Uuid,
    body: &str,
    user_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into customer_notes (id, customer_id, body, user_id, created_at) values ($1, $2, $3, $4, $5)",
        id,
        customer_id,
        body,
        user_id,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

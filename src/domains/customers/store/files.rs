//! Customers for files: many at once, in a number of statements that does not grow with them.

use super::contact::AddressRecord;
use super::object;
use crate::domains::customers::model::{
    Address, AddressRow, AddressType, ConsentChannel, ConsentPurpose, ConsentSource, CustomerStatus, FileConsent, IdentifierKind,
};
use crate::server::Result;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use sqlx::PgConnection;
use uuid::Uuid;

/// The columns of a person that a file may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub locale: Option<String>,
    pub status: CustomerStatus,
    pub tags: Vec<String>,
    pub notes: String,
    pub birth_day: Option<i32>,
    pub birth_month: Option<i32>,
    pub birth_year: Option<i32>,
    pub anniversary: Option<NaiveDate>,
    pub preferences: Map<String, Value>,
    #[serde(skip)]
    pub is_anonymous: bool,
}

/// What somebody is known by.
pub type Way = (IdentifierKind, String);

/// Who people are now, by the ids that they are or were known by.
pub async fn living(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(r#"select id, coalesce(merged_into_id, id) as "now!" from customers where id = any ($1)"#, ids)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.now)).collect())
}

/// Who has some identifiers.
pub async fn owners(conn: &mut PgConnection, kinds: &[String], values: &[String]) -> Result<Vec<(Way, Uuid)>> {
    let rows = sqlx::query!(
        r#"select i.kind, i.value, coalesce(c.merged_into_id, c.id) as "owner!"
           from unnest($1::text[], $2::text[]) w (kind, value)
           join customer_identifiers i on i.kind = w.kind and i.scope = '' and i.value = w.value
           join customers c on c.id = i.customer_id"#,
        kinds,
        values
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some(((IdentifierKind::parse(&row.kind)?, row.value), row.owner))).collect())
}

/// Locks people against other changes of theirs, in the order of their ids.
pub async fn lock(conn: &mut PgConnection, ids: &[Uuid]) -> Result<()> {
    sqlx::query!("select id from customers where id = any ($1) order by id for no key update", ids).fetch_all(conn).await?;
    Ok(())
}

/// Those of some people that are there.
pub async fn people(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Person>> {
    let rows = sqlx::query!(
        r#"select id, name, phone, email, locale, status, tags, notes, birth_day, birth_month, birth_year, anniversary, preferences,
             anonymised_at is not null as "is_anonymous!"
           from customers where id = any ($1) and deleted_at is null"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Person {
            id: row.id,
            name: row.name,
            phone: row.phone,
            email: row.email,
            locale: row.locale,
            status: CustomerStatus::parse(&row.status).unwrap_or_default(),
            tags: row.tags,
            notes: row.notes,
            birth_day: row.birth_day,
            birth_month: row.birth_month,
            birth_year: row.birth_year,
            anniversary: row.anniversary,
            preferences: object(row.preferences),
            is_anonymous: row.is_anonymous,
        })
        .collect())
}

/// Everything that some people are known by.
pub async fn identifiers(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, Way)>> {
    let rows = sqlx::query!(
        "select customer_id, kind, value from customer_identifiers where customer_id = any ($1) and scope = ''
         order by customer_id, kind, created_at, id",
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.customer_id, (IdentifierKind::parse(&row.kind)?, row.value)))).collect())
}

/// Where some people live.
pub async fn addresses(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, AddressRow)>> {
    let rows = sqlx::query_as!(
        AddressRecord,
        "select id, customer_id, type as kind, label, full_name, phone, email, line1, line2, city, district, postal_code, country,
           is_default, last_used_at
         from customer_addresses where customer_id = any ($1)
         order by customer_id, type desc, is_default desc, created_at, id",
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|record| (record.customer_id, record.into())).collect())
}

/// The newest answers of some people, also those that somebody gave who became part of them.
pub async fn consents(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, FileConsent)>> {
    let rows = sqlx::query!(
        r#"select distinct on (coalesce(m.merged_into_id, m.id), s.channel, s.purpose) coalesce(m.merged_into_id, m.id) as "customer_id!",
             s.channel, s.purpose, s.granted, s.source, s.at, s.note
           from customer_consents s join customers m on m.id = s.customer_id
           where m.id = any ($1) or m.merged_into_id = any ($1)
           order by coalesce(m.merged_into_id, m.id), s.channel, s.purpose, s.at desc, s.id desc"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    let known = rows.into_iter().filter_map(|row| {
        let answer = FileConsent {
            channel: ConsentChannel::parse(&row.channel)?,
            purpose: ConsentPurpose::parse(&row.purpose)?,
            granted: row.granted,
            source: ConsentSource::parse(&row.source),
            at: Some(row.at),
            note: row.note,
        };
        Some((row.customer_id, answer))
    });
    Ok(known.collect())
}

/// Makes people: a list of [`Person`].
pub async fn insert_people(conn: &mut PgConnection, people: &Value, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into customers (id, name, phone, email, locale, status, tags, notes, birth_day, birth_month, birth_year, anniversary,
           preferences, created_at)
         select x.id, x.name, x.phone, x.email, x.locale, x.status, x.tags, x.notes, x.birth_day, x.birth_month, x.birth_year,
           x.anniversary, x.preferences, $2
         from jsonb_to_recordset($1) x (id uuid, name text, phone text, email text, locale text, status text, tags text[], notes text,
           birth_day integer, birth_month integer, birth_year integer, anniversary date, preferences jsonb)",
        people,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes people whose rows are locked: a list of [`Person`].
pub async fn update_people(conn: &mut PgConnection, people: &Value) -> Result<()> {
    sqlx::query!(
        "update customers c set name = x.name, phone = x.phone, email = x.email, locale = x.locale, status = x.status, tags = x.tags,
           notes = x.notes, birth_day = x.birth_day, birth_month = x.birth_month, birth_year = x.birth_year, anniversary = x.anniversary,
           preferences = x.preferences, version = c.version + 1
         from jsonb_to_recordset($1) x (id uuid, name text, phone text, email text, locale text, status text, tags text[], notes text,
           birth_day integer, birth_month integer, birth_year integer, anniversary date, preferences jsonb)
         where c.id = x.id",
        people
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// New identifiers, a list for each column.
#[derive(Default)]
pub struct NewIdentifiers {
    pub ids: Vec<Uuid>,
    pub customers: Vec<Uuid>,
    pub kinds: Vec<String>,
    pub values: Vec<String>,
}

pub async fn insert_identifiers(conn: &mut PgConnection, new: &NewIdentifiers) -> Result<()> {
    sqlx::query!(
        "insert into customer_identifiers (id, customer_id, kind, value)
         select x.id, x.customer_id, x.kind, x.value from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) x (id, customer_id, kind, value)",
        &new.ids,
        &new.customers,
        &new.kinds,
        &new.values
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes what distinguishes some addresses from others of their kind.
pub async fn clear_defaults(conn: &mut PgConnection, ids: &[Uuid]) -> Result<()> {
    sqlx::query!("update customer_addresses set is_default = false where id = any ($1)", ids).execute(conn).await?;
    Ok(())
}

/// An address as it is written.
#[derive(Serialize)]
pub struct WrittenAddress<'a> {
    pub customer_id: Uuid,
    pub id: Uuid,
    pub kind: AddressType,
    pub label: &'a str,
    pub is_default: bool,
    #[serde(flatten)]
    pub address: &'a Address,
}

/// Writes addresses, new ones and changed ones: a list of [`WrittenAddress`]. The people's rows are locked.
pub async fn write_addresses(conn: &mut PgConnection, addresses: &Value) -> Result<()> {
    sqlx::query!(
        "insert into customer_addresses (id, customer_id, type, label, full_name, phone, email, line1, line2, city, district, postal_code,
           country, is_default)
         select x.id, x.customer_id, x.kind, x.label, x.full_name, x.phone, nullif(x.email, ''), x.line1, nullif(x.line2, ''), x.city,
           x.district, x.postal_code, x.country, x.is_default
         from jsonb_to_recordset($1) x (id uuid, customer_id uuid, kind text, label text, full_name text, phone text, email text,
           line1 text, line2 text, city text, district text, postal_code text, country text, is_default boolean)
         on conflict (organization_id, id) do update set label = excluded.label, phone = excluded.phone, email = excluded.email,
           district = excluded.district, country = excluded.country, is_default = excluded.is_default",
        addresses
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An answer as it is written.
#[derive(Serialize)]
pub struct WrittenConsent<'a> {
    pub customer_id: Uuid,
    pub id: Uuid,
    pub channel: ConsentChannel,
    pub purpose: ConsentPurpose,
    pub granted: bool,
    pub note: &'a str,
    pub at: DateTime<Utc>,
}

/// Writes answers that a file has: a list of [`WrittenConsent`].
pub async fn insert_consents(conn: &mut PgConnection, consents: &Value, user_id: Option<Uuid>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into customer_consents (id, customer_id, channel, purpose, granted, source, note, user_id, at, created_at)
         select x.id, x.customer_id, x.channel, x.purpose, x.granted, 'IMPORT', x.note, $2, x.at, $3
         from jsonb_to_recordset($1) x (id uuid, customer_id uuid, channel text, purpose text, granted boolean, note text, at timestamptz)",
        consents,
        user_id,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

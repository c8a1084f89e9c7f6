//! Merging two rows of one person.

use crate::domains::customers::model::{Birthday, CustomerStatus, MergeRow};
use crate::server::Result;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fields of a person that a merge may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub locale: Option<String>,
    pub status: CustomerStatus,
    pub tags: Vec<String>,
    pub notes: String,
    #[serde(default)]
    pub birthday: Option<Birthday>,
    #[serde(default)]
    pub anniversary: Option<NaiveDate>,
    #[serde(default)]
    pub preferences: Map<String, Value>,
}

/// What a merge has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Moved {
    pub identifiers: Vec<Uuid>,
    pub addresses: Vec<Uuid>,
    /// Those of them that were defaults.
    pub defaults: Vec<Uuid>,
    pub notes: Vec<Uuid>,
    /// Who had become part of `from` before.
    pub earlier: Vec<Uuid>,
    /// Of later domains, by their kind.
    pub others: BTreeMap<String, Vec<Uuid>>,
    pub before: Fields,
    pub after: Fields,
}

pub struct Merge {
    pub from_customer_id: Uuid,
    pub into_customer_id: Uuid,
    pub moved: Json<Moved>,
    pub undone_at: Option<DateTime<Utc>>,
}

/// Locks people against everything, also against new rows that refer to them; in the order of their ids, so that two merges cannot
/// wait for each other. Returns those that are there and nobody else.
pub async fn lock_all(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from customers where id = any ($1) order by id for update", ids).fetch_all(conn).await?)
}

/// Who somebody is now, if they are there: themselves, or whom they became part of. Until the end of the transaction they are
/// merged into nobody.
pub async fn living(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Uuid, Option<Uuid>)>> {
    let row = sqlx::query!("select id, merged_into_id from customers where id = $1 for key share", id).fetch_optional(conn).await?;
    Ok(row.map(|row| (row.id, row.merged_into_id)))
}

/// Whom somebody became part of.
pub async fn merged_into(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(r#"select merged_into_id as "id!" from customers where id = $1 and merged_into_id is not null"#, id)
        .fetch_optional(conn)
        .await?)
}

/// How many rows of each kind a person has: identifiers, addresses, notes.
pub async fn counts(conn: &mut PgConnection, id: Uuid) -> Result<[i64; 3]> {
    let row = sqlx::query!(
        r#"select (select count(*) from customer_identifiers where customer_id = $1) as "identifiers!",
             (select count(*) from customer_addresses where customer_id = $1) as "addresses!",
             (select count(*) from customer_notes where customer_id = $1) as "notes!""#,
        id
    )
    .fetch_one(conn)
    .await?;
    Ok([row.identifiers, row.addresses, row.notes])
}

pub async fn move_identifiers(conn: &mut PgConnection, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("update customer_identifiers set customer_id = $2 where customer_id = $1 returning id", from, into)
        .fetch_all(conn)
        .await?)
}

/// Addresses that move, and those of them that were defaults; one of a type that `into` has a default of stops being one.
pub async fn move_addresses(conn: &mut PgConnection, from: Uuid, into: Uuid) -> Result<(Vec<Uuid>, Vec<Uuid>)> {
    let defaults =
        sqlx::query_scalar!("select id from customer_addresses where customer_id = $1 and is_default", from).fetch_all(&mut *conn).await?;
    sqlx::query!(
        "update customer_addresses a set is_default = false where a.customer_id = $1 and a.is_default
           and exists (select from customer_addresses o where o.customer_id = $2 and o.type = a.type and o.is_default)",
        from,
        into
    )
    .execute(&mut *conn)
    .await?;
    let moved = sqlx::query_scalar!("update customer_addresses set customer_id = $2 where customer_id = $1 returning id", from, into)
        .fetch_all(conn)
        .await?;
    Ok((moved, defaults))
}

pub async fn move_notes(conn: &mut PgConnection, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("update customer_notes set customer_id = $2 where customer_id = $1 returning id", from, into)
        .fetch_all(conn)
        .await?)
}

/// Who became part of `from` before, becomes part of `into`.
pub async fn move_earlier(conn: &mut PgConnection, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("update customers set merged_into_id = $2 where merged_into_id = $1 returning id", from, into)
        .fetch_all(conn)
        .await?)
}

/// The row stays for what refers to it, and is in no list.
pub async fn retire(conn: &mut PgConnection, from: Uuid, into: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update customers set merged_into_id = $2, deleted_at = $3, version = version + 1 where id = $1", from, into, now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes the fields that a merge, or its undo, has settled.
pub async fn set_fields(conn: &mut PgConnection, id: Uuid, fields: &Fields) -> Result<()> {
    let [day, month, year] = super::parts(fields.birthday);
    let preferences = Value::Object(fields.preferences.clone());
    sqlx::query!(
        "update customers set name = $2, phone = $3, email = $4, locale = $5, status = $6, tags = $7, notes = $8, birth_day = $9,
           birth_month = $10, birth_year = $11, anniversary = $12, preferences = $13, version = version + 1
         where id = $1",
        id,
        fields.name,
        fields.phone,
        fields.email,
        fields.locale,
        fields.status.code(),
        &fields.tags,
        fields.notes,
        day,
        month,
        year,
        fields.anniversary,
        preferences,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn insert(
    conn: &mut PgConnection,
    id: Uuid,
    from: Uuid,
    into: Uuid,
    moved: &Value,
    user_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into customer_merges (id, from_customer_id, into_customer_id, moved, user_id, created_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        from,
        into,
        moved,
        user_id,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn merge(conn: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<Merge>> {
    if lock {
        sqlx::query!("select id from customer_merges where id = $1 for update", id).fetch_optional(&mut *conn).await?;
    }
    Ok(sqlx::query_as!(
        Merge,
        r#"select from_customer_id, into_customer_id, moved as "moved: Json<Moved>", undone_at from customer_merges where id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// The merges into a person, newest first.
pub async fn merges(conn: &mut PgConnection, into: Uuid) -> Result<Vec<MergeRow>> {
    Ok(sqlx::query_as!(
        MergeRow,
        r#"select m.id, m.from_customer_id as from_id, c.name as from_name, u.name as "person?", m.created_at as at, m.undone_at
           from customer_merges m join customers c on c.id = m.from_customer_id left join users u on u.id = m.user_id
           where m.into_customer_id = $1 order by m.created_at desc, m.id desc limit 20"#,
        into
    )
    .fetch_all(conn)
    .await?)
}

/// Brings somebody back with what moved and is still where it went.
pub async fn give_back(conn: &mut PgConnection, merge: &Merge) -> Result<()> {
    let (from, into, moved) = (merge.from_customer_id, merge.into_customer_id, &merge.moved.0);
    sqlx::query!(
        "update customer_identifiers set customer_id = $1 where customer_id = $2 and id = any ($3)",
        from,
        into,
        &moved.identifiers
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update customer_addresses set customer_id = $1, is_default = id = any ($4) where customer_id = $2 and id = any ($3)",
        from,
        into,
        &moved.addresses,
        &moved.defaults
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("update customer_notes set customer_id = $1 where customer_id = $2 and id = any ($3)", from, into, &moved.notes)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("update customers set merged_into_id = $1 where merged_into_id = $2 and id = any ($3)", from, into, &moved.earlier)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("update customers set merged_into_id = null, deleted_at = null, version = version + 1 where id = $1", from)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn set_undone(conn: &mut PgConnection, id: Uuid, user_id: Option<Uuid>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update customer_merges set undone_at = $2, undone_by = $3 where id = $1", id, now, user_id).execute(conn).await?;
    Ok(())
}

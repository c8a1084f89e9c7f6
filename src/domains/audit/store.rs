//! SQL of the audit log and of the chain that seals it.

use super::model::{Actor, AuditFilter, AuditRow, Who};
use crate::server::{Db, Result};
use crate::shared::Cursor;
use chrono::{DateTime, Utc};
use ipnet::IpNet;
use serde_json::Value;
use sqlx::PgConnection;
use std::net::IpAddr;
use uuid::Uuid;

/// People that are offered to choose lines by.
const MOST_ACTORS: i64 = 500;

/// What was done, by whom and from where.
pub(super) struct Done<'a> {
    pub user_id: Option<Uuid>,
    pub action: &'a str,
    pub resource: &'a str,
    pub ip: Option<IpAddr>,
    pub user_agent: Option<String>,
    pub at: DateTime<Utc>,
}

/// To which record.
pub(super) struct Entry {
    pub id: Uuid,
    pub resource_id: Uuid,
    pub values_hash: Vec<u8>,
    pub old: Option<Value>,
    pub new: Option<Value>,
}

pub(super) async fn insert(conn: &mut PgConnection, done: Done<'_>, entries: &[Entry]) -> Result<()> {
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.id).collect();
    let resource_ids: Vec<Uuid> = entries.iter().map(|entry| entry.resource_id).collect();
    let hashes: Vec<&[u8]> = entries.iter().map(|entry| entry.values_hash.as_slice()).collect();
    let old: Vec<Option<&Value>> = entries.iter().map(|entry| entry.old.as_ref()).collect();
    let new: Vec<Option<&Value>> = entries.iter().map(|entry| entry.new.as_ref()).collect();
    sqlx::query!(
        "insert into audit_logs (id, user_id, action, resource, resource_id, old_values, new_values, values_hash, ip, user_agent, created_at)
         select e.id, $1, $2, $3, e.resource_id, e.old, e.new, e.values_hash, $4, $5, $6
         from unnest($7::uuid[], $8::uuid[], $9::jsonb[], $10::jsonb[], $11::bytea[]) e (id, resource_id, old, new, values_hash)",
        done.user_id,
        done.action,
        done.resource,
        done.ip.map(IpNet::from),
        done.user_agent,
        done.at,
        &ids,
        &resource_ids,
        &old as &[Option<&Value>],
        &new as &[Option<&Value>],
        &hashes as &[&[u8]],
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn as_text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn changes(old: Option<&Value>, new: Option<&Value>) -> Vec<(String, String, String)> {
    let mut fields: Vec<&String> = Vec::new();
    for value in [old, new].into_iter().flatten() {
        fields.extend(value.as_object().into_iter().flat_map(|object| object.keys()));
    }
    fields.sort();
    fields.dedup();
    fields
        .into_iter()
        .map(|field| (field.clone(), as_text(old.and_then(|value| value.get(field))), as_text(new.and_then(|value| value.get(field)))))
        .collect()
}

/// Which lines, with the days as moments.
pub(super) struct Wanted<'a> {
    pub filter: &'a AuditFilter,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

/// Where to read on, and how far.
pub(super) struct Stretch {
    pub cursor: Option<Cursor>,
    pub backwards: bool,
    pub limit: i64,
}

/// Newest first; oldest first when it goes backwards.
pub(super) async fn rows(conn: &mut PgConnection, wanted: &Wanted<'_>, stretch: &Stretch) -> Result<Vec<AuditRow>> {
    let filter = wanted.filter;
    let (at, id) = stretch.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let area = filter.action.as_deref().filter(|action| action.ends_with('.'));
    let action = filter.action.as_deref().filter(|action| !action.ends_with('.'));
    let person = match filter.who {
        Some(Who::Person(id)) => Some(id),
        Some(Who::Program) | None => None,
    };
    let rows = sqlx::query!(
        r#"select a.id, a.created_at, a.action, a.resource, a.resource_id, a.old_values, a.new_values, a.ip, a.user_agent,
             u.name as "person?", u.email as "email?"
           from audit_logs a left join users u on u.id = a.user_id
           where ($1::text is null or a.resource = $1) and ($2::uuid is null or a.resource_id = $2)
             and ($3::text is null or a.action = $3) and ($4::text is null or a.action ^@ $4)
             and ($5::uuid is null or a.user_id = $5) and (not $6 or a.user_id is null)
             and ($7::timestamptz is null or a.created_at >= $7) and ($8::timestamptz is null or a.created_at < $8)
             and ($9::text is null or a.ip <<= $9::inet)
             and ($10::timestamptz is null or case when $12 then (a.created_at, a.id) > ($10, $11) else (a.created_at, a.id) < ($10, $11) end)
           order by case when $12 then a.created_at end asc, case when $12 then a.id end asc, a.created_at desc, a.id desc
           limit $13"#,
        filter.resource,
        filter.resource_id,
        action,
        area,
        person,
        filter.who == Some(Who::Program),
        wanted.from,
        wanted.until,
        filter.address,
        at,
        id,
        stretch.backwards,
        stretch.limit,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| AuditRow {
            id: row.id,
            at: row.created_at,
            person: row.person,
            email: row.email,
            action: row.action,
            resource: row.resource,
            resource_id: row.resource_id,
            changes: changes(row.old_values.as_ref(), row.new_values.as_ref()),
            ip: row.ip.map(|ip| ip.addr().to_string()),
            user_agent: row.user_agent,
        })
        .collect();
    Ok(rows)
}

/// The people of the organization, also those who may not sign in any more.
pub(super) async fn actors(conn: &mut PgConnection, organization_id: Uuid) -> Result<Vec<Actor>> {
    Ok(sqlx::query_as!(
        Actor,
        "select u.id, u.name from memberships m join users u on u.id = m.user_id where m.organization_id = $1 order by u.name, u.id limit $2",
        organization_id,
        MOST_ACTORS
    )
    .fetch_all(conn)
    .await?)
}

// ---- the chain

/// Organizations with logs that wait for their link.
pub(super) async fn unsealed(db: &Db) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(r#"select audit_unsealed as "id!" from audit_unsealed()"#).fetch_all(db.global()).await?)
}

/// Seals up to so many logs of the transaction's organization.
pub(super) async fn seal(conn: &mut PgConnection, limit: i32) -> Result<i32> {
    Ok(sqlx::query_scalar!(r#"select audit_seal($1) as "count!""#, limit).fetch_one(conn).await?)
}

/// All organizations, also those that are gone.
pub(super) async fn organizations(db: &Db) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from organizations order by id").fetch_all(db.global()).await?)
}

/// Removes the beginning of the log of the transaction's organization.
pub(super) async fn retain(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select audit_retain($1) as "count!""#, before).fetch_one(conn).await?)
}

/// As [`last_change`] for fields of parts of a record (part, field), in their order and in one question. Logs of many parts have keys
/// of both words, logs of one part name it as `sku`.
pub(super) async fn last_changes(
    conn: &mut PgConnection,
    resource: &str,
    id: Uuid,
    parts: &[String],
    fields: &[String],
) -> Result<Vec<(Option<String>, Option<DateTime<Utc>>)>> {
    let rows = sqlx::query!(
        r#"select x.who as "who?", x.created_at as "at?"
           from unnest($3::text[], $4::text[]) with ordinality k (part, field, n)
           left join lateral (
             select u.name as who, a.created_at from audit_logs a left join users u on u.id = a.user_id
             where a.resource = $1 and a.resource_id = $2
             order by coalesce(a.new_values ? (k.part || ' ' || k.field)
                               or a.new_values ->> 'sku' = k.part and a.new_values ? k.field, false) desc,
                      a.created_at desc, a.id desc
             limit 1
           ) x on true
           order by k.n"#,
        resource,
        id,
        parts,
        fields,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.who, row.at)).collect())
}

/// Who last changed a field of a record (`None` for the program itself), and when; where the log does not name the field, who
/// last changed the record.
pub(super) async fn last_change(
    conn: &mut PgConnection,
    resource: &str,
    id: Uuid,
    field: &str,
) -> Result<Option<(Option<String>, DateTime<Utc>)>> {
    let row = sqlx::query!(
        r#"select u.name as "who?", a.created_at from audit_logs a left join users u on u.id = a.user_id
           where a.resource = $1 and a.resource_id = $2
           order by coalesce(a.new_values ? $3, false) desc, a.created_at desc, a.id desc limit 1"#,
        resource,
        id,
        field,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.who, row.created_at)))
}

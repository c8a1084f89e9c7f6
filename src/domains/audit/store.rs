//! SQL of the audit log.

use super::model::{AuditFilter, AuditRow};
use crate::server::Result;
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use ipnet::IpNet;
use serde_json::Value;
use sqlx::PgConnection;
use std::net::IpAddr;
use uuid::Uuid;

pub(super) struct Entry<'a> {
    pub id: Uuid,
    pub user_id: Option<Uuid>,
    pub action: &'a str,
    pub resource: &'a str,
    pub resource_id: Uuid,
    pub old_values: Option<Value>,
    pub new_values: Option<Value>,
    pub values_hash: Vec<u8>,
    pub ip: Option<IpAddr>,
    pub user_agent: Option<String>,
    pub at: DateTime<Utc>,
}

pub(super) async fn insert(conn: &mut PgConnection, entry: Entry<'_>) -> Result<()> {
    sqlx::query!(
        "insert into audit_logs (id, user_id, action, resource, resource_id, old_values, new_values, values_hash, ip, user_agent, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        entry.id,
        entry.user_id,
        entry.action,
        entry.resource,
        entry.resource_id,
        entry.old_values,
        entry.new_values,
        entry.values_hash,
        entry.ip.map(IpNet::from),
        entry.user_agent,
        entry.at,
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

pub(super) async fn list(conn: &mut PgConnection, filter: &AuditFilter, page: PageRequest) -> Result<Page<AuditRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let prefix = filter.action.as_deref();
    let rows = sqlx::query!(
        r#"select a.id, a.created_at, a.action, a.resource, a.resource_id, a.old_values, a.new_values, a.ip, u.name as "person?"
           from audit_logs a left join users u on u.id = a.user_id
           where ($1::text is null or a.resource = $1) and ($2::uuid is null or a.resource_id = $2)
             and ($3::text is null or a.action ^@ $3)
             and ($4::timestamptz is null or case when $6 then (a.created_at, a.id) > ($4, $5) else (a.created_at, a.id) < ($4, $5) end)
           order by case when $6 then a.created_at end asc, case when $6 then a.id end asc, a.created_at desc, a.id desc
           limit $7"#,
        filter.resource,
        filter.resource_id,
        prefix,
        at,
        id,
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| AuditRow {
            id: row.id,
            at: row.created_at,
            person: row.person,
            action: row.action,
            resource: row.resource,
            resource_id: row.resource_id,
            changes: changes(row.old_values.as_ref(), row.new_values.as_ref()),
            ip: row.ip.map(|ip| ip.addr().to_string()),
        })
        .collect();
    Ok(Page::from_fetched(page, rows, |row: &AuditRow| Cursor { at: row.at, id: row.id }))
}

/// Who last changed a record (`None` for the program itself), and when.
pub(super) async fn last_change(conn: &mut PgConnection, resource: &str, id: Uuid) -> Result<Option<(Option<String>, DateTime<Utc>)>> {
    let row = sqlx::query!(
        r#"select u.name as "who?", a.created_at from audit_logs a left join users u on u.id = a.user_id
           where a.resource = $1 and a.resource_id = $2 order by a.created_at desc, a.id desc limit 1"#,
        resource,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.who, row.created_at)))
}

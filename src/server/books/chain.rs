//! Invariant 14: the chain that seals the log holds from its anchor to its head, and every log is in it.

use super::{MOST, Row};
use crate::server::chain::{Sealed, link, values_hash};
use crate::server::error::Result;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Links that are read at a time.
const AT_ONCE: i64 = 2_000;

/// What the chain says against the log. Logs younger than `before` may still wait for their link.
pub(super) async fn chain(conn: &mut PgConnection, organization_id: Uuid, before: DateTime<Utc>) -> Result<Vec<Row>> {
    let mut rows = broken_links(&mut *conn, organization_id).await?;
    rows.extend(unsealed(conn, before).await?);
    Ok(rows)
}

async fn unsealed(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'audit_log' as "resource!", l.id as "id?", 'sealed' as "expected!", format('not sealed since %s', l.created_at) as "found!"
           from audit_logs l left join audit_chain c on c.audit_log_id = l.id
           where c.seq is null and l.created_at < $2 limit $1"#,
        MOST,
        before
    )
    .fetch_all(conn)
    .await?)
}

async fn broken_links(conn: &mut PgConnection, organization_id: Uuid) -> Result<Vec<Row>> {
    let anchor = sqlx::query!("select seq, hash from audit_anchors").fetch_optional(&mut *conn).await?;
    let (mut seq, mut head) = anchor.map_or((0, Vec::new()), |anchor| (anchor.seq, anchor.hash));
    let mut after = i64::MIN;
    let mut rows = Vec::new();
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    loop {
        let links = sqlx::query!(
            r#"select c.seq, c.audit_log_id, c.prev_hash, c.hash, l.id as "id?", l.user_id, l.action as "action?", l.resource as "resource?",
                 l.resource_id, l.created_at as "created_at?", l.values_hash as "values_hash?", l.old_values, l.new_values
               from audit_chain c left join audit_logs l on l.id = c.audit_log_id
               where c.seq > $1 order by c.seq limit $2"#,
            after,
            AT_ONCE
        )
        .fetch_all(&mut *conn)
        .await?;
        let Some(last) = links.last() else { return Ok(rows) };
        after = last.seq;
        for row in links {
            let mut wrong = |expected: &str, found: String| {
                rows.push(Row { resource: "audit_log".to_owned(), id: Some(row.audit_log_id), expected: expected.to_owned(), found });
            };
            if row.seq != seq + 1 {
                wrong(&format!("link {}", seq + 1), format!("link {}", row.seq));
            } else if row.prev_hash != head {
                wrong("the hash of the link before", format!("another in link {}", row.seq));
            }
            match (row.id, row.action, row.resource, row.created_at, row.values_hash) {
                (Some(id), Some(action), Some(resource), Some(created_at), Some(stored)) => {
                    let log = Sealed {
                        id,
                        organization_id,
                        user_id: row.user_id,
                        action: &action,
                        resource: &resource,
                        resource_id: row.resource_id,
                        created_at,
                        values_hash: &stored,
                    };
                    if link(&row.prev_hash, log) != row.hash {
                        wrong("the log that was sealed", format!("another behind link {}", row.seq));
                    }
                    // Values may be taken away when a person is forgotten; what is there must be what was written.
                    let is_empty = row.old_values.is_none() && row.new_values.is_none();
                    if !is_empty && values_hash(&row.old_values.unwrap_or(Value::Null), &row.new_values.unwrap_or(Value::Null)) != stored {
                        wrong("the values that were written", format!("others behind link {}", row.seq));
                    }
                }
                _ => wrong("a log", format!("none behind link {}", row.seq)),
            }
            seq = row.seq;
            head = row.hash;
        }
        if rows.len() >= most {
            rows.truncate(most);
            return Ok(rows);
        }
    }
}

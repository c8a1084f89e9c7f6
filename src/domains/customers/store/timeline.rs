//! What happened to a person, as far as their own tables and those of earlier domains know.

use crate::server::Result;
use crate::shared::Cursor;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A row of the timeline: words of the database, and who.
pub struct Told {
    pub at: DateTime<Utc>,
    pub id: Uuid,
    pub kind: String,
    /// Words that the sentence is made of.
    pub first: String,
    pub second: String,
    pub text: String,
    pub person: Option<String>,
    pub target: Option<Uuid>,
}

fn place(before: Option<Cursor>) -> (Option<DateTime<Utc>>, Option<Uuid>) {
    before.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)))
}

/// Answers, notes, merges and that the person is known, newest first.
pub async fn own(conn: &mut PgConnection, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Told>> {
    let (at, id) = place(before);
    Ok(sqlx::query_as!(
        Told,
        r#"with family as (select id from customers where id = $1 or merged_into_id = $1),
         told as (
           (select n.created_at as at, n.id, 'note' as kind, '' as first, '' as second, n.body as text, n.user_id, null::uuid as target
            from customer_notes n where n.customer_id = $1 and ($3::uuid is null or (n.created_at, n.id) < ($2, $3))
            order by n.created_at desc, n.id desc limit $4)
           union all
           (select c.created_at, c.id, 'consent', c.channel || ' ' || c.purpose, c.granted::text || ' ' || c.source, c.note, c.user_id, null
            from customer_consents c where c.customer_id in (select id from family) and ($3::uuid is null or (c.created_at, c.id) < ($2, $3))
            order by c.created_at desc, c.id desc limit $4)
           union all
           (select m.created_at, m.id, 'merge', f.name, 'done', '', m.user_id, f.id
            from customer_merges m join customers f on f.id = m.from_customer_id
            where m.into_customer_id = $1 and ($3::uuid is null or (m.created_at, m.id) < ($2, $3))
            order by m.created_at desc, m.id desc limit $4)
           union all
           (select m.undone_at, m.id, 'merge', f.name, 'undone', '', m.undone_by, f.id
            from customer_merges m join customers f on f.id = m.from_customer_id
            where m.into_customer_id = $1 and m.undone_at is not null and ($3::uuid is null or (m.undone_at, m.id) < ($2, $3))
            order by m.undone_at desc, m.id desc limit $4)
           union all
           (select c.created_at, c.id, 'customer', '', '', '', null, null
            from customers c where c.id = $1 and ($3::uuid is null or (c.created_at, c.id) < ($2, $3)))
         )
         select t.at as "at!", t.id as "id!", t.kind as "kind!", t.first as "first!", t.second as "second!", t.text as "text!",
           u.name as "person?", t.target
         from told t left join users u on u.id = t.user_id
         order by t.at desc, t.id desc limit $4"#,
        customer_id,
        at,
        id,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

/// Messages that left for them.
pub async fn messages(conn: &mut PgConnection, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Told>> {
    let (at, id) = place(before);
    Ok(sqlx::query_as!(
        Told,
        r#"select m.created_at as at, m.id, 'message' as "kind!", m.channel as first, m.status as second,
             coalesce(m.subject, left(m.body, 200)) as "text!", null::text as person, null::uuid as target
           from messages_out m
           where m.customer_id = $1 and ($3::uuid is null or (m.created_at, m.id) < ($2, $3))
           order by m.created_at desc, m.id desc limit $4"#,
        customer_id,
        at,
        id,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

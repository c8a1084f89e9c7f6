//! Returns: what is shown of them.

use super::returns::known;
use crate::domains::orders::model::{COUNT_CAP, ReturnCounts, ReturnEvent, ReturnFilter, ReturnKind, ReturnRow, ReturnStatus};
use crate::server::{Error, Result};
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

struct Listed {
    id: Uuid,
    number: String,
    kind: String,
    status: String,
    order_id: Uuid,
    order_number: String,
    buyer: String,
    pieces: i64,
    reason: String,
    created_at: DateTime<Utc>,
}

impl TryFrom<Listed> for ReturnRow {
    type Error = Error;

    fn try_from(row: Listed) -> Result<Self> {
        Ok(Self {
            id: row.id,
            number: row.number,
            kind: known(ReturnKind::parse(&row.kind), &row.kind)?,
            status: known(ReturnStatus::parse(&row.status), &row.status)?,
            order_id: row.order_id,
            order_number: row.order_number,
            buyer: row.buyer,
            pieces: row.pieces,
            reason: row.reason,
            created_at: row.created_at,
        })
    }
}

/// A page of returns, newest first.
pub async fn returns(conn: &mut PgConnection, filter: &ReturnFilter, page: PageRequest) -> Result<Page<ReturnRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Listed,
        r#"select r.id, r.number, r.kind, r.status, r.order_id, o.order_number, coalesce(o.shipping_address ->> 'full_name', '') as "buyer!",
             (select coalesce(sum(i.quantity), 0) from return_items i where i.return_id = r.id) as "pieces!", r.reason, r.created_at
           from returns r join orders o on o.id = r.order_id
           where ($1::text is null or r.status = $1) and ($2::text is null or r.kind = $2)
             and ($3::text is null or starts_with(r.number, upper($3)) or o.order_number = upper($3))
             and ($5::uuid is null or case when $6 then (r.created_at, r.id) > ($4, $5) else (r.created_at, r.id) < ($4, $5) end)
           order by case when $6 then r.created_at end asc, case when not $6 then r.created_at end desc,
                    case when $6 then r.id end asc, r.id desc
           limit $7"#,
        filter.status.map(ReturnStatus::code),
        filter.kind.map(ReturnKind::code),
        filter.query.as_deref().map(|query| query.trim_start_matches('#')),
        at,
        id,
        !page.descends(),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(ReturnRow::try_from).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &ReturnRow| Cursor { at: row.created_at, id: row.id }))
}

/// How many returns are in each status.
pub async fn return_counts(conn: &mut PgConnection) -> Result<ReturnCounts> {
    let statuses: Vec<String> = ReturnStatus::ALL.iter().map(|status| status.code().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select wanted.status as "status!",
             (select count(*) from (select from returns r where r.status = wanted.status limit $2) as capped) as "count!"
           from unnest($1::text[]) as wanted (status)"#,
        &statuses,
        COUNT_CAP + 1,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| Ok((known(ReturnStatus::parse(&row.status), &row.status)?, row.count))).collect()
}

/// The returns of an order, newest first.
pub async fn returns_of_order(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<ReturnRow>> {
    let rows = sqlx::query_as!(
        Listed,
        r#"select r.id, r.number, r.kind, r.status, r.order_id, o.order_number, coalesce(o.shipping_address ->> 'full_name', '') as "buyer!",
             (select coalesce(sum(i.quantity), 0) from return_items i where i.return_id = r.id) as "pieces!", r.reason, r.created_at
           from returns r join orders o on o.id = r.order_id where r.order_id = $1 order by r.created_at desc, r.id desc limit 100"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(ReturnRow::try_from).collect()
}

/// What is shown of a return besides its lines and steps.
pub struct ReturnHead {
    pub row: ReturnRow,
    pub currency: String,
    pub reject_reason: Option<String>,
    pub exchange: Option<(Uuid, String, Decimal)>,
    pub claim_of: Option<(Uuid, String)>,
    pub claim: Option<(Uuid, String)>,
}

pub async fn return_head(conn: &mut PgConnection, id: Uuid) -> Result<Option<ReturnHead>> {
    let row = sqlx::query!(
        r#"select r.id, r.number, r.kind, r.status, r.order_id, o.order_number, coalesce(o.shipping_address ->> 'full_name', '') as "buyer!",
             (select coalesce(sum(i.quantity), 0) from return_items i where i.return_id = r.id) as "pieces!", r.reason, r.created_at,
             o.currency, r.reject_reason, x.id as "exchange_id?", x.order_number as "exchange_number?", x.total as "exchange_total?",
             p.id as "parent_id?", p.number as "parent_number?", c.id as "claim_id?", c.number as "claim_number?"
           from returns r join orders o on o.id = r.order_id
           left join orders x on x.id = r.exchange_order_id
           left join returns p on p.id = r.claim_of_return_id
           left join returns c on c.claim_of_return_id = r.id
           where r.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let listed = Listed {
            id: row.id,
            number: row.number,
            kind: row.kind,
            status: row.status,
            order_id: row.order_id,
            order_number: row.order_number,
            buyer: row.buyer,
            pieces: row.pieces,
            reason: row.reason,
            created_at: row.created_at,
        };
        Ok(ReturnHead {
            row: listed.try_into()?,
            currency: row.currency,
            reject_reason: row.reject_reason,
            exchange: row.exchange_id.zip(row.exchange_number).zip(row.exchange_total).map(|((id, number), total)| (id, number, total)),
            claim_of: row.parent_id.zip(row.parent_number),
            claim: row.claim_id.zip(row.claim_number),
        })
    })
    .transpose()
}

/// The steps of a return, newest first.
pub async fn return_steps(conn: &mut PgConnection, id: Uuid) -> Result<Vec<ReturnEvent>> {
    let rows = sqlx::query!(
        r#"select h.status, h.new_status, h.reason, u.name as "person?", h.created_at
           from return_history h left join users u on u.id = h.changed_by_id where h.return_id = $1 order by h.created_at desc, h.id desc"#,
        id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ReturnEvent {
                old: row.status.map(|code| known(ReturnStatus::parse(&code), &code)).transpose()?,
                new: known(ReturnStatus::parse(&row.new_status), &row.new_status)?,
                reason: row.reason,
                person: row.person,
                at: row.created_at,
            })
        })
        .collect()
}

/// Numbers of returns, for links: (return, number).
pub async fn return_numbers(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, number from returns where id = any ($1)", ids).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.number)).collect())
}

/// Whether there is an order.
pub async fn order_exists(conn: &mut PgConnection, id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select from orders where id = $1) as "exists!""#, id).fetch_one(conn).await?)
}

//! How many orders the views of the navigation hold.

use super::read::{Days, least};
use crate::domains::orders::model::{FinancialStatus, OrderFilter, OrderStatus, Risk, Source};
use crate::server::{Error, Result};
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::time::Duration;

/// Most filters that [`count_each`] counts.
pub const MOST_COUNTED: usize = 6;

/// How many orders each of up to [`MOST_COUNTED`] filters without words lets through, counted up to `cap`; `None` where that
/// takes longer than `patience`. One statement: its filters are values of one parameter, so that each is planned with the index that it needs.
pub async fn count_each(
    conn: &mut PgConnection,
    filters: &[(&OrderFilter, Days)],
    cap: i64,
    patience: Duration,
) -> Result<Option<Vec<i64>>> {
    let wanted: Vec<Value> = filters
        .iter()
        .map(|(filter, days)| {
            json!({
                "status": filter.status.map(OrderStatus::as_str), "source": filter.source.map(Source::as_str),
                "paid": filter.financial_status.map(FinancialStatus::as_str), "customer": filter.customer_id,
                "from": days.from, "until": days.until, "least": least(filter),
                "tag": filter.tag, "risk": filter.risk.map(Risk::as_str), "held": filter.held,
                "call": filter.to_call.then_some(days.now),
            })
        })
        .collect();
    sqlx::query_scalar!("select set_config('statement_timeout', $1, true)", patience.as_millis().to_string()).fetch_one(&mut *conn).await?;
    let counted = sqlx::query_scalar!(
        r#"select array[
             (select count(*) from (select from orders where $1::jsonb -> 0 is not null
               and ($1 -> 0 ->> 'status' is null or status = $1 -> 0 ->> 'status')
               and ($1 -> 0 ->> 'source' is null or source = $1 -> 0 ->> 'source')
               and ($1 -> 0 ->> 'paid' is null or financial_status = $1 -> 0 ->> 'paid')
               and ($1 -> 0 ->> 'customer' is null or customer_id = ($1 -> 0 ->> 'customer')::uuid)
               and ($1 -> 0 ->> 'from' is null or ordered_at >= ($1 -> 0 ->> 'from')::timestamptz)
               and ($1 -> 0 ->> 'until' is null or ordered_at < ($1 -> 0 ->> 'until')::timestamptz)
               and ($1 -> 0 ->> 'least' is null or total_minor >= ($1 -> 0 ->> 'least')::bigint)
               and ($1 -> 0 ->> 'tag' is null or $1 -> 0 ->> 'tag' = any (tags))
               and ($1 -> 0 ->> 'risk' is null or risk = $1 -> 0 ->> 'risk')
               and ($1 -> 0 ->> 'held' is null or (hold_reason is not null) = ($1 -> 0 ->> 'held')::boolean)
               and ($1 -> 0 ->> 'call' is null or status = 'PENDING' and hold_reason is null
                 and (next_call_at is null or next_call_at <= ($1 -> 0 ->> 'call')::timestamptz)) limit $2) v0),
             (select count(*) from (select from orders where $1::jsonb -> 1 is not null
               and ($1 -> 1 ->> 'status' is null or status = $1 -> 1 ->> 'status')
               and ($1 -> 1 ->> 'source' is null or source = $1 -> 1 ->> 'source')
               and ($1 -> 1 ->> 'paid' is null or financial_status = $1 -> 1 ->> 'paid')
               and ($1 -> 1 ->> 'customer' is null or customer_id = ($1 -> 1 ->> 'customer')::uuid)
               and ($1 -> 1 ->> 'from' is null or ordered_at >= ($1 -> 1 ->> 'from')::timestamptz)
               and ($1 -> 1 ->> 'until' is null or ordered_at < ($1 -> 1 ->> 'until')::timestamptz)
               and ($1 -> 1 ->> 'least' is null or total_minor >= ($1 -> 1 ->> 'least')::bigint)
               and ($1 -> 1 ->> 'tag' is null or $1 -> 1 ->> 'tag' = any (tags))
               and ($1 -> 1 ->> 'risk' is null or risk = $1 -> 1 ->> 'risk')
               and ($1 -> 1 ->> 'held' is null or (hold_reason is not null) = ($1 -> 1 ->> 'held')::boolean)
               and ($1 -> 1 ->> 'call' is null or status = 'PENDING' and hold_reason is null
                 and (next_call_at is null or next_call_at <= ($1 -> 1 ->> 'call')::timestamptz)) limit $2) v1),
             (select count(*) from (select from orders where $1::jsonb -> 2 is not null
               and ($1 -> 2 ->> 'status' is null or status = $1 -> 2 ->> 'status')
               and ($1 -> 2 ->> 'source' is null or source = $1 -> 2 ->> 'source')
               and ($1 -> 2 ->> 'paid' is null or financial_status = $1 -> 2 ->> 'paid')
               and ($1 -> 2 ->> 'customer' is null or customer_id = ($1 -> 2 ->> 'customer')::uuid)
               and ($1 -> 2 ->> 'from' is null or ordered_at >= ($1 -> 2 ->> 'from')::timestamptz)
               and ($1 -> 2 ->> 'until' is null or ordered_at < ($1 -> 2 ->> 'until')::timestamptz)
               and ($1 -> 2 ->> 'least' is null or total_minor >= ($1 -> 2 ->> 'least')::bigint)
               and ($1 -> 2 ->> 'tag' is null or $1 -> 2 ->> 'tag' = any (tags))
               and ($1 -> 2 ->> 'risk' is null or risk = $1 -> 2 ->> 'risk')
               and ($1 -> 2 ->> 'held' is null or (hold_reason is not null) = ($1 -> 2 ->> 'held')::boolean)
               and ($1 -> 2 ->> 'call' is null or status = 'PENDING' and hold_reason is null
                 and (next_call_at is null or next_call_at <= ($1 -> 2 ->> 'call')::timestamptz)) limit $2) v2),
             (select count(*) from (select from orders where $1::jsonb -> 3 is not null
               and ($1 -> 3 ->> 'status' is null or status = $1 -> 3 ->> 'status')
               and ($1 -> 3 ->> 'source' is null or source = $1 -> 3 ->> 'source')
               and ($1 -> 3 ->> 'paid' is null or financial_status = $1 -> 3 ->> 'paid')
               and ($1 -> 3 ->> 'customer' is null or customer_id = ($1 -> 3 ->> 'customer')::uuid)
               and ($1 -> 3 ->> 'from' is null or ordered_at >= ($1 -> 3 ->> 'from')::timestamptz)
               and ($1 -> 3 ->> 'until' is null or ordered_at < ($1 -> 3 ->> 'until')::timestamptz)
               and ($1 -> 3 ->> 'least' is null or total_minor >= ($1 -> 3 ->> 'least')::bigint)
               and ($1 -> 3 ->> 'tag' is null or $1 -> 3 ->> 'tag' = any (tags))
               and ($1 -> 3 ->> 'risk' is null or risk = $1 -> 3 ->> 'risk')
               and ($1 -> 3 ->> 'held' is null or (hold_reason is not null) = ($1 -> 3 ->> 'held')::boolean)
               and ($1 -> 3 ->> 'call' is null or status = 'PENDING' and hold_reason is null
                 and (next_call_at is null or next_call_at <= ($1 -> 3 ->> 'call')::timestamptz)) limit $2) v3),
             (select count(*) from (select from orders where $1::jsonb -> 4 is not null
               and ($1 -> 4 ->> 'status' is null or status = $1 -> 4 ->> 'status')
               and ($1 -> 4 ->> 'source' is null or source = $1 -> 4 ->> 'source')
               and ($1 -> 4 ->> 'paid' is null or financial_status = $1 -> 4 ->> 'paid')
               and ($1 -> 4 ->> 'customer' is null or customer_id = ($1 -> 4 ->> 'customer')::uuid)
               and ($1 -> 4 ->> 'from' is null or ordered_at >= ($1 -> 4 ->> 'from')::timestamptz)
               and ($1 -> 4 ->> 'until' is null or ordered_at < ($1 -> 4 ->> 'until')::timestamptz)
               and ($1 -> 4 ->> 'least' is null or total_minor >= ($1 -> 4 ->> 'least')::bigint)
               and ($1 -> 4 ->> 'tag' is null or $1 -> 4 ->> 'tag' = any (tags))
               and ($1 -> 4 ->> 'risk' is null or risk = $1 -> 4 ->> 'risk')
               and ($1 -> 4 ->> 'held' is null or (hold_reason is not null) = ($1 -> 4 ->> 'held')::boolean)
               and ($1 -> 4 ->> 'call' is null or status = 'PENDING' and hold_reason is null
                 and (next_call_at is null or next_call_at <= ($1 -> 4 ->> 'call')::timestamptz)) limit $2) v4),
             (select count(*) from (select from orders where $1::jsonb -> 5 is not null
               and ($1 -> 5 ->> 'status' is null or status = $1 -> 5 ->> 'status')
               and ($1 -> 5 ->> 'source' is null or source = $1 -> 5 ->> 'source')
               and ($1 -> 5 ->> 'paid' is null or financial_status = $1 -> 5 ->> 'paid')
               and ($1 -> 5 ->> 'customer' is null or customer_id = ($1 -> 5 ->> 'customer')::uuid)
               and ($1 -> 5 ->> 'from' is null or ordered_at >= ($1 -> 5 ->> 'from')::timestamptz)
               and ($1 -> 5 ->> 'until' is null or ordered_at < ($1 -> 5 ->> 'until')::timestamptz)
               and ($1 -> 5 ->> 'least' is null or total_minor >= ($1 -> 5 ->> 'least')::bigint)
               and ($1 -> 5 ->> 'tag' is null or $1 -> 5 ->> 'tag' = any (tags))
               and ($1 -> 5 ->> 'risk' is null or risk = $1 -> 5 ->> 'risk')
               and ($1 -> 5 ->> 'held' is null or (hold_reason is not null) = ($1 -> 5 ->> 'held')::boolean)
               and ($1 -> 5 ->> 'call' is null or status = 'PENDING' and hold_reason is null
                 and (next_call_at is null or next_call_at <= ($1 -> 5 ->> 'call')::timestamptz)) limit $2) v5)
           ] as "counts!""#,
        Value::Array(wanted),
        cap,
    )
    .fetch_one(conn)
    .await;
    match counted {
        Ok(counts) => Ok(Some(counts.into_iter().take(filters.len()).collect())),
        // The database has stopped by itself (SQLSTATE 57014, query_canceled).
        Err(sqlx::Error::Database(cause)) if cause.code().as_deref() == Some("57014") => Ok(None),
        Err(error) => Err(Error::Db(error)),
    }
}

//! Invoices: their numbers have no gap, and what was taken back of them is what their credit notes say.

use super::{MOST, Row};
use crate::server::error::Result;
use sqlx::PgConnection;

/// Serials of a kind, branch and month are 1, 2, 3 up to what the counter says.
pub(super) async fn serials(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'invoice' as "resource!", x.id as "id?", format('%s numbers up to %s', x.count, x.count) as "expected!",
             format('%s %s %s: %s numbers from %s to %s, the counter at %s', x.kind, x.branch, x.period, x.count, x.first, x.last, x.counter) as "found!"
           from (
             select c.id, substr(c.name, 9) as kind, c.branch, c.period, coalesce(i.count, 0) as count, coalesce(i.first, 0) as first,
               coalesce(i.last, 0) as last, c.last as counter
             from number_counters c
             left join (
               select kind, branch, period, count(*) as count, min(serial) as first, max(serial) as last from invoices group by 1, 2, 3
             ) i on i.kind = substr(c.name, 9) and i.branch = c.branch and i.period = c.period
             where c.name ^@ 'invoice:'
             union all
             select null, i.kind, i.branch, i.period, count(*), min(i.serial), max(i.serial), 0
             from invoices i
             where not exists (
               select from number_counters c where c.name = 'invoice:' || i.kind and c.branch = i.branch and c.period = i.period
             )
             group by 2, 3, 4
           ) x
           where x.first <> 1 or x.last <> x.count or x.counter <> x.count
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// What is said to be taken back of an invoice is the sum of its credit notes, and an invoice is the sum of its lines.
pub(super) async fn amounts(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'invoice' as "resource!", i.id as "id?",
             format('total %s, tax %s, credited %s', coalesce(l.total, 0), coalesce(l.tax, 0), coalesce(n.total, 0)) as "expected!",
             format('total %s, tax %s, credited %s', i.total, i.tax, i.credited) as "found!"
           from invoices i
           left join lateral (
             select sum((line ->> 'total')::numeric) as total, sum((line ->> 'tax')::numeric) as tax
             from jsonb_array_elements(i.content -> 'lines') line
           ) l on true
           left join (select credits_id, sum(total) as total from invoices where credits_id is not null group by 1) n on n.credits_id = i.id
           where i.credited <> coalesce(n.total, 0) or i.total <> coalesce(l.total, 0) or i.tax <> coalesce(l.tax, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

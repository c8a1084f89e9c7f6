//! What lines may belong to: found by amount, number, phone, slip and payment in one statement for all lines of a page.

use crate::server::Result;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// Something that a line that came in may pay.
pub struct Candidate {
    pub line_id: Uuid,
    pub order_id: Uuid,
    pub order_number: String,
    pub buyer: String,
    pub phone: String,
    pub ordered_on: NaiveDate,
    pub due: Decimal,
    pub slip_id: Option<Uuid>,
    pub slip_amount: Option<Decimal>,
    pub slip_reference: Option<String>,
    pub slip_day: Option<NaiveDate>,
    pub payment_id: Option<Uuid>,
    pub payment_reference: Option<String>,
    pub payment_day: Option<NaiveDate>,
    pub payment_received: Option<bool>,
    pub has_link: bool,
}

/// Candidates for lines that came in and are open; at most twelve for each.
pub async fn incoming(conn: &mut PgConnection, lines: &[Uuid]) -> Result<Vec<Candidate>> {
    let rows = sqlx::query_as!(
        Candidate,
        r#"with line as materialized (
             select id, amount - matched as "left", booked_on, account_id, currency,
               upper(description || ' ' || reference || ' ' || end_to_end || ' ' || party) as words
             from bank_statement_lines where id = any($1) and amount > 0 and status = 'OPEN'
           ), token as materialized (
             select distinct l.id, t.word from line l cross join lateral regexp_split_to_table(l.words, '[^0-9A-Z]+') as t (word)
             where length(t.word) between 5 and 15
           ), unpaid as materialized (
             select o.id, o.currency, o.ordered_at, o.total - o.cancelled_total - coalesce((
                 select sum(p.captured - p.refund_amount + p.conceded + case when p.status = 'PROCESSING' then p.amount else 0 end)
                 from payments p where p.order_id = o.id), 0) as due
             from orders o
             where o.financial_status in ('UNPAID', 'PARTIALLY_PAID') and o.status not in ('CANCELLED', 'DRAFT')
               and o.ordered_at between (select min(booked_on) from line) - interval '60 days' and (select max(booked_on) from line) + interval '3 days'
             order by o.ordered_at desc, o.id desc limit 5000
           ), slip as materialized (
             select l.id as line_id, b.id, b.order_id, b.amount, b.reference, b.paid_on
             from line l join bank_slips b on b.account_id = l.account_id and b.status = 'SUBMITTED'
             where b.amount = l."left"
               or length(b.reference) >= 5 and strpos(l.words, upper(b.reference)) > 0
           ), transfer as materialized (
             select l.id as line_id, p.id, p.order_id, p.gateway_response ->> 'reference' as reference, p.created_at, p.status = 'COMPLETED' as received
             from line l join payments p on p.method in ('BANK_TRANSFER', 'LANKAQR') and p.amount = l."left" and p.currency = l.currency
             where (p.status in ('PENDING', 'PROCESSING') or p.status = 'COMPLETED' and p.refund_amount = 0)
               and p.created_at between l.booked_on - interval '60 days' and l.booked_on + interval '15 days'
               and not exists (select from bank_statement_matches m where m.payment_id = p.id and m.undone_at is null)
           ), hit as (
             select t.id as line_id, o.id as order_id, 1 as strength from token t join orders o on o.order_number = t.word
             union all
             select line_id, order_id, 2 from slip
             union all
             select line_id, order_id, 3 from transfer
             union all
             select t.id, o.id, 4 from token t join line l on l.id = t.id
               join orders o on o.phone_last4 = right(t.word, 4) and o.ordered_at > l.booked_on - interval '90 days'
                 and right(regexp_replace(o.shipping_address ->> 'phone', '\D', '', 'g'), 9) = right(t.word, 9)
             where t.word ~ '^[0-9]{9,12}$'
             union all
             select l.id, u.id, 5 from line l join unpaid u on u.due = l."left" and u.currency = l.currency
               and u.ordered_at between l.booked_on - interval '60 days' and l.booked_on + interval '3 days'
           ), best as (
             select line_id, order_id, row_number() over (partition by line_id order by min(strength), order_id desc) as place
             from hit group by line_id, order_id
           )
           select b.line_id as "line_id!", b.order_id as "order_id!", o.order_number, coalesce(o.shipping_address ->> 'full_name', '') as "buyer!",
             regexp_replace(coalesce(o.shipping_address ->> 'phone', ''), '\D', '', 'g') as "phone!",
             o.ordered_at::date as "ordered_on!",
             case when o.status in ('CANCELLED', 'DRAFT') then 0 else greatest(o.total - o.cancelled_total - coalesce((
                 select sum(p.captured - p.refund_amount + p.conceded + case when p.status = 'PROCESSING' then p.amount else 0 end)
                 from payments p where p.order_id = o.id), 0), 0) end as "due!",
             s.id as "slip_id?", s.amount as "slip_amount?", s.reference as "slip_reference?", s.paid_on as "slip_day?",
             t.id as "payment_id?", t.reference as "payment_reference?", t.created_at::date as "payment_day?", t.received as "payment_received?",
             exists (select from payment_links k where k.order_id = o.id and k.revoked_at is null) as "has_link!"
           from best b join orders o on o.id = b.order_id join line l on l.id = b.line_id and o.currency = l.currency
             left join lateral (
               select * from slip where slip.line_id = b.line_id and slip.order_id = b.order_id order by slip.amount = l."left" desc, slip.id limit 1) s on true
             left join lateral (
               select * from transfer where transfer.line_id = b.line_id and transfer.order_id = b.order_id order by transfer.received, transfer.id limit 1) t
               on true
           where b.place <= 12"#,
        lines
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// A refund that a line that went out may have paid.
pub struct RefundCandidate {
    pub line_id: Uuid,
    pub refund_id: Uuid,
    pub order_id: Uuid,
    pub order_number: String,
    pub buyer: String,
    pub phone: String,
    pub reference: Option<String>,
    pub day: NaiveDate,
}

/// Refunds of exactly the amount of lines that went out, which no provider gives back, and which no line has.
pub async fn outgoing(conn: &mut PgConnection, lines: &[Uuid]) -> Result<Vec<RefundCandidate>> {
    Ok(sqlx::query_as!(
        RefundCandidate,
        r#"select l.id as "line_id!", r.id as "refund_id!", r.order_id as "order_id!", o.order_number as "order_number!",
             coalesce(o.shipping_address ->> 'full_name', '') as "buyer!",
             regexp_replace(coalesce(o.shipping_address ->> 'phone', ''), '\D', '', 'g') as "phone!", r.reference as "reference?",
             coalesce(r.settled_at, r.created_at)::date as "day!"
           from bank_statement_lines l
             join lateral (
               select r.* from refunds r
               where r.amount = -l.amount - l.matched and r.currency = l.currency and r.destination = 'METHOD' and r.gateway_refund_id is null
                 and r.status <> 'FAILED' and (not r.needs_approval or r.approved_by is not null)
                 and r.created_at between l.booked_on - interval '90 days' and l.booked_on + interval '15 days'
                 and not exists (select from bank_statement_matches m where m.refund_id = r.id and m.undone_at is null)
               order by r.created_at desc, r.id limit 12) r on true
             join orders o on o.id = r.order_id
           where l.id = any($1) and l.amount < 0 and l.status = 'OPEN'"#,
        lines
    )
    .fetch_all(conn)
    .await?)
}

/// A refund as the rules need it.
pub struct Refund {
    pub amount: Decimal,
    pub currency: String,
    pub status: String,
}

pub async fn refund(conn: &mut PgConnection, id: Uuid) -> Result<Option<Refund>> {
    Ok(sqlx::query_as!(
        Refund,
        "select amount, currency, status from refunds where id = $1 and destination = 'METHOD' and gateway_refund_id is null",
        id
    )
    .fetch_optional(conn)
    .await?)
}

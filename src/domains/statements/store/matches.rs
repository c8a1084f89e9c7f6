//! SQL of matches, and of what a person looks for.

use crate::domains::statements::model::matching::{FoundOrder, MatchRow, TargetKind};
use crate::server::Result;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

pub struct NewMatch {
    pub id: Uuid,
    pub line_id: Uuid,
    pub kind: TargetKind,
    pub matched_id: Uuid,
    pub order_id: Uuid,
    pub payment_id: Option<Uuid>,
    pub refund_id: Option<Uuid>,
    pub made_payment: bool,
    pub amount: Decimal,
    pub matched_by: Option<Uuid>,
    pub second_by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// False when the payment or refund has another line already.
pub async fn insert(conn: &mut PgConnection, new: &NewMatch) -> Result<bool> {
    let done = sqlx::query!(
        "insert into bank_statement_matches (id, line_id, matched_type, matched_id, order_id, payment_id, refund_id, made_payment, amount,
           matched_by, second_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing",
        new.id,
        new.line_id,
        new.kind.code(),
        new.matched_id,
        new.order_id,
        new.payment_id,
        new.refund_id,
        new.made_payment,
        new.amount,
        new.matched_by,
        new.second_by,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// What lines were matched with, with the line.
pub async fn of_lines(conn: &mut PgConnection, lines: &[Uuid]) -> Result<Vec<(Uuid, MatchRow)>> {
    let rows = sqlx::query!(
        r#"select m.line_id, m.matched_type, m.order_id, o.order_number, m.amount, concat_ws(', ', u.name, second.name) as "by!"
           from bank_statement_matches m join orders o on o.id = m.order_id
             left join users u on u.id = m.matched_by left join users second on second.id = m.second_by
           where m.line_id = any($1) and m.undone_at is null order by m.created_at, m.id"#,
        lines
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let kind = TargetKind::parse(&row.matched_type).unwrap_or(TargetKind::Order);
            let by = Some(row.by).filter(|by| !by.is_empty());
            (row.line_id, MatchRow { kind, order_id: row.order_id, order_number: row.order_number, amount: row.amount, by })
        })
        .collect())
}

/// A match that can be undone.
pub struct Standing {
    pub id: Uuid,
    pub kind: TargetKind,
    pub matched_id: Uuid,
    pub payment_id: Option<Uuid>,
    pub made_payment: bool,
}

/// What stands of a line, in the order in which orders are locked.
pub async fn standing(conn: &mut PgConnection, line_id: Uuid) -> Result<Vec<Standing>> {
    let rows = sqlx::query!(
        "select id, matched_type, matched_id, payment_id, made_payment from bank_statement_matches
         where line_id = $1 and undone_at is null order by order_id, id",
        line_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Standing {
            id: row.id,
            kind: TargetKind::parse(&row.matched_type).unwrap_or(TargetKind::Order),
            matched_id: row.matched_id,
            payment_id: row.payment_id,
            made_payment: row.made_payment,
        })
        .collect())
}

pub async fn undo(conn: &mut PgConnection, line_id: Uuid, user_id: Option<Uuid>, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update bank_statement_matches set undone_at = $3, undone_by = $2 where line_id = $1 and undone_at is null",
        line_id,
        user_id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The order of a number.
pub async fn order_of_number(conn: &mut PgConnection, number: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select id from orders where order_number = $1", number).fetch_optional(conn).await?)
}

/// The order of something that can be matched, and its currency.
pub async fn order_of(conn: &mut PgConnection, kind: TargetKind, id: Uuid) -> Result<Option<(Uuid, String)>> {
    let row = sqlx::query!(
        "select o.id, o.currency from orders o where o.id = case $1::text
             when 'ORDER' then $2
             when 'PAYMENT' then (select p.order_id from payments p where p.id = $2 and p.method in ('BANK_TRANSFER', 'LANKAQR'))
             when 'SLIP' then (select b.order_id from bank_slips b where b.id = $2)
             when 'REFUND' then (select r.order_id from refunds r where r.id = $2) end",
        kind.code(),
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.currency)))
}

/// Orders that a person looks for by number, name or phone, with what is due on them.
pub async fn find_orders(conn: &mut PgConnection, typed: &str, currency: &str) -> Result<Vec<FoundOrder>> {
    let pattern = format!("%{}%", typed.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let rows = sqlx::query!(
        r#"with found as materialized (
             select id, order_number, shipping_address, total - cancelled_total as total, currency, ordered_at from orders
             where search like $1 and status <> 'DRAFT' and currency = $2 order by ordered_at desc, id desc limit 20
           )
           select f.id, f.order_number, coalesce(f.shipping_address ->> 'full_name', '') as "buyer!", f.currency,
             greatest(f.total - coalesce(p.paid, 0), 0) as "due!"
           from found f left join lateral (
             select sum(captured - refund_amount + conceded + case when status = 'PROCESSING' then amount else 0 end) as paid
             from payments where order_id = f.id) p on true
           order by f.ordered_at desc, f.id desc"#,
        pattern,
        currency
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FoundOrder { id: row.id, order_number: row.order_number, buyer: row.buyer, due: row.due, currency: row.currency })
        .collect())
}

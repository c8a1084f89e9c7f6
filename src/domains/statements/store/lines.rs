//! SQL of lines.

use crate::domains::statements::model::matching::{LineRow, LineStatus};
use crate::domains::statements::model::{LineFilter, StatementFormat};
use crate::server::Result;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes lines that are not there yet, given as JSON. How many were new.
pub async fn insert(conn: &mut PgConnection, statement_id: Uuid, account_id: Uuid, lines: &Value) -> Result<u64> {
    let done = sqlx::query!(
        "insert into bank_statement_lines (id, statement_id, account_id, number, hash, booked_on, value_on, amount, currency, description,
           reference, end_to_end, party, party_account, created_at)
         select x.id, $1, $2, x.number, decode(x.hash, 'hex'), x.booked_on, x.value_on, x.amount, x.currency, x.description, x.reference,
           x.end_to_end, x.party, x.party_account, x.created_at
         from jsonb_to_recordset($3) as x (id uuid, number integer, hash text, booked_on date, value_on date, amount numeric, currency text,
           description text, reference text, end_to_end text, party text, party_account text, created_at timestamptz)
         on conflict (organization_id, account_id, hash) do nothing",
        statement_id,
        account_id,
        lines,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Which of some hashes an account has.
pub async fn known(conn: &mut PgConnection, account_id: Uuid, hashes: &[Vec<u8>]) -> Result<Vec<Vec<u8>>> {
    Ok(sqlx::query_scalar!("select hash from bank_statement_lines where account_id = $1 and hash = any($2)", account_id, hashes)
        .fetch_all(conn)
        .await?)
}

/// What a line says, by which it is known in another format.
pub struct Booked {
    pub booked_on: NaiveDate,
    pub amount: Decimal,
    pub currency: String,
    pub description: String,
    pub reference: String,
    pub end_to_end: String,
    pub party: String,
}

/// The lines of an account between two days that files of other formats have brought, but for those of some hashes.
pub async fn of_other_formats(
    conn: &mut PgConnection,
    account_id: Uuid,
    format: StatementFormat,
    (first, last): (NaiveDate, NaiveDate),
    but: &[Vec<u8>],
) -> Result<Vec<Booked>> {
    Ok(sqlx::query_as!(
        Booked,
        r#"select l.booked_on, l.amount, l.currency::text as "currency!", l.description, l.reference, l.end_to_end, l.party
           from bank_statement_lines l join bank_statements s on s.id = l.statement_id
           where l.account_id = $1 and s.format <> $2 and l.booked_on between $3 and $4 and not (l.hash = any($5))
           order by l.created_at desc, l.id desc"#,
        account_id,
        format.code(),
        first,
        last,
        but,
    )
    .fetch_all(conn)
    .await?)
}

/// The lines of a statement that nobody has decided about.
pub async fn open(conn: &mut PgConnection, statement_id: Uuid) -> Result<Vec<LineRow>> {
    let rows = sqlx::query_as!(
        Raw,
        "select id, statement_id, number, booked_on, amount, matched, currency, description, reference, end_to_end, party, status, reason,
           first_by, created_at
         from bank_statement_lines where statement_id = $1 and status = 'OPEN' order by created_at desc, id desc",
        statement_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|raw| raw.placed().1).collect())
}

struct Raw {
    id: Uuid,
    statement_id: Uuid,
    number: i32,
    booked_on: NaiveDate,
    amount: Decimal,
    matched: Decimal,
    currency: String,
    description: String,
    reference: String,
    end_to_end: String,
    party: String,
    status: String,
    reason: Option<String>,
    first_by: Option<Uuid>,
    created_at: DateTime<Utc>,
}

impl Raw {
    fn placed(self) -> (DateTime<Utc>, LineRow) {
        let row = LineRow {
            id: self.id,
            statement_id: self.statement_id,
            number: self.number,
            booked_on: self.booked_on,
            amount: self.amount,
            matched: self.matched,
            currency: self.currency,
            description: self.description,
            reference: self.reference,
            end_to_end: self.end_to_end,
            party: self.party,
            status: LineStatus::parse(&self.status).unwrap_or(LineStatus::Ignored),
            reason: self.reason,
            first_by: self.first_by,
        };
        (self.created_at, row)
    }
}

/// A page of the lines of a statement, in the order of the file; only those of `ids` where these are given.
pub async fn page(
    conn: &mut PgConnection,
    statement_id: Uuid,
    filter: LineFilter,
    ids: Option<&[Uuid]>,
    search: &str,
    page: PageRequest,
) -> Result<Page<LineRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Raw,
        r#"select id, statement_id, number, booked_on, amount, matched, currency, description, reference, end_to_end, party, status, reason,
             first_by, created_at
           from bank_statement_lines
           where statement_id = $1
             and ($8::uuid[] is null or id = any($8))
             and case $2::text when 'ALL' then true when 'PROPOSED' then status = 'OPEN' when 'IN' then status = 'OPEN' and amount > 0 when 'OUT' then status = 'OPEN' and amount < 0
                 else status = $2 end
             and ($3::text = '' or strpos(lower(description || ' ' || reference || ' ' || end_to_end || ' ' || party), lower($3)) > 0
                  or abs(amount)::text = replace($3, ',', ''))
             and ($4::timestamptz is null or case when $6 then (created_at, id) > ($4, $5) else (created_at, id) < ($4, $5) end)
           order by case when $6 then created_at end asc, case when $6 then id end asc, created_at desc, id desc limit $7"#,
        statement_id,
        filter.code(),
        search,
        at,
        id,
        !page.descends(),
        page.size + 1,
        ids,
    )
    .fetch_all(conn)
    .await?;
    let rows: Vec<(DateTime<Utc>, LineRow)> = rows.into_iter().map(Raw::placed).collect();
    let page = Page::from_fetched(page, rows, |(at, row): &(DateTime<Utc>, LineRow)| Cursor { at: *at, id: row.id });
    Ok(Page { rows: page.rows.into_iter().map(|(_, row)| row).collect(), next: page.next, previous: page.previous })
}

/// Some lines of a statement.
pub async fn some(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<LineRow>> {
    let rows = sqlx::query_as!(
        Raw,
        "select id, statement_id, number, booked_on, amount, matched, currency, description, reference, end_to_end, party, status, reason,
           first_by, created_at
         from bank_statement_lines where id = any($1) order by created_at desc, id desc",
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|raw| raw.placed().1).collect())
}

/// A line as the rules need it; its row is locked.
pub struct Locked {
    pub row: LineRow,
    pub account_id: Uuid,
    pub first_targets: Option<Value>,
    /// Settings of its account.
    pub settings: Value,
}

pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Locked>> {
    let row = sqlx::query!(
        "select l.id, l.statement_id, l.number, l.booked_on, l.amount, l.matched, l.currency, l.description, l.reference, l.end_to_end, l.party,
           l.status, l.reason, l.first_by, l.created_at, l.account_id, l.first_targets, a.settings
         from bank_statement_lines l join payment_accounts a on a.id = l.account_id where l.id = $1 for update of l",
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Locked {
        row: Raw {
            id: row.id,
            statement_id: row.statement_id,
            number: row.number,
            booked_on: row.booked_on,
            amount: row.amount,
            matched: row.matched,
            currency: row.currency,
            description: row.description,
            reference: row.reference,
            end_to_end: row.end_to_end,
            party: row.party,
            status: row.status,
            reason: row.reason,
            first_by: row.first_by,
            created_at: row.created_at,
        }
        .placed()
        .1,
        account_id: row.account_id,
        first_targets: row.first_targets,
        settings: row.settings,
    }))
}

/// One person has said yes to these.
pub async fn first_yes(conn: &mut PgConnection, id: Uuid, user_id: Option<Uuid>, targets: &Value) -> Result<()> {
    sqlx::query!("update bank_statement_lines set first_by = $2, first_targets = $3 where id = $1", id, user_id, targets)
        .execute(conn)
        .await?;
    Ok(())
}

/// So much more of a line is matched; all of it, and somebody has decided.
pub async fn add_matched(conn: &mut PgConnection, id: Uuid, amount: Decimal) -> Result<()> {
    sqlx::query!(
        "with line as (
           update bank_statement_lines set matched = matched + $2, first_by = null, first_targets = null,
             status = case when matched + $2 = abs(amount) then 'MATCHED' else 'OPEN' end
           where id = $1 returning statement_id, status)
         update bank_statements s set decided = decided + 1 from line where s.id = line.statement_id and line.status = 'MATCHED'",
        id,
        amount
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_ignored(conn: &mut PgConnection, id: Uuid, reason: &str) -> Result<()> {
    sqlx::query!(
        "with line as (
           update bank_statement_lines set status = 'IGNORED', reason = $2, first_by = null, first_targets = null where id = $1
           returning statement_id)
         update bank_statements s set decided = decided + 1 from line where s.id = line.statement_id",
        id,
        reason
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Nobody has decided about a line any more; `decided` says whether somebody had.
pub async fn reopen(conn: &mut PgConnection, id: Uuid, decided: bool) -> Result<()> {
    sqlx::query!(
        "with line as (
           update bank_statement_lines set status = 'OPEN', matched = 0, reason = null, first_by = null, first_targets = null where id = $1
           returning statement_id)
         update bank_statements s set decided = decided - 1 from line where s.id = line.statement_id and $2",
        id,
        decided
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the file is called that brought a line, and its account's name and settings.
pub async fn origin(conn: &mut PgConnection, statement_id: Uuid) -> Result<Option<(String, String, Value)>> {
    let row = sqlx::query!(
        "select s.file_name, a.name, a.settings from bank_statements s join payment_accounts a on a.id = s.account_id where s.id = $1",
        statement_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.file_name, row.name, row.settings)))
}

//! SQL of the statements domain.

pub(super) mod candidates;
pub(super) mod lines;
pub(super) mod matches;

use super::model::{BalanceState, BankAccount, RefusedLine, StatementFormat, StatementRow, StatementStatus};
use crate::server::Result;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// The accounts at banks, by name.
pub(super) async fn accounts(conn: &mut PgConnection) -> Result<Vec<BankAccount>> {
    Ok(sqlx::query_as!(
        BankAccount,
        "select id, name from payment_accounts where method = 'BANK_TRANSFER' and is_active order by name limit 100"
    )
    .fetch_all(conn)
    .await?)
}

/// Name and settings of an account at a bank.
pub(super) async fn account(conn: &mut PgConnection, id: Uuid) -> Result<Option<(String, Value)>> {
    let row = sqlx::query!("select name, settings from payment_accounts where id = $1 and method = 'BANK_TRANSFER'", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.name, row.settings)))
}

/// Files of an account are taken one after the other.
pub(super) async fn hold_account(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("select id from payment_accounts where id = $1 for no key update", id).fetch_optional(conn).await?;
    Ok(())
}

pub(super) struct NewStatement<'a> {
    pub id: Uuid,
    pub account_id: Uuid,
    pub format: StatementFormat,
    pub file_name: &'a str,
    pub sha256: &'a [u8],
    pub content: &'a [u8],
    pub profile: Option<Value>,
    pub currency: &'a str,
    pub created_by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// Keeps a file to be looked at. The id of the one that is known already, when it is.
pub(super) async fn insert(conn: &mut PgConnection, new: &NewStatement<'_>) -> Result<Uuid> {
    let done = sqlx::query!(
        "insert into bank_statements (id, account_id, format, file_name, sha256, content, profile, currency, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (organization_id, account_id, sha256) do nothing",
        new.id,
        new.account_id,
        new.format.code(),
        new.file_name,
        new.sha256,
        new.content,
        new.profile,
        new.currency,
        new.created_by,
        new.at,
    )
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() > 0 {
        return Ok(new.id);
    }
    Ok(sqlx::query_scalar!("select id from bank_statements where account_id = $1 and sha256 = $2", new.account_id, new.sha256)
        .fetch_one(conn)
        .await?)
}

/// A file that is looked at.
pub(super) struct Draft {
    pub account_id: Uuid,
    pub format: StatementFormat,
    pub status: StatementStatus,
    pub content: Option<Vec<u8>>,
    pub profile: Option<Value>,
    pub currency: String,
}

/// Reads a statement with its content, and holds it.
pub(super) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Draft>> {
    let row =
        sqlx::query!("select account_id, format, status, content, profile, currency from bank_statements where id = $1 for update", id)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|row| Draft {
        account_id: row.account_id,
        format: StatementFormat::parse(&row.format).unwrap_or(StatementFormat::Csv),
        status: StatementStatus::parse(&row.status).unwrap_or(StatementStatus::Taken),
        content: row.content,
        profile: row.profile,
        currency: row.currency,
    }))
}

pub(super) async fn set_profile(conn: &mut PgConnection, id: Uuid, profile: &Value) -> Result<()> {
    sqlx::query!("update bank_statements set profile = $2 where id = $1", id, profile).execute(conn).await?;
    Ok(())
}

/// Takes a file away that nobody has taken.
pub(super) async fn delete(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from bank_statements where id = $1 and status = 'DRAFT'", id).execute(conn).await?;
    Ok(())
}

pub(super) struct Taken<'a> {
    pub id: Uuid,
    pub opening: Option<Decimal>,
    pub closing: Option<Decimal>,
    pub balance: &'a str,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub lines: i32,
    pub known: i32,
    pub refused: Value,
    pub refused_count: i32,
    pub at: DateTime<Utc>,
}

pub(super) async fn set_taken(conn: &mut PgConnection, taken: &Taken<'_>) -> Result<()> {
    sqlx::query!(
        "update bank_statements set status = 'TAKEN', content = null, opening = $2, closing = $3, balance = $4, first_day = $5, last_day = $6,
           lines = $7, known = $8, refused = $9, refused_count = $10, taken_at = $11 where id = $1",
        taken.id,
        taken.opening,
        taken.closing,
        taken.balance,
        taken.first_day,
        taken.last_day,
        taken.lines,
        taken.known,
        taken.refused,
        taken.refused_count,
        taken.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The profile of files with this header.
pub(super) async fn profile(conn: &mut PgConnection, fingerprint: &[u8]) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!("select profile from bank_statement_profiles where fingerprint = $1", fingerprint).fetch_optional(conn).await?)
}

pub(super) async fn keep_profile(conn: &mut PgConnection, fingerprint: &[u8], profile: &Value) -> Result<()> {
    sqlx::query!(
        "insert into bank_statement_profiles (fingerprint, profile) values ($1, $2)
         on conflict (organization_id, fingerprint) do update set profile = excluded.profile",
        fingerprint,
        profile
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct Raw {
    id: Uuid,
    account: String,
    format: String,
    file_name: String,
    status: String,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    balance: String,
    lines: i64,
    known: i64,
    decided: i64,
    refused: i64,
    created_at: DateTime<Utc>,
}

impl From<Raw> for StatementRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: raw.id,
            account: raw.account,
            format: StatementFormat::parse(&raw.format).unwrap_or(StatementFormat::Csv),
            file_name: raw.file_name,
            status: StatementStatus::parse(&raw.status).unwrap_or(StatementStatus::Taken),
            first_day: raw.first_day,
            last_day: raw.last_day,
            balance: BalanceState::parse(&raw.balance).unwrap_or(BalanceState::Unknown),
            lines: raw.lines,
            known: raw.known,
            decided: raw.decided,
            refused: raw.refused,
            created_at: raw.created_at,
        }
    }
}

/// A page of statements, newest first.
pub(super) async fn list(conn: &mut PgConnection, page: PageRequest) -> Result<Page<StatementRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Raw,
        r#"select s.id, a.name as account, s.format, s.file_name, s.status, s.first_day, s.last_day, s.balance, s.lines::bigint as "lines!",
             s.known::bigint as "known!", s.decided::bigint as "decided!", s.refused_count::bigint as "refused!", s.created_at
           from bank_statements s join payment_accounts a on a.id = s.account_id
           where $1::timestamptz is null or case when $3 then (s.created_at, s.id) > ($1, $2) else (s.created_at, s.id) < ($1, $2) end
           order by case when $3 then s.created_at end asc, case when $3 then s.id end asc, s.created_at desc, s.id desc limit $4"#,
        at,
        id,
        !page.descends(),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(Into::into).collect();
    Ok(Page::from_fetched(page, rows, |row: &StatementRow| Cursor { at: row.created_at, id: row.id }))
}

/// A statement as its page shows it.
pub(super) struct Whole {
    pub row: StatementRow,
    pub currency: String,
    pub opening: Option<Decimal>,
    pub closing: Option<Decimal>,
    pub refused: Vec<RefusedLine>,
}

pub(super) async fn one(conn: &mut PgConnection, id: Uuid) -> Result<Option<Whole>> {
    let row = sqlx::query!(
        r#"select s.id, a.name as account, s.format, s.file_name, s.status, s.first_day, s.last_day, s.balance, s.lines::bigint as "lines!",
             s.known::bigint as "known!", s.decided::bigint as "decided!", s.refused_count::bigint as "refused_count!", s.created_at,
             s.currency, s.opening, s.closing, s.refused
           from bank_statements s join payment_accounts a on a.id = s.account_id where s.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Whole {
        row: Raw {
            id: row.id,
            account: row.account,
            format: row.format,
            file_name: row.file_name,
            status: row.status,
            first_day: row.first_day,
            last_day: row.last_day,
            balance: row.balance,
            lines: row.lines,
            known: row.known,
            decided: row.decided,
            refused: row.refused_count,
            created_at: row.created_at,
        }
        .into(),
        currency: row.currency,
        opening: row.opening,
        closing: row.closing,
        refused: serde_json::from_value(row.refused).unwrap_or_default(),
    }))
}

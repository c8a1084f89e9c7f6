//! SQL of slips.

use crate::domains::payments::model::links::PaySlip;
use crate::domains::payments::model::slips::{Likeness, SlipRow, SlipStatus, SlipTwin};
use crate::server::{Error, Result};
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

fn status_of(text: &str) -> Result<SlipStatus> {
    SlipStatus::parse(text).with_context(|| format!("the database holds the slip's status {text}")).map_err(Error::Other)
}

pub struct NewSlip<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub account_id: Uuid,
    pub link_id: Uuid,
    pub storage_key: &'a str,
    pub is_picture: bool,
    pub original_name: &'a str,
    pub sha256: &'a [u8],
    pub image_hash: Option<i64>,
    pub bank: &'a str,
    pub reference: &'a str,
    pub amount: Decimal,
    pub paid_on: NaiveDate,
    pub at: DateTime<Utc>,
}

pub async fn insert(conn: &mut PgConnection, new: &NewSlip<'_>) -> Result<()> {
    sqlx::query!(
        "insert into bank_slips (id, order_id, account_id, link_id, storage_key, is_picture, original_name, sha256, image_hash, bank, reference,
           amount, paid_on, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        new.id,
        new.order_id,
        new.account_id,
        new.link_id,
        new.storage_key,
        new.is_picture,
        new.original_name,
        new.sha256,
        new.image_hash,
        new.bank,
        new.reference,
        new.amount,
        new.paid_on,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn of_link(conn: &mut PgConnection, link_id: Uuid) -> Result<Vec<PaySlip>> {
    let rows = sqlx::query!(
        "select amount, status, reason, created_at from bank_slips where link_id = $1 order by created_at desc, id desc limit 20",
        link_id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok(PaySlip { amount: row.amount, status: status_of(&row.status)?, reason: row.reason, created_at: row.created_at }))
        .collect()
}

struct Raw {
    id: Uuid,
    order_id: Uuid,
    order_number: String,
    account: String,
    bank: String,
    reference: String,
    amount: Decimal,
    currency: String,
    paid_on: NaiveDate,
    status: String,
    has_one: bool,
    is_suspect: bool,
    created_at: DateTime<Utc>,
}

impl TryFrom<Raw> for SlipRow {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        Ok(Self {
            id: raw.id,
            order_id: raw.order_id,
            order_number: raw.order_number,
            account: raw.account,
            bank: raw.bank,
            reference: raw.reference,
            amount: raw.amount,
            currency: raw.currency,
            paid_on: raw.paid_on,
            status: status_of(&raw.status)?,
            has_one: raw.has_one,
            is_suspect: raw.is_suspect,
            created_at: raw.created_at,
        })
    }
}

/// A page of slips, newest first. What is suspect is found for the rows of the page alone.
pub async fn list(conn: &mut PgConnection, status: Option<SlipStatus>, page: PageRequest) -> Result<Page<SlipRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Raw,
        r#"with page as materialized (
             select * from bank_slips b
             where ($1::text is null or b.status = $1)
               and ($2::timestamptz is null or case when $4 then (b.created_at, b.id) > ($2, $3) else (b.created_at, b.id) < ($2, $3) end)
             order by case when $4 then b.created_at end asc, case when $4 then b.id end asc, b.created_at desc, b.id desc limit $5
           )
           select p.id, p.order_id, o.order_number, a.name as account, p.bank, p.reference, p.amount, o.currency, p.paid_on, p.status,
             (p.status = 'SUBMITTED' and p.reviewed_by is not null) as "has_one!",
             exists (
               select from bank_slips t where t.id <> p.id and (
                 t.sha256 = p.sha256
                 or bit_count((t.image_hash # p.image_hash)::bit(64)) <= 6
                 or p.reference <> '' and t.reference = p.reference and t.amount = p.amount and t.bank = p.bank and t.paid_on = p.paid_on)
             ) as "is_suspect!", p.created_at
           from page p join orders o on o.id = p.order_id join payment_accounts a on a.id = p.account_id
           order by case when $4 then p.created_at end asc, case when $4 then p.id end asc, p.created_at desc, p.id desc"#,
        status.map(SlipStatus::code),
        at,
        id,
        !page.descends(),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows: Vec<SlipRow> = rows.into_iter().map(TryInto::try_into).collect::<Result<_>>()?;
    Ok(Page::from_fetched(page, rows, |row: &SlipRow| Cursor { at: row.created_at, id: row.id }))
}

/// A slip as the rules need it.
pub struct Slip {
    pub order_id: Uuid,
    pub account_id: Uuid,
    pub link_id: Option<Uuid>,
    pub payment_id: Option<Uuid>,
    pub storage_key: String,
    pub is_picture: bool,
    pub original_name: String,
    pub reference: String,
    pub amount: Decimal,
    pub status: SlipStatus,
    pub reason: Option<String>,
    pub reviewed_by: Option<Uuid>,
    /// Settings of its account.
    pub settings: Value,
}

/// Reads a slip; whoever changes it holds its order's row.
pub async fn one(conn: &mut PgConnection, id: Uuid) -> Result<Option<Slip>> {
    let row = sqlx::query!(
        "select b.order_id, b.account_id, b.link_id, b.payment_id, b.storage_key, b.is_picture, b.original_name, b.reference, b.amount, b.status,
           b.reason, b.reviewed_by, a.settings
         from bank_slips b join payment_accounts a on a.id = b.account_id where b.id = $1",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Slip {
            order_id: row.order_id,
            account_id: row.account_id,
            link_id: row.link_id,
            payment_id: row.payment_id,
            storage_key: row.storage_key,
            is_picture: row.is_picture,
            original_name: row.original_name,
            reference: row.reference,
            amount: row.amount,
            status: status_of(&row.status)?,
            reason: row.reason,
            reviewed_by: row.reviewed_by,
            settings: row.settings,
        })
    })
    .transpose()
}

/// The row of the queue for one slip.
pub async fn row(conn: &mut PgConnection, id: Uuid) -> Result<Option<SlipRow>> {
    let row = sqlx::query_as!(
        Raw,
        r#"select p.id, p.order_id, o.order_number, a.name as account, p.bank, p.reference, p.amount, o.currency, p.paid_on, p.status,
             (p.status = 'SUBMITTED' and p.reviewed_by is not null) as "has_one!", false as "is_suspect!", p.created_at
           from bank_slips p join orders o on o.id = p.order_id join payment_accounts a on a.id = p.account_id where p.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(TryInto::try_into).transpose()
}

/// Slips that may be the same as this one, the surest first.
pub async fn twins(conn: &mut PgConnection, id: Uuid) -> Result<Vec<SlipTwin>> {
    let rows = sqlx::query!(
        r#"with this as materialized (select * from bank_slips where id = $1)
           select t.id, o.order_number, t.status, t.created_at,
             case when t.sha256 = this.sha256 then 1 when bit_count((t.image_hash # this.image_hash)::bit(64)) <= 6 then 2 else 3 end as "likeness!"
           from this join bank_slips t on t.id <> this.id and (
               t.sha256 = this.sha256
               or bit_count((t.image_hash # this.image_hash)::bit(64)) <= 6
               or this.reference <> '' and t.reference = this.reference and t.amount = this.amount and t.bank = this.bank and t.paid_on = this.paid_on)
           join orders o on o.id = t.order_id
           order by 5, t.created_at desc limit 20"#,
        id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let likeness = match row.likeness {
                1 => Likeness::File,
                2 => Likeness::Looks,
                _ => Likeness::Facts,
            };
            Ok(SlipTwin {
                id: row.id,
                order_number: row.order_number,
                likeness,
                status: status_of(&row.status)?,
                created_at: row.created_at,
            })
        })
        .collect()
}

/// Names of people who looked.
pub async fn reviewers(conn: &mut PgConnection, id: Uuid) -> Result<(Option<String>, Option<String>)> {
    let row = sqlx::query!(
        r#"select first.name as "first?", second.name as "second?" from bank_slips b
           left join users first on first.id = b.reviewed_by left join users second on second.id = b.second_reviewer where b.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or((None, None), |row| (row.first, row.second)))
}

/// One person has said yes.
pub async fn first_yes(conn: &mut PgConnection, id: Uuid, user_id: Option<Uuid>, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update bank_slips set reviewed_by = $2, reviewed_at = $3 where id = $1", id, user_id, at).execute(conn).await?;
    Ok(())
}

pub struct Matched {
    pub id: Uuid,
    pub payment_id: Uuid,
    pub amount: Decimal,
    pub reviewed_by: Option<Uuid>,
    pub second_reviewer: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn set_matched(conn: &mut PgConnection, matched: &Matched) -> Result<()> {
    sqlx::query!(
        "update bank_slips set status = 'MATCHED', payment_id = $2, amount = $3, reviewed_by = $4, second_reviewer = $5, reviewed_at = $6 where id = $1",
        matched.id,
        matched.payment_id,
        matched.amount,
        matched.reviewed_by,
        matched.second_reviewer,
        matched.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_refused(
    conn: &mut PgConnection,
    id: Uuid,
    status: SlipStatus,
    reason: &str,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update bank_slips set status = $2, reason = $3, reviewed_by = case when $2 = 'REJECTED' then $4 else reviewed_by end,
           second_reviewer = case when $2 = 'REJECTED' then null else second_reviewer end, reviewed_at = $5 where id = $1",
        id,
        status.code(),
        reason,
        user_id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

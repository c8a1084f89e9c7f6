//! SQL of gift cards, and of the credit that buyers have with the shop.

use crate::domains::payments::model::cards::{CardEntry, CardFilter, CardReason, CardRow, CardStatus, CardView};
use crate::server::Result;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

pub struct NewCard<'a> {
    pub id: Uuid,
    pub code_hash: &'a [u8],
    pub last4: &'a str,
    pub value: Decimal,
    pub currency: &'a str,
    pub expires_at: DateTime<Utc>,
    pub customer_id: Option<Uuid>,
    pub purchaser_email: Option<&'a str>,
    pub recipient_name: Option<&'a str>,
    pub recipient_email: Option<&'a str>,
    pub message: Option<&'a str>,
    pub sku: Option<&'a str>,
    pub notes: Option<&'a str>,
    pub created_by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// False when the code or the id was taken.
pub async fn insert(conn: &mut PgConnection, new: &NewCard<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into gift_cards (id, code_hash, code_last4, initial_value, current_balance, currency, expires_at, purchased_by_customer_id,
           purchaser_email, recipient_name, recipient_email, custom_message, sku, notes, created_by, created_at)
         values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict do nothing",
        new.id,
        new.code_hash,
        new.last4,
        new.value,
        new.currency,
        new.expires_at,
        new.customer_id,
        new.purchaser_email,
        new.recipient_name,
        new.recipient_email,
        new.message,
        new.sku,
        new.notes,
        new.created_by,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A customer by their e-mail address.
pub async fn customer_by_email(conn: &mut PgConnection, email: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select customer_id from customer_identifiers where kind = 'EMAIL' and scope = '' and value = $1 limit 1",
        email
    )
    .fetch_optional(conn)
    .await?)
}

pub struct NewEntry {
    pub id: Uuid,
    pub card_id: Uuid,
    pub order_id: Option<Uuid>,
    pub customer_id: Option<Uuid>,
    pub payment_id: Option<Uuid>,
    pub refund_id: Option<Uuid>,
    pub amount: Decimal,
    pub reason: CardReason,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_entry(conn: &mut PgConnection, entry: &NewEntry) -> Result<()> {
    sqlx::query!(
        "insert into gift_card_transactions (id, gift_card_id, order_id, customer_id, payment_id, refund_id, amount, reason, user_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        entry.id,
        entry.card_id,
        entry.order_id,
        entry.customer_id,
        entry.payment_id,
        entry.refund_id,
        entry.amount,
        entry.reason.code(),
        entry.user_id,
        entry.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A card as the rules need it.
pub struct Card {
    pub id: Uuid,
    pub last4: String,
    pub status: CardStatus,
    pub balance: Decimal,
    pub currency: String,
    pub expires_at: DateTime<Utc>,
}

struct Kept {
    id: Uuid,
    code_last4: String,
    status: String,
    current_balance: Decimal,
    currency: String,
    expires_at: DateTime<Utc>,
}

impl Kept {
    /// One whose day has passed is expired, whether or not that was written down.
    fn card(self, now: DateTime<Utc>) -> Card {
        let status = CardStatus::parse(&self.status).unwrap_or(CardStatus::Cancelled);
        let status = if status == CardStatus::Active && self.expires_at <= now { CardStatus::Expired } else { status };
        Card {
            id: self.id,
            last4: self.code_last4,
            status,
            balance: self.current_balance,
            currency: self.currency,
            expires_at: self.expires_at,
        }
    }
}

pub async fn by_hash(conn: &mut PgConnection, code_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Card>> {
    let row = sqlx::query_as!(
        Kept,
        r#"select id, code_last4, status, current_balance, currency::text as "currency!", expires_at from gift_cards where code_hash = $1"#,
        code_hash
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.card(now)))
}

pub async fn lock(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<Option<Card>> {
    let row = sqlx::query_as!(
        Kept,
        r#"select id, code_last4, status, current_balance, currency::text as "currency!", expires_at from gift_cards where id = $1 for update"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.card(now)))
}

/// Takes from a card that is locked.
pub async fn take(conn: &mut PgConnection, id: Uuid, amount: Decimal, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update gift_cards set current_balance = current_balance - $2, first_used_at = coalesce(first_used_at, $3),
           status = case when current_balance = $2 then 'USED' else status end,
           fully_used_at = case when current_balance = $2 then $3 else fully_used_at end
         where id = $1",
        id,
        amount,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives back to a card that is locked and good.
pub async fn put_back(conn: &mut PgConnection, id: Uuid, amount: Decimal) -> Result<()> {
    sqlx::query!(
        "update gift_cards set current_balance = current_balance + $2, status = 'ACTIVE', fully_used_at = null where id = $1",
        id,
        amount
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_status(conn: &mut PgConnection, id: Uuid, status: CardStatus) -> Result<()> {
    sqlx::query!("update gift_cards set status = $2 where id = $1", id, status.code()).execute(conn).await?;
    Ok(())
}

/// The cards whose day has passed.
pub async fn overdue(conn: &mut PgConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from gift_cards where status = 'ACTIVE' and expires_at <= $1 order by id limit $2 for update skip locked",
        now,
        most
    )
    .fetch_all(conn)
    .await?)
}

/// The card by which a payment was made.
pub async fn of_payment(conn: &mut PgConnection, payment_id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select gift_card_id from gift_card_transactions where payment_id = $1 and reason = 'SPENT'", payment_id)
        .fetch_optional(conn)
        .await?)
}

/// Whether a refund has gone back to a card.
pub async fn is_refunded(conn: &mut PgConnection, refund_id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select from gift_card_transactions where refund_id = $1) as "known!""#, refund_id)
        .fetch_one(conn)
        .await?)
}

struct Listed {
    id: Uuid,
    code_last4: String,
    status: String,
    initial_value: Decimal,
    current_balance: Decimal,
    currency: String,
    expires_at: DateTime<Utc>,
    recipient_name: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<Listed> for CardRow {
    fn from(row: Listed) -> Self {
        Self {
            id: row.id,
            last4: row.code_last4,
            status: CardStatus::parse(&row.status).unwrap_or(CardStatus::Cancelled),
            initial_value: row.initial_value,
            balance: row.current_balance,
            currency: row.currency,
            expires_at: row.expires_at,
            recipient_name: row.recipient_name,
            created_at: row.created_at,
        }
    }
}

/// What is looked for by a code: the hash of a whole one, or its end.
#[derive(Default)]
pub struct Sought {
    pub hash: Option<Vec<u8>>,
    pub last4: Option<String>,
}

/// A page of cards, newest first.
pub async fn list(
    conn: &mut PgConnection,
    filter: &CardFilter,
    sought: &Sought,
    page: PageRequest,
    now: DateTime<Utc>,
) -> Result<Page<CardRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Listed,
        r#"select id, code_last4, case when status = 'ACTIVE' and expires_at <= $1 then 'EXPIRED' else status end as "status!", initial_value,
             current_balance, currency::text as "currency!", expires_at, recipient_name, created_at
           from gift_cards
           where ($2::text is null or case when status = 'ACTIVE' and expires_at <= $1 then 'EXPIRED' else status end = $2)
             and ($3::bytea is null or code_hash = $3) and ($4::text is null or code_last4 = $4)
             and ($5::timestamptz is null or case when $7 then (created_at, id) > ($5, $6) else (created_at, id) < ($5, $6) end)
           order by case when $7 then created_at end asc, case when $7 then id end asc, created_at desc, id desc
           limit $8"#,
        now,
        filter.status.map(CardStatus::code),
        sought.hash.as_deref(),
        sought.last4.as_deref(),
        at,
        id,
        !page.descends(),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(Page::from_fetched(page, rows.into_iter().map(Into::into).collect(), |row: &CardRow| Cursor { at: row.created_at, id: row.id }))
}

/// One card with its ledger.
pub async fn view(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<Option<CardView>> {
    let card = sqlx::query!(
        r#"select g.id, g.code_last4, case when g.status = 'ACTIVE' and g.expires_at <= $2 then 'EXPIRED' else g.status end as "status!",
             g.initial_value, g.current_balance, g.currency::text as "currency!", g.expires_at, g.recipient_name, g.created_at, g.sku,
             g.purchased_by_customer_id as customer_id, c.name as "customer_name?", g.purchaser_email, g.recipient_email, g.custom_message,
             g.notes
           from gift_cards g left join customers c on c.id = g.purchased_by_customer_id where g.id = $1"#,
        id,
        now
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(card) = card else { return Ok(None) };
    let rows = sqlx::query!(
        r#"select t.created_at, t.reason, t.amount, t.order_id, o.order_number as "order_number?", u.name as "person?"
           from gift_card_transactions t left join orders o on o.id = t.order_id left join users u on u.id = t.user_id
           where t.gift_card_id = $1 order by t.created_at desc, t.id desc limit 200"#,
        id
    )
    .fetch_all(conn)
    .await?;
    let entries = rows.into_iter().map(|row| CardEntry {
        at: row.created_at,
        reason: CardReason::parse(&row.reason).unwrap_or(CardReason::Spent),
        amount: row.amount,
        order: row.order_id.zip(row.order_number),
        person: row.person,
    });
    let listed = Listed {
        id: card.id,
        code_last4: card.code_last4,
        status: card.status,
        initial_value: card.initial_value,
        current_balance: card.current_balance,
        currency: card.currency,
        expires_at: card.expires_at,
        recipient_name: card.recipient_name,
        created_at: card.created_at,
    };
    Ok(Some(CardView {
        row: listed.into(),
        sku: card.sku,
        customer: card.customer_id.zip(card.customer_name),
        purchaser_email: card.purchaser_email,
        recipient_email: card.recipient_email,
        message: card.custom_message,
        notes: card.notes,
        entries: entries.collect(),
    }))
}

/// Gives the cards that somebody bought to another: all of them, or those of `ids` that are still theirs.
pub async fn give(conn: &mut PgConnection, ids: Option<&[Uuid]>, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "update gift_cards set purchased_by_customer_id = $2
         where purchased_by_customer_id = $1 and ($3::uuid[] is null or id = any ($3)) returning id",
        from,
        into,
        ids
    )
    .fetch_all(conn)
    .await?)
}

/// Leaves nothing on a card of who bought it, whom it is for and what it says: those that somebody bought, and those for an address of theirs.
pub async fn forget(conn: &mut PgConnection, customer_id: Uuid) -> Result<()> {
    sqlx::query!(
        "update gift_cards g set purchaser_email = null, recipient_name = null, recipient_email = null, custom_message = null, notes = null
         where g.purchased_by_customer_id in (select id from customers where id = $1 or merged_into_id = $1)
           or exists (select from customer_identifiers i join customers c on c.id = i.customer_id
             where (c.id = $1 or c.merged_into_id = $1) and i.kind = 'EMAIL' and i.value in (g.purchaser_email, g.recipient_email))",
        customer_id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the buyer of an order has with the shop.
pub async fn credit(conn: &mut PgConnection, customer_id: Uuid) -> Result<Decimal> {
    Ok(sqlx::query_scalar!("select store_credit_balance from customers where id = $1", customer_id).fetch_one(conn).await?)
}

/// The buyer of an order, and its currency.
pub async fn buyer(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<(Option<Uuid>, String)>> {
    let row = sqlx::query!(r#"select customer_id, currency::text as "currency!" from orders where id = $1"#, order_id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.customer_id, row.currency)))
}

pub struct Spent<'a> {
    pub id: Uuid,
    pub customer_id: Uuid,
    pub order_id: Uuid,
    pub amount: Decimal,
    pub reason: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// Takes from somebody's credit and writes it down; false when there is less.
pub async fn spend_credit(conn: &mut PgConnection, spent: &Spent<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "with taken as (
           update customers set store_credit_balance = store_credit_balance - $3 where id = $2 and store_credit_balance >= $3 returning id
         )
         insert into store_credit_transactions (id, customer_id, amount, reason, order_id, user_id, created_at)
         select $1, taken.id, -$3::numeric, $4, $5, $6, $7 from taken",
        spent.id,
        spent.customer_id,
        spent.amount,
        spent.reason,
        spent.order_id,
        spent.user_id,
        spent.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The link by which a payment was made.
pub async fn set_link(conn: &mut PgConnection, payment_id: Uuid, link_id: Uuid) -> Result<()> {
    sqlx::query!("update payments set link_id = $2 where id = $1", payment_id, link_id).execute(conn).await?;
    Ok(())
}

/// Whether any card could pay in a currency.
pub async fn any_good(conn: &mut PgConnection, currency: &str, now: DateTime<Utc>) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from gift_cards where status = 'ACTIVE' and expires_at > $2 and currency = $1::text) as "any!""#,
        currency,
        now
    )
    .fetch_one(conn)
    .await?)
}

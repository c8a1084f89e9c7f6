//! Writing purchase orders. Every change of an order happens under its row's lock.

use super::known;
use crate::domains::purchasing::model::{ChangeStatus, PurchaseStatus};
use crate::server::Result;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// An order as its rules need it; its row is locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Locked {
    pub id: Uuid,
    pub number: String,
    pub supplier_id: Uuid,
    pub warehouse_id: Uuid,
    pub status: PurchaseStatus,
    /// Before that the supplier knows nothing of it.
    pub was_sent: bool,
    pub currency: String,
    pub version: i32,
}

pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Locked>> {
    let row = sqlx::query!(
        r#"select id, number, supplier_id, warehouse_id, status, sent_at is not null as "was_sent!", currency::text as "currency!", version
           from purchase_orders where id = $1 for update"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Locked {
            id: row.id,
            number: row.number,
            supplier_id: row.supplier_id,
            warehouse_id: row.warehouse_id,
            status: known(PurchaseStatus::parse(&row.status), &row.status)?,
            was_sent: row.was_sent,
            currency: row.currency,
            version: row.version,
        })
    })
    .transpose()
}

/// The number of an order that is there already.
pub async fn exists(conn: &mut PgConnection, id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select number from purchase_orders where id = $1", id).fetch_optional(conn).await?)
}

/// The next number of a series; who comes second waits for the first.
pub async fn next_number(conn: &mut PgConnection, id: Uuid, name: &str) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "insert into number_counters (id, name, last) values ($1, $2, 1)
         on conflict (organization_id, name, branch, period) do update set last = number_counters.last + 1 returning last",
        id,
        name
    )
    .fetch_one(conn)
    .await?)
}

/// What the form of an order writes, checked.
#[derive(Clone, Debug)]
pub struct Header {
    pub supplier_id: Uuid,
    pub warehouse_id: Uuid,
    pub currency: String,
    pub exchange_rate: Decimal,
    pub total: Decimal,
    pub freight: Decimal,
    pub duty: Decimal,
    pub expected_on: Option<NaiveDate>,
    pub notes: String,
}

pub async fn insert(
    conn: &mut PgConnection,
    id: Uuid,
    number: &str,
    new: &Header,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into purchase_orders (id, number, supplier_id, warehouse_id, currency, exchange_rate, total, freight, duty, expected_on, notes,
           created_by, updated_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)",
        id,
        number,
        new.supplier_id,
        new.warehouse_id,
        new.currency,
        new.exchange_rate,
        new.total,
        new.freight,
        new.duty,
        new.expected_on,
        new.notes,
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn update(conn: &mut PgConnection, id: Uuid, new: &Header, user_id: Option<Uuid>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update purchase_orders set supplier_id = $2, warehouse_id = $3, currency = $4, exchange_rate = $5, total = $6, freight = $7, duty = $8,
           expected_on = $9, notes = $10, updated_by = $11, version = version + 1 where id = $1",
        id,
        new.supplier_id,
        new.warehouse_id,
        new.currency,
        new.exchange_rate,
        new.total,
        new.freight,
        new.duty,
        new.expected_on,
        new.notes,
        user_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A line to write.
#[derive(Clone, Debug)]
pub struct NewItem {
    pub id: Uuid,
    pub variant_id: Uuid,
    pub name: String,
    pub sku: String,
    pub quantity: i32,
    pub unit_cost: Decimal,
}

/// Writes the lines of a draft in place of those that are there.
pub async fn replace_items(conn: &mut PgConnection, order_id: Uuid, items: &[NewItem], at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("delete from purchase_order_items where purchase_order_id = $1", order_id).execute(&mut *conn).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let variants: Vec<Uuid> = items.iter().map(|item| item.variant_id).collect();
    let names: Vec<String> = items.iter().map(|item| item.name.clone()).collect();
    let skus: Vec<String> = items.iter().map(|item| item.sku.clone()).collect();
    let quantities: Vec<i32> = items.iter().map(|item| item.quantity).collect();
    let costs: Vec<Decimal> = items.iter().map(|item| item.unit_cost).collect();
    sqlx::query!(
        "insert into purchase_order_items (id, purchase_order_id, variant_id, position, name, sku, quantity, unit_cost, created_at)
         select new.id, $1, new.variant_id, new.n - 1, new.name, new.sku, new.quantity, new.unit_cost, $8
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::numeric[])
           with ordinality as new (id, variant_id, name, sku, quantity, unit_cost, n)",
        order_id,
        &ids,
        &variants,
        &names,
        &skus,
        &quantities,
        &costs,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A line of the history.
pub struct HistoryEntry<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub old: Option<PurchaseStatus>,
    pub new: PurchaseStatus,
    pub reason: Option<&'a str>,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_history(conn: &mut PgConnection, entry: HistoryEntry<'_>) -> Result<()> {
    sqlx::query!(
        "insert into purchase_order_history (id, purchase_order_id, status, new_status, reason, changed_by_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        entry.id,
        entry.order_id,
        entry.old.map(PurchaseStatus::code),
        entry.new.code(),
        entry.reason,
        entry.user_id,
        entry.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_status(
    conn: &mut PgConnection,
    id: Uuid,
    status: PurchaseStatus,
    reason: Option<&str>,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update purchase_orders set status = $2, reason = coalesce($3, reason), updated_by = $4, version = version + 1,
           sent_at = case when $2 = 'SENT' then $5 else sent_at end,
           confirmed_at = case when $2 = 'CONFIRMED' then $5 else confirmed_at end,
           received_at = case when $2 = 'RECEIVED' then $5 else received_at end,
           closed_at = case when $2 = 'CLOSED' then $5 else closed_at end,
           cancelled_at = case when $2 = 'CANCELLED' then $5 else cancelled_at end
         where id = $1",
        id,
        status.code(),
        reason,
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The supplier will deliver these lines; `None` for all that have no open proposal.
pub async fn confirm_items(conn: &mut PgConnection, order_id: Uuid, item_ids: Option<&[Uuid]>, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update purchase_order_items i set confirmed_at = $3
         where i.purchase_order_id = $1 and i.confirmed_at is null and ($2::uuid[] is null or i.id = any ($2))",
        order_id,
        item_ids,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The supplier has not agreed to these lines any more.
pub async fn unconfirm_items(conn: &mut PgConnection, item_ids: &[Uuid]) -> Result<()> {
    sqlx::query!("update purchase_order_items set confirmed_at = null where id = any ($1)", item_ids).execute(conn).await?;
    Ok(())
}

/// A proposal to write.
pub struct NewProposal<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub item_id: Uuid,
    pub quantity: i32,
    pub unit_cost: Decimal,
    pub expected_on: Option<NaiveDate>,
    pub note: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// Writes what a supplier proposes for a line, in place of what it proposed before.
pub async fn propose(conn: &mut PgConnection, new: &NewProposal<'_>) -> Result<()> {
    sqlx::query!(
        "insert into purchase_order_changes (id, purchase_order_id, purchase_order_item_id, quantity, unit_cost, expected_on, note, proposed_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (organization_id, purchase_order_item_id) where status = 'PROPOSED'
         do update set quantity = excluded.quantity, unit_cost = excluded.unit_cost, expected_on = excluded.expected_on, note = excluded.note,
           proposed_by = excluded.proposed_by, created_at = excluded.created_at",
        new.id,
        new.order_id,
        new.item_id,
        new.quantity,
        new.unit_cost,
        new.expected_on,
        new.note,
        new.user_id,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A proposal: its order, its line and what it says.
pub struct Proposed {
    pub order_id: Uuid,
    pub item_id: Uuid,
    pub status: ChangeStatus,
    pub quantity: i32,
    pub unit_cost: Decimal,
    pub expected_on: Option<NaiveDate>,
}

pub async fn proposal(conn: &mut PgConnection, id: Uuid) -> Result<Option<Proposed>> {
    let row = sqlx::query!(
        "select purchase_order_id, purchase_order_item_id, status, quantity, unit_cost, expected_on from purchase_order_changes where id = $1",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Proposed {
            order_id: row.purchase_order_id,
            item_id: row.purchase_order_item_id,
            status: known(ChangeStatus::parse(&row.status), &row.status)?,
            quantity: row.quantity,
            unit_cost: row.unit_cost,
            expected_on: row.expected_on,
        })
    })
    .transpose()
}

pub async fn decide(conn: &mut PgConnection, id: Uuid, status: ChangeStatus, user_id: Option<Uuid>, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update purchase_order_changes set status = $2, decided_by = $3, decided_at = $4 where id = $1 and status = 'PROPOSED'",
        id,
        status.code(),
        user_id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Proposals that wait for a decision will get none: the supplier has taken them back, or the order has ended.
pub async fn lapse_proposals(
    conn: &mut PgConnection,
    order_id: Uuid,
    item_ids: Option<&[Uuid]>,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update purchase_order_changes set status = 'LAPSED', decided_by = $3, decided_at = $4
         where purchase_order_id = $1 and status = 'PROPOSED' and ($2::uuid[] is null or purchase_order_item_id = any ($2))",
        order_id,
        item_ids,
        user_id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes a line what was agreed, and the order's total with it.
pub async fn agree(conn: &mut PgConnection, change: &Proposed, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update purchase_order_items set quantity = $2, unit_cost = $3, expected_on = $4, confirmed_at = $5 where id = $1",
        change.item_id,
        change.quantity,
        change.unit_cost,
        change.expected_on,
        at
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update purchase_orders o set total = coalesce((select sum(i.unit_cost * i.quantity) from purchase_order_items i where i.purchase_order_id = o.id), 0),
           version = version + 1 where o.id = $1",
        change.order_id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The event whose letter left last.
pub async fn mailed_by(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select mail_event_id from purchase_orders where id = $1", id).fetch_one(conn).await?)
}

/// Writes down that a letter has left.
pub async fn set_mailed(conn: &mut PgConnection, id: Uuid, event_id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update purchase_orders set mailed_at = $2, mail_event_id = $3 where id = $1", id, at, event_id).execute(conn).await?;
    Ok(())
}

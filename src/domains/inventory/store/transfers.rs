//! Transfers: what changes them.

use crate::domains::inventory::model::{CancelOutcome, DiscrepancyReason, ReceiveLine, TransferStatus};
use crate::server::Result;
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// The next number of a series; the transaction holds the series until its end.
pub(in crate::domains::inventory) async fn next_number(conn: &mut PgConnection, id: Uuid, series: &str) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "insert into number_counters as c (id, name, last) values ($1, $2, 1)
         on conflict (organization_id, name, branch, period) do update set last = c.last + 1 returning last",
        id,
        series,
    )
    .fetch_one(conn)
    .await?)
}

/// A transfer as its steps need it.
pub(in crate::domains::inventory) struct Locked {
    pub id: Uuid,
    pub number: String,
    pub status: TransferStatus,
    pub from: Uuid,
    pub to: Uuid,
    pub notes: String,
}

/// A line of a transfer as its steps need it.
pub(in crate::domains::inventory) struct LockedItem {
    pub id: Uuid,
    pub variant_id: Uuid,
    pub sku: String,
    pub quantity: i32,
    pub shipped: i32,
    pub received: i32,
    pub returned: i32,
    pub discrepancy: i32,
}

impl LockedItem {
    /// Units on the road.
    pub const fn in_transit(&self) -> i32 {
        self.shipped - self.received - self.returned - self.discrepancy
    }
}

/// A transfer, held until the end of the transaction: its steps come one after the other.
pub(in crate::domains::inventory) async fn lock_transfer(conn: &mut PgConnection, id: Uuid) -> Result<Option<Locked>> {
    let row = sqlx::query!(
        "select id, number, status, from_warehouse_id, to_warehouse_id, notes from stock_transfers where id = $1 for update",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Locked {
            id: row.id,
            number: row.number,
            status: TransferStatus::parse(&row.status).ok_or_else(|| anyhow!("unknown status of a transfer: {}", row.status))?,
            from: row.from_warehouse_id,
            to: row.to_warehouse_id,
            notes: row.notes,
        })
    })
    .transpose()
}

/// The lines of a transfer in their order. Its row must be locked.
pub(in crate::domains::inventory) async fn locked_items(conn: &mut PgConnection, transfer_id: Uuid) -> Result<Vec<LockedItem>> {
    Ok(sqlx::query_as!(
        LockedItem,
        "select i.id, i.variant_id, v.sku, i.quantity, i.shipped, i.received, i.returned, i.discrepancy
         from stock_transfer_items i join product_variants v on v.id = i.variant_id where i.transfer_id = $1 order by i.id",
        transfer_id
    )
    .fetch_all(conn)
    .await?)
}

/// Makes a draft.
pub(in crate::domains::inventory) async fn insert_transfer(
    conn: &mut PgConnection,
    id: Uuid,
    number: &str,
    warehouses: (Uuid, Uuid),
    notes: &str,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into stock_transfers (id, number, from_warehouse_id, to_warehouse_id, notes, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        number,
        warehouses.0,
        warehouses.1,
        notes,
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Changes a draft.
pub(in crate::domains::inventory) async fn update_draft(
    conn: &mut PgConnection,
    id: Uuid,
    warehouses: (Uuid, Uuid),
    notes: &str,
) -> Result<()> {
    sqlx::query!(
        "update stock_transfers set from_warehouse_id = $2, to_warehouse_id = $3, notes = $4 where id = $1",
        id,
        warehouses.0,
        warehouses.1,
        notes
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts lines in the place of those that a draft had. Items are (id, variant, quantity).
pub(in crate::domains::inventory) async fn replace_items(
    conn: &mut PgConnection,
    transfer_id: Uuid,
    items: &[(Uuid, Uuid, i32)],
    at: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.0).collect();
    let variants: Vec<Uuid> = items.iter().map(|item| item.1).collect();
    let quantities: Vec<i32> = items.iter().map(|item| item.2).collect();
    sqlx::query!("delete from stock_transfer_items where transfer_id = $1", transfer_id).execute(&mut *conn).await?;
    sqlx::query!(
        "insert into stock_transfer_items (id, transfer_id, variant_id, quantity, created_at)
         select n.id, $1, n.variant_id, n.quantity, $5 from unnest($2::uuid[], $3::uuid[], $4::integer[]) n (id, variant_id, quantity)",
        transfer_id,
        &ids,
        &variants,
        &quantities,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Variants by SKU or barcode: (as typed, variant).
pub(in crate::domains::inventory) async fn variants_by_code(conn: &mut PgConnection, codes: &[String]) -> Result<Vec<(String, Uuid)>> {
    let rows = sqlx::query!(
        r#"select distinct on (c.code) c.code as "code!", v.id
           from unnest($1::text[]) c (code)
           join product_variants v on (v.sku = c.code or v.barcode = c.code) and v.deleted_at is null
           order by c.code, (v.sku = c.code) desc, v.id"#,
        codes,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.code, row.id)).collect())
}

/// Writes down that a transfer has taken a step.
pub(in crate::domains::inventory) async fn set_transfer_status(
    conn: &mut PgConnection,
    id: Uuid,
    status: TransferStatus,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update stock_transfers set status = $2,
           ready_at = case when $2 = 'READY' then $3 else ready_at end,
           shipped_at = case when $2 = 'IN_TRANSIT' then $3 else shipped_at end,
           received_at = case when $2 = 'RECEIVED' then $3 else received_at end,
           cancelled_at = case when $2 = 'CANCELLED' then $3 else cancelled_at end
         where id = $1",
        id,
        status.code(),
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down what has left: (line, units).
pub(in crate::domains::inventory) async fn set_shipped(conn: &mut PgConnection, shipped: &[(Uuid, i32)]) -> Result<()> {
    let ids: Vec<Uuid> = shipped.iter().map(|(id, _)| *id).collect();
    let units: Vec<i32> = shipped.iter().map(|(_, units)| *units).collect();
    sqlx::query!(
        "update stock_transfer_items i set shipped = n.units from unnest($1::uuid[], $2::integer[]) n (id, units) where i.id = n.id",
        &ids,
        &units,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down that something was unpacked; false when it was written down before.
pub(in crate::domains::inventory) async fn insert_receipt(
    conn: &mut PgConnection,
    id: Uuid,
    transfer_id: Uuid,
    client_id: &str,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into stock_transfer_receipts (id, transfer_id, client_id, user_id, created_at) values ($1, $2, $3, $4, $5)
         on conflict (organization_id, client_id) do nothing",
        id,
        transfer_id,
        client_id,
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Writes down what was unpacked of each line.
pub(in crate::domains::inventory) async fn receive_items(
    conn: &mut PgConnection,
    receipt_id: Uuid,
    ids: &[Uuid],
    lines: &[ReceiveLine],
    at: DateTime<Utc>,
) -> Result<()> {
    let items: Vec<Uuid> = lines.iter().map(|line| line.item_id).collect();
    let received: Vec<i32> = lines.iter().map(|line| line.received).collect();
    let discrepancies: Vec<i32> = lines.iter().map(|line| line.discrepancy.map_or(0, |(units, _)| units)).collect();
    let reasons: Vec<Option<&str>> = lines.iter().map(|line| line.discrepancy.map(|(_, reason)| reason.code())).collect();
    sqlx::query!(
        "insert into stock_transfer_receipt_items (id, receipt_id, transfer_item_id, received, discrepancy, discrepancy_reason, created_at)
         select n.id, $1, n.item_id, n.received, n.discrepancy, n.reason, $7
         from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::integer[], $6::text[]) n (id, item_id, received, discrepancy, reason)",
        receipt_id,
        ids,
        &items,
        &received,
        &discrepancies,
        &reasons as &[Option<&str>],
        at,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update stock_transfer_items i
         set received = i.received + n.received, discrepancy = i.discrepancy + n.discrepancy,
             discrepancy_reason = coalesce(n.discrepancy_reason, i.discrepancy_reason)
         from stock_transfer_receipt_items n where n.receipt_id = $1 and i.id = n.transfer_item_id",
        receipt_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down what became of the units on the road when a transfer is called off, and why it was.
pub(in crate::domains::inventory) async fn cancel_transfer(
    conn: &mut PgConnection,
    id: Uuid,
    reason: &str,
    outcome: Option<CancelOutcome>,
) -> Result<()> {
    sqlx::query!(
        "update stock_transfers set cancel_reason = $2, cancel_outcome = $3 where id = $1",
        id,
        reason,
        outcome.map(CancelOutcome::code)
    )
    .execute(&mut *conn)
    .await?;
    match outcome {
        None => {}
        Some(CancelOutcome::Home) => {
            sqlx::query!(
                "update stock_transfer_items set returned = shipped - received - discrepancy where transfer_id = $1 and received + discrepancy < shipped",
                id
            )
            .execute(conn)
            .await?;
        }
        Some(CancelOutcome::WrittenOff) => {
            sqlx::query!(
                "update stock_transfer_items set discrepancy = shipped - received - returned, discrepancy_reason = $2
                 where transfer_id = $1 and received + returned + discrepancy < shipped",
                id,
                DiscrepancyReason::WrittenOff.code(),
            )
            .execute(conn)
            .await?;
        }
    }
    Ok(())
}

/// Numbers of transfers, for links: (transfer, number).
pub(in crate::domains::inventory) async fn transfer_numbers(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, number from stock_transfers where id = any ($1)", ids).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.number)).collect())
}

/// The transfer of a receipt that was written down under this id.
pub(in crate::domains::inventory) async fn transfer_of_receipt(conn: &mut PgConnection, client_id: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select transfer_id from stock_transfer_receipts where client_id = $1", client_id).fetch_optional(conn).await?)
}

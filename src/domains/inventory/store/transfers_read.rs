//! Transfers: what is shown of them.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::{
    CancelOutcome, DiscrepancyReason, ReceiptRow, TransferDetail, TransferFilter, TransferItem, TransferRow, TransferStatus,
};
use crate::server::Result;
use crate::shared::paging::{Direction, PageRequest};
use crate::shared::{Cursor, Page};
use anyhow::anyhow;
use sqlx::PgConnection;
use uuid::Uuid;

fn status(code: &str) -> Result<TransferStatus> {
    Ok(TransferStatus::parse(code).ok_or_else(|| anyhow!("unknown status of a transfer: {code}"))?)
}

/// A page of transfers, newest first.
pub(in crate::domains::inventory) async fn transfers(
    conn: &mut PgConnection,
    filter: &TransferFilter,
    page: PageRequest,
) -> Result<Page<TransferRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select t.id, t.number, t.status, f.name as from_name, g.name as to_name, i.quantity as "quantity!", i.in_transit as "in_transit!",
                  i.discrepancy as "discrepancy!", t.created_at, t.shipped_at
           from stock_transfers t join warehouses f on f.id = t.from_warehouse_id join warehouses g on g.id = t.to_warehouse_id
           cross join lateral (
               select coalesce(sum(i.quantity), 0) as quantity, coalesce(sum(i.discrepancy), 0) as discrepancy,
                      coalesce(sum(i.shipped - i.received - i.returned - i.discrepancy), 0) as in_transit
               from stock_transfer_items i where i.transfer_id = t.id) i
           where ($1::text is null or t.status = $1)
             and ($2::uuid is null or $2 in (t.from_warehouse_id, t.to_warehouse_id))
             and ($3::text is null or starts_with(t.number, upper($3)))
             and ($4::timestamptz is null or case when $6 then (t.created_at, t.id) > ($4, $5) else (t.created_at, t.id) < ($4, $5) end)
           order by case when $6 then t.created_at end asc, case when $6 then t.id end asc, t.created_at desc, t.id desc
           limit $7"#,
        filter.status.map(TransferStatus::code),
        filter.warehouse,
        filter.query,
        at,
        id,
        backwards,
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| {
            Ok(TransferRow {
                id: row.id,
                number: row.number,
                status: status(&row.status)?,
                from: row.from_name,
                to: row.to_name,
                quantity: row.quantity,
                in_transit: row.in_transit,
                discrepancy: row.discrepancy,
                created_at: row.created_at,
                shipped_at: row.shipped_at,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &TransferRow| Cursor { at: row.created_at, id: row.id }))
}

/// The lines of a transfer in their order, names in `language`.
async fn items(conn: &mut PgConnection, transfer_id: Uuid, language: &str) -> Result<Vec<TransferItem>> {
    let rows = sqlx::query!(
        r#"select i.id, i.variant_id, v.sku, coalesce(t.value, p.name) as "product_name!", v.name as variant_name, i.quantity, i.shipped,
                  i.received, i.returned, i.discrepancy, i.discrepancy_reason
           from stock_transfer_items i join product_variants v on v.id = i.variant_id join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $2
           where i.transfer_id = $1 order by i.id"#,
        transfer_id,
        language,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TransferItem {
            id: row.id,
            variant_id: row.variant_id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            quantity: row.quantity,
            shipped: row.shipped,
            received: row.received,
            returned: row.returned,
            discrepancy: row.discrepancy,
            discrepancy_reason: row.discrepancy_reason.as_deref().and_then(DiscrepancyReason::parse),
        })
        .collect())
}

/// What was unpacked of a transfer, oldest first.
async fn receipts(conn: &mut PgConnection, transfer_id: Uuid) -> Result<Vec<ReceiptRow>> {
    Ok(sqlx::query_as!(
        ReceiptRow,
        r#"select r.id, r.created_at as at, u.name as "person?", i.received as "received!", i.discrepancy as "discrepancy!"
           from stock_transfer_receipts r left join users u on u.id = r.user_id
           cross join lateral (
               select coalesce(sum(i.received), 0) as received, coalesce(sum(i.discrepancy), 0) as discrepancy
               from stock_transfer_receipt_items i where i.receipt_id = r.id) i
           where r.transfer_id = $1 order by r.created_at, r.id"#,
        transfer_id,
    )
    .fetch_all(conn)
    .await?)
}

/// A transfer in full.
pub(in crate::domains::inventory) async fn transfer(conn: &mut PgConnection, id: Uuid, language: &str) -> Result<Option<TransferDetail>> {
    let row = sqlx::query!(
        r#"select t.id, t.number, t.status, t.from_warehouse_id, f.name as from_name, t.to_warehouse_id, g.name as to_name, t.notes, t.created_at,
                  t.shipped_at, t.received_at, t.cancelled_at, t.cancel_reason, t.cancel_outcome, u.name as "person?"
           from stock_transfers t join warehouses f on f.id = t.from_warehouse_id join warehouses g on g.id = t.to_warehouse_id
           left join users u on u.id = t.created_by
           where t.id = $1"#,
        id,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(TransferDetail {
        id: row.id,
        number: row.number,
        status: status(&row.status)?,
        from: (row.from_warehouse_id, row.from_name),
        to: (row.to_warehouse_id, row.to_name),
        notes: row.notes,
        created_at: row.created_at,
        shipped_at: row.shipped_at,
        received_at: row.received_at,
        cancelled_at: row.cancelled_at,
        cancel_reason: row.cancel_reason,
        cancel_outcome: row.cancel_outcome.as_deref().and_then(CancelOutcome::parse),
        person: row.person,
        items: items(&mut *conn, id, language).await?,
        receipts: receipts(&mut *conn, id).await?,
        warehouses: super::warehouses(conn).await?,
    }))
}

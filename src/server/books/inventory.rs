//! What must add up of transfers and counts.

use super::{MOST, Row};
use crate::server::error::Result;
use sqlx::PgConnection;

/// What left, arrived and came home of a transfer's line equals its movements.
async fn moved(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'transfer' as "resource!", coalesce(i.transfer_id, m.reference_id) as "id?",
             format('left %s, arrived %s, came home %s by movements', coalesce(m.left_units, 0), coalesce(m.arrived, 0), coalesce(m.home, 0)) as "expected!",
             format('shipped %s, received %s, returned %s', coalesce(i.shipped, 0), coalesce(i.received, 0), coalesce(i.returned, 0)) as "found!"
           from stock_transfer_items i
           full join (
             select m.reference_id, m.variant_id,
               -coalesce(sum(m.quantity_change) filter (where m.cause = 'TRANSFER_OUT' and m.warehouse_id = t.from_warehouse_id), 0) as left_units,
               coalesce(sum(m.quantity_change) filter (where m.cause = 'TRANSFER_IN' and m.warehouse_id = t.to_warehouse_id), 0) as arrived,
               coalesce(sum(m.quantity_change) filter (where m.cause = 'TRANSFER_IN' and m.warehouse_id = t.from_warehouse_id), 0) as home,
               count(*) filter (where t.id is null or m.warehouse_id not in (t.from_warehouse_id, t.to_warehouse_id)) as strange
             from inventory_movements m left join stock_transfers t on t.id = m.reference_id
             where m.reference_type = 'TRANSFER' or m.cause in ('TRANSFER_OUT', 'TRANSFER_IN') group by 1, 2
           ) m on m.reference_id = i.transfer_id and m.variant_id = i.variant_id
           where coalesce(m.strange, 0) > 0
             or (coalesce(i.shipped, 0), coalesce(i.received, 0), coalesce(i.returned, 0))
                <> (coalesce(m.left_units, 0), coalesce(m.arrived, 0), coalesce(m.home, 0))
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// What a transfer's status says holds for its lines, its receipts and its reservations.
async fn statuses(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'transfer' as "resource!", x.id as "id?",
             format('reserved %s, unpacked %s and %s not as sent', x.should_reserve, x.unpacked, x.told) as "expected!",
             format('%s, reserved %s, received %s, not as sent %s, on the way %s', x.status, x.reserved, x.received, x.discrepancy, x.in_transit) as "found!"
           from (
             select t.id, t.status, i.received, i.discrepancy, i.in_transit, r.received as unpacked, coalesce(v.reserved, 0) as reserved,
               case when t.status = 'READY' then i.quantity else 0 end as should_reserve,
               case when t.cancel_outcome = 'WRITTEN_OFF' then i.discrepancy else r.discrepancy end as told
             from stock_transfers t
             cross join lateral (
               select coalesce(sum(i.quantity), 0) as quantity, coalesce(sum(i.received), 0) as received, coalesce(sum(i.discrepancy), 0) as discrepancy,
                 coalesce(sum(i.shipped - i.received - i.returned - i.discrepancy), 0) as in_transit
               from stock_transfer_items i where i.transfer_id = t.id) i
             cross join lateral (
               select coalesce(sum(ri.received), 0) as received, coalesce(sum(ri.discrepancy), 0) as discrepancy
               from stock_transfer_receipts r join stock_transfer_receipt_items ri on ri.receipt_id = r.id where r.transfer_id = t.id) r
             left join (
               select owner_id, sum(quantity) as reserved from inventory_reservations
               where owner_type = 'TRANSFER' and status = 'ACTIVE' group by 1) v on v.owner_id = t.id
           ) x
           where x.reserved <> x.should_reserve or x.received <> x.unpacked or x.discrepancy <> x.told
             or (x.status in ('IN_TRANSIT', 'PARTIALLY_RECEIVED')) <> (x.in_transit > 0)
             or (x.status = 'IN_TRANSIT' and x.received + x.discrepancy > 0)
             or (x.status = 'CANCELLED' and x.received > 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Reservations for transfers that do not exist.
async fn strays(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'inventory_reservation' as "resource!", r.id as "id?", 'a transfer' as "expected!", r.owner_id::text as "found!"
           from inventory_reservations r
           where r.owner_type = 'TRANSFER' and not exists (select from stock_transfers t where t.id = r.owner_id) limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Transfers, their lines, movements and reservations.
pub(super) async fn transfers(conn: &mut PgConnection) -> Result<Vec<Row>> {
    let mut rows = moved(&mut *conn).await?;
    rows.extend(statuses(&mut *conn).await?);
    rows.extend(strays(conn).await?);
    Ok(rows)
}

/// What a count has posted equals its movements, and nothing else refers to a count.
pub(super) async fn counts(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'count' as "resource!", coalesce(i.count_id, m.reference_id) as "id?",
             format('%s by movements', coalesce(m.change, 0)) as "expected!", format('%s posted', coalesce(i.posted_change, 0)) as "found!"
           from (select i.count_id, i.variant_id, i.posted_change from stock_count_items i where i.posted_change is not null) i
           full join (
             select reference_id, variant_id, sum(quantity_change) as change from inventory_movements where reference_type = 'COUNT' group by 1, 2
           ) m on m.reference_id = i.count_id and m.variant_id = i.variant_id
           where coalesce(i.posted_change, 0) <> coalesce(m.change, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

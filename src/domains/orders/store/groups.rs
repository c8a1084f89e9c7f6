//! Orders that travel in one parcel.

use crate::domains::orders::model::{Companion, OrderStatus, RowParcels};
use crate::server::Result;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What decides whether orders can travel together.
pub struct Mate {
    pub customer_id: Option<Uuid>,
    pub currency: String,
    pub address: String,
    pub group_id: Option<Uuid>,
}

/// Locks orders in the order of their ids, which is that of everybody who locks several.
pub async fn lock_ids(conn: &mut PgConnection, ids: &[Uuid]) -> Result<()> {
    sqlx::query!("select id from orders where id = any ($1) order by id for update", ids).fetch_all(conn).await?;
    Ok(())
}

/// The group of an order; `None` when there is no such order.
pub async fn group_id(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<Option<Uuid>>> {
    Ok(sqlx::query_scalar!("select parcel_group_id from orders where id = $1", order_id).fetch_optional(conn).await?)
}

/// The orders of groups that have not left, in the order of their ids.
pub async fn members(conn: &mut PgConnection, group_ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from orders where parcel_group_id = any ($1) and status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED') order by id",
        group_ids
    )
    .fetch_all(conn)
    .await?)
}

pub async fn mates(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Mate>> {
    Ok(sqlx::query_as!(
        Mate,
        r#"select customer_id, currency::text as "currency!", address_key(shipping_address) as "address!", parcel_group_id as group_id
           from orders where id = any ($1) order by id"#,
        ids
    )
    .fetch_all(conn)
    .await?)
}

pub async fn set_group(conn: &mut PgConnection, ids: &[Uuid], group_id: Option<Uuid>, user_id: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "update orders set parcel_group_id = $2, version = version + 1, updated_by = $3 where id = any ($1) and parcel_group_id is distinct from $2",
        ids,
        group_id,
        user_id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether an order stands in a group of which another order goes to another address.
pub async fn goes_elsewhere(conn: &mut PgConnection, order_id: Uuid, group_id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from orders o join orders b on b.parcel_group_id = $2 and b.id <> o.id and b.status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED')
             where o.id = $1 and address_key(b.shipping_address) <> address_key(o.shipping_address)) as "exists!""#,
        order_id,
        group_id
    )
    .fetch_one(conn)
    .await?)
}

/// Orders of the same buyer to the same address that are not on their way, the oldest first; those that travel with the order too.
pub async fn companions(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<Companion>> {
    let rows = sqlx::query!(
        r#"select b.id, b.order_number, b.status, b.ordered_at, coalesce(b.parcel_group_id = o.parcel_group_id, false) as "is_together!"
           from orders o join orders b on b.customer_id = o.customer_id and b.id <> o.id
           where o.id = $1 and o.status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED') and b.currency = o.currency
             and b.status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED')
             and (b.parcel_group_id = o.parcel_group_id or address_key(b.shipping_address) = address_key(o.shipping_address))
           order by b.ordered_at, b.id limit 20"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    let known = rows.into_iter().filter_map(|row| {
        let status = OrderStatus::parse(&row.status)?;
        Some(Companion { id: row.id, order_number: row.order_number, status, ordered_at: row.ordered_at, is_together: row.is_together })
    });
    Ok(known.collect())
}

/// What the queue says of the parcels of orders.
pub async fn row_parcels(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, RowParcels>> {
    let rows = sqlx::query!(
        r#"select o.id, i.sent as "sent!", i.pieces as "pieces!", b.others as "others!", b.together as "together!"
           from orders o
           cross join lateral (
             select coalesce(sum(i.fulfilled), 0)::int as sent, coalesce(sum(i.quantity - i.cancelled), 0)::int as pieces
             from order_items i where i.order_id = o.id
           ) i
           cross join lateral (
             select count(*) filter (where not x.is_together)::int as others, count(*) filter (where x.is_together)::int as together
             from (
               select coalesce(b.parcel_group_id = o.parcel_group_id, false) as is_together from orders b
               where b.customer_id = o.customer_id and b.id <> o.id and b.currency = o.currency
                 and b.status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED')
                 and (b.parcel_group_id = o.parcel_group_id or address_key(b.shipping_address) = address_key(o.shipping_address))
               limit 20
             ) x
           ) b
           where o.id = any ($1)"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let parcels = RowParcels { sent: row.sent, pieces: row.pieces, others: row.others, together: row.together };
        (row.id, parcels)
    });
    Ok(rows.collect())
}

//! What a parcel weighs.

use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// The parcel weighs what was written down of its orders at the packing table, if it was of all, and nothing of them left before.
pub(in crate::domains::delivery) async fn take_weight(conn: &mut PgConnection, parcel_id: Uuid, order_ids: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "update deliveries d set weight_g = o.weight_g
         from (select case when count(*) = count(weight_g) then sum(weight_g)::int end as weight_g from orders where id = any ($2)) o
         where d.id = $1 and not exists (
           select from delivery_orders x join deliveries e on e.id = x.delivery_id
           where x.order_id = any ($2) and e.status in ('DISPATCHED', 'DELIVERED', 'LOST'))",
        parcel_id,
        order_ids
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! What a parcel weighs.

use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// The parcel weighs what was written down at the packing table.
pub(in crate::domains::delivery) async fn take_weight(conn: &mut PgConnection, parcel_id: Uuid, order_id: Uuid) -> Result<()> {
    sqlx::query!("update deliveries d set weight_g = o.weight_g from orders o where d.id = $1 and o.id = $2", parcel_id, order_id)
        .execute(conn)
        .await?;
    Ok(())
}

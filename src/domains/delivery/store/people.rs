//! Parcels of a person, told on their page.

use crate::server::Result;
use crate::shared::Cursor;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A step of a parcel.
pub struct Told {
    pub at: DateTime<Utc>,
    pub id: Uuid,
    pub order_id: Uuid,
    pub number: String,
    pub tracking_number: String,
    pub status: String,
    pub text: Option<String>,
    pub person: Option<String>,
}

/// What happened to the parcels of a person's orders before a place in time, newest first.
pub async fn told(conn: &mut PgConnection, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Told>> {
    let (at, id) = before.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    Ok(sqlx::query_as!(
        Told,
        r#"select h.occurred_at as at, h.id, o.id as order_id, o.order_number as number, d.tracking_number, h.new_status as status,
             h.reason as text, u.name as "person?"
           from orders o join delivery_orders l on l.order_id = o.id join deliveries d on d.id = l.delivery_id
           join delivery_status_history h on h.delivery_id = d.id left join users u on u.id = h.changed_by_id
           where o.customer_id = $1 and ($3::uuid is null or (h.occurred_at, h.id) < ($2, $3))
           order by h.occurred_at desc, h.id desc limit $4"#,
        customer_id,
        at,
        id,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

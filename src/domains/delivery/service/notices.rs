//! What people are told about parcels.

use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::orders;
use crate::server::{Result, Scope};
use crate::shared::Permission;
use serde_json::json;
use uuid::Uuid;

/// Tells everybody who sees parcels that one came back, except who wrote it down.
///
/// # Errors
/// When the database refuses.
pub async fn tell_returned(scope: &Scope, parcel_id: Uuid, order_id: Uuid, by: Option<Uuid>) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(order) = orders::service::facts(&mut work, order_id).await? else { return Ok(()) };
    let notice = Notice {
        kind: Kind::Delivery,
        title_key: "notifications-parcel-returned-title",
        message_key: "notifications-parcel-returned",
        data: json!({"parcel_id": parcel_id, "number": order.number}),
        link: order.link,
        dedupe_key: format!("delivery.returned:{parcel_id}"),
        audience: Audience::Holders(Permission::DeliveryRead),
        except: by,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

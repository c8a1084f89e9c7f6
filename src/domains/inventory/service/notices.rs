//! What people are told about stock.

use crate::domains::catalog::model::label;
use crate::domains::inventory::{store, urls};
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::server::{Result, Scope};
use crate::shared::Permission;
use serde_json::json;
use uuid::Uuid;

/// Tells everybody who sees the stock that it is time to order more of something; once for each time that it falls so far, and not
/// at all when it has been filled up meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn tell_low(scope: &Scope, warehouse_id: Uuid, variant_id: Uuid) -> Result<()> {
    if !scope.may(Permission::InventoryRead) {
        return Ok(());
    }
    let mut work = scope.begin().await?;
    let Some(low) = store::low(work.conn(), warehouse_id, variant_id).await? else { return Ok(()) };
    let notice = Notice {
        kind: Kind::System,
        title_key: "notifications-stock-low-title",
        message_key: "notifications-stock-low",
        data: json!({
            "variant_id": variant_id, "name": label(&low.product_name, &low.variant_name), "sku": low.sku, "warehouse": low.warehouse,
            "available": low.available, "level": low.reorder_level,
        }),
        link: urls::variant(variant_id),
        dedupe_key: format!("inventory.low:{warehouse_id}:{variant_id}:{}", low.since.timestamp_micros()),
        audience: Audience::Holders(Permission::InventoryRead),
        except: None,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

//! What was scanned this morning: a purchase order that is being unpacked, and a label that nobody could read.

use super::purchases::{as_of, user};
use crate::domains::stations::model::{ScanForm, Station};
use crate::domains::stations::service;
use crate::seed::shops::Shop;
use crate::server::Scope;
use crate::server::clock::new_id;

/// What the label says that nobody knows.
const FADED: &str = "4790000000000";

/// Makes what is missing; nothing for a shop where something was scanned before, or without a purchase order.
pub async fn scans(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from station_scans) as "known!""#).fetch_one(work.conn()).await?;
    let line = sqlx::query!(
        "select i.purchase_order_id, i.sku from purchase_order_items i join purchase_orders o on o.id = i.purchase_order_id
         where o.status in ('CONFIRMED', 'PARTIALLY_RECEIVED') and i.quantity - i.received > 3 order by o.number, i.position limit 1"
    )
    .fetch_optional(work.conn())
    .await?;
    drop(work);
    let (false, Some(line)) = (known, line) else { return Ok(()) };
    let keeper = user(scope, &format!("warehouse@{}.example", shop.slug)).await?;
    let scope = as_of(scope, 0, keeper.map(|id| (id, "WAREHOUSE")));
    for code in [line.sku.as_str(), line.sku.as_str(), FADED] {
        let form = ScanForm {
            client_id: new_id().to_string(),
            station: Station::Receive.code().to_owned(),
            task: line.purchase_order_id.to_string(),
            code: code.to_owned(),
            ..ScanForm::default()
        };
        service::scan(&scope, &form).await?;
    }
    Ok(())
}

//! How likely an order is to come back, kept on the order so that the queue can show it and filter by it.

use crate::domains::orders::model::Risk;
use crate::domains::orders::store;
use crate::server::{Result, Scope, Work};
use uuid::Uuid;

/// Writes the risk of an order that is being written.
pub(super) async fn mark(work: &mut Work, order_id: Uuid, customer_id: Option<Uuid>) -> Result<()> {
    let Some(customer_id) = customer_id else { return Ok(()) };
    let risk = of(work, customer_id).await?;
    store::set_risk(work.conn(), order_id, risk).await
}

async fn of(work: &mut Work, customer_id: Uuid) -> Result<Option<Risk>> {
    let record = store::record(work.conn(), customer_id).await?;
    Ok(record.and_then(|record| Risk::of(record.delivered_count, record.refused_count, record.is_blocked)))
}

/// An order has arrived or come back: what its buyer still waits for is as risky as that says. In a transaction of its own, because
/// who changes one order must not wait for another one.
///
/// # Errors
/// When the database refuses.
pub async fn refresh_risk(scope: &Scope, order_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(customer_id) = store::customer_of(work.conn(), order_id).await? else { return Ok(()) };
    let risk = of(&mut work, customer_id).await?;
    store::set_open_risk(work.conn(), customer_id, risk).await?;
    work.commit().await
}

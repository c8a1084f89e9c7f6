//! What variants cost us, for who buys them.

use crate::domains::audit;
use crate::domains::catalog::model::VariantCost;
use crate::domains::catalog::store::{self, NewPrice};
use crate::server::clock::new_id;
use crate::server::{Result, Work, outbox};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// What these variants cost us now. Their products are locked until the transaction ends, so that a cost may be worked out from it.
///
/// # Errors
/// When the database refuses.
pub async fn lock_costs(work: &mut Work, variant_ids: &[Uuid]) -> Result<Vec<VariantCost>> {
    store::lock_products(work.conn(), variant_ids).await?;
    store::costs(work.conn(), variant_ids).await
}

/// What these variants cost us now.
///
/// # Errors
/// When the database refuses.
pub async fn costs(work: &mut Work, variant_ids: &[Uuid]) -> Result<Vec<VariantCost>> {
    store::costs(work.conn(), variant_ids).await
}

/// Sets what a piece of a variant costs us, in its product's currency, with the history of prices and the audit row. Nothing is
/// written when it is that already.
///
/// # Errors
/// When the database refuses.
pub async fn set_cost(work: &mut Work, variant: &VariantCost, cost: Decimal) -> Result<()> {
    if variant.cost == Some(cost) {
        return Ok(());
    }
    store::set_cost(work.conn(), variant.variant_id, cost).await?;
    let (user_id, at) = (work.scope.user_id(), work.now);
    let price =
        NewPrice { id: new_id(), variant_id: variant.variant_id, field: "cost_price", old: variant.cost, new: Some(cost), user_id, at };
    store::insert_price(work.conn(), price).await?;
    let old = json!({"sku": variant.sku, "cost_price": variant.cost});
    let new = json!({"sku": variant.sku, "cost_price": cost});
    audit::service::record(work, "catalog.variant_changed", "product", variant.product_id, old, new).await?;
    outbox::emit(work, "catalog.product_changed", variant.product_id, json!({})).await
}

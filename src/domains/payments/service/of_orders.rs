//! What orders ask of payments.

use super::{CAPTURED, RECORDED, changed, event};
use crate::domains::orders;
use crate::domains::orders::model::{Advance, OrderMoney};
use crate::domains::orders::ports::Payments;
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::store::{self, New};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Work};
use async_trait::async_trait;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// What payments do for orders.
pub static OF_ORDERS: OfOrders = OfOrders;

/// Keeps what is paid of an order right when its amounts change, and takes the advance that comes with a new one.
pub struct OfOrders;

#[async_trait]
impl Payments for OfOrders {
    async fn due_changed(&self, work: &mut Work, order_id: Uuid) -> Result<()> {
        let totals = store::totals(work.conn(), order_id).await?;
        orders::service::set_paid(work, order_id, totals.captured, totals.refunded).await
    }

    async fn take_advance(&self, work: &mut Work, order: &OrderMoney, advance: &Advance) -> Result<()> {
        let method = PaymentMethod::parse(advance.method)
            .filter(|method| method.is_recorded_by_hand())
            .ok_or_else(|| Error::field("advance[method]", "error-choice"))?;
        let (id, now, amount) = (new_id(), work.now, advance.amount);
        let key = format!("advance:{}", order.id);
        let new = New {
            id,
            order_id: order.id,
            customer_id: order.customer_id,
            amount,
            currency: &order.currency,
            method,
            status: PaymentStatus::Completed,
            response: if advance.reference.is_empty() { json!({}) } else { json!({"reference": advance.reference}) },
            key: &key,
            captured: amount,
            refunded: Decimal::ZERO,
            processed_at: Some(now),
            created_at: now,
        };
        store::insert(work.conn(), new).await?;
        event(work, id, RECORDED, Decimal::ZERO, json!({"reference": advance.reference})).await?;
        event(work, id, CAPTURED, amount, json!({})).await?;
        let values = json!({"method": method.code(), "status": "COMPLETED", "amount": amount, "reference": advance.reference});
        changed(work, "payments.completed", id, order.id, json!(null), values).await
    }
}

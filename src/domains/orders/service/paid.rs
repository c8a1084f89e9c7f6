//! Stock of orders that are paid before they leave. While a buyer pays, their goods are kept for them; when the money is there they are
//! reserved for good, also where the time was over. What is not there any more is said, never passed over.

use super::assign::{self, Reserving};
use super::steps::{change_hold_locked, confirm_locked};
use super::{locked, store};
use crate::domains::inventory;
use crate::domains::orders::model::{LineToShip, OrderMoney, OrderStatus};
use crate::server::{Error, Result, Work, i18n};
use crate::shared::AppError;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What has become of the goods of an order that was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secured {
    /// They are reserved, or have left.
    Fine,
    /// There are not enough: the order is held back.
    NoStock,
    /// The order was cancelled: the money has to go back.
    Cancelled,
}

/// Keeps the goods of an order that nobody has confirmed yet until a moment, while its buyer pays. Nothing happens to one whose goods
/// are reserved for good. The order's row must be locked.
///
/// # Errors
/// A conflict that names what there is not enough of.
pub async fn keep_while_paying(work: &mut Work, order: &OrderMoney, until: DateTime<Utc>) -> Result<()> {
    if !matches!(order.status, OrderStatus::Draft | OrderStatus::Pending) {
        return Ok(());
    }
    let lines = store::lines_to_ship(work.conn(), order.id).await?;
    assign::reserve(work, &lines, Reserving { until: Some(until), allow_short: false }).await
}

/// Sees to the goods of an order for which money has come. The order's row must be locked.
///
/// # Errors
/// [`AppError::NotFound`]; when the database refuses.
pub async fn secure_paid(work: &mut Work, order_id: Uuid) -> Result<Secured> {
    let order = locked(work, order_id).await?;
    let secured = match order.status {
        OrderStatus::Cancelled => return Ok(Secured::Cancelled),
        OrderStatus::OutForDelivery | OrderStatus::Delivered => return Ok(Secured::Fine),
        // Somebody holds it back: they confirm it when they let it go on.
        OrderStatus::Draft => return Ok(Secured::Fine),
        OrderStatus::Pending => confirm_locked(work, &order).await,
        OrderStatus::Confirmed | OrderStatus::Processing | OrderStatus::Packed => reserve_missing(work, &order).await,
    };
    match secured {
        Ok(()) => Ok(Secured::Fine),
        Err(Error::App(AppError::Conflict { .. })) => {
            let reason = i18n::text(work.scope.organization.language, "orders-paid-no-stock", None);
            change_hold_locked(work, &order, Some(&reason)).await?;
            Ok(Secured::NoStock)
        }
        Err(error) => Err(error),
    }
}

async fn reserve_missing(work: &mut Work, order: &OrderMoney) -> Result<()> {
    let lines = store::lines_to_ship(work.conn(), order.id).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.order_item_id).collect();
    let reserved = inventory::service::reserved_for_lines(work, &ids).await?;
    let has = |line: &LineToShip| reserved.get(&line.order_item_id).copied().unwrap_or_default();
    let missing: Vec<LineToShip> = lines.into_iter().filter(|line| has(line).is_temporary || has(line).quantity < line.quantity).collect();
    if missing.is_empty() {
        return Ok(());
    }
    assign::reserve(work, &missing, Reserving::default()).await
}

//! Tells the inventory what the owners of its reservations are called: an order's line by the number of its order.

use super::returns_come::REFERENCE;
use crate::domains::inventory::model::OwnerName;
use crate::domains::inventory::ports::OwnerNames;
use crate::domains::orders::{store, urls};
use crate::server::{Result, Work};
use crate::shared::Permission;
use async_trait::async_trait;
use uuid::Uuid;

/// What orders say about their lines.
pub static LINES: OrderLines = OrderLines;

/// What returns say about themselves.
pub static RETURNS: ReturnedGoods = ReturnedGoods;

/// Goods that came back.
pub struct ReturnedGoods;

#[async_trait]
impl OwnerNames for ReturnedGoods {
    fn kind(&self) -> &'static str {
        REFERENCE
    }

    async fn names(&self, work: &mut Work, ids: &[Uuid]) -> Result<Vec<OwnerName>> {
        let numbers = store::return_numbers(work.conn(), ids).await?;
        let names = numbers.into_iter().map(|(id, number)| OwnerName {
            kind: self.kind().to_owned(),
            owner_id: id,
            name: number,
            path: urls::return_of(id),
            permission: Permission::OrdersRead,
        });
        Ok(names.collect())
    }
}

/// Lines of orders.
pub struct OrderLines;

#[async_trait]
impl OwnerNames for OrderLines {
    fn kind(&self) -> &'static str {
        "ORDER_ITEM"
    }

    async fn names(&self, work: &mut Work, ids: &[Uuid]) -> Result<Vec<OwnerName>> {
        let numbers = store::numbers_of_items(work.conn(), ids).await?;
        let names = numbers.into_iter().map(|(item_id, order_id, number)| OwnerName {
            kind: self.kind().to_owned(),
            owner_id: item_id,
            name: number,
            path: urls::order(order_id),
            permission: Permission::OrdersRead,
        });
        Ok(names.collect())
    }
}

//! Tells the settings whether amounts were written down in the organization's currency.

use crate::domains::access::ports::CurrencyUse;
use crate::domains::orders::store;
use crate::server::{Result, Work};
use async_trait::async_trait;

/// What orders say about the currency.
pub static CURRENCY_USE: OrdersUseCurrency = OrdersUseCurrency;

/// An order's amounts are in the currency that the organization had.
pub struct OrdersUseCurrency;

#[async_trait]
impl CurrencyUse for OrdersUseCurrency {
    async fn is_used(&self, work: &mut Work) -> Result<bool> {
        store::has_any(work.conn()).await
    }
}

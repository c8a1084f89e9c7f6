//! What the catalog may say of stock.

use crate::domains::catalog::ports::Availability;
use crate::domains::inventory::store;
use crate::server::{Result, Work};
use async_trait::async_trait;
use std::collections::HashMap;
use uuid::Uuid;

/// What can be promised in all warehouses; what has expired counts as released.
pub static AVAILABLE: &dyn Availability = &Available;

struct Available;

#[async_trait]
impl Availability for Available {
    async fn available(&self, work: &mut Work, variants: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
        let now = work.now;
        Ok(store::available(work.conn(), variants, now).await?.into_iter().collect())
    }
}

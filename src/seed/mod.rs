//! Invented data: a rich demo and a large load.

mod data;
mod demo;
mod dice;
mod load;
mod plan;
mod rows;
mod shops;

use crate::server::Db;
use crate::server::clock::Clock;
use crate::server::storage::Storage;

/// Everybody's password. These people exist only where the demo or the load was asked for.
const PASSWORD: &str = "smartstore-demo";

/// How much the load holds.
pub struct LoadSize {
    /// Organization by its name in URLs; made if it does not exist.
    pub organization: String,
    /// Orders, over two years.
    pub orders: u32,
    /// Products, with one to three variants each.
    pub products: u32,
    /// Variants of each product, one to three; `None` for some of each.
    pub variants: Option<u32>,
    /// Customers.
    pub customers: u32,
    /// The same number gives the same data.
    pub seed: u64,
}

/// Makes two small organizations with everything in them, `kandy-crafts` and `jaffna-textiles`. Does nothing where they are.
///
/// # Errors
/// When the database refuses.
pub async fn demo(db: &Db, clock: &Clock, storage: &Storage) -> anyhow::Result<()> {
    demo::demo(db, clock, storage).await
}

/// Fills one organization with very many orders.
///
/// # Errors
/// When the organization has orders already, or the database refuses.
pub async fn load(db: &Db, clock: &Clock, size: &LoadSize) -> anyhow::Result<()> {
    load::load(db, clock, size).await
}

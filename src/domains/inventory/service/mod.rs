//! Rules of stock.

mod apply;
mod levels;
mod notices;
mod warehouses;

pub use super::model::{Cause, Owner, Reference, StockAfter, StockOp};
pub use apply::{apply, expire, set_opening, set_openings};
pub use levels::{adjust, levels_of_product, list, set_reorder_level, variant};
pub use notices::tell_low;
pub use warehouses::{create_warehouse, default_warehouse, ensure_default_warehouse, make_default, warehouses};

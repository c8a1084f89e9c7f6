//! SQL of the inventory domain.

mod apply;
mod levels;
mod warehouses;

pub(super) use apply::*;
pub(super) use levels::*;
pub(super) use warehouses::*;

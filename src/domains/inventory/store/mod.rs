//! SQL of the inventory domain.

mod apply;
mod bins;
mod levels;
mod movements;
mod transfers;
mod transfers_read;
mod warehouses;

pub(super) use apply::*;
pub(super) use bins::*;
pub(super) use levels::*;
pub(super) use movements::*;
pub(super) use transfers::*;
pub(super) use transfers_read::*;
pub(super) use warehouses::*;

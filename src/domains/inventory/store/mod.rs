//! SQL of the inventory domain.

mod apply;
mod bins;
mod buffers;
mod counting;
mod counts;
mod fulfilment;
mod labels;
mod levels;
mod movements;
mod reorder;
mod reserved;
mod transfers;
mod transfers_read;
mod warehouses;

pub(super) use apply::*;
pub(super) use bins::*;
pub(super) use buffers::*;
pub(super) use counting::*;
pub(super) use counts::*;
pub(super) use fulfilment::*;
pub(super) use labels::*;
pub(super) use levels::*;
pub(super) use movements::*;
pub(super) use reorder::*;
pub(super) use reserved::*;
pub(super) use transfers::*;
pub(super) use transfers_read::*;
pub(super) use warehouses::*;

//! SQL of the delivery domain.

mod couriers;
mod list;
mod parcels;
mod tracking;
mod weight;

pub(super) use couriers::*;
pub(super) use list::*;
pub(super) use parcels::*;
pub(super) use tracking::*;
pub(super) use weight::take_weight;

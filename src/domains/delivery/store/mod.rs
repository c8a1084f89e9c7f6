//! SQL of the delivery domain.

mod couriers;
mod list;
mod parcels;
pub(in crate::domains::delivery) mod people;
mod tracking;
pub(in crate::domains::delivery) mod weight;

pub(super) use couriers::*;
pub(super) use list::*;
pub(super) use parcels::*;
pub(super) use tracking::*;

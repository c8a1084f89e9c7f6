//! SQL of the orders domain. Joins earlier domains' tables for labels only.

mod carts;
mod checkout;
mod detail;
mod edit;
mod groups;
mod import;
mod people;
mod places;
mod read;
mod returns;
mod returns_read;
mod views;
mod work;
mod write;

pub(super) use carts::*;
pub(super) use checkout::*;
pub(super) use detail::*;
pub(super) use edit::*;
pub(super) use groups::*;
pub(super) use import::*;
pub(super) use people::*;
pub(super) use places::*;
pub(super) use read::*;
pub(super) use returns::*;
pub(super) use returns_read::*;
pub(super) use views::*;
pub(super) use work::*;
pub(super) use write::*;

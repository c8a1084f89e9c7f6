//! SQL of the orders domain. Joins earlier domains' tables for labels only.

mod import;
mod people;
mod read;
mod returns;
mod returns_read;
mod views;
mod write;

pub(super) use import::*;
pub(super) use people::*;
pub(super) use read::*;
pub(super) use returns::*;
pub(super) use returns_read::*;
pub(super) use views::*;
pub(super) use write::*;

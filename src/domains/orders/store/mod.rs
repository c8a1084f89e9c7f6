//! SQL of the orders domain. Joins earlier domains' tables for labels only.

mod import;
mod read;
mod views;
mod write;

pub(super) use import::*;
pub(super) use read::*;
pub(super) use views::*;
pub(super) use write::*;

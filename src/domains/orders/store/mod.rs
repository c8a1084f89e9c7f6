//! SQL of the orders domain. Joins earlier domains' tables for labels only.

mod read;
mod write;

pub(super) use read::*;
pub(super) use write::*;

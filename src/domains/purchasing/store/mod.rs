//! SQL of the purchasing domain.

mod read;
mod receipts;
mod suppliers;
mod supply;
mod write;

pub(super) use read::*;
pub(super) use receipts::*;
pub(super) use suppliers::*;
pub(super) use supply::*;
pub(super) use write::*;

use crate::server::{Error, Result};
use anyhow::Context;

/// A value of the database that this program knows.
fn known<T>(value: Option<T>, text: &str) -> Result<T> {
    value.with_context(|| format!("the database holds {text}, which this program does not know")).map_err(Error::Other)
}

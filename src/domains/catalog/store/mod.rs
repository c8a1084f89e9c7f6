//! SQL of the catalog domain.

mod category;
mod list;
mod product;
mod variant;

pub(super) use category::*;
pub(super) use list::*;
pub(super) use product::*;
pub(super) use variant::*;

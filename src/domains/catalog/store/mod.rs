//! SQL of the catalog domain.

mod category;
mod cost;
mod grid;
mod list;
mod media;
mod product;
mod public;
mod tax;
mod texts;
mod variant;

pub(super) use category::*;
pub(super) use cost::*;
pub(super) use grid::*;
pub(super) use list::*;
pub(super) use media::*;
pub(super) use product::*;
pub(super) use public::*;
pub(super) use tax::*;
pub(super) use texts::*;
pub(super) use variant::*;

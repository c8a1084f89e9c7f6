//! SQL of the catalog domain.

mod brand;
mod category;
mod cost;
mod exported;
mod grid;
mod list;
mod many;
mod media;
mod product;
mod public;
mod size_guide;
mod tax;
mod texts;
mod variant;

pub(super) use brand::*;
pub(super) use category::*;
pub(super) use cost::*;
pub(super) use exported::*;
pub(super) use grid::*;
pub(super) use list::*;
pub(super) use many::*;
pub(super) use media::*;
pub(super) use product::*;
pub(super) use public::*;
pub(super) use size_guide::*;
pub(super) use tax::*;
pub(super) use texts::*;
pub(super) use variant::*;

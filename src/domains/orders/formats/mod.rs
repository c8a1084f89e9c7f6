//! Texts that people paste, and the places that are looked for in them.

mod address;
mod atlas;
mod places;
mod words;

pub use address::read;
pub use atlas::Atlas;
pub use places::{PlacesError, read_places};
pub use words::plain;

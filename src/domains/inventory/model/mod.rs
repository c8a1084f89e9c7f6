//! What the inventory domain shows and takes in.

mod movement;
mod screen;

pub use movement::*;
pub use screen::*;

//! What the inventory domain shows and takes in.

mod buffer;
mod count;
mod fulfilment;
mod label;
mod movement;
mod owner;
mod reorder;
mod screen;
mod transfer;
mod warehouse;

pub use buffer::*;
pub use count::*;
pub use fulfilment::*;
pub use label::*;
pub use movement::*;
pub use owner::*;
pub use reorder::*;
pub use screen::*;
pub use transfer::*;
pub use warehouse::*;

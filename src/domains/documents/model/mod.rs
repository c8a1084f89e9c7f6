//! What documents say.

mod invoice;
mod layout;
mod order;

pub use invoice::*;
pub use layout::*;
pub use order::*;

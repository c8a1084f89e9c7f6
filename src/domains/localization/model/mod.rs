//! What the localization domain shows and takes in.

mod rates;
mod texts;

pub use rates::*;
pub use texts::*;

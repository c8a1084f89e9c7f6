//! Texts that people paste.

mod address;
mod words;

pub use address::read;

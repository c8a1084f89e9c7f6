//! What all tests stand on.

pub mod app;
pub mod database;
pub mod fixtures;
pub mod letter;
pub mod more_things;
pub mod page;
mod purchases;
pub mod smtp;
pub mod source;

pub use app::{Browser, TestApp};
pub use page::Page;

//! What all tests stand on.

pub mod app;
pub mod database;
pub mod fixtures;
pub mod page;
pub mod source;

pub use app::{Browser, TestApp};
pub use page::Page;

//! Composition: the shell around every page, the routes of all domains, the jobs, the command line.

pub mod commands;
pub mod compose;
mod layout;
mod navigation;
mod root;
mod settings;

pub use root::{App, shell};

//! Search: one box for everything. Exact numbers first, then people and products in three scripts, then pages and actions.
//!
//! Tables: none; it asks the search functions of the database and reads the rows that they name. Permissions: of what is
//! found, so each person finds only what they may see. Events: none.

pub mod api;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use pages::SearchRoutes;

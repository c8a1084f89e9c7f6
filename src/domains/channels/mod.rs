//! Channels: where products, orders and customers come from besides the admin.
//!
//! Tables: `platforms`, `stores`. Permission: `imports.write`. Events out: none of its own. Events in:
//! `bulk.import_requested`: works an import off. The parsers in [`formats`] are pure; the importer writes what they
//! understood through the services of the domains that own it, and the exporter writes products and customers as files that they read back.

pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
mod exporter;
#[cfg(feature = "ssr")]
pub mod formats;
#[cfg(feature = "ssr")]
pub mod importer;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use api::routes;
#[cfg(feature = "ssr")]
pub use pages::ChannelsRoutes;

//! Bulk: long work done row by row, so that nobody waits for it and every row has its own result.
//!
//! Tables: `import_jobs` (the file, how it is read, the counts), `import_rows` (one row of it and what became of it); `bulk_jobs` (an
//! action, its values, the counts), `bulk_items` (a chosen row, what becomes of it and what takes that back). Permissions:
//! `imports.write`; for changes of many rows that of their action. Events out: `bulk.import_requested`, `bulk.import_ended`,
//! `bulk.action_requested`, `bulk.action_ended`. Events in: the last three, to work and to tell who began it. Who knows a format
//! implements [`ports::Importer`] and runs the imports; who owns a list implements [`ports::Action`]. A row's result stands in the
//! transaction of its change, so work that was cut off goes on with the rows that are still open and does none twice.

pub mod api;
pub mod islands;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use api::routes;
#[cfg(feature = "ssr")]
pub use pages::BulkRoutes;

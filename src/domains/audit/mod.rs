//! Audit: who changed what, when and from where. Append-only by database rights, and sealed by a chain of hashes that the books check.
//!
//! Tables: `audit_logs`, `audit_pending`, `audit_chain`, `audit_anchors`. Permission: `audit.read`. Events: none; every domain calls
//! the service in its own transaction. Schedule: seals what was written.

pub mod api;
pub mod model;
pub mod urls;

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
pub use pages::AuditRoutes;

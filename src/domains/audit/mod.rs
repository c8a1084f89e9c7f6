//! Audit: who changed what, when and from where. Append-only by database rights.
//!
//! Tables: `audit_logs`. Permission: `audit.read`. Events: none; every domain calls the service in its own transaction.

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
pub use pages::AuditRoutes;

//! Platform: what comes in from other systems, what went wrong in the background, and what the platform's administrators decide about
//! organizations.
//!
//! Tables: `webhook_endpoints`, `webhook_events` (the inbox); reads and retries `outbox_events`.
//! Permissions: `system.write` for the system page, `imports.write` for connections of stores.
//! The pages below `/platform` have none: they are for the platform's administrators and not there for anybody else.
//! Events out: `platform.webhook_received`, `platform.organization_changed`. Events in: the former, so that a hook is answered before it is worked on.

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
pub use pages::PlatformRoutes;

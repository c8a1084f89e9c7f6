//! Access: who may sign in, to which organization, and what they may do there.
//!
//! Tables: `organizations`, `users`, `memberships`, `roles`, `sessions`, `login_attempts`, `uploads`.
//! Permissions: `settings.read`, `settings.write`; every signed-in person may change their language, name and picture and end
//! their session. Events out: `access.organization_changed`, and `access.upload_let_go` and `access.picture_let_go`, which it
//! hears itself to remove files. Schedules: removes expired sessions, and files that nothing names.

pub mod api;
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
pub use pages::{AccessRoutes, PublicRoutes};

//! Access: who may sign in, to which organization, and what they may do there.
//!
//! Tables: `organizations`, `users`, `memberships`, `roles`, `sessions`, `login_attempts`.
//! Permissions: none of its own yet; every signed-in person may change their language and end their session.
//! Events out: none. Events in: none. Schedule: removes expired sessions.

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
pub use pages::{AccessRoutes, PublicRoutes};

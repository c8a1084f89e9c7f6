//! Access: who may sign in, to which organization, and what they may do there.
//!
//! Tables: `organizations`, `users`, `memberships`, `roles`, `sessions`, `login_attempts`, `mfa_backup_codes`, `passkeys`.
//! Permissions: none of its own yet; every signed-in person may change their language and end their session.
//! Events out: `access.second_factor_enabled`, `.second_factor_disabled`, `.backup_codes_renewed`, `.backup_code_used`, `.passkey_added`,
//! `.passkey_removed`; the person gets a letter about each. Events in: none. Schedule: removes expired sessions.

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

//! Access: who may sign in, to which organization, and what they may do there.
//!
//! Tables: `organizations`, `users`, `memberships`, `roles`, `invitations`, `sessions`, `login_attempts`.
//! Permissions: `users.read`, `users.write`, `roles.write`; every signed-in person may change what is their own.
//! Events out: `access.invited`, `access.member_joined`, `access.member_changed`, `access.member_left`, `access.role_changed`.
//! Events in: its own `access.invited`, for the letter. Schedule: removes expired sessions.

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
pub use pages::team::{InvitationRoutes, TeamRoutes};
#[cfg(feature = "ssr")]
pub use pages::{AccessRoutes, PublicRoutes};

//! Access: who may sign in, to which organization, and what they may do there.
//!
//! Tables: `organizations`, `users`, `memberships`, `roles`, `sessions`, `login_attempts`, `rate_limits`, `known_devices`,
//! `user_tokens`, `invitations`, `mfa_backup_codes`, `passkeys`, `uploads`.
//! Permissions: `users.read`, `users.write`, `roles.write`, `settings.read`, `settings.write`; every signed-in person may look after their own account.
//! Events out: `access.signed_up` (an organization), `access.verification_requested`, `access.password_reset_requested`,
//! `access.password_changed`, `access.email_change_requested`, `access.email_change_told`, `access.new_device` (people),
//! `access.invited`, `access.member_joined`, `access.member_changed`, `access.member_left`, `access.role_changed`,
//! `access.second_factor_enabled`, `.second_factor_disabled`, `.backup_codes_renewed`, `.backup_code_used`, `.code_reused`, `.passkey_added`,
//! `.passkey_removed`, `access.organization_changed`, and `access.upload_let_go` and `access.picture_let_go`, which it hears
//! itself to remove files. Events in: its own about people and invitations, which become letters. Schedules: removes expired
//! sessions, and files that nothing names.

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
pub use pages::team::{InvitationRoutes, TeamRoutes};
#[cfg(feature = "ssr")]
pub use pages::{AccessRoutes, PublicRoutes};

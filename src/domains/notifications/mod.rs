//! Notifications: what a person should know, in the bell, by e-mail and on their devices.
//!
//! Tables: `notifications`, `notification_settings`, `device_tokens`, `pwa_subscriptions`, `messages_out` (every message that
//! leaves). Permissions: none; everybody has their own. Events out: `notifications.created`,
//! `notifications.message_queued`. Events in: its own, and `outbox.event_died`. Later domains call [`service::notify`] in
//! their `jobs.rs`. Schedules: digests, and the removal of what is old.

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
pub use pages::{NotificationsRoutes, PublicRoutes};

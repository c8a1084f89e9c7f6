//! Delivery: who carries a parcel, where it is, and what is collected at the door.
//!
//! Tables: `couriers`, `deliveries`, `delivery_orders`, `delivery_items`, `delivery_status_history` (append-only).
//! Permissions: `delivery.read`, `delivery.write` (couriers), `orders.fulfil` (hand over, deliver, bring back).
//! Events out: `delivery.dispatched`, `delivery.delivered`, `delivery.returned`, `delivery.courier_created`,
//! `delivery.courier_updated`. Events in: `delivery.returned`, to tell people of it.
//! A parcel, its order, its stock and its money move in one transaction under the order's row lock.

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
pub use pages::{DeliveryRoutes, PublicRoutes};

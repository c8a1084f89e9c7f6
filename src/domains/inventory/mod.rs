//! Inventory: what is where, what of it is promised to whom, and every movement that made it so.
//!
//! Tables: `warehouses`, `inventory_levels`, `inventory_reservations`, `inventory_movements`. The last three are written
//! by `stock_apply` in the database alone; [`service::apply`] is its only caller.
//! Permissions: `inventory.read`, `inventory.write`.
//! Events out: `inventory.adjusted`, `inventory.warehouse_changed`, `inventory.ran_low`. Events in: its own `inventory.ran_low`, which
//! becomes a notification, and `access.signed_up`. Schedule: reservations that have expired.

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
pub use pages::InventoryRoutes;

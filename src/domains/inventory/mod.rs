//! Inventory: what is where, what of it is promised to whom, and every movement that made it so.
//!
//! Tables: `warehouses`, `bins`, `inventory_levels`, `inventory_reservations`, `inventory_movements`, `stock_transfers` with their lines and
//! receipts, `stock_counts` with their lines, `channel_buffers`, `fulfilment_settings`. Levels (but for what is watched of them), reservations and movements are
//! written by `stock_apply` in the database alone; [`service::apply`] is its only caller.
//! Permissions: `inventory.read`, `inventory.write`.
//! Events out: `inventory.adjusted`, `inventory.level_changed`, `inventory.warehouse_changed`, `inventory.ran_low`, `inventory.transfer_*`,
//! `inventory.count_*`, `inventory.buffer_changed`, `inventory.fulfilment_changed`. Events in: its own `inventory.ran_low`, which becomes a notification, and
//! `access.signed_up`. Schedule: reservations that have expired.

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
pub use api::routes;
#[cfg(feature = "ssr")]
pub use pages::InventoryRoutes;

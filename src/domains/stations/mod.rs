//! Stations: the tablets in a warehouse. One scan after the other, also while there is no network.
//!
//! Tables: `station_scans`, one row a scan under the id that the device has made; `station_tasks`, scans that could not be done.
//! What is scanned is booked by the services of purchasing, inventory, orders and delivery.
//! Permissions: `purchasing.receive`, `orders.fulfil`, `inventory.write`, by the station.
//! Events out: `stations.scanned`, `stations.task_opened`, `stations.task_resolved`.

pub mod api;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use pages::{StationRoutes, StationsRoutes};

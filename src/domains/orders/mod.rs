//! Orders: one queue for every channel, from the first call to the delivered parcel.
//!
//! Tables: `orders`, `order_items`, `order_status_history`, `order_notes`, `order_confirmations`, `returns`, `return_items`,
//! `return_history`, `carts`, `cart_items`, `quick_checkout_sessions`; `provinces`, `districts`, `cities` of all.
//! Permissions: `orders.read`, `orders.write`, `orders.fulfil`.
//! Events out: `orders.created`, `orders.imported`, `orders.confirmed`, `orders.packed`, `orders.dispatched`,
//! `orders.delivered`, `orders.returned`, `orders.cancelled`, `orders.noted`, `orders.called`, `orders.tagged`,
//! `orders.edited`, `orders.pieces_cancelled`, `orders.drafted`, `orders.part_dispatched`, `orders.merged`, `orders.separated`,
//! `orders.line_moved`, `orders.return_*`. Events in: its own, to tell people of them.
//! Stock is reserved when an order is confirmed, taken when it is dispatched and released when it is cancelled; what a buyer sends
//! back is on the shelf once somebody has received it.

pub mod api;
pub mod islands;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod formats;
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
pub use pages::OrdersRoutes;

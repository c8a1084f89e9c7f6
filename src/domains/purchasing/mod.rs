//! Purchasing: who supplies, what was ordered from them, what came of it and what it really cost.
//!
//! Tables: `suppliers`, `supplier_users`, `purchasing_settings`, `purchase_orders`, `purchase_order_items`,
//! `purchase_order_history`, `purchase_order_changes`, `purchase_receipts`, `purchase_receipt_items`, `purchase_landed_costs`,
//! `purchase_landed_cost_shares`. Reads the products of a supplier and their stock.
//! Permissions: `purchasing.read`, `purchasing.write`, `purchasing.receive`; `purchasing.supply` for the supplier's own people, who
//! see the orders to their supplier and the stock that it supplies, and nothing else.
//! Events out: `purchasing.supplier_changed`, `purchasing.created`, `purchasing.changed`, `purchasing.sent`,
//! `purchasing.mail_requested`, `purchasing.answered`, `purchasing.confirmed`, `purchasing.received`, `purchasing.closed`,
//! `purchasing.cancelled`. Events in: its own, to write to the supplier and to tell people.
//! Goods come in through `inventory`, and what they cost goes into the variants' cost through `catalog`.

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
pub use pages::{PurchasingRoutes, SupplyRoutes};

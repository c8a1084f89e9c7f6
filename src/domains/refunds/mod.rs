//! Refunds: money that goes back, whole or in part, to where it came from or to the buyer's credit with the shop.
//!
//! Tables: `refunds`, `refund_items`, `refund_settings`, `store_credit_transactions` (append-only; its sums are the customers'
//! `store_credit_balance`). Changes `payments.refund_amount` and `refund_pending`, and `order_items.refunded`, through the SQL functions
//! `refund_make` and `refund_settle` alone, which hold the payment's row.
//! Permissions: those of payments. Above the limit of the settings a second person must approve, and nobody approves their own.
//! Events out: `refunds.requested`, `refunds.approved`, `refunds.completed`, `refunds.failed`; `refunds.ready` asks the payment's
//! provider to give back. Events in: its own. What a provider says has gone back comes in by `payments::ports::Refunds`.
//! Amounts are rounded to the cent, half away from zero. Of a line of Q pieces for T, the first k pieces come to T × k ÷ Q rounded; a
//! refund of some of them gets the difference between after and before, so that all pieces together come to T, whatever the steps.

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
pub use pages::RefundsRoutes;

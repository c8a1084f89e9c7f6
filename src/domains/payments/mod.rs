//! Payments: what was promised, what was received, and from whom the rest will come.
//!
//! Tables: `payments`, `payment_events` (append-only; its amounts sum to `captured`), `payment_accounts`, `payment_links`, `bank_slips`,
//! `gift_cards`, `gift_card_transactions` (append-only; its amounts sum to the balance).
//! Permissions: `payments.read`, `payments.write`; `settings.read`, `settings.write` for accounts.
//! Events out: `payments.expected`, `payments.changed`, `payments.collected`, `payments.held`, `payments.completed`,
//! `payments.failed`, `payments.charged_back`, and those of accounts, links, slips and gift cards.
//! Events in: `orders.cancelled` (expected cash will not come, a hold is let go). Delivery calls the service when a parcel leaves, arrives or
//! comes back.
//! Cash on delivery is PENDING until the parcel arrives, PROCESSING while the courier has the cash, COMPLETED when it is
//! ours, FAILED when the parcel was refused. Every change happens under the order's row lock.
//! A card payment is AUTHORIZED while its money is held only. What providers say has gone back is handed to `ports::Refunds`.
//! Providers are adapters behind `ports::Gateway`; what they tell comes in by the inbox of `platform`, which calls `service::notices`.

pub mod api;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod adapters;
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
pub use pages::{PaymentsRoutes, PublicRoutes};

//! Documents of an order: packing slips, labels of parcels, pick lists, invoices and credit notes.
//!
//! Tables: `invoices`, `invoice_branches`, `invoice_layouts` (append-only), `number_counters` of invoices. Reads orders, their lines,
//! payments and parcels, and the bins of the lines' goods.
//! Permissions: those of orders; of settings for branches and layouts.
//! Events out: `documents.issued`, `documents.credited`.
//! A packing slip speaks the buyer's language, a label the organization's, a pick list that of whoever prints it.

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
pub use api::routes;
#[cfg(feature = "ssr")]
pub use pages::DocumentsRoutes;

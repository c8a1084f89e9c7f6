//! Customers: one person, many identifiers (phone in E.164, e-mail), their addresses, and what their orders came to.
//!
//! Tables: `customers`, `customer_identifiers`, `customer_addresses`, `customer_consents`, `customer_notes`, `customer_duplicates` (who
//! may be one person), `customer_merges`, `customer_segments`, `customer_payment_methods` (saved ways to pay; their
//! tokens are sealed).
//! Permissions: `customers.read`, `customers.write`, `customers.anonymise`.
//! Events out: `customers.created`, `customers.updated`, `customers.merged`, `customers.anonymised`. Events in: the first three, to look
//! for duplicates.
//! Other domains find or make a person by [`service::find_or_create`]; the totals are written by orders under the person's lock. What
//! belongs to people in later domains moves with a merge and is told on their page through [`ports::Belongings`].

pub mod api;
pub mod islands;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod phone;
#[cfg(feature = "ssr")]
pub mod ports;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use pages::CustomersRoutes;

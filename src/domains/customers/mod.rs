//! Customers: one person, many identifiers (phone in E.164, e-mail), their addresses, and what their orders came to.
//!
//! Tables: `customers`, `customer_identifiers`, `customer_addresses`.
//! Permissions: `customers.read`, `customers.write`.
//! Events out: `customers.created`, `customers.updated`. Events in: none.
//! Other domains find or make a person by [`service::find_or_create`]; the totals are written by orders under the person's lock.

pub mod api;
pub mod islands;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod phone;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use pages::CustomersRoutes;

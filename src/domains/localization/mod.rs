//! Localization: what depends on country and language. Exchange rates, the organization's currencies and languages, and the
//! translations of texts that merchants write.
//!
//! Tables: `currency_exchange_rates` (everybody's, and an organization's own), `translations` (of all domains; which of their
//! records can be translated they say through [`ports::Translatable`]), the keys `currencies`, `languages` and
//! `source_language` of an organization's settings. Permissions: `settings.read`, `settings.write`, `translations.write`.
//! Events out: `localization.rates_changed`, `localization.settings_changed`. Events in: none.

pub mod api;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod formats;
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
pub use pages::LocalizationRoutes;

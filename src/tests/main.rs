//! The integration tests: the real router and the real database, in process. One file a domain or a promise.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]
#![expect(clippy::disallowed_methods, reason = "the statements of tests are checked by running them")]

mod support;

mod access;
mod architecture;
mod audit;
mod delivery;
mod endpoints;
mod files;
mod exports;
mod formats;
mod forms;
mod imports;
mod inbox;
mod language;
mod locales;
mod mail;
mod localization;
mod money;
mod notifications;
mod orders;
mod organization;
mod outbox_worker;
mod paging;
mod platform;
mod passkeys;
mod second_factor;
mod search;
mod seeds;
mod stock;
mod team;
mod taxes;
mod tenancy;
mod translations;
mod views;

//! The integration tests: the real router and the real database, in process. One file a domain or a promise.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]
#![expect(clippy::disallowed_methods, reason = "the statements of tests are checked by running them")]

mod support;

mod access;
mod architecture;
mod audit;
mod bulk;
mod catalog;
mod customers;
mod delivery;
mod documents;
mod endpoints;
mod exports;
mod files;
mod formats;
mod forms;
mod fuzz;
mod import_batches;
mod imports;
mod inbox;
mod inventory;
mod language;
mod lankaqr;
mod locales;
mod localization;
mod mail;
mod money;
mod notifications;
mod orders;
mod organization;
mod outbox_worker;
mod paging;
mod parcels;
mod passkeys;
mod payments;
mod platform;
mod product_files;
mod purchasing;
mod refunds;
mod returns;
mod search;
mod second_factor;
mod security;
mod security_doc;
mod seeds;
mod statements;
mod stations;
mod stock;
mod stock_at_once;
mod taxes;
mod team;
mod tenancy;
mod translations;
mod variants;
mod views;

//! Statements: what the bank says of an account, held against what buyers owe and what was given back.
//!
//! Tables: `bank_statements`, `bank_statement_lines` (unique by a hash of what they say), `bank_statement_matches` (what a line was matched
//! with), `bank_statement_profiles` (what the columns of a bank's CSV mean).
//! Permissions: those of payments. Above the account's limit two people match a line, as with slips.
//! Events out: `statements.uploaded`, `statements.taken`, `statements.discarded`, `statements.line_seen`, `statements.line_matched`,
//! `statements.line_ignored`, `statements.line_reopened`.
//! Whoever matches a line holds its row, then that of its order: a line is matched once, and never above its amount. Money is written down
//! by payments and refunds, in the same transaction.

pub mod api;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod formats;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use pages::StatementsRoutes;

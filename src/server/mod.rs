//! The machinery below every domain: configuration, the database, requests, effects, languages. It knows no domain.

pub mod books;
pub mod chain;
pub mod clock;
pub mod cluster;
pub mod config;
pub mod context;
pub mod csv_out;
pub mod db;
pub mod error;
pub mod export;
pub mod format;
pub mod forms;
pub mod health;
pub mod i18n;
pub mod images;
pub mod live;
pub mod mail;
pub mod middleware;
pub mod once;
pub mod outbox;
pub mod page;
pub mod password;
pub mod pdf;
pub mod push;
pub mod router;
pub mod seal;
pub mod session;
pub mod state;
pub mod storage;
pub mod telemetry;
pub mod uploads;
pub mod worker;

pub use context::Scope;
pub use db::{Db, Work};
pub use error::{Error, Result};
pub use state::AppState;

//! What every handler of the process shares. All lasting state is in Postgres.

use super::clock::Clock;
use super::config::Config;
use super::db::Db;
use super::live::Live;
use super::mail::Mailer;
use super::push::Pusher;
use super::storage::Storage;
use super::worker::JobContext;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// Shared by all handlers of a process.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// Configuration.
    pub config: Arc<Config>,
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Names of the built browser files.
    pub leptos: LeptosOptions,
    /// Events for open pages.
    pub live: Live,
    /// Sends letters.
    pub mail: Mailer,
    /// Keeps files.
    pub storage: Storage,
    /// Sends web push messages.
    pub push: Pusher,
}

impl AppState {
    /// The same handles as handlers of events get them.
    #[must_use]
    pub fn job_context(&self) -> JobContext {
        JobContext {
            db: self.db.clone(),
            clock: self.clock.clone(),
            mail: self.mail.clone(),
            storage: self.storage.clone(),
            push: self.push.clone(),
            config: self.config.clone(),
        }
    }
}

/// The options under which cargo-leptos has built the browser files. The names' hashes are in `hash.txt`, which the scripts
/// let it write beside the files, and its own commands beside the program; without either the names have none.
#[must_use]
pub fn leptos_options(config: &Config) -> LeptosOptions {
    let beside_site = std::path::absolute(config.site.join("hash.txt")).unwrap_or_default();
    let beside_program = std::env::current_exe().unwrap_or_default().with_file_name("hash.txt");
    let hash_file = if beside_site.exists() { beside_site } else { beside_program };
    LeptosOptions::builder()
        .output_name("smartstore")
        .site_root(config.site.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(config.addr)
        .hash_files(hash_file.exists())
        .hash_file(Arc::from(hash_file.to_string_lossy()))
        .build()
}

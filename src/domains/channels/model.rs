//! What the channels domain shows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Orders of a store are counted up to here.
pub const COUNT_CAP: i64 = 10_000;

/// A store on a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreRow {
    /// Primary key.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Name of the platform, such as WooCommerce.
    pub platform: String,
    /// Whether incoming webhooks of this platform are understood.
    pub takes_webhooks: bool,
    /// When a file for it was last imported, UTC.
    pub last_import: Option<DateTime<Utc>>,
    /// Its orders, counted up to [`COUNT_CAP`] + 1.
    pub orders: i64,
}

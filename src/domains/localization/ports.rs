//! Where translations come in: a later domain whose records have texts for buyers implements [`Translatable`].

use super::model::{Count, Field, Record, Wanted};
use crate::server::{Result, Work};
use crate::shared::paging::PageRequest;
use async_trait::async_trait;
use std::sync::OnceLock;
use uuid::Uuid;

/// A kind of record whose texts are translated.
#[async_trait]
pub trait Translatable: Send + Sync {
    /// As stored in `translations.resource`.
    fn resource(&self) -> &'static str;
    /// Segment of the path of its pages, such as `products`.
    fn segment(&self) -> &'static str;
    /// Fluent key of its name.
    fn key(&self) -> &'static str;
    /// Its fields, at least one.
    fn fields(&self) -> &'static [Field];
    /// The page of a record.
    fn href(&self, id: Uuid) -> String;
    /// Locks a record until the end of the transaction; false when there is none.
    async fn lock(&self, work: &mut Work, id: Uuid) -> Result<bool>;
    /// One record.
    async fn record(&self, work: &mut Work, id: Uuid) -> Result<Option<Record>>;
    /// Counts of all its fields in these languages.
    async fn counts(&self, work: &mut Work, languages: &[String]) -> Result<Vec<Count>>;
    /// Up to `limit` records, newest first (oldest first when going back).
    async fn page(&self, work: &mut Work, wanted: &Wanted<'_>, page: PageRequest, limit: i64) -> Result<Vec<Record>>;
    /// Tells its domain's listeners that the texts of a record have changed.
    async fn changed(&self, work: &mut Work, id: Uuid) -> Result<()>;
}

static KINDS: OnceLock<Vec<&'static dyn Translatable>> = OnceLock::new();

/// Makes the kinds known. The program does this once, where it puts the domains together; again is harmless.
pub fn register(kinds: &[&'static dyn Translatable]) {
    let _ = KINDS.set(kinds.to_vec());
}

/// All kinds, in the order of the page.
#[must_use]
pub fn kinds() -> &'static [&'static dyn Translatable] {
    KINDS.get().map_or(&[], Vec::as_slice)
}

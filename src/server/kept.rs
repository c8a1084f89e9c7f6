//! What pages ask for again and again is kept in memory until something changes.
//!
//! Each organization has a stamp. Every unit of work that commits gives its organization a new one, and so does every event that another
//! process tells of (see [`super::live`]); what was kept under an older stamp is not used any more. So whoever has changed something
//! sees it on the next page. Should a notification be lost, what is kept is asked for anew after [`SECONDS`] all the same.

use super::context::Scope;
use super::error::Result;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// Seconds for which something is believed while no change is heard of; what depends on the time is late by so much at most.
pub const SECONDS: i64 = 10;

/// Most answers of one kind that are kept.
const MOST: usize = 256;

/// Stamps are given once in a process, so that those of two databases never meet.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// When each organization was last changed, as far as this process knows.
#[derive(Clone, Debug, Default)]
pub struct Stamps(Arc<Mutex<HashMap<Uuid, u64>>>);

impl Stamps {
    fn locked(&self) -> MutexGuard<'_, HashMap<Uuid, u64>> {
        unpoisoned(&self.0)
    }

    /// The stamp of an organization. Ask before reading what is to be kept under it.
    #[must_use]
    pub fn of(&self, organization_id: Uuid) -> u64 {
        *self.locked().entry(organization_id).or_insert_with(next)
    }

    /// Something has changed in an organization.
    pub fn renew(&self, organization_id: Uuid) {
        self.locked().insert(organization_id, next());
    }

    /// Anything may have changed anywhere.
    pub fn renew_all(&self) {
        self.locked().clear();
    }
}

fn next() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Whoever panicked with the lock has left single entries, each of which is whole.
fn unpoisoned<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Renews an organization's stamp at its end, however that comes: a request that is given up while it commits may have committed.
#[derive(Debug)]
pub(super) struct Renewal {
    stamps: Stamps,
    organization_id: Uuid,
}

impl Renewal {
    pub(super) const fn new(stamps: Stamps, organization_id: Uuid) -> Self {
        Self { stamps, organization_id }
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        self.stamps.renew(self.organization_id);
    }
}

struct Entry<V> {
    stamp: u64,
    at: DateTime<Utc>,
    value: Arc<V>,
}

/// Answers of one kind, by organization and question.
pub struct Kept<K, V>(Mutex<HashMap<(Uuid, K), Entry<V>>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq, V> Kept<K, V> {
    /// The kept answer, or the one that `ask` brings, which is kept from then on.
    ///
    /// # Errors
    /// Those of `ask`; then nothing is kept.
    pub async fn get<Fut: Future<Output = Result<V>>>(&self, scope: &Scope, question: K, ask: impl FnOnce() -> Fut) -> Result<Arc<V>> {
        let (organization_id, now) = (scope.organization.id, scope.clock.now());
        let key = (organization_id, question);
        let stamp = scope.db.stamps().of(organization_id);
        let is_good = |entry: &Entry<V>| entry.at <= now && now - entry.at < TimeDelta::seconds(SECONDS);
        if let Some(entry) = unpoisoned(&self.0).get(&key).filter(|entry| entry.stamp == stamp && is_good(entry)) {
            return Ok(entry.value.clone());
        }
        let value = Arc::new(ask().await?);
        let mut entries = unpoisoned(&self.0);
        if entries.len() >= MOST {
            entries.retain(|_, entry| is_good(entry));
        }
        if entries.len() >= MOST {
            entries.clear();
        }
        entries.insert(key, Entry { stamp, at: now, value: value.clone() });
        Ok(value)
    }
}

//! Where stock, a later domain, says how much there is.

use crate::server::{Result, Work};
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::OnceLock;
use uuid::Uuid;

/// Knows how many pieces of variants can be promised.
#[async_trait]
pub trait Availability: Send + Sync {
    /// In all warehouses; a variant that is not named has nothing.
    async fn available(&self, work: &mut Work, variants: &[Uuid]) -> Result<HashMap<Uuid, i64>>;
}

static AVAILABILITY: OnceLock<&'static dyn Availability> = OnceLock::new();

/// Makes it known. The program does this once, where it puts the domains together; again is harmless.
pub fn register(availability: &'static dyn Availability) {
    // Set before: by the same program with the same one.
    _ = AVAILABILITY.set(availability);
}

/// Who knows what is available, if somebody does.
#[must_use]
pub fn availability() -> Option<&'static dyn Availability> {
    AVAILABILITY.get().copied()
}

//! Where later domains say what the owners of reservations are called: stock knows an order's line by its id alone.

use super::model::OwnerName;
use crate::server::{Result, Work};
use async_trait::async_trait;
use std::sync::OnceLock;
use uuid::Uuid;

/// Knows owners of one kind.
#[async_trait]
pub trait OwnerNames: Send + Sync {
    /// [`super::model::Owner::kind`].
    fn kind(&self) -> &'static str;
    /// What those of them that it knows are called.
    async fn names(&self, work: &mut Work, ids: &[Uuid]) -> Result<Vec<OwnerName>>;
}

static NAMES: OnceLock<Vec<&'static dyn OwnerNames>> = OnceLock::new();

/// Makes them known. The program does this once, where it puts the domains together; again is harmless.
pub fn register(names: &[&'static dyn OwnerNames]) {
    // Set before: by the same program with the same names.
    _ = NAMES.set(names.to_vec());
}

/// Who knows owners of this kind.
#[must_use]
pub fn names_of(kind: &str) -> Option<&'static dyn OwnerNames> {
    NAMES.get().and_then(|all| all.iter().copied().find(|names| names.kind() == kind))
}

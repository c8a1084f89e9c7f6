//! Where later domains say what stock cannot know: what the owners of reservations are called, because stock knows an order's line
//! by its id alone, and what suppliers were asked for.

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

/// So much of a variant was ordered for a warehouse, and has not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// What.
    pub variant_id: Uuid,
    /// Where it will go.
    pub warehouse_id: Uuid,
    /// Units, at least one.
    pub quantity: i64,
}

impl Ordered {
    /// Whether it is this variant for this warehouse.
    #[must_use]
    pub fn is_of(&self, variant_id: Uuid, warehouse_id: Uuid) -> bool {
        self.variant_id == variant_id && self.warehouse_id == warehouse_id
    }
}

/// Knows what was ordered from suppliers.
#[async_trait]
pub trait Purchases: Send + Sync {
    /// What of these variants has not come yet, by warehouse.
    async fn on_order(&self, work: &mut Work, variants: &[Uuid]) -> Result<Vec<Ordered>>;
}

static PURCHASES: OnceLock<&'static dyn Purchases> = OnceLock::new();

/// Makes it known. The program does this once, where it puts the domains together; again is harmless.
pub fn register_purchases(purchases: &'static dyn Purchases) {
    // Set before: by the same program with the same one.
    _ = PURCHASES.set(purchases);
}

/// Who knows what was ordered, where there is such a domain.
#[must_use]
pub fn purchases() -> Option<&'static dyn Purchases> {
    PURCHASES.get().copied()
}

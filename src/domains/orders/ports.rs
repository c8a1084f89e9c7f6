//! Where payments and parcels, which come later, follow an order.

use super::model::{Advance, OrderMoney};
use crate::server::{Result, Work};
use async_trait::async_trait;
use std::sync::OnceLock;
use uuid::Uuid;

/// Knows the money that came for orders.
#[async_trait]
pub trait Payments: Send + Sync {
    /// Another amount is due than before: how much of the order is paid is worked out anew. Its row is locked.
    async fn due_changed(&self, work: &mut Work, order_id: Uuid) -> Result<()>;
    /// Writes down money that came with the order, whose row is locked.
    async fn take_advance(&self, work: &mut Work, order: &OrderMoney, advance: &Advance) -> Result<()>;
}

static PAYMENTS: OnceLock<&'static dyn Payments> = OnceLock::new();

/// Makes them known. The program does this once, where it puts the domains together; again is harmless.
pub fn register(payments: &'static dyn Payments) {
    // Set before: by the same program with the same payments.
    _ = PAYMENTS.set(payments);
}

/// Who knows the money, if anybody does.
#[must_use]
pub fn payments() -> Option<&'static dyn Payments> {
    PAYMENTS.get().copied()
}

/// Knows the parcels of orders.
#[async_trait]
pub trait Parcels: Send + Sync {
    /// Whether a parcel with goods of the order is with a courier.
    async fn is_on_its_way(&self, work: &mut Work, order_id: Uuid) -> Result<bool>;
}

static PARCELS: OnceLock<&'static dyn Parcels> = OnceLock::new();

/// Makes them known, as [`register`] does.
pub fn register_parcels(parcels: &'static dyn Parcels) {
    // Set before: by the same program with the same parcels.
    _ = PARCELS.set(parcels);
}

/// Who knows the parcels, if anybody does.
#[must_use]
pub fn parcels() -> Option<&'static dyn Parcels> {
    PARCELS.get().copied()
}

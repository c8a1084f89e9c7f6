//! What owners of reservations and references of movements are called.

use crate::shared::Permission;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What an owner of a reservation, or the record behind a movement, is called and where it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerName {
    /// [`super::Owner::kind`] or [`super::Reference::kind`].
    pub kind: String,
    /// Its id there.
    pub owner_id: Uuid,
    /// Such as the number of an order.
    pub name: String,
    /// Its page.
    pub path: String,
    /// Who may open that page.
    pub permission: Permission,
}

/// Somebody to whom less is left than was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortOwner {
    /// [`super::Owner::kind`].
    pub owner_type: String,
    /// [`super::Owner::id`].
    pub owner_id: Uuid,
    /// Units of theirs that are not there.
    pub short: i32,
}

/// The Fluent key of an owner's kind.
#[must_use]
pub fn owner_key(kind: &str) -> &'static str {
    match kind {
        "ORDER_ITEM" => "inventory-owner-order",
        "CLAIM" | "LIVE_PRODUCT" => "inventory-owner-live",
        "CHECKOUT" => "inventory-owner-checkout",
        "WAITLIST" => "inventory-owner-waitlist",
        _ => "inventory-owner-transfer",
    }
}

/// The Fluent key of the kind of record that a movement belongs to; `None` for one that says nothing to a person.
#[must_use]
pub fn reference_key(kind: &str) -> Option<&'static str> {
    match kind {
        "ORDER_ITEM" => Some("inventory-owner-order"),
        "TRANSFER" => Some("inventory-owner-transfer"),
        "COUNT" => Some("inventory-reference-count"),
        "RETURN" => Some("returns-reference"),
        _ => None,
    }
}

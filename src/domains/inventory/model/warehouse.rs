//! Warehouses and their bins.

use crate::domains::access::model::PostalAddress;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A warehouse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warehouse {
    /// Primary key.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Short code in capitals.
    pub code: String,
    /// Where orders are packed unless somebody says otherwise.
    pub is_default: bool,
    /// In use.
    pub is_active: bool,
}

/// Where a warehouse is and whom to ask for there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarehouseContact {
    /// Where it is.
    pub address: PostalAddress,
    /// Whom to ask for.
    pub contact_person: String,
    /// Phone, E.164 where it could be read.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// A warehouse with all that its page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarehousePage {
    /// The warehouse.
    pub warehouse: Warehouse,
    /// Where it is.
    pub contact: WarehouseContact,
    /// Its bins in the order of the route.
    pub bins: Vec<Bin>,
    /// Units on hand.
    pub on_hand: i64,
    /// Variants with units on hand.
    pub variants: i64,
}

/// A place in a warehouse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bin {
    /// Primary key.
    pub id: Uuid,
    /// Its warehouse.
    pub warehouse_id: Uuid,
    /// Code in capitals, such as `A-01-3`.
    pub code: String,
    /// Its place on the way through the warehouse, least first.
    pub route_order: i32,
    /// Variants that lie there.
    pub variants: i64,
}

/// A warehouse, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WarehouseForm {
    /// Name.
    pub name: String,
    /// Street and house.
    pub line1: String,
    /// More of it.
    pub line2: String,
    /// Town.
    pub city: String,
    /// District.
    pub district: String,
    /// Postal code.
    pub postal_code: String,
    /// Whom to ask for.
    pub contact_person: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// `true` while it is in use.
    pub is_active: String,
}

/// What is watched of a variant in a warehouse, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LevelForm {
    /// At or below this it is time to order more; 0 never is.
    pub reorder_level: String,
    /// Least units of an order; 0 for any.
    pub reorder_quantity: String,
    /// Never more than so many; empty for no bound.
    pub max_level: String,
    /// Units that may be promised before they are here; empty for none.
    pub backorder_limit: String,
    /// Id of the bin where it lies; empty for none.
    pub bin: String,
}

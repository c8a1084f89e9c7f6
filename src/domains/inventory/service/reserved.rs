//! What is reserved for whom, for those who look after it.

use crate::domains::inventory::model::Owner;
use crate::domains::inventory::store;
use crate::server::{Result, Work};
use std::collections::HashMap;
use uuid::Uuid;

/// What is reserved for an owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reserved {
    /// Pieces.
    pub quantity: i32,
    /// It ends by itself.
    pub is_temporary: bool,
}

/// What is reserved for lines of orders; those without a reservation are left out.
///
/// # Errors
/// When the database refuses.
pub async fn reserved_for_lines(work: &mut Work, lines: &[Uuid]) -> Result<HashMap<Uuid, Reserved>> {
    let kind = Owner::OrderItem(Uuid::nil()).kind();
    let rows = store::reserved(work.conn(), kind, lines).await?;
    Ok(rows.into_iter().map(|row| (row.owner_id, Reserved { quantity: row.quantity, is_temporary: row.is_temporary })).collect())
}

/// What is reserved for an owner in one warehouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The warehouse.
    pub warehouse_id: Uuid,
    /// Pieces that are reserved there.
    pub quantity: i32,
    /// Of these, pieces that lie there: what was promised earlier comes first. The rest is backordered or missing.
    pub here: i32,
}

/// Where the goods of lines of orders are reserved, each line's warehouses by name; those without a reservation are left out.
///
/// # Errors
/// When the database refuses.
pub async fn places_of_lines(work: &mut Work, lines: &[Uuid]) -> Result<HashMap<Uuid, Vec<Place>>> {
    let kind = Owner::OrderItem(Uuid::nil()).kind();
    let mut places: HashMap<Uuid, Vec<Place>> = HashMap::new();
    for row in store::places(work.conn(), kind, lines).await? {
        places.entry(row.owner_id).or_default().push(Place { warehouse_id: row.warehouse_id, quantity: row.quantity, here: row.here });
    }
    Ok(places)
}

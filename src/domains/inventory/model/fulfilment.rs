//! From which warehouses an order is served.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// So many warehouses are looked at for one order; the last ones by their order are left out.
pub const MOST_WAREHOUSES: usize = 8;

/// How an organization serves its orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfilmentRule {
    /// From the warehouse that has everything, else from as few as possible; otherwise from the default warehouse alone.
    pub by_stock: bool,
    /// The pieces of a line may come from several warehouses.
    pub split_lines: bool,
}

/// A warehouse and its place among those that serve orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServingWarehouse {
    /// The warehouse.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// It is the default one.
    pub is_default: bool,
    /// Its place, least first.
    pub priority: Option<i32>,
}

/// The rule with the warehouses, as its form shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fulfilment {
    /// The rule.
    pub rule: FulfilmentRule,
    /// All warehouses in use, in the order in which they serve.
    pub warehouses: Vec<ServingWarehouse>,
}

/// The key of a warehouse in the form of the rule. One that begins with a digit would be read as a place in a list.
#[must_use]
pub fn warehouse_key(id: Uuid) -> String {
    format!("w{id}")
}

/// Pieces that a line of an order needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The line.
    pub line_id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// Pieces.
    pub quantity: i32,
}

/// What a warehouse can promise: free pieces by variant.
pub type Room = HashMap<(Uuid, Uuid), i32>;

/// Where the pieces of each line come from: (line, warehouse, pieces).
pub type Served = Vec<(Uuid, Uuid, i32)>;

/// Serves lines from warehouses in their order: from the first that has everything, else from the fewest that have it together. `None`
/// where no choice of them has it.
#[must_use]
pub fn serve(warehouses: &[Uuid], room: &Room, lines: &[Wanted], split_lines: bool) -> Option<Served> {
    let warehouses = warehouses.get(..MOST_WAREHOUSES).unwrap_or(warehouses);
    (1..=warehouses.len()).find_map(|size| {
        choices(warehouses.len(), size).into_iter().find_map(|choice| {
            let chosen: Vec<Uuid> = choice.iter().filter_map(|place| warehouses.get(*place).copied()).collect();
            serve_from(&chosen, room, lines, split_lines)
        })
    })
}

/// The choices of so many places out of `count`, those with early places first.
fn choices(count: usize, size: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..size {
        found = found
            .into_iter()
            .flat_map(|choice| {
                let next = choice.last().map_or(0, |last| last + 1);
                (next..count).map(move |place| choice.iter().copied().chain([place]).collect::<Vec<usize>>())
            })
            .collect();
    }
    found
}

/// Serves all lines from these warehouses, the largest lines first; whole where one of them has a line whole.
fn serve_from(warehouses: &[Uuid], room: &Room, lines: &[Wanted], split_lines: bool) -> Option<Served> {
    let mut left = room.clone();
    let mut served = Served::new();
    let mut order: Vec<&Wanted> = lines.iter().collect();
    order.sort_by_key(|line| std::cmp::Reverse(line.quantity));
    for line in order {
        let has = |left: &Room, warehouse: Uuid| left.get(&(warehouse, line.variant_id)).copied().unwrap_or_default().max(0);
        let whole = warehouses.iter().copied().find(|warehouse| has(&left, *warehouse) >= line.quantity);
        let sources: Vec<Uuid> = match whole {
            Some(warehouse) => vec![warehouse],
            None if split_lines => warehouses.to_vec(),
            None => return None,
        };
        let mut rest = line.quantity;
        for warehouse in sources {
            let part = has(&left, warehouse).min(rest);
            if part > 0 {
                *left.entry((warehouse, line.variant_id)).or_default() -= part;
                served.push((line.line_id, warehouse, part));
                rest -= part;
            }
        }
        if rest > 0 {
            return None;
        }
    }
    Some(served)
}

//! What happened to the stock, in order of time, as `stock_apply` takes it.

use super::orders::Order;
use super::{Base, DAYS, moment};
use crate::seed::dice::Dice;
use crate::seed::plan::{DAY, HOUR, Step, working};
use crate::seed::shops::Shop;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// Operations of one moment.
pub struct Move {
    at: i64,
    user_id: Option<Uuid>,
    operations: Vec<Value>,
}

impl Move {
    /// Operations that somebody did at a moment.
    pub fn new(at: i64, user_id: Option<Uuid>, operations: Vec<Value>) -> Self {
        Self { at, user_id, operations }
    }

    /// As the statement takes it.
    pub fn json(&self) -> Value {
        json!({"at": moment(self.at), "user_id": self.user_id, "operations": self.operations})
    }
}

/// Everything that happened to the stock of a shop, oldest first; `transferred` is what transfers did.
pub fn moves(shop: &Shop, base: &Base, orders: &[Order], transferred: Vec<Move>, dice: &mut Dice) -> Vec<Move> {
    let warehouse_id = base.warehouses[0];
    let keeper = base.user("WAREHOUSE");
    let mut moves = transferred;
    let mut wanted: HashMap<usize, i64> = HashMap::new();
    for order in orders {
        for line in &order.lines {
            if let Some(variant) = line.variant {
                *wanted.entry(variant).or_default() += line.quantity;
            }
        }
        for (step, at) in &order.plan.steps {
            if let Some(done) = of_step(base, order, *step, *at) {
                moves.push(done);
            }
        }
    }
    let start = working(base.now - (DAYS + 4) * DAY, dice);
    for (index, variant) in base.variants.iter().enumerate() {
        let wanted = wanted.get(&index).copied().unwrap_or_default();
        // Enough for every order that ever wanted it, so that none is refused.
        moves.push(receive(start, keeper, warehouse_id, variant.id, wanted + dice.between(9, 60), "OPENING", dice));
        if let Some(second) = base.warehouses.get(1)
            && variant.sku != shop.sold_out
            && variant.sku != shop.low
            && dice.chance(350)
        {
            moves.push(receive(start + HOUR, keeper, *second, variant.id, dice.between(6, 40), "OPENING", dice));
        }
        if wanted > 5 && variant.sku != shop.sold_out && variant.sku != shop.low {
            let at = working(base.now - dice.between(8, DAYS - 10) * DAY, dice);
            moves.push(receive(at, keeper, warehouse_id, variant.id, dice.between(2, 8) * 5, "PURCHASE", dice));
        }
        if dice.chance(60) {
            let at = working(base.now - dice.between(2, DAYS - 2) * DAY, dice);
            let (cause, reason) = *dice.pick(&[
                ("DAMAGE", "Broken while packing"),
                ("CORRECTION", "Counted twice on arrival"),
                ("DAMAGE", "Water got into the box"),
            ]);
            moves.push(adjust(at, keeper, warehouse_id, variant.id, -dice.between(1, 2), cause, reason, dice));
        }
    }
    moves.sort_by_key(|done| done.at);

    // The last count found nothing of one, and little of another.
    let counted_at = moves.last().map_or(base.now, |done| done.at).max(base.now - HOUR).min(base.now);
    for (sku, left) in [(shop.sold_out, 0), (shop.low, 2)] {
        let Some(variant) = base.variants.iter().find(|variant| variant.sku == sku) else { continue };
        let available: i64 =
            moves.iter().flat_map(|done| &done.operations).filter(|op| op["variant_id"] == json!(variant.id)).map(change).sum();
        if available != left {
            moves.push(adjust(counted_at, keeper, warehouse_id, variant.id, left - available, "COUNT", "Monthly count", dice));
        }
    }
    moves
}

/// What an operation changes of what can be promised. A line's reservation is released or taken as a whole.
fn change(operation: &Value) -> i64 {
    let quantity = operation["quantity"].as_i64().unwrap_or_default();
    match operation["op"].as_str() {
        Some("RESERVE") => -quantity,
        Some("RELEASE" | "RECEIVE" | "ADJUST") => quantity,
        _ => 0,
    }
}

fn of_step(base: &Base, order: &Order, step: Step, at: i64) -> Option<Move> {
    let warehouse_id = base.warehouses[0];
    let (names, role): (&[&str], &str) = match step {
        Step::Confirmed => (&["RESERVE"], "STAFF"),
        Step::Dispatched => (&["TAKE"], "WAREHOUSE"),
        Step::CameBack => (&["RECEIVE", "RESERVE"], "WAREHOUSE"),
        Step::Cancelled => (&["RELEASE"], "STAFF"),
        Step::Ordered | Step::Picking | Step::Packed | Step::Delivered => return None,
    };
    if step == Step::Cancelled && order.plan.at(Step::Confirmed).is_none() {
        return None;
    }
    let mut operations = Vec::new();
    for line in &order.lines {
        let Some(variant) = line.variant.map(|variant| base.variants[variant].id) else { continue };
        for name in names {
            operations.push(if *name == "RECEIVE" {
                json!({"op": name, "warehouse_id": warehouse_id, "variant_id": variant, "quantity": line.quantity, "cause": "RETURN",
                    "reference_type": "ORDER_ITEM", "reference_id": line.id})
            } else {
                json!({"op": name, "warehouse_id": warehouse_id, "variant_id": variant, "quantity": line.quantity,
                    "owner_type": "ORDER_ITEM", "owner_id": line.id})
            });
        }
    }
    (!operations.is_empty()).then(|| Move { at, user_id: base.user(role), operations })
}

fn receive(at: i64, user_id: Option<Uuid>, warehouse_id: Uuid, variant_id: Uuid, quantity: i64, cause: &str, dice: &mut Dice) -> Move {
    let operation = json!({"op": "RECEIVE", "id": dice.id(at), "warehouse_id": warehouse_id, "variant_id": variant_id, "quantity": quantity, "cause": cause});
    Move { at, user_id, operations: vec![operation] }
}

fn adjust(
    at: i64,
    user_id: Option<Uuid>,
    warehouse_id: Uuid,
    variant_id: Uuid,
    quantity: i64,
    cause: &str,
    reason: &str,
    dice: &mut Dice,
) -> Move {
    let operation = json!({"op": "ADJUST", "id": dice.id(at), "warehouse_id": warehouse_id, "variant_id": variant_id, "quantity": quantity, "cause": cause, "reason": reason});
    Move { at, user_id, operations: vec![operation] }
}

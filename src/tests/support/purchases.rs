//! What belongs to purchasing among the things of [`super::fixtures::things`]. The ids follow from the order's.

use super::fixtures::{SKU, Things};
use uuid::Uuid;

/// A supplier that the owner signs in for, an order that was sent to it, its line, something that came of it, what came, what the
/// supplier proposes for the line, and what the freight has cost. A name comes before its own beginning.
const NAMES: [&str; 7] = ["supplier", "purchase_order", "purchase_item", "receipt_item", "receipt", "change", "cost"];

/// All of them by name.
pub fn named(things: &Things) -> Vec<(&'static str, Uuid)> {
    NAMES.iter().zip(1_u128..).map(|(name, place)| (*name, Uuid::from_u128(things.order.as_u128() ^ place))).collect()
}

/// The statements that make them. No stock moves: what is in them does not matter.
pub fn statements() -> Vec<String> {
    vec![
        "insert into suppliers (id, business_name) values ($supplier, 'Colombo Brass')".to_owned(),
        "insert into supplier_users (id, supplier_id, user_id) values (gen_random_uuid(), $supplier, $user)".to_owned(),
        "insert into purchasing_settings (over_receipt_percent) values (10)".to_owned(),
        "insert into purchase_orders (id, number, supplier_id, warehouse_id, status, currency, total, sent_at, confirmed_at)
         values ($purchase_order, 'PO-0001', $supplier, $warehouse, 'PARTIALLY_RECEIVED', 'LKR', 9000, now(), now())"
            .to_owned(),
        format!(
            "insert into purchase_order_items (id, purchase_order_id, variant_id, position, name, sku, quantity, unit_cost, received, landed_unit_cost, confirmed_at)
             values ($purchase_item, $purchase_order, $variant, 0, 'Brass lamp', '{SKU}', 10, 900, 1, 1000, now())"
        ),
        "insert into purchase_order_history (id, purchase_order_id, status, new_status) values (gen_random_uuid(), $purchase_order, 'DRAFT', 'SENT')"
            .to_owned(),
        "insert into purchase_receipts (id, purchase_order_id, warehouse_id, exchange_rate) values ($receipt, $purchase_order, $warehouse, 1)"
            .to_owned(),
        "insert into purchase_receipt_items (id, purchase_receipt_id, purchase_order_item_id, quantity, condition, unit_cost, goods_value)
         values ($receipt_item, $receipt, $purchase_item, 1, 'SELLABLE', 900, 900)"
            .to_owned(),
        "insert into purchase_landed_costs (id, purchase_receipt_id, kind, amount) values ($cost, $receipt, 'FREIGHT', 100)".to_owned(),
        "insert into purchase_landed_cost_shares (id, purchase_landed_cost_id, purchase_receipt_item_id, amount)
         values (gen_random_uuid(), $cost, $receipt_item, 100)"
            .to_owned(),
        "insert into purchase_order_changes (id, purchase_order_id, purchase_order_item_id, quantity, unit_cost)
         values ($change, $purchase_order, $purchase_item, 8, 950)"
            .to_owned(),
    ]
}

//! The rows of orders and of what follows from them.

use super::world::{Customer, Order, REMITTED_AFTER, World};
use crate::seed::data::places;
use crate::seed::dice::{self, Dice};
use crate::seed::plan::{Fate, Step};
use crate::seed::rows::Rows;
use uuid::Uuid;

pub const CANCEL_REASONS: &[&str] =
    &["The buyer changed their mind", "Ordered twice", "The buyer cannot be reached", "Too expensive", "Delivery takes too long"];

/// Orders that are written together.
pub const CHUNK: u32 = 20_000;
/// Rows of one chunk of orders.
#[derive(Default)]
pub struct Chunk {
    pub orders: Rows,
    pub items: Rows,
    pub history: Rows,
    pub payments: Rows,
    pub events: Rows,
    pub reservations: Rows,
    pub deliveries: Rows,
    pub delivery_orders: Rows,
    pub delivery_items: Rows,
    pub delivery_history: Rows,
    pub until: u32,
}

pub fn address(customer: &Customer) -> String {
    let (town, district, postal_code) = places::TOWNS[customer.town];
    serde_json::json!({
        "full_name": customer.name, "phone": customer.phone, "email": null, "line1": customer.line1, "line2": null, "city": town,
        "district": district, "postal_code": postal_code, "country": "LK",
    })
    .to_string()
}

pub fn chunk(world: &World, from: u32) -> Chunk {
    let mut rows = Chunk { until: world.orders.min(from + CHUNK), ..Chunk::default() };
    for number in from..rows.until {
        let order = world.order(number);
        let address = address(&world.customers[order.customer]);
        write_order(world, &order, &address, &mut rows);
        write_payment(world, &order, &mut rows);
        if order.exact && order.plan.at(Step::Dispatched).is_some() {
            write_parcel(world, &order, &address, &mut rows);
        }
    }
    rows
}

pub fn write_order(world: &World, order: &Order, address: &str, rows: &mut Chunk) {
    let plan = &order.plan;
    let (last, last_at) = plan.last();
    let cancelled = last == Step::Cancelled;
    let captured = order.captured(world.now);
    let reason = (cancelled).then(|| CANCEL_REASONS[order.number as usize % CANCEL_REASONS.len()]);
    let parcel = order.exact && plan.has_left();
    rows.orders.row().raw(world.organization_id).raw(order.id).raw(dice::code(order.number, 6)).raw(order.source);
    rows.orders.raw(world.customers[order.customer].id).raw(plan.status()).raw(plan.shipping_status());
    rows.orders.raw(if captured == 0 { "UNPAID" } else { "PAID" });
    rows.orders.money(order.subtotal).money(order.discount).money(order.shipping).money(order.total());
    rows.orders.money(if cancelled { order.total() } else { 0 }).text(address);
    rows.orders.maybe(parcel.then(|| tracking(order.number)));
    rows.orders.maybe((plan.fate == Fate::Held).then_some("The buyer asks to wait")).time(order.ordered_at());
    for step in [Step::Confirmed, Step::Packed, Step::Dispatched, Step::Delivered, Step::Cancelled] {
        let undone = step == Step::Dispatched && plan.at(Step::CameBack).is_some();
        rows.orders.maybe_time(plan.at(step).filter(|_| !undone));
    }
    rows.orders.maybe(reason).raw(if plan.has_left() && !order.exact { r#"{"fulfilled_elsewhere": true}"# } else { "{}" });
    rows.orders.maybe(parcel.then(|| courier(world, order))).time(order.ordered_at()).time(last_at);

    for line in &order.lines {
        let variant = &world.variants[line.variant];
        let total = variant.price * line.quantity - line.discount;
        rows.items
            .row()
            .raw(world.organization_id)
            .raw(line.id)
            .raw(order.id)
            .raw(variant.id)
            .text(&world.variant_label(variant))
            .raw(&variant.sku);
        rows.items.raw(line.quantity).money(variant.price).money(line.discount).money(total);
        rows.items.maybe((plan.holds_stock() || plan.has_left()).then_some(world.warehouse_id));
        rows.items
            .raw(if plan.has_left() { line.quantity } else { 0 })
            .raw(if cancelled { line.quantity } else { 0 })
            .time(order.ordered_at());
        let mut dice = Dice::new(line.id.as_u64_pair().1);
        let mut reserve = |status: &str, released_at: Option<i64>| {
            let reserved_at = plan.at(Step::Confirmed).unwrap_or(last_at);
            rows.reservations.row().raw(world.organization_id).raw(dice.id(reserved_at)).raw(world.warehouse_id).raw(variant.id);
            rows.reservations.raw(line.quantity).raw("ORDER_ITEM").raw(line.id).raw(status).maybe_time(released_at).time(reserved_at);
        };
        if plan.holds_stock() {
            reserve("ACTIVE", None);
        } else if order.exact && plan.has_left() {
            reserve("CONFIRMED", plan.at(Step::Dispatched));
        }
    }

    let mut dice = Dice::new(order.id.as_u64_pair().1);
    let mut before: Option<&str> = None;
    for (step, at) in &plan.steps {
        let skipped = !order.exact && *step != Step::Ordered && *step != last;
        if !skipped {
            rows.history.row().raw(world.organization_id).raw(dice.id(*at)).raw(order.id).raw("STATUS").maybe(before).raw(step.status());
            rows.history.maybe((*step == Step::Cancelled).then_some(reason).flatten()).time(*at);
        }
        before = Some(step.status());
    }
}

pub fn write_payment(world: &World, order: &Order, rows: &mut Chunk) {
    let plan = &order.plan;
    let (last, last_at) = plan.last();
    let prepaid = order.method != "COD";
    let expected_at = if prepaid { Some(order.ordered_at() + 600) } else { plan.at(Step::Dispatched) };
    let Some(created_at) = expected_at.filter(|_| !prepaid || last != Step::Cancelled) else { return };
    let captured = order.captured(world.now);
    let status = match last {
        _ if captured > 0 => "COMPLETED",
        Step::Delivered => "PROCESSING",
        Step::Cancelled | Step::CameBack => "FAILED",
        _ => "PENDING",
    };
    let processed_at = match status {
        "COMPLETED" if prepaid => Some(created_at),
        "COMPLETED" => Some(last_at + REMITTED_AFTER),
        "FAILED" => plan.at(Step::CameBack),
        _ => None,
    };
    let mut dice = Dice::new(order.id.as_u64_pair().1 ^ 1);
    let id = dice.id(created_at);
    rows.payments.row().raw(world.organization_id).raw(id).raw(order.id).raw(world.customers[order.customer].id).money(order.total());
    rows.payments
        .raw(order.method)
        .raw(status)
        .raw(format_args!("load:{}", order.id))
        .money(captured)
        .maybe_time(processed_at)
        .time(created_at);
    if captured > 0 {
        let at = processed_at.unwrap_or(created_at);
        rows.events.row().raw(world.organization_id).raw(dice.id(at)).raw(id).raw("CAPTURED").money(captured).time(at);
    }
}

pub fn tracking(number: u32) -> String {
    format!("TRK{}", dice::code(number, 5))
}

pub fn courier(world: &World, order: &Order) -> Uuid {
    world.couriers[order.number as usize % world.couriers.len()]
}

pub fn write_parcel(world: &World, order: &Order, address: &str, rows: &mut Chunk) {
    let plan = &order.plan;
    let Some(shipped_at) = plan.at(Step::Dispatched) else { return };
    let packed_at = plan.steps.iter().find(|(step, _)| *step == Step::Packed).map_or(shipped_at, |(_, at)| *at);
    let mut dice = Dice::new(order.id.as_u64_pair().1 ^ 2);
    let id = dice.id(shipped_at);
    let (status, parcel_status) = match plan.shipping_status() {
        "DELIVERED" => ("DELIVERED", "delivered"),
        "RETURNED" => ("RETURNED", "return_to_sender"),
        _ => ("DISPATCHED", "in_transit"),
    };
    let cod = if order.method == "COD" { order.total() } else { 0 };
    let items: Vec<serde_json::Value> = order
        .lines
        .iter()
        .map(|line| {
            let variant = &world.variants[line.variant];
            serde_json::json!({"name": world.variant_label(variant), "sku": variant.sku, "quantity": line.quantity})
        })
        .collect();
    rows.deliveries
        .row()
        .raw(world.organization_id)
        .raw(id)
        .raw(courier(world, order))
        .raw(tracking(order.number))
        .raw(status)
        .raw(parcel_status);
    rows.deliveries.money(cod).text(address).text(&serde_json::Value::from(items).to_string()).raw(format_args!("load:{}", order.id));
    rows.deliveries.maybe_time(plan.at(Step::Delivered)).time(packed_at).time(shipped_at);
    rows.deliveries.maybe((status == "RETURNED").then_some("The buyer refused it")).time(shipped_at);
    rows.delivery_orders.row().raw(world.organization_id).raw(dice.id(shipped_at)).raw(id).raw(order.id).money(cod).time(shipped_at);
    for line in &order.lines {
        rows.delivery_items
            .row()
            .raw(world.organization_id)
            .raw(dice.id(shipped_at))
            .raw(id)
            .raw(line.id)
            .raw(line.quantity)
            .time(shipped_at);
    }
    let mut before: Option<&str> = None;
    let events = [
        Some(("DISPATCHED", shipped_at, "INFO")),
        plan.at(Step::Delivered).map(|at| ("DELIVERED", at, "SUCCESS")),
        plan.at(Step::CameBack).map(|at| ("RETURNED", at, "WARNING")),
    ];
    for (sequence, (word, at, kind)) in events.into_iter().flatten().enumerate() {
        rows.delivery_history.row().raw(world.organization_id).raw(dice.id(at)).raw(id).maybe(before).raw(word).raw(kind);
        rows.delivery_history.time(at).time(at).raw(sequence + 1).raw(format_args!("{id}:{sequence}")).time(at);
        before = Some(word);
    }
}

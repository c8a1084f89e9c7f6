//! Writes what was worked out: one statement a table, the rows as JSON.

use super::insert::{insert_orders, insert_parcels, insert_payments};
use super::orders::{Order, Payment};
use super::people::Person;
use super::stock::Move;
use super::{Base, maybe_time, money, time};
use crate::seed::dice::{self, Dice};
use crate::seed::plan::{Fate, HOUR, Step};
use crate::server::Work;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What a customer's orders come to.
#[derive(Clone, Copy, Default)]
struct Totals {
    orders: i64,
    delivered: i64,
    refused: i64,
    spent: i64,
    last: Option<i64>,
}

/// Customers with identifiers and addresses. Totals follow with the orders.
pub async fn people(work: &mut Work, base: &Base, people: &[Person], dice: &mut Dice) -> anyhow::Result<()> {
    let (mut rows, mut identifiers, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
    for (place, person) in people.iter().enumerate() {
        let at = if person.since == 0 { base.now - HOUR * (1 + place as i64 * 7) } else { person.since };
        let notes = match place {
            3 => "Orders for her shop in Matale before every festival",
            7 => "Calls back in the evening",
            _ => "",
        };
        rows.push(json!({
            "id": person.id, "name": person.name, "phone": person.phone, "email": person.email, "locale": person.locale,
            "status": if place + 1 == people.len() { "BLOCKED" } else { "ACTIVE" }, "notes": notes, "created_at": time(at),
        }));
        for (kind, value) in [("PHONE", Some(&person.phone)), ("EMAIL", person.email.as_ref())] {
            if let Some(value) = value {
                identifiers
                    .push(json!({"id": dice.id(at), "customer_id": person.id, "kind": kind, "value": value, "created_at": time(at)}));
            }
        }
        let (city, district, postal_code) = person.town;
        addresses.push(json!({
            "id": dice.id(at), "customer_id": person.id, "full_name": person.name, "phone": person.phone, "email": person.email, "line1": person.line1,
            "city": city, "district": district, "postal_code": postal_code, "last_used_at": maybe_time((person.since > 0).then_some(person.since)),
            "usage_count": i64::from(person.since > 0), "created_at": time(at),
        }));
    }
    sqlx::query!(
        "insert into customers (id, name, phone, email, locale, status, notes, created_at)
         select id, name, phone, email, locale, status, notes, created_at from jsonb_populate_recordset(null::customers, $1)",
        Value::from(rows)
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into customer_identifiers (id, customer_id, kind, value, created_at)
         select id, customer_id, kind, value, created_at from jsonb_populate_recordset(null::customer_identifiers, $1)",
        Value::from(identifiers)
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into customer_addresses (id, customer_id, full_name, phone, email, line1, city, district, postal_code, is_default, last_used_at,
           usage_count, created_at)
         select id, customer_id, full_name, phone, email, line1, city, district, postal_code, true, last_used_at, usage_count, created_at
         from jsonb_populate_recordset(null::customer_addresses, $1)",
        Value::from(addresses)
    )
    .execute(work.conn())
    .await?;
    Ok(())
}

/// Everything that happened to the stock, in order.
pub async fn stock(work: &mut Work, moves: &[Move]) -> anyhow::Result<()> {
    let moves: Value = moves.iter().map(Move::json).collect();
    sqlx::query!(
        r#"select count(done) from (
             select stock_apply((m.value ->> 'user_id')::uuid, (m.value ->> 'at')::timestamptz, m.value -> 'operations') as done
             from jsonb_array_elements($1) m
           ) x"#,
        moves
    )
    .fetch_one(work.conn())
    .await?;
    let now = work.now;
    sqlx::query!(
        "update inventory_levels set reorder_level = 5, reorder_quantity = 20, low_since = case when available <= 5 then $1::timestamptz end",
        now
    )
    .execute(work.conn())
    .await?;
    Ok(())
}

/// Rows of all tables that an order is in.
#[derive(Default)]
pub struct Rows {
    pub orders: Vec<Value>,
    pub items: Vec<Value>,
    pub history: Vec<Value>,
    pub notes: Vec<Value>,
    pub payments: Vec<Value>,
    pub events: Vec<Value>,
    pub parcels: Vec<Value>,
    pub parcel_orders: Vec<Value>,
    pub parcel_items: Vec<Value>,
    pub parcel_history: Vec<Value>,
    pub audit: Vec<Value>,
}

/// Orders with lines, history, notes, payments, parcels and the audit log; and the customers' totals.
pub async fn orders(work: &mut Work, base: &Base, people: &[Person], orders: &[Order], dice: &mut Dice) -> anyhow::Result<()> {
    let mut rows = Rows::default();
    let mut totals = vec![Totals::default(); people.len()];
    for order in orders {
        header(base, order, &people[order.person], &mut rows);
        steps(base, order, &mut rows, dice);
        for payment in &order.payments {
            pay(order, payment, &people[order.person], &mut rows, dice);
        }
        if order.plan.at(Step::Dispatched).is_some() {
            parcel(base, order, &people[order.person], &mut rows, dice);
        }
        let totals = &mut totals[order.person];
        if !matches!(order.status(), "DRAFT" | "CANCELLED") {
            totals.orders += 1;
            totals.last = totals.last.max(Some(order.ordered_at()));
        }
        totals.refused += i64::from(order.plan.shipping_status() == "RETURNED");
        if order.status() == "DELIVERED" {
            totals.delivered += 1;
            totals.spent += order.total();
        }
    }
    insert_orders(work, &mut rows).await?;
    insert_payments(work, &mut rows).await?;
    insert_parcels(work, &mut rows).await?;
    let totals: Vec<Value> = people
        .iter()
        .zip(&totals)
        .map(|(person, totals)| {
            json!({"id": person.id, "total_orders": totals.orders, "total_spent": money(totals.spent), "delivered_count": totals.delivered,
                "refused_count": totals.refused, "last_order_at": totals.last.map_or(json!("-infinity"), time)})
        })
        .collect();
    sqlx::query!(
        "update customers c
         set total_orders = t.total_orders, total_spent = t.total_spent, delivered_count = t.delivered_count, refused_count = t.refused_count,
           last_order_at = t.last_order_at
         from jsonb_populate_recordset(null::customers, $1) t where c.id = t.id",
        Value::from(totals)
    )
    .execute(work.conn())
    .await?;
    Ok(())
}

pub fn number(order: &Order) -> String {
    dice::code(order.place + 7_000, 5)
}

fn tracking(order: &Order) -> String {
    format!("TRK{}", dice::code(order.place + 90_000, 5))
}

/// How much is paid after each payment event: (time, status), only where it changes.
fn financial(order: &Order) -> Vec<(i64, &'static str)> {
    let mut events: Vec<(i64, i64, i64)> = Vec::new();
    for payment in &order.payments {
        if let Some(at) = payment.captured_at {
            events.push((at, payment.amount, 0));
        }
        if let Some(at) = payment.refunded_at {
            events.push((at, 0, payment.amount));
        }
    }
    events.sort_unstable();
    let (mut captured, mut refunded) = (0, 0);
    let mut changes: Vec<(i64, &'static str)> = Vec::new();
    for (at, more_captured, more_refunded) in events {
        captured += more_captured;
        refunded += more_refunded;
        let status = match (captured, refunded) {
            (_, refunded) if refunded > 0 => "REFUNDED",
            (captured, _) if captured >= order.total() => "PAID",
            _ => "PARTIALLY_PAID",
        };
        if changes.last().is_none_or(|(_, last)| *last != status) {
            changes.push((at, status));
        }
    }
    changes
}

fn header(base: &Base, order: &Order, person: &Person, rows: &mut Rows) {
    let plan = &order.plan;
    let is_cancelled = order.status() == "CANCELLED";
    let has_left = plan.has_left();
    let web = order.source == "WOOCOMMERCE";
    let by_hand = matches!(order.source, "PHONE" | "WHATSAPP" | "MESSENGER" | "ADMIN");
    let created_by = if by_hand { base.user("STAFF") } else { None };
    rows.orders.push(json!({
        "id": order.id, "order_number": number(order), "source": order.source, "store_id": web.then_some(base.store_id),
        "platform_order_id": web.then(|| (4200 + order.place).to_string()), "platform_order_number": web.then(|| (4200 + order.place).to_string()),
        "customer_id": person.id, "status": order.status(), "shipping_status": plan.shipping_status(),
        "financial_status": financial(order).last().map_or("UNPAID", |(_, status)| *status),
        "subtotal": money(order.subtotal()), "discount": money(order.discount()), "shipping": money(order.shipping), "total": money(order.total()),
        "cancelled_total": money(if is_cancelled { order.total() } else { 0 }), "shipping_address": person.address(),
        "tracking_number": has_left.then(|| tracking(order)), "courier_id": has_left.then(|| base.couriers[order.courier]),
        "customer_note": order.customer_note, "hold_reason": order.hold_reason, "ordered_at": time(order.ordered_at()),
        "confirmed_at": maybe_time(plan.at(Step::Confirmed)),
        "packed_at": maybe_time(plan.at(Step::CameBack).or(plan.at(Step::Packed))),
        "dispatched_at": maybe_time(plan.at(Step::Dispatched).filter(|_| plan.at(Step::CameBack).is_none())),
        "delivered_at": maybe_time(plan.at(Step::Delivered)), "cancelled_at": maybe_time(plan.at(Step::Cancelled)),
        "cancel_reason": order.cancel_reason, "created_by": created_by, "updated_by": base.user("STAFF"), "version": plan.steps.len(),
        "created_at": time(order.ordered_at()),
    }));
    for line in &order.lines {
        let holds = line.variant.is_some() && plan.at(Step::Confirmed).is_some();
        rows.items.push(json!({
            "id": line.id, "order_id": order.id, "variant_id": line.variant.map(|variant| base.variants[variant].id),
            "platform_product_id": line.variant.is_none().then_some("9901"), "name": line.name, "sku": line.sku, "quantity": line.quantity,
            "unit_price": money(line.price), "discount": money(line.discount), "total": money(line.price * line.quantity - line.discount),
            "warehouse_id": holds.then(|| base.warehouses[0]), "fulfilled": if has_left { line.quantity } else { 0 },
            "cancelled": if is_cancelled { line.quantity } else { 0 }, "created_at": time(order.ordered_at()),
        }));
    }
    if let Some(note) = order.note {
        let at = order.ordered_at() + (plan.last().1 - order.ordered_at()) / 2;
        rows.notes.push(json!({"id": Dice::new(u64::from(order.place)).id(at), "order_id": order.id, "body": note, "user_id": base.user("STAFF"), "created_at": time(at)}));
    }
}

/// Who does a step, and what the audit log calls it.
fn doer(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Ordered => ("STAFF", "orders.created"),
        Step::Confirmed => ("STAFF", "orders.confirmed"),
        Step::Picking | Step::Packed => ("WAREHOUSE", "orders.packed"),
        Step::Dispatched => ("WAREHOUSE", "orders.dispatched"),
        Step::Delivered => ("STAFF", "orders.delivered"),
        Step::CameBack => ("WAREHOUSE", "orders.returned"),
        Step::Cancelled => ("STAFF", "orders.cancelled"),
    }
}

fn steps(base: &Base, order: &Order, rows: &mut Rows, dice: &mut Dice) {
    let plan = &order.plan;
    let mut before: Option<&str> = None;
    let mut goods = "PENDING";
    let mut add = |dice: &mut Dice, field: &str, old: Option<&str>, new: &str, reason: Option<&str>, user: Option<Uuid>, at: i64| {
        rows.history
            .push(json!({"id": dice.id(at), "order_id": order.id, "field": field, "status": old, "new_status": new, "reason": reason,
            "changed_by_id": user, "created_at": time(at)}));
    };
    for (step, at) in &plan.steps {
        let (role, action) = doer(*step);
        let by_machine = *step == Step::Ordered && !matches!(order.source, "PHONE" | "WHATSAPP" | "MESSENGER" | "ADMIN");
        let user = if by_machine { None } else { base.user(role) };
        let status = if order.is_draft { "DRAFT" } else { step.status() };
        let reason = match step {
            Step::Cancelled => order.cancel_reason,
            Step::CameBack if plan.fate == Fate::Refused => Some(order.cancel_reason.unwrap_or("The buyer refused it at the door")),
            _ => None,
        };
        add(dice, "STATUS", before, status, reason, user, *at);
        let moved = match step {
            Step::Packed => "PROCESSING",
            Step::Dispatched => "DISPATCHED",
            Step::Delivered => "DELIVERED",
            Step::CameBack => "RETURNED",
            _ => goods,
        };
        if moved != goods {
            add(dice, "SHIPPING", Some(goods), moved, None, user, *at);
            goods = moved;
        }
        if *step != Step::Picking {
            let old = before.map_or(Value::Null, |before| json!({"status": before}));
            let new = match step {
                Step::Ordered => json!({"number": number(order), "total": money(order.total()), "lines": order.lines.len()}),
                Step::Cancelled => json!({"status": status, "reason": order.cancel_reason}),
                _ => json!({"status": status}),
            };
            rows.audit.push(audit(dice, user, action, "order", order.id, &old, &new, *at));
        }
        before = Some(status);
    }
    let mut paid = "UNPAID";
    for (at, status) in financial(order) {
        add(dice, "FINANCIAL", Some(paid), status, None, base.user("ADMIN"), at);
        paid = status;
    }
}

fn audit(dice: &mut Dice, user: Option<Uuid>, action: &str, resource: &str, id: Uuid, old: &Value, new: &Value, at: i64) -> Value {
    // bytea as text, PostgreSQL manual, "bytea Hex Format".
    let hash = Sha256::digest(format!("{old}\n{new}")).iter().fold(String::from("\\x"), |text, byte| format!("{text}{byte:02x}"));
    json!({"id": dice.id(at), "user_id": user, "action": action, "resource": resource, "resource_id": id, "old_values": old, "new_values": new,
        "values_hash": hash, "created_at": time(at)})
}

fn pay(order: &Order, payment: &Payment, person: &Person, rows: &mut Rows, dice: &mut Dice) {
    let is_cod = payment.method == "COD";
    let key = if is_cod { format!("cod:{}", payment.id) } else { format!("demo:{}", payment.id) };
    let reference =
        if is_cod { json!({}) } else { json!({"reference": format!("{} {}", payment.method.replace('_', " "), number(order))}) };
    rows.payments.push(json!({
        "id": payment.id, "order_id": order.id, "customer_id": person.id, "amount": money(payment.amount), "method": payment.method,
        "status": payment.status(), "gateway_response": reference, "idempotency_key": key, "captured": money(payment.captured()),
        "refund_amount": money(payment.refunded()), "processed_at": maybe_time(payment.captured_at), "created_at": time(payment.at),
    }));
    let events = [
        (Some(payment.at), if is_cod { "EXPECTED" } else { "RECORDED" }, 0),
        (payment.collected_at, "COLLECTED", 0),
        (payment.captured_at, "CAPTURED", payment.amount),
        (payment.failed_at, "FAILED", 0),
        (payment.refunded_at, "REFUNDED", 0),
    ];
    for (at, kind, amount) in events {
        if let Some(at) = at {
            rows.events
                .push(json!({"id": dice.id(at), "payment_id": payment.id, "type": kind, "amount": money(amount), "created_at": time(at)}));
        }
    }
}

fn parcel(base: &Base, order: &Order, person: &Person, rows: &mut Rows, dice: &mut Dice) {
    let plan = &order.plan;
    let Some(shipped_at) = plan.at(Step::Dispatched) else { return };
    let is_rider = base.riders[order.courier];
    let (status, parcel_status) = match plan.shipping_status() {
        "DELIVERED" => ("DELIVERED", "delivered"),
        "RETURNED" => ("RETURNED", "return_to_sender"),
        _ if is_rider => ("DISPATCHED", "out_for_delivery"),
        _ => ("DISPATCHED", "picked_up"),
    };
    let items: Vec<Value> = order.lines.iter().map(|line| json!({"name": line.name, "sku": line.sku, "quantity": line.quantity})).collect();
    let reason = (status == "RETURNED").then(|| order.cancel_reason.unwrap_or("The buyer refused it at the door"));
    rows.parcels.push(json!({
        "id": order.parcel_id, "courier_id": base.couriers[order.courier], "tracking_number": tracking(order),
        "waybill": (!is_rider).then(|| format!("WB{:07}", 4_100_000 + order.place * 17)), "status": status, "parcel_status": parcel_status,
        "cod_amount": money(order.cod()), "address": person.address(), "items": items, "booking_key": order.parcel_id.to_string(),
        "actual_delivery_at": maybe_time(plan.at(Step::Delivered)), "processed_at": time(shipped_at), "shipped_at": time(shipped_at),
        "return_reason": reason, "failed_attempts": i64::from(reason.is_some()), "created_at": time(shipped_at),
    }));
    rows.parcel_orders
        .push(json!({"id": dice.id(shipped_at), "delivery_id": order.parcel_id, "order_id": order.id, "cod_amount": money(order.cod()),
        "created_at": time(shipped_at)}));
    for line in &order.lines {
        rows.parcel_items
            .push(json!({"id": dice.id(shipped_at), "delivery_id": order.parcel_id, "order_item_id": line.id, "quantity": line.quantity,
            "created_at": time(shipped_at)}));
    }
    let events = [
        (Some(shipped_at), "DISPATCHED", "INFO", "WAREHOUSE"),
        (plan.at(Step::Delivered), "DELIVERED", "SUCCESS", "STAFF"),
        (plan.at(Step::CameBack), "RETURNED", "WARNING", "WAREHOUSE"),
    ];
    let mut before: Option<&str> = None;
    for (at, word, kind, role) in events {
        let Some(at) = at else { continue };
        rows.parcel_history.push(json!({
            "id": dice.id(at), "delivery_id": order.parcel_id, "status": before, "new_status": word, "status_type": kind,
            "reason": if word == "RETURNED" { reason } else { None }, "changed_by_id": base.user(role),
            "dedupe_key": format!("{}:{word}", order.parcel_id), "occurred_at": time(at),
        }));
        let values = json!({"status": word, "tracking_number": tracking(order)});
        let old = before.map_or(Value::Null, |before| json!({"status": before}));
        rows.audit.push(audit(
            dice,
            base.user(role),
            &format!("delivery.{}", word.to_lowercase()),
            "delivery",
            order.parcel_id,
            &old,
            &values,
            at,
        ));
        before = Some(word);
    }
}

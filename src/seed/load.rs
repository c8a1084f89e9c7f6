//! The load: very many orders of one organization, written by COPY.
//!
//! COPY FROM is refused under forced row level security, so it is not forced inside this one transaction. What an order is
//! depends on its number and the seed alone, so orders are made twice: once to add up customers and stock, once to be
//! written. Orders before the newest ones are marked as fulfilled elsewhere: no movement stands behind each of their lines.

use super::LoadSize;
use super::data::{names, places};
use super::dice::{self, Dice};
use super::plan::{DAY, Fate, Plan, Step, midnight, moment};
use super::rows::Rows;
use crate::domains::{access, inventory};
use crate::server::clock::Clock;
use crate::server::{Db, Error, Scope};
use crate::shared::{AppError, Language};
use anyhow::{Context, ensure};
use sqlx::PgConnection;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Days over which the orders spread.
const DAYS: i64 = 730;
/// So many of the newest orders have parcels, and a movement for every line that has left.
const EXACT: u32 = 50_000;
/// Orders that are written together.
const CHUNK: u32 = 20_000;
/// Cash that is older than this has come in, seconds.
const REMITTED_AFTER: i64 = 14 * DAY;

/// Row level security is forced again before the transaction ends.
const NO_FORCE: &str = "
    alter table categories no force row level security; alter table products no force row level security;
    alter table product_variants no force row level security; alter table translations no force row level security;
    alter table customers no force row level security; alter table customer_identifiers no force row level security;
    alter table customer_addresses no force row level security; alter table warehouses no force row level security;
    alter table couriers no force row level security; alter table inventory_levels no force row level security;
    alter table inventory_reservations no force row level security; alter table inventory_movements no force row level security;
    alter table orders no force row level security; alter table order_items no force row level security;
    alter table order_status_history no force row level security; alter table payments no force row level security;
    alter table payment_events no force row level security; alter table deliveries no force row level security;
    alter table delivery_orders no force row level security; alter table delivery_items no force row level security;
    alter table delivery_status_history no force row level security;";

const FORCE: &str = "
    alter table categories force row level security; alter table products force row level security;
    alter table product_variants force row level security; alter table translations force row level security;
    alter table customers force row level security; alter table customer_identifiers force row level security;
    alter table customer_addresses force row level security; alter table warehouses force row level security;
    alter table couriers force row level security; alter table inventory_levels force row level security;
    alter table inventory_reservations force row level security; alter table inventory_movements force row level security;
    alter table orders force row level security; alter table order_items force row level security;
    alter table order_status_history force row level security; alter table payments force row level security;
    alter table payment_events force row level security; alter table deliveries force row level security;
    alter table delivery_orders force row level security; alter table delivery_items force row level security;
    alter table delivery_status_history force row level security;";

/// Sets aside the foreign keys and those indexes of the largest tables that guard nothing. Making them at the end, checked
/// by one join each, is several times quicker; nobody else can use the tables until then.
const SET_ASIDE: &str = "
    create temp table seed_tables on commit drop as
    select t::regclass as oid from unnest(array['orders', 'order_items', 'order_status_history', 'payments', 'payment_events', 'customers',
      'customer_identifiers', 'customer_addresses', 'inventory_reservations', 'inventory_movements', 'deliveries', 'delivery_orders',
      'delivery_items', 'delivery_status_history']) t;
    create temp table seed_keys on commit drop as
    select c.conrelid::regclass::text as relation, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join seed_tables t on t.oid = c.conrelid where c.contype = 'f';
    create temp table seed_indexes on commit drop as
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join seed_tables t on t.oid = i.indrelid where not i.indisunique;
    do $$
    declare
        v_key record;
        v_index record;
    begin
        for v_key in select relation, name from seed_keys loop
            execute format('alter table %s drop constraint %I', v_key.relation, v_key.name);
        end loop;
        for v_index in select name from seed_indexes loop
            execute 'drop index ' || v_index.name;
        end loop;
    end
    $$;";

const MAKE_INDEXES: &str = "
    set local maintenance_work_mem = '512MB';
    do $$
    declare
        v_index record;
    begin
        for v_index in select definition from seed_indexes loop
            execute v_index.definition;
        end loop;
    end
    $$;";

const MAKE_KEYS: &str = "
    do $$
    declare
        v_key record;
    begin
        for v_key in select relation, name, definition from seed_keys loop
            execute format('alter table %s add constraint %I %s', v_key.relation, v_key.name, v_key.definition);
        end loop;
    end
    $$;";

/// What a quiet hour of autovacuum would do.
const TIDY: &str = "
    vacuum (analyze) categories, products, product_variants, translations, customers, customer_identifiers, customer_addresses, inventory_levels,
      inventory_reservations, inventory_movements, orders, order_items, order_status_history, payments, payment_events, deliveries,
      delivery_orders, delivery_items, delivery_status_history";

const CATEGORIES: &[&str] = &["Sarees", "Sarongs", "Dresses", "Shirts", "Bags", "Shoes", "Toys", "Kitchen", "Spices", "Tea", "Jewellery", "Gifts"];

/// (English, Sinhala, Tamil).
const ADJECTIVES: &[(&str, &str, &str)] = &[
    ("Handloom", "අත්යන්ත්‍ර", "கைத்தறி"), ("Batik", "බතික්", "பத்திக்"), ("Cotton", "කපු", "பருத்தி"), ("Silk", "සේද", "பட்டு"),
    ("Brass", "පිත්තල", "பித்தளை"), ("Wooden", "ලී", "மர"), ("Clay", "මැටි", "களிமண்"), ("Palm leaf", "තල්", "பனையோலை"),
    ("Coconut shell", "පොල්කටු", "சிரட்டை"), ("Classic", "සම්භාව්‍ය", "பாரம்பரிய"), ("Festive", "උත්සව", "பண்டிகை"), ("Everyday", "එදිනෙදා", "அன்றாட"),
];

/// (English, Sinhala, Tamil).
const NOUNS: &[(&str, &str, &str)] = &[
    ("saree", "සාරිය", "சேலை"), ("sarong", "සරම", "சாரம்"), ("shirt", "කමිසය", "சட்டை"), ("dress", "ගවුම", "கவுன்"), ("bag", "බෑගය", "பை"),
    ("lamp", "පහන", "விளக்கு"), ("bowl", "බඳුන", "கிண்ணம்"), ("mask", "වෙස් මුහුණ", "முகமூடி"), ("toy", "සෙල්ලම් බඩුව", "பொம்மை"),
    ("tray", "තැටිය", "தட்டு"), ("cushion cover", "කුෂන් කවරය", "மெத்தை உறை"), ("gift box", "තෑගි පෙට්ටිය", "பரிசுப் பெட்டி"),
];

const VARIANTS: &[(&str, &str)] = &[("S", "Small"), ("M", "Medium"), ("L", "Large")];

const CANCEL_REASONS: &[&str] = &["The buyer changed their mind", "Ordered twice", "The buyer cannot be reached", "Too expensive", "Delivery takes too long"];

/// A sellable thing.
struct Variant {
    id: Uuid,
    product: usize,
    sku: String,
    name: String,
    /// Cents.
    price: i64,
}

/// A product.
struct Product {
    id: Uuid,
    number: usize,
    adjective: usize,
    noun: usize,
    category: usize,
    created_at: i64,
}

/// A buyer.
struct Customer {
    id: Uuid,
    name: String,
    phone: String,
    line1: String,
    town: usize,
}

/// What a buyer's orders come to.
#[derive(Clone, Copy, Default)]
struct Totals {
    orders: u32,
    spent: i64,
    delivered: u32,
    refused: u32,
    first_at: i64,
}

/// What happens to a variant's stock.
#[derive(Clone, Copy, Default)]
struct Stock {
    taken: i64,
    reserved: i64,
}

/// A piece of stock that left.
struct Taken {
    at: i64,
    variant: u32,
    quantity: i64,
    item_id: Uuid,
}

struct Line {
    id: Uuid,
    variant: usize,
    quantity: i64,
    /// Cents off the line.
    discount: i64,
}

struct Order {
    id: Uuid,
    number: u32,
    customer: usize,
    source: &'static str,
    method: &'static str,
    plan: Plan,
    lines: Vec<Line>,
    subtotal: i64,
    discount: i64,
    shipping: i64,
    /// A movement stands behind each line that has left.
    exact: bool,
}

impl Order {
    fn total(&self) -> i64 {
        self.subtotal - self.discount + self.shipping
    }

    fn ordered_at(&self) -> i64 {
        self.plan.at(Step::Ordered).unwrap_or_default()
    }

    /// How much of it is captured, cents.
    fn captured(&self, now: i64) -> i64 {
        match (self.method, self.plan.last()) {
            ("COD", (Step::Delivered, at)) if at + REMITTED_AFTER < now => self.total(),
            ("COD", _) | (_, (Step::Cancelled, _)) => 0,
            _ => self.total(),
        }
    }
}

/// Everything that is made once and looked up often.
struct World {
    organization_id: Uuid,
    warehouse_id: Uuid,
    seed: u64,
    now: i64,
    orders: u32,
    categories: Vec<Uuid>,
    couriers: Vec<Uuid>,
    products: Vec<Product>,
    variants: Vec<Variant>,
    customers: Vec<Customer>,
}

impl World {
    fn new(organization_id: Uuid, warehouse_id: Uuid, now: i64, size: &LoadSize) -> Self {
        let mut dice = Dice::new(size.seed);
        let start = now - DAYS * DAY - DAY;
        let categories = CATEGORIES.iter().map(|_| dice.id(start)).collect();
        let couriers = COURIERS.iter().map(|_| dice.id(start)).collect();
        let mut products = Vec::new();
        let mut variants = Vec::new();
        for number in 0..size.products.max(1) as usize {
            let (adjective, noun) = (dice.below(ADJECTIVES.len()), dice.below(NOUNS.len()));
            let created_at = start + number as i64 % DAY;
            products.push(Product { id: dice.id(created_at), number, adjective, noun, category: dice.below(CATEGORIES.len()), created_at });
            let price = dice.between(5, 400) * 5000;
            let count = dice.weighted(&[(60, 1), (15, 2), (25, 3)]);
            for (code, name) in VARIANTS.iter().take(count) {
                variants.push(Variant {
                    id: dice.id(created_at),
                    product: number,
                    sku: if count == 1 { format!("LT-{number:06}") } else { format!("LT-{number:06}-{code}") },
                    name: if count == 1 { String::new() } else { (*name).to_owned() },
                    price,
                });
            }
        }
        let customers = (0..size.customers.max(1))
            .map(|number| Customer {
                id: dice.id(start + i64::from(number) % DAY),
                name: person(&mut dice),
                phone: dice::phone(number),
                line1: format!("{}, {}", dice.between(1, 320), dice.pick(places::STREETS)),
                town: dice.below(places::TOWNS.len()),
            })
            .collect();
        Self { organization_id, warehouse_id, seed: size.seed, now, orders: size.orders, categories, couriers, products, variants, customers }
    }

    fn product_name(&self, product: &Product) -> String {
        format!("{} {} {}", ADJECTIVES[product.adjective].0, NOUNS[product.noun].0, product.number + 1)
    }

    fn variant_label(&self, variant: &Variant) -> String {
        let name = self.product_name(&self.products[variant.product]);
        if variant.name.is_empty() { name } else { format!("{name} – {}", variant.name) }
    }

    /// The order of a number: always the same.
    fn order(&self, number: u32) -> Order {
        let mut dice = Dice::new(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(u64::from(number)));
        let (number_, orders) = (i64::from(number), i64::from(self.orders));
        let day = number_ * DAYS / orders;
        // The orders of one day, and this one's place among them.
        let first = (day * orders + DAYS - 1) / DAYS;
        let next = ((day + 1) * orders + DAYS - 1) / DAYS;
        let parts = (next - first).max(1) as u64 * 1000;
        let part = (number_ - first).max(0) as u64 * 1000 + dice.below(1000) as u64;
        let start = midnight(self.now) - (DAYS - 1) * DAY;
        let mut ordered_at = moment(start + day * DAY, part, parts);
        if day == DAYS - 1 {
            // Today is not over.
            let today = midnight(self.now);
            ordered_at = today + (ordered_at - today) * (self.now - today) / DAY;
        }
        let fate = dice.weighted(&[(870, Fate::Delivered), (45, Fate::CancelledEarly), (35, Fate::CancelledLate), (48, Fate::Refused), (2, Fate::Held)]);
        let fate = if fate == Fate::Held && self.now - ordered_at > 20 * DAY { Fate::CancelledEarly } else { fate };
        let plan = Plan::new(&mut dice, fate, ordered_at, self.now);
        let id = dice.id(ordered_at);
        let count = dice.weighted(&[(40, 1), (30, 2), (18, 3), (12, 4)]);
        let mut lines: Vec<Line> = Vec::with_capacity(count);
        for _ in 0..count {
            let variant = dice.skewed(self.variants.len());
            if lines.iter().all(|line| line.variant != variant) {
                lines.push(Line { id: dice.id(ordered_at), variant, quantity: dice.weighted(&[(80, 1), (14, 2), (6, 3)]), discount: 0 });
            }
        }
        lines.sort_by_key(|line| line.id);
        let mut subtotal = 0;
        let mut discount = 0;
        let reduced = dice.chance(100);
        for line in &mut lines {
            let value = self.variants[line.variant].price * line.quantity;
            line.discount = if reduced { value / 10 } else { 0 };
            subtotal += value;
            discount += line.discount;
        }
        Order {
            id,
            number,
            customer: dice.skewed(self.customers.len()),
            source: dice.weighted(&[(30, "WEBSITE"), (25, "WHATSAPP"), (20, "PHONE"), (12, "MESSENGER"), (6, "LIVE"), (7, "ADMIN")]),
            method: dice.weighted(&[(88, "COD"), (9, "BANK_TRANSFER"), (3, "LANKAQR")]),
            shipping: if subtotal > 1_000_000 { 0 } else { dice.weighted(&[(50, 35_000), (50, 45_000)]) },
            exact: number + EXACT >= self.orders,
            plan,
            lines,
            subtotal,
            discount,
        }
    }
}

/// A name; every sixth one in the script of its owner.
fn person(dice: &mut Dice) -> String {
    let own_script = dice.chance(160);
    let (given, families) =
        dice.weighted(&[(70, (names::SINHALA, names::SINHALA_FAMILIES)), (18, (names::TAMIL, names::TAMIL_FAMILIES)), (12, (names::MOOR, names::MOOR_FAMILIES))]);
    let (given, family) = (dice.pick(given), dice.pick(families));
    if own_script { format!("{} {}", given.1, family.1) } else { format!("{} {}", given.0, family.0) }
}

/// Courier companies; invented.
const COURIERS: &[&str] = &["Lakdiva Express", "Teardrop Parcels", "Hill Country Couriers"];

/// What the orders come to.
struct Sums {
    customers: Vec<Totals>,
    stock: Vec<Stock>,
    taken: Vec<Taken>,
}

fn add_up(world: &World) -> Sums {
    let mut sums = Sums {
        customers: vec![Totals::default(); world.customers.len()],
        stock: vec![Stock::default(); world.variants.len()],
        taken: Vec::new(),
    };
    for number in 0..world.orders {
        let order = world.order(number);
        let (last, _) = order.plan.last();
        let totals = &mut sums.customers[order.customer];
        if totals.first_at == 0 {
            totals.first_at = order.ordered_at();
        }
        if last != Step::Cancelled {
            totals.orders += 1;
        }
        if last == Step::Delivered {
            totals.delivered += 1;
            totals.spent += order.total();
        }
        if order.plan.shipping_status() == "RETURNED" {
            totals.refused += 1;
        }
        for line in &order.lines {
            let stock = &mut sums.stock[line.variant];
            if order.plan.holds_stock() {
                stock.reserved += line.quantity;
            }
            if order.exact && order.plan.has_left() {
                stock.taken += line.quantity;
                let at = order.plan.at(Step::Dispatched).unwrap_or_default();
                sums.taken.push(Taken { at, variant: line.variant as u32, quantity: line.quantity, item_id: line.id });
            }
        }
    }
    sums.taken.sort_by_key(|taken| (taken.at, taken.item_id));
    sums
}

/// Rows of one chunk of orders.
#[derive(Default)]
struct Chunk {
    orders: Rows,
    items: Rows,
    history: Rows,
    payments: Rows,
    events: Rows,
    reservations: Rows,
    deliveries: Rows,
    delivery_orders: Rows,
    delivery_items: Rows,
    delivery_history: Rows,
    until: u32,
}

fn address(customer: &Customer) -> String {
    let (town, district, postal_code) = places::TOWNS[customer.town];
    serde_json::json!({
        "full_name": customer.name, "phone": customer.phone, "email": null, "line1": customer.line1, "line2": null, "city": town,
        "district": district, "postal_code": postal_code, "country": "LK",
    })
    .to_string()
}

fn chunk(world: &World, from: u32) -> Chunk {
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

fn write_order(world: &World, order: &Order, address: &str, rows: &mut Chunk) {
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
        rows.items.row().raw(world.organization_id).raw(line.id).raw(order.id).raw(variant.id).text(&world.variant_label(variant)).raw(&variant.sku);
        rows.items.raw(line.quantity).money(variant.price).money(line.discount).money(total);
        rows.items.maybe((plan.holds_stock() || plan.has_left()).then_some(world.warehouse_id));
        rows.items.raw(if plan.has_left() { line.quantity } else { 0 }).raw(if cancelled { line.quantity } else { 0 }).time(order.ordered_at());
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

fn write_payment(world: &World, order: &Order, rows: &mut Chunk) {
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
    rows.payments.raw(order.method).raw(status).raw(format_args!("load:{}", order.id)).money(captured).maybe_time(processed_at).time(created_at);
    if captured > 0 {
        let at = processed_at.unwrap_or(created_at);
        rows.events.row().raw(world.organization_id).raw(dice.id(at)).raw(id).raw("CAPTURED").money(captured).time(at);
    }
}

fn tracking(number: u32) -> String {
    format!("TRK{}", dice::code(number, 5))
}

fn courier(world: &World, order: &Order) -> Uuid {
    world.couriers[order.number as usize % world.couriers.len()]
}

fn write_parcel(world: &World, order: &Order, address: &str, rows: &mut Chunk) {
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
    rows.deliveries.row().raw(world.organization_id).raw(id).raw(courier(world, order)).raw(tracking(order.number)).raw(status).raw(parcel_status);
    rows.deliveries.money(cod).text(address).text(&serde_json::Value::from(items).to_string()).raw(format_args!("load:{}", order.id));
    rows.deliveries.maybe_time(plan.at(Step::Delivered)).time(packed_at).time(shipped_at);
    rows.deliveries.maybe((status == "RETURNED").then_some("The buyer refused it")).time(shipped_at);
    rows.delivery_orders.row().raw(world.organization_id).raw(dice.id(shipped_at)).raw(id).raw(order.id).money(cod).time(shipped_at);
    for line in &order.lines {
        rows.delivery_items.row().raw(world.organization_id).raw(dice.id(shipped_at)).raw(id).raw(line.id).raw(line.quantity).time(shipped_at);
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

async fn copy(conn: &mut PgConnection, statement: &str, rows: &Rows) -> anyhow::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut sink = conn.copy_in_raw(statement).await?;
    for part in rows.bytes().chunks(1 << 20) {
        sink.send(part).await?;
    }
    sink.send(b"\n".as_slice()).await?;
    sink.finish().await.with_context(|| statement.to_owned())?;
    Ok(())
}

async fn copy_chunk(conn: &mut PgConnection, rows: &Chunk) -> anyhow::Result<()> {
    copy(
        conn,
        "copy orders (organization_id, id, order_number, source, customer_id, status, shipping_status, financial_status, subtotal, discount, shipping,
           total, cancelled_total, shipping_address, tracking_number, hold_reason, ordered_at, confirmed_at, packed_at, dispatched_at, delivered_at,
           cancelled_at, cancel_reason, platform_data, courier_id, created_at, updated_at) from stdin",
        &rows.orders,
    )
    .await?;
    copy(
        conn,
        "copy order_items (organization_id, id, order_id, variant_id, name, sku, quantity, unit_price, discount, total, warehouse_id, fulfilled,
           cancelled, created_at) from stdin",
        &rows.items,
    )
    .await?;
    copy(
        conn,
        "copy order_status_history (organization_id, id, order_id, field, status, new_status, reason, created_at) from stdin",
        &rows.history,
    )
    .await?;
    copy(
        conn,
        "copy payments (organization_id, id, order_id, customer_id, amount, method, status, idempotency_key, captured, processed_at, created_at) from stdin",
        &rows.payments,
    )
    .await?;
    copy(conn, "copy payment_events (organization_id, id, payment_id, type, amount, created_at) from stdin", &rows.events).await?;
    copy(
        conn,
        "copy inventory_reservations (organization_id, id, warehouse_id, variant_id, quantity, owner_type, owner_id, status, released_at, created_at) from stdin",
        &rows.reservations,
    )
    .await?;
    copy(
        conn,
        "copy deliveries (organization_id, id, courier_id, tracking_number, status, parcel_status, cod_amount, address, items, booking_key,
           actual_delivery_at, processed_at, shipped_at, return_reason, created_at) from stdin",
        &rows.deliveries,
    )
    .await?;
    copy(conn, "copy delivery_orders (organization_id, id, delivery_id, order_id, cod_amount, created_at) from stdin", &rows.delivery_orders).await?;
    copy(conn, "copy delivery_items (organization_id, id, delivery_id, order_item_id, quantity, created_at) from stdin", &rows.delivery_items).await?;
    copy(
        conn,
        "copy delivery_status_history (organization_id, id, delivery_id, status, new_status, status_type, occurred_at, received_at, sequence, dedupe_key,
           created_at) from stdin",
        &rows.delivery_history,
    )
    .await
}

async fn copy_catalogue(conn: &mut PgConnection, world: &World) -> anyhow::Result<()> {
    let organization_id = world.organization_id;
    let mut dice = Dice::new(world.seed ^ 3);
    let (mut categories, mut products, mut variants, mut translations) = (Rows::default(), Rows::default(), Rows::default(), Rows::default());
    for (index, (id, name)) in world.categories.iter().zip(CATEGORIES).enumerate() {
        categories.row().raw(organization_id).raw(id).raw(name).raw(name.to_lowercase()).raw(index + 1);
    }
    for product in &world.products {
        let name = world.product_name(product);
        products.row().raw(organization_id).raw(product.id).raw(&name).raw(format_args!("lt-{}", product.number)).raw("ACTIVE");
        products.raw(world.categories[product.category]).raw(format_args!("LT-{:06}", product.number)).time(product.created_at);
        let (adjective, noun) = (ADJECTIVES[product.adjective], NOUNS[product.noun]);
        for (language, adjective, noun) in [("si", adjective.1, noun.1), ("ta", adjective.2, noun.2)] {
            translations.row().raw(organization_id).raw(dice.id(product.created_at)).raw(language).raw("product").raw(product.id).raw("name");
            translations.raw(format_args!("{adjective} {noun} {}", product.number + 1)).time(product.created_at);
        }
    }
    for (place, variant) in world.variants.iter().enumerate() {
        let product = &world.products[variant.product];
        variants.row().raw(organization_id).raw(variant.id).raw(product.id).raw(&variant.name).raw(&variant.sku);
        variants.raw(format_args!("479{:09}", place)).money(variant.price).money(variant.price * 6 / 10).raw(place % 3).time(product.created_at);
    }
    copy(conn, "copy categories (organization_id, id, name, slug, sort_order) from stdin", &categories).await?;
    copy(conn, "copy products (organization_id, id, name, slug, status, category_id, sku, created_at) from stdin", &products).await?;
    copy(
        conn,
        "copy product_variants (organization_id, id, product_id, name, sku, barcode, price, cost_price, sort_order, created_at) from stdin",
        &variants,
    )
    .await?;
    copy(conn, "copy translations (organization_id, id, language, resource, resource_id, field, value, created_at) from stdin", &translations).await
}

async fn copy_customers(conn: &mut PgConnection, world: &World, totals: &[Totals]) -> anyhow::Result<()> {
    let mut dice = Dice::new(world.seed ^ 4);
    let start = world.now - DAYS * DAY;
    let (mut people, mut identifiers, mut addresses) = (Rows::default(), Rows::default(), Rows::default());
    for (customer, totals) in world.customers.iter().zip(totals) {
        let at = if totals.first_at == 0 { start } else { totals.first_at };
        let (town, district, postal_code) = places::TOWNS[customer.town];
        people.row().raw(world.organization_id).raw(customer.id).raw(&customer.name).raw(&customer.phone).raw(totals.orders).money(totals.spent);
        people.raw(totals.delivered).raw(totals.refused).time(at);
        identifiers.row().raw(world.organization_id).raw(dice.id(at)).raw(customer.id).raw("PHONE").raw(&customer.phone).time(at);
        addresses.row().raw(world.organization_id).raw(dice.id(at)).raw(customer.id).raw(&customer.name).raw(&customer.phone).raw(&customer.line1);
        addresses.raw(town).raw(district).raw(postal_code).raw("t").time(at);
    }
    copy(
        conn,
        "copy customers (organization_id, id, name, phone, total_orders, total_spent, delivered_count, refused_count, created_at) from stdin",
        &people,
    )
    .await?;
    copy(conn, "copy customer_identifiers (organization_id, id, customer_id, kind, value, created_at) from stdin", &identifiers).await?;
    copy(
        conn,
        "copy customer_addresses (organization_id, id, customer_id, full_name, phone, line1, city, district, postal_code, is_default, created_at) from stdin",
        &addresses,
    )
    .await
}

async fn copy_stock(conn: &mut PgConnection, world: &World, sums: &Sums) -> anyhow::Result<()> {
    let mut dice = Dice::new(world.seed ^ 5);
    let start = world.now - DAYS * DAY - DAY / 2;
    let (mut levels, mut movements) = (Rows::default(), Rows::default());
    let mut on_hand = Vec::with_capacity(world.variants.len());
    for (variant, stock) in world.variants.iter().zip(&sums.stock) {
        // A few are nearly sold out.
        let spare = if dice.chance(40) { dice.between(0, 4) } else { dice.between(20, 300) };
        let opening = (stock.taken + stock.reserved + spare).max(1);
        levels.row().raw(world.organization_id).raw(dice.id(start)).raw(world.warehouse_id).raw(variant.id).raw(opening - stock.taken).raw(stock.reserved);
        levels.raw(5).raw(50).time(start);
        movements.row().raw(world.organization_id).raw(dice.id(start)).raw(world.warehouse_id).raw(variant.id).raw("IN").raw("OPENING");
        movements.raw(opening).raw(opening).null().null().time(start);
        on_hand.push(opening);
    }
    for taken in &sums.taken {
        let left = &mut on_hand[taken.variant as usize];
        *left -= taken.quantity;
        movements.row().raw(world.organization_id).raw(dice.id(taken.at)).raw(world.warehouse_id).raw(world.variants[taken.variant as usize].id);
        movements.raw("OUT").raw("SALE").raw(-taken.quantity).raw(*left).raw("ORDER_ITEM").raw(taken.item_id).time(taken.at);
    }
    copy(
        conn,
        "copy inventory_levels (organization_id, id, warehouse_id, variant_id, on_hand, reserved, reorder_level, reorder_quantity, created_at) from stdin",
        &levels,
    )
    .await?;
    copy(
        conn,
        "copy inventory_movements (organization_id, id, warehouse_id, variant_id, type, cause, quantity_change, on_hand_after, reference_type, reference_id,
           created_at) from stdin",
        &movements,
    )
    .await
}

/// Says what has been done, with the seconds since the beginning.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
fn say(begun: Instant, what: &str) {
    println!("{:7.1} s  {what}", begun.elapsed().as_secs_f64());
}

/// The organization, made with an owner if it does not exist.
async fn scope(db: &Db, clock: &Clock, slug: &str) -> anyhow::Result<Scope> {
    let organization = match access::service::organization_by_slug(db, slug).await {
        Err(Error::App(AppError::NotFound)) => {
            let new = access::service::NewOrganization { name: slug.to_owned(), slug: slug.to_owned(), language: Language::En };
            access::service::create_organization(db, clock, new).await?
        }
        found => found?,
    };
    let scope = Scope::system(db.clone(), clock.clone(), organization);
    access::service::add_user(&scope, &format!("owner@{slug}.example"), "Owner", super::PASSWORD.to_owned(), "OWNER").await?;
    Ok(scope)
}

/// Fills one organization.
pub async fn load(db: &Db, clock: &Clock, size: &LoadSize) -> anyhow::Result<()> {
    ensure!(size.orders > 0, "--orders must be at least 1");
    ensure!(size.orders <= 16_000_000, "at most 16 million orders: the codes have five and six symbols");
    let begun = Instant::now();
    let scope = scope(db, clock, &size.organization).await?;
    let organization_id = scope.organization.id;
    let mut work = scope.begin().await?;
    let has_orders = sqlx::query_scalar!(r#"select exists (select from orders) as "exists!""#).fetch_one(work.conn()).await?;
    ensure!(!has_orders, "{} has orders already: name another organization, or drop the database", size.organization);
    drop(work);
    let warehouse_id = inventory::service::ensure_default_warehouse(&scope).await?;

    let now = clock.now().timestamp();
    let world = Arc::new(World::new(organization_id, warehouse_id, now, size));
    let shared = world.clone();
    let sums = tokio::task::spawn_blocking(move || add_up(&shared)).await?;
    say(begun, "everything is thought out");

    let mut tx = db.global().begin().await?;
    sqlx::raw_sql(NO_FORCE).execute(&mut *tx).await?;
    sqlx::raw_sql(SET_ASIDE).execute(&mut *tx).await?;
    copy_catalogue(&mut tx, &world).await?;
    let mut couriers = Rows::default();
    for (id, name) in world.couriers.iter().zip(COURIERS) {
        couriers.row().raw(organization_id).raw(id).raw("COMPANY").raw(name);
    }
    copy(&mut tx, "copy couriers (organization_id, id, kind, name) from stdin", &couriers).await?;
    say(begun, &format!("{} products with {} variants", world.products.len(), world.variants.len()));
    copy_customers(&mut tx, &world, &sums.customers).await?;
    say(begun, &format!("{} customers", world.customers.len()));

    let (send, mut receive) = mpsc::channel(2);
    let shared = world.clone();
    let maker = tokio::task::spawn_blocking(move || {
        for from in (0..shared.orders).step_by(CHUNK as usize) {
            if send.blocking_send(chunk(&shared, from)).is_err() {
                break;
            }
        }
    });
    while let Some(rows) = receive.recv().await {
        copy_chunk(&mut tx, &rows).await?;
        say(begun, &format!("{} of {} orders", rows.until, world.orders));
    }
    maker.await?;
    copy_stock(&mut tx, &world, &sums).await?;
    say(begun, "stock and movements");
    sqlx::raw_sql(MAKE_INDEXES).execute(&mut *tx).await?;
    say(begun, "indexes");
    sqlx::raw_sql(MAKE_KEYS).execute(&mut *tx).await?;
    say(begun, "keys");
    sqlx::raw_sql(FORCE).execute(&mut *tx).await?;
    tx.commit().await?;
    sqlx::raw_sql(TIDY).execute(db.global()).await?;
    say(begun, &format!("{} is ready; sign in as owner@{}.example", size.organization, size.organization));
    Ok(())
}

//! What the load consists of. An order is worked out from its number and the seed alone.

use crate::seed::LoadSize;
use crate::seed::data::{names, places};
use crate::seed::dice::{self, Dice};
use crate::seed::plan::{DAY, Fate, Plan, Step, midnight, moment};
use uuid::Uuid;

/// Days over which the orders spread.
pub const DAYS: i64 = 730;
/// So many of the newest orders have parcels, and a movement for every line that has left.
pub const EXACT: u32 = 50_000;
/// Cash that is older than this has come in, seconds.
pub const REMITTED_AFTER: i64 = 14 * DAY;

pub const CATEGORIES: &[&str] =
    &["Sarees", "Sarongs", "Dresses", "Shirts", "Bags", "Shoes", "Toys", "Kitchen", "Spices", "Tea", "Jewellery", "Gifts"];

/// (English, Sinhala, Tamil).
pub const ADJECTIVES: &[(&str, &str, &str)] = &[
    ("Handloom", "අත්යන්ත්‍ර", "கைத்தறி"),
    ("Batik", "බතික්", "பத்திக்"),
    ("Cotton", "කපු", "பருத்தி"),
    ("Silk", "සේද", "பட்டு"),
    ("Brass", "පිත්තල", "பித்தளை"),
    ("Wooden", "ලී", "மர"),
    ("Clay", "මැටි", "களிமண்"),
    ("Palm leaf", "තල්", "பனையோலை"),
    ("Coconut shell", "පොල්කටු", "சிரட்டை"),
    ("Classic", "සම්භාව්‍ය", "பாரம்பரிய"),
    ("Festive", "උත්සව", "பண்டிகை"),
    ("Everyday", "එදිනෙදා", "அன்றாட"),
];

/// (English, Sinhala, Tamil).
pub const NOUNS: &[(&str, &str, &str)] = &[
    ("saree", "සාරිය", "சேலை"),
    ("sarong", "සරම", "சாரம்"),
    ("shirt", "කමිසය", "சட்டை"),
    ("dress", "ගවුම", "கவுன்"),
    ("bag", "බෑගය", "பை"),
    ("lamp", "පහන", "விளக்கு"),
    ("bowl", "බඳුන", "கிண்ணம்"),
    ("mask", "වෙස් මුහුණ", "முகமூடி"),
    ("toy", "සෙල්ලම් බඩුව", "பொம்மை"),
    ("tray", "තැටිය", "தட்டு"),
    ("cushion cover", "කුෂන් කවරය", "மெத்தை உறை"),
    ("gift box", "තෑගි පෙට්ටිය", "பரிசுப் பெட்டி"),
];

pub const VARIANTS: &[(&str, &str)] = &[("S", "Small"), ("M", "Medium"), ("L", "Large")];

/// A sellable thing.
pub struct Variant {
    pub id: Uuid,
    pub product: usize,
    pub sku: String,
    pub name: String,
    /// Cents.
    pub price: i64,
}

/// A product.
pub struct Product {
    pub id: Uuid,
    pub number: usize,
    pub adjective: usize,
    pub noun: usize,
    pub category: usize,
    pub created_at: i64,
}

/// A buyer.
pub struct Customer {
    pub id: Uuid,
    pub name: String,
    pub phone: String,
    pub line1: String,
    pub town: usize,
}

/// What a buyer's orders come to.
#[derive(Clone, Copy, Default)]
pub struct Totals {
    pub orders: u32,
    pub spent: i64,
    pub delivered: u32,
    pub refused: u32,
    pub first_at: i64,
    pub last_at: i64,
}

/// What happens to a variant's stock.
#[derive(Clone, Copy, Default)]
pub struct Stock {
    pub taken: i64,
    pub reserved: i64,
}

/// A piece of stock that left.
pub struct Taken {
    pub at: i64,
    pub variant: u32,
    pub quantity: i64,
    pub item_id: Uuid,
}

pub struct Line {
    pub id: Uuid,
    pub variant: usize,
    pub quantity: i64,
    /// Cents off the line.
    pub discount: i64,
}

pub struct Order {
    pub id: Uuid,
    pub number: u32,
    pub customer: usize,
    pub source: &'static str,
    pub method: &'static str,
    pub plan: Plan,
    pub lines: Vec<Line>,
    pub subtotal: i64,
    pub discount: i64,
    pub shipping: i64,
    /// A movement stands behind each line that has left.
    pub exact: bool,
}

impl Order {
    pub fn total(&self) -> i64 {
        self.subtotal - self.discount + self.shipping
    }

    pub fn ordered_at(&self) -> i64 {
        self.plan.at(Step::Ordered).unwrap_or_default()
    }

    /// How much of it is captured, cents.
    pub fn captured(&self, now: i64) -> i64 {
        match (self.method, self.plan.last()) {
            ("COD", (Step::Delivered, at)) if at + REMITTED_AFTER < now => self.total(),
            ("COD", _) | (_, (Step::Cancelled, _)) => 0,
            _ => self.total(),
        }
    }
}

/// Everything that is made once and looked up often.
pub struct World {
    pub organization_id: Uuid,
    pub warehouse_id: Uuid,
    pub seed: u64,
    pub now: i64,
    pub orders: u32,
    pub categories: Vec<Uuid>,
    pub couriers: Vec<Uuid>,
    pub products: Vec<Product>,
    pub variants: Vec<Variant>,
    pub customers: Vec<Customer>,
}

impl World {
    pub fn new(organization_id: Uuid, warehouse_id: Uuid, now: i64, size: &LoadSize) -> Self {
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
            let count = size.variants.map_or(count, |wanted| wanted as usize);
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
        Self {
            organization_id,
            warehouse_id,
            seed: size.seed,
            now,
            orders: size.orders,
            categories,
            couriers,
            products,
            variants,
            customers,
        }
    }

    pub fn product_name(&self, product: &Product) -> String {
        format!("{} {} {}", ADJECTIVES[product.adjective].0, NOUNS[product.noun].0, product.number + 1)
    }

    pub fn variant_label(&self, variant: &Variant) -> String {
        let name = self.product_name(&self.products[variant.product]);
        if variant.name.is_empty() { name } else { format!("{name} – {}", variant.name) }
    }

    /// The order of a number: always the same.
    pub fn order(&self, number: u32) -> Order {
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
        let fate = dice.weighted(&[
            (870, Fate::Delivered),
            (45, Fate::CancelledEarly),
            (35, Fate::CancelledLate),
            (48, Fate::Refused),
            (2, Fate::Held),
        ]);
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
pub fn person(dice: &mut Dice) -> String {
    let own_script = dice.chance(160);
    let (given, families) = dice.weighted(&[
        (70, (names::SINHALA, names::SINHALA_FAMILIES)),
        (18, (names::TAMIL, names::TAMIL_FAMILIES)),
        (12, (names::MOOR, names::MOOR_FAMILIES)),
    ]);
    let (given, family) = (dice.pick(given), dice.pick(families));
    if own_script { format!("{} {}", given.1, family.1) } else { format!("{} {}", given.0, family.0) }
}

/// Courier companies; invented.
pub const COURIERS: &[&str] = &["Lakdiva Express", "Teardrop Parcels", "Hill Country Couriers"];

/// What the orders come to.
pub struct Sums {
    pub customers: Vec<Totals>,
    pub stock: Vec<Stock>,
    pub taken: Vec<Taken>,
}

pub fn add_up(world: &World) -> Sums {
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
            totals.last_at = totals.last_at.max(order.ordered_at());
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

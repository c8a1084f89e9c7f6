//! The orders, worked out before anything is written.

use super::people::Person;
use super::{Base, DAYS};
use crate::seed::dice::Dice;
use crate::seed::plan::{DAY, Fate, HOUR, Plan, Step, midnight, moment, working};
use crate::seed::shops::Shop;
use uuid::Uuid;

/// A line.
pub struct Line {
    /// Primary key.
    pub id: Uuid,
    /// Index into the variants; `None` for a platform's line whose SKU is not known here.
    pub variant: Option<usize>,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: String,
    /// Pieces.
    pub quantity: i64,
    /// Cents.
    pub price: i64,
    /// Cents off the line.
    pub discount: i64,
}

/// Money that came or will come.
pub struct Payment {
    /// Primary key.
    pub id: Uuid,
    /// Method.
    pub method: &'static str,
    /// Cents.
    pub amount: i64,
    /// When it was expected or recorded.
    pub at: i64,
    /// When a courier collected it.
    pub collected_at: Option<i64>,
    /// When it was ours.
    pub captured_at: Option<i64>,
    /// When it went back.
    pub refunded_at: Option<i64>,
    /// When it was clear that it will not come.
    pub failed_at: Option<i64>,
}

impl Payment {
    /// Its status now.
    pub fn status(&self) -> &'static str {
        if self.refunded_at.is_some() {
            "REFUNDED"
        } else if self.captured_at.is_some() {
            "COMPLETED"
        } else if self.failed_at.is_some() {
            "FAILED"
        } else if self.collected_at.is_some() {
            "PROCESSING"
        } else {
            "PENDING"
        }
    }

    /// Cents that are ours.
    pub fn captured(&self) -> i64 {
        if self.captured_at.is_some() { self.amount } else { 0 }
    }

    /// Cents that went back.
    pub fn refunded(&self) -> i64 {
        if self.refunded_at.is_some() { self.amount } else { 0 }
    }
}

/// An order.
pub struct Order {
    /// Primary key.
    pub id: Uuid,
    /// Place in time, from 0; numbers come from it.
    pub place: u32,
    /// Index into the people.
    pub person: usize,
    /// Where it came from.
    pub source: &'static str,
    /// Still being written.
    pub is_draft: bool,
    /// What has happened.
    pub plan: Plan,
    /// Lines.
    pub lines: Vec<Line>,
    /// Cents.
    pub shipping: i64,
    /// Payments, oldest first.
    pub payments: Vec<Payment>,
    /// Index into the couriers.
    pub courier: usize,
    /// Primary key of its parcel.
    pub parcel_id: Uuid,
    /// What the buyer said.
    pub customer_note: Option<&'static str>,
    /// What the staff wrote.
    pub note: Option<&'static str>,
    /// Why it waits.
    pub hold_reason: Option<&'static str>,
    /// Why it was cancelled.
    pub cancel_reason: Option<&'static str>,
}

impl Order {
    /// Cents of all lines before discounts.
    pub fn subtotal(&self) -> i64 {
        self.lines.iter().map(|line| line.price * line.quantity).sum()
    }

    /// Cents off.
    pub fn discount(&self) -> i64 {
        self.lines.iter().map(|line| line.discount).sum()
    }

    /// Cents altogether.
    pub fn total(&self) -> i64 {
        self.subtotal() - self.discount() + self.shipping
    }

    /// Seconds since 1970.
    pub fn ordered_at(&self) -> i64 {
        self.plan.at(Step::Ordered).unwrap_or_default()
    }

    /// Its status now.
    pub fn status(&self) -> &'static str {
        if self.is_draft { "DRAFT" } else { self.plan.status() }
    }

    /// Cents that the courier was to collect.
    pub fn cod(&self) -> i64 {
        self.payments.iter().filter(|payment| payment.method == "COD").map(|payment| payment.amount).sum()
    }
}

const CUSTOMER_NOTES: &[&str] = &[
    "Please call before you come",
    "හවස 4න් පස්සේ ගෙනත් දෙන්න",
    "ඉක්මනින් ඕන, තෑග්ගකට",
    "மாலை 5 மணிக்குப் பிறகு வரவும்",
    "Leave it with the neighbour at no. 12",
    "Gift wrap, no invoice inside",
    "தயவு செய்து வருவதற்கு முன் அழைக்கவும்",
    "Near the bo tree, blue gate",
];
const NOTES: &[&str] = &[
    "Called, she will be at home on Saturday",
    "Asked for a darker shade if there is one",
    "Regular buyer: add a sample of cinnamon",
    "Address checked on the phone",
    "Wants the parcel by the rider, not by the company",
];
const HOLDS: &[&str] =
    &["The buyer asks to wait until pay day", "Phone is switched off, third try", "Address is not complete", "Waits for the bank slip"];
const CANCELS: &[&str] =
    &["The buyer changed their mind", "Ordered twice", "The buyer cannot be reached", "Found it cheaper", "Wrong size ordered"];
const REFUSALS: &[&str] = &["The buyer refused it at the door", "Nobody at home, three visits", "The buyer had no cash"];

/// When each order was placed: more lately than before, and a good part in the last days, so that there is work to do.
fn times(shop: &Shop, now: i64, dice: &mut Dice) -> Vec<i64> {
    let today = midnight(now);
    let mut times: Vec<i64> = (0..shop.orders)
        .map(|_| {
            let days_back = if dice.chance(230) { dice.between(0, 3) } else { dice.between(0, DAYS - 1).min(dice.between(0, DAYS + 20)) };
            let at = moment(today - days_back * DAY, dice.below(1000) as u64, 1000);
            // Today is not over.
            if at > now { now - (at - now) % (6 * HOUR) - 300 } else { at }
        })
        .collect();
    times.sort_unstable();
    times
}

/// Orders, oldest first. Marks in `people` who has ordered since when.
pub fn orders(shop: &Shop, base: &Base, people: &mut [Person], dice: &mut Dice) -> Vec<Order> {
    let times = times(shop, base.now, dice);
    let mut orders = Vec::with_capacity(times.len());
    for (place, ordered_at) in times.into_iter().enumerate() {
        let age = base.now - ordered_at;
        let is_draft = age < 2 * DAY && dice.chance(40);
        let fate = dice.weighted(&[
            (82, Fate::Delivered),
            (5, Fate::CancelledEarly),
            (4, Fate::CancelledLate),
            (6, Fate::Refused),
            (3, Fate::Held),
        ]);
        let fate = match fate {
            _ if is_draft => Fate::Held,
            Fate::Held if age > 6 * DAY => Fate::Delivered,
            fate => fate,
        };
        let source = if is_draft {
            "PHONE"
        } else {
            dice.weighted(&[
                (24, "WEBSITE"),
                (22, "WHATSAPP"),
                (18, "PHONE"),
                (14, "WOOCOMMERCE"),
                (10, "MESSENGER"),
                (6, "LIVE"),
                (4, "TIKTOK_SHOP"),
                (2, "ADMIN"),
            ])
        };
        let person = if dice.chance(400) { dice.skewed(people.len()) } else { dice.below(people.len()) };
        if people[person].since == 0 {
            people[person].since = ordered_at;
            people[person].id = dice.id(ordered_at);
        }
        let plan = Plan::new(dice, fate, ordered_at, base.now);
        let is_held = fate == Fate::Held && !is_draft;
        let courier = if shop.couriers.len() > 2 && people[person].town.1 != "Kandy" {
            3 + dice.below(shop.couriers.len() - 3)
        } else {
            dice.below(shop.couriers.len().min(3))
        };
        let lines = lines(base, source, plan.last().0, ordered_at, dice);
        let value: i64 = lines.iter().map(|line| line.price * line.quantity - line.discount).sum();
        let mut order = Order {
            id: dice.id(ordered_at),
            place: u32::try_from(place).unwrap_or_default(),
            person,
            source,
            is_draft,
            lines,
            shipping: if value >= 1_500_000 { 0 } else { dice.weighted(&[(60, 35_000), (40, 45_000)]) },
            payments: Vec::new(),
            courier,
            parcel_id: dice.id(plan.at(Step::Dispatched).unwrap_or(ordered_at)),
            customer_note: dice.chance(170).then(|| *dice.pick(CUSTOMER_NOTES)),
            note: dice.chance(110).then(|| *dice.pick(NOTES)),
            hold_reason: is_held.then(|| *dice.pick(HOLDS)),
            cancel_reason: (plan.last().0 == Step::Cancelled)
                .then(|| if fate == Fate::Refused { *dice.pick(REFUSALS) } else { *dice.pick(CANCELS) }),
            plan,
        };
        order.payments = payments(shop, base, &order, dice);
        orders.push(order);
    }
    // Who has never ordered is known from elsewhere.
    for person in people.iter_mut().filter(|person| person.since == 0) {
        let at = base.now - dice.between(1, DAYS) * DAY;
        person.id = dice.id(at);
    }
    orders
}

fn lines(base: &Base, source: &str, last: Step, ordered_at: i64, dice: &mut Dice) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let reduced = dice.chance(90);
    for _ in 0..dice.weighted(&[(48, 1), (30, 2), (15, 3), (7, 4)]) {
        let index = dice.below(base.variants.len());
        let variant = &base.variants[index];
        if lines.iter().any(|line| line.variant == Some(index)) {
            continue;
        }
        let quantity = if variant.price < 300_000 { dice.weighted(&[(60, 1), (25, 2), (10, 3), (5, 6)]) } else { 1 };
        let discount = if reduced { variant.price * quantity / 10 } else { 0 };
        lines.push(Line {
            id: dice.id(ordered_at),
            variant: Some(index),
            name: variant.label.clone(),
            sku: variant.sku.clone(),
            quantity,
            price: variant.price,
            discount,
        });
    }
    // What the web shop sells and nobody has told us of: to be matched by hand.
    if source == "WOOCOMMERCE" && matches!(last, Step::Ordered | Step::Confirmed | Step::Picking) && dice.chance(800) {
        let (name, sku, price) = *dice.pick(&[
            ("Coconut oil soap, set of 3", "WEB-SOAP-3", 145_000),
            ("Gift card holder", "WEB-GCH", 55_000),
            ("Handloom scarf", "WEB-SCF", 225_000),
        ]);
        lines.push(Line {
            id: dice.id(ordered_at),
            variant: None,
            name: name.to_owned(),
            sku: sku.to_owned(),
            quantity: 1,
            price,
            discount: 0,
        });
    }
    lines.sort_by_key(|line| line.id);
    lines
}

fn payments(shop: &Shop, base: &Base, order: &Order, dice: &mut Dice) -> Vec<Payment> {
    let plan = &order.plan;
    let (last, last_at) = plan.last();
    if order.is_draft {
        return Vec::new();
    }
    let by_now = |at: i64| Some(at).filter(|at| *at <= base.now);
    let mut payments = Vec::new();
    let new = |dice: &mut Dice, method, amount, at| Payment {
        id: dice.id(at),
        method,
        amount,
        at,
        collected_at: None,
        captured_at: None,
        refunded_at: None,
        failed_at: None,
    };
    let comes_to_nothing = matches!(plan.fate, Fate::CancelledEarly | Fate::Refused);
    if !comes_to_nothing && dice.chance(170) {
        let method = dice.weighted(&[(6, "BANK_TRANSFER"), (2, "LANKAQR"), (2, "PAYHERE")]);
        let at = order.ordered_at() + if method == "BANK_TRANSFER" { dice.between(HOUR / 4, 3 * HOUR) } else { 120 };
        // Money that has come before the order was cancelled goes back.
        if at <= base.now && (last != Step::Cancelled || at < last_at) {
            let mut payment = new(dice, method, order.total(), at);
            payment.captured_at = Some(at);
            payment.refunded_at = (last == Step::Cancelled).then_some(last_at).and_then(|at| by_now(at + HOUR / 2).or(Some(at)));
            payments.push(payment);
        }
        return payments;
    }
    let mut due = order.total();
    let advance_at = order.ordered_at() + 2 * HOUR;
    if plan.fate == Fate::Delivered && due > 800_000 && dice.chance(120) && advance_at <= base.now {
        let mut advance = new(dice, "BANK_TRANSFER", 100_000, advance_at);
        advance.captured_at = Some(advance_at);
        payments.push(advance);
        due -= 100_000;
    }
    if let Some(dispatched_at) = plan.at(Step::Dispatched) {
        let mut cod = new(dice, "COD", due, dispatched_at);
        cod.failed_at = plan.at(Step::CameBack);
        if let Some(delivered_at) = plan.at(Step::Delivered) {
            cod.collected_at = Some(delivered_at);
            // Riders bring the cash the next day, companies after a week or two; some are late.
            let days =
                if shop.couriers[order.courier].0 == "RIDER" { dice.between(0, 1) } else { dice.weighted(&[(80, 10), (15, 14), (5, 40)]) };
            cod.captured_at = by_now(working(delivered_at + days * DAY + dice.between(HOUR, 6 * HOUR), dice));
        }
        payments.push(cod);
    }
    payments
}

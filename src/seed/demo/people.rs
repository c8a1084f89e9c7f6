//! The customers.

use crate::seed::data::{names, places};
use crate::seed::dice::{self, Dice};
use crate::seed::shops::Shop;
use serde_json::{Value, json};
use uuid::Uuid;

/// A customer.
pub struct Person {
    /// Primary key, made when they first order.
    pub id: Uuid,
    /// Name as they write it.
    pub name: String,
    /// E.164.
    pub phone: String,
    /// E-mail.
    pub email: Option<String>,
    /// Language in which they are addressed.
    pub locale: &'static str,
    /// House and street.
    pub line1: String,
    /// (town, district, postal code).
    pub town: (&'static str, &'static str, &'static str),
    /// When they first ordered; 0 for never.
    pub since: i64,
}

impl Person {
    /// Where things are sent, as an order keeps it.
    pub fn address(&self) -> Value {
        json!({
            "full_name": self.name, "phone": self.phone, "email": self.email, "line1": self.line1, "line2": null, "city": self.town.0,
            "district": self.town.1, "postal_code": self.town.2, "country": "LK",
        })
    }
}

/// The customers of a shop. Names come in the script of their owners, or in Latin letters as most people type them.
pub fn people(shop: &Shop, dice: &mut Dice) -> Vec<Person> {
    let first = u32::try_from(shop.seed % 1000 * 977).unwrap_or_default();
    (0..shop.customers)
        .map(|number| {
            let [sinhala, tamil, moor] = shop.mix;
            let (given, families, own) = dice.weighted(&[
                (sinhala, (names::SINHALA, names::SINHALA_FAMILIES, "si")),
                (tamil, (names::TAMIL, names::TAMIL_FAMILIES, "ta")),
                (moor, (names::MOOR, names::MOOR_FAMILIES, "ta")),
            ]);
            let (given, family) = (dice.pick(given), dice.pick(families));
            let own_script = dice.chance(300);
            let locale = if own_script || dice.chance(400) { own } else { "en" };
            let place = dice.weighted(&[(if shop.slug.starts_with("jaffna") { 50 } else { 5 }, "Jaffna"), (50, "")]);
            let near: Vec<_> = places::TOWNS.iter().filter(|(_, district, _)| place.is_empty() || *district == place).collect();
            Person {
                id: Uuid::nil(),
                name: if own_script { format!("{} {}", given.1, family.1) } else { format!("{} {}", given.0, family.0) },
                phone: dice::phone(first + u32::try_from(number).unwrap_or_default()),
                email: dice
                    .chance(300)
                    .then(|| format!("{}.{}{}@example.com", given.0.to_lowercase(), family.0.to_lowercase(), number + 1)),
                locale,
                line1: format!("{}, {}", dice.between(1, 320), dice.pick(places::STREETS)),
                town: **dice.pick(&near),
                since: 0,
            }
        })
        .collect()
}

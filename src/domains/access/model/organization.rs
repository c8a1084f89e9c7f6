//! What an organization says of itself and how it works.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Currencies that an organization may keep its books in: those with two places after the point in which merchants here sell.
pub const CURRENCIES: &[&str] =
    &["LKR", "INR", "USD", "EUR", "GBP", "AUD", "CAD", "NZD", "SGD", "MYR", "AED", "QAR", "SAR", "MVR", "BDT", "PKR", "CHF", "CNY"];

/// Most tax ids.
pub const MOST_TAX_IDS: usize = 8;

/// Where letters reach it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostalAddress {
    /// Street and house.
    pub line1: String,
    /// More of it.
    pub line2: String,
    /// Town.
    pub city: String,
    /// District.
    pub district: String,
    /// Postal code.
    pub postal_code: String,
}

/// A number under which a tax office knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaxId {
    /// Of what: `VAT`, `SVAT`, `TIN` or whatever the office calls it.
    pub kind: String,
    /// The number.
    pub number: String,
}

/// How new orders are numbered: a prefix and random symbols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderNumberStyle {
    /// Random symbols: 5 or 6.
    pub length: u8,
    /// What stands before them, from the same alphabet; may be empty.
    pub prefix: String,
}

impl Default for OrderNumberStyle {
    fn default() -> Self {
        Self { length: 5, prefix: String::new() }
    }
}

impl OrderNumberStyle {
    /// The lengths that may be chosen.
    pub const LENGTHS: [u8; 2] = [5, 6];
    /// Longest prefix.
    pub const LONGEST_PREFIX: usize = 4;

    /// Whether a prefix can be read over the phone as the rest of the number can: no I, L, O or U.
    #[must_use]
    pub fn is_prefix(text: &str) -> bool {
        text.len() <= Self::LONGEST_PREFIX
            && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() && !b"ILOU".contains(&byte))
    }

    /// As it may be used, whatever is stored.
    #[must_use]
    fn usable(self) -> Self {
        let length = if Self::LENGTHS.contains(&self.length) { self.length } else { 5 };
        let prefix = if Self::is_prefix(&self.prefix) { self.prefix } else { String::new() };
        Self { length, prefix }
    }
}

/// The day with which a week begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum WeekStart {
    /// Monday.
    #[default]
    Monday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl WeekStart {
    /// In the order of the page.
    pub const ALL: [Self; 3] = [Self::Monday, Self::Sunday, Self::Saturday];

    /// As it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Monday => "MONDAY",
            Self::Saturday => "SATURDAY",
            Self::Sunday => "SUNDAY",
        }
    }

    /// Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Monday => "access-monday",
            Self::Saturday => "access-saturday",
            Self::Sunday => "access-sunday",
        }
    }

    /// From its code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.code() == code)
    }
}

/// The part of `organizations.settings` that this domain knows. Other parts are other domains', and stay as they are when this
/// one is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    /// Name in contracts and on invoices.
    pub legal_name: String,
    /// Where letters reach it.
    pub address: PostalAddress,
    /// Where buyers call.
    pub phone: String,
    /// Where buyers write.
    pub email: String,
    /// Numbers of tax offices.
    pub tax_ids: Vec<TaxId>,
    /// How new orders are numbered.
    pub order_number: OrderNumberStyle,
    /// With which day a week begins.
    pub week_start: WeekStart,
    /// Key of the logo in the file store.
    pub logo: Option<String>,
}

impl OrganizationSettings {
    /// From what is stored. A part that cannot be understood is as if it were not there; the others are still read.
    #[must_use]
    pub fn read(stored: &Value) -> Self {
        fn part<T: Default + serde::de::DeserializeOwned>(stored: &Value, name: &str) -> T {
            stored.get(name).cloned().and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
        }
        Self {
            legal_name: part(stored, "legal_name"),
            address: part(stored, "address"),
            phone: part(stored, "phone"),
            email: part(stored, "email"),
            tax_ids: part(stored, "tax_ids"),
            order_number: part::<OrderNumberStyle>(stored, "order_number").usable(),
            week_start: part(stored, "week_start"),
            logo: part(stored, "logo"),
        }
    }
}

/// The settings page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationPage {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// Name in URLs.
    pub slug: String,
    /// Language of documents.
    pub language: String,
    /// Currency.
    pub currency: String,
    /// The currency can still be changed, because nothing was counted in it.
    pub currency_is_free: bool,
    /// Store time.
    pub time_zone: String,
    /// The rest.
    pub settings: OrganizationSettings,
    /// Counts the changes.
    pub version: i32,
}

impl OrganizationPage {
    /// The fields of the page's first form as they are stored.
    #[must_use]
    pub fn about(&self) -> BTreeMap<String, String> {
        about_fields(&self.name, &self.settings)
    }

    /// The fields of the page's second form as they are stored.
    #[must_use]
    pub fn region(&self) -> BTreeMap<String, String> {
        region_fields(&self.language, &self.currency, &self.time_zone, &self.settings)
    }
}

/// Names and values of the form about what an organization says of itself, with all rows of tax ids that it can have.
#[must_use]
pub fn about_fields(name: &str, settings: &OrganizationSettings) -> BTreeMap<String, String> {
    let address = &settings.address;
    let mut fields: BTreeMap<String, String> = [
        ("name", name),
        ("legal_name", &settings.legal_name),
        ("line1", &address.line1),
        ("line2", &address.line2),
        ("city", &address.city),
        ("district", &address.district),
        ("postal_code", &address.postal_code),
        ("phone", &settings.phone),
        ("email", &settings.email),
    ]
    .map(|(field, value)| (field.to_owned(), value.to_owned()))
    .into();
    for place in 0..MOST_TAX_IDS.max(settings.tax_ids.len()) {
        let row = settings.tax_ids.get(place).cloned().unwrap_or_default();
        fields.insert(tax_field(place, "kind"), row.kind);
        fields.insert(tax_field(place, "number"), row.number);
    }
    fields
}

/// Name of an input in a row of tax ids.
#[must_use]
pub fn tax_field(place: usize, name: &str) -> String {
    format!("tax_ids[{place}][{name}]")
}

/// Names and values of the form about language, money, time and numbers.
#[must_use]
pub fn region_fields(language: &str, currency: &str, time_zone: &str, settings: &OrganizationSettings) -> BTreeMap<String, String> {
    [
        ("language", language),
        ("currency", currency),
        ("time_zone", time_zone),
        ("week_start", settings.week_start.code()),
        ("number_length", &settings.order_number.length.to_string()),
        ("number_prefix", &settings.order_number.prefix),
    ]
    .map(|(field, value)| (field.to_owned(), value.to_owned()))
    .into()
}

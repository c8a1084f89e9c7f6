//! What the customers domain shows and takes.

mod birthday;
mod contact;
mod file;
mod merge;
mod method;
mod segment;

pub use birthday::*;
pub use contact::*;
pub use file::*;
pub use merge::*;
pub use method::*;
pub use segment::*;

use crate::shared::Language;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Whether a person may buy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CustomerStatus {
    /// As usual.
    #[default]
    Active,
    /// No longer buys.
    Inactive,
    /// Refused too often, or worse: orders of theirs want a second look.
    Blocked,
}

impl CustomerStatus {
    /// All of them, in the order of a list of choices.
    pub const ALL: [Self; 3] = [Self::Active, Self::Inactive, Self::Blocked];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Blocked => "BLOCKED",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "customers-status-active",
            Self::Inactive => "customers-status-inactive",
            Self::Blocked => "customers-status-blocked",
        }
    }
}

/// Who a buyer says they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerIdentity {
    /// Name for people.
    pub name: String,
    /// E.164, as `phone::normalise_phone` gives it.
    pub phone: Option<String>,
    /// Lower case.
    pub email: Option<String>,
    /// Language in which they want to be addressed.
    pub language: Option<Language>,
}

/// Where something goes. Also the form in which an order keeps it (`orders.shipping_address`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Who receives it.
    pub full_name: String,
    /// E.164 where it could be read as a number, else as typed; empty when there is none.
    pub phone: String,
    /// E-mail address of the receiver.
    pub email: Option<String>,
    /// House and street.
    pub line1: String,
    /// More of it.
    pub line2: Option<String>,
    /// Town.
    pub city: String,
    /// District, such as Kandy.
    pub district: String,
    /// Five digits in Sri Lanka.
    pub postal_code: String,
    /// ISO 3166-1, two letters.
    pub country: String,
}

impl Default for Address {
    fn default() -> Self {
        Self {
            full_name: String::new(),
            phone: String::new(),
            email: None,
            line1: String::new(),
            line2: None,
            city: String::new(),
            district: String::new(),
            postal_code: String::new(),
            country: "LK".to_owned(),
        }
    }
}

impl Address {
    /// Street, town, district and postal code in one line, without what is empty.
    #[must_use]
    pub fn one_line(&self) -> String {
        let parts = [&self.line1, self.line2.as_deref().unwrap_or_default(), &self.city, &self.district, &self.postal_code];
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// What a person's orders come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerTotals {
    /// Orders that were not cancelled.
    pub total_orders: i32,
    /// What was delivered, in the organization's currency.
    pub total_spent: Decimal,
    /// Orders that arrived.
    pub delivered_count: i32,
    /// Orders that came back.
    pub refused_count: i32,
    /// When they last ordered something that was not cancelled, UTC.
    pub last_order_at: Option<DateTime<Utc>>,
}

/// A person as a picker offers them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerOption {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Their default address; empty fields when there is none.
    pub address: Address,
    /// Orders that arrived.
    pub delivered_count: i32,
    /// Orders that came back.
    pub refused_count: i32,
    /// Whether they may buy.
    pub status: CustomerStatus,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Whether they may buy.
    pub status: CustomerStatus,
    /// What their orders come to.
    pub totals: CustomerTotals,
    /// Since when they are known, UTC.
    pub created_at: DateTime<Utc>,
}

/// Which people to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    /// Name, phone, last four digits or e-mail.
    pub query: Option<String>,
    /// Only these.
    pub status: Option<CustomerStatus>,
    /// Only who is in this segment.
    pub segment: Option<Uuid>,
}

impl CustomerFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &crate::shared::Params) -> Self {
        Self {
            query: params.query("q"),
            status: params.query("status").and_then(|code| CustomerStatus::parse(&code)),
            segment: params.query("segment").and_then(|id| Uuid::parse_str(&id).ok()),
        }
    }
}

/// One person with everything that their page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerDetail {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Language in which they want to be addressed.
    pub language: Option<Language>,
    /// Whether they may buy.
    pub status: CustomerStatus,
    /// For the staff.
    pub notes: String,
    /// Words by which the staff tells people apart.
    pub tags: Vec<String>,
    /// When they were born, as far as it is known.
    pub birthday: Option<Birthday>,
    /// A day that they celebrate each year, such as their wedding.
    pub anniversary: Option<NaiveDate>,
    /// What else is known of them, by its name.
    pub preferences: Map<String, Value>,
    /// What their orders come to.
    pub totals: CustomerTotals,
    /// Grows with every change of the form.
    pub version: i32,
    /// Since when they are known, UTC.
    pub created_at: DateTime<Utc>,
    /// Everything they are known by.
    pub identifiers: Vec<Identifier>,
    /// Default first.
    pub addresses: Vec<AddressRow>,
    /// What they agreed to and refused, the newest answer of each.
    pub consents: Vec<ConsentRow>,
    /// Their person is no longer known: names and numbers were replaced.
    pub anonymised_at: Option<DateTime<Utc>>,
}

/// The form of a person, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerForm {
    /// Name for people.
    pub name: String,
    /// In any notation.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// `en`, `si`, `ta` or empty.
    pub language: String,
    /// A word of [`CustomerStatus`].
    pub status: String,
    /// Separated by commas.
    pub tags: String,
    /// Day of the month on which they were born.
    pub birth_day: String,
    /// The month, from 1.
    pub birth_month: String,
    /// The year, if they have said it.
    pub birth_year: String,
    /// `2016-11-26`.
    pub anniversary: String,
    /// For the staff.
    pub notes: String,
}

impl CustomerForm {
    /// The form as it is opened for a person, with their number as people read it.
    #[must_use]
    pub fn of(person: &CustomerDetail, phone: &str) -> Self {
        let part = |of: fn(Birthday) -> Option<i32>| person.birthday.and_then(of).map(|part| part.to_string()).unwrap_or_default();
        Self {
            name: person.name.clone(),
            phone: phone.to_owned(),
            email: person.email.clone().unwrap_or_default(),
            language: person.language.map(Language::code).unwrap_or_default().to_owned(),
            status: person.status.code().to_owned(),
            tags: person.tags.join(", "),
            birth_day: part(|birthday| Some(birthday.day)),
            birth_month: part(|birthday| Some(birthday.month)),
            birth_year: part(|birthday| birthday.year),
            anniversary: person.anniversary.map(|day| day.to_string()).unwrap_or_default(),
            notes: person.notes.clone(),
        }
    }
}

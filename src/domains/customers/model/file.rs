//! Customers as files have them: what leaves is what is read back.

use super::{Address, AddressRow, AddressType, Birthday, ConsentChannel, ConsentPurpose, ConsentSource, CustomerStatus, IdentifierKind};
use crate::shared::Language;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A customer in a file. What is `None` or empty says nothing and changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileCustomer {
    /// Primary key, of our own files only.
    pub id: Option<Uuid>,
    /// Name for people.
    pub name: Option<String>,
    /// The number in front, E.164.
    pub phone: Option<String>,
    /// The e-mail address in front, in small letters.
    pub email: Option<String>,
    /// Everything else that they are known by.
    pub others: Vec<(IdentifierKind, String)>,
    /// Language in which they want to be addressed.
    pub language: Option<Language>,
    /// Whether they may buy.
    pub status: Option<CustomerStatus>,
    /// Words by which the staff tells people apart.
    pub tags: Vec<String>,
    /// When they were born.
    pub birthday: Option<Birthday>,
    /// A day that they celebrate each year.
    pub anniversary: Option<NaiveDate>,
    /// For the staff.
    pub notes: Option<String>,
    /// What else is known of them.
    pub preferences: Map<String, Value>,
    /// Where they live.
    pub addresses: Vec<FileAddress>,
    /// What they agreed to and refused.
    pub consents: Vec<FileConsent>,
    /// It comes from another program, which does not know better than we do: only what is missing here is filled in.
    pub only_fills: bool,
}

const fn shipping() -> AddressType {
    AddressType::Shipping
}

/// An address in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAddress {
    /// What it is for.
    #[serde(default = "shipping")]
    pub kind: AddressType,
    /// What the person calls it.
    #[serde(default)]
    pub label: String,
    /// New orders take this one of its type.
    #[serde(default)]
    pub is_default: bool,
    /// The address.
    #[serde(flatten)]
    pub address: Address,
}

impl From<&AddressRow> for FileAddress {
    fn from(row: &AddressRow) -> Self {
        Self { kind: row.kind, label: row.label.clone(), is_default: row.is_default, address: row.address.clone() }
    }
}

/// An answer in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileConsent {
    /// By what.
    pub channel: ConsentChannel,
    /// What for.
    pub purpose: ConsentPurpose,
    /// Yes or no.
    pub granted: bool,
    /// How they said so.
    #[serde(default)]
    pub source: Option<ConsentSource>,
    /// When they said so, UTC.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
    /// What else to know.
    #[serde(default)]
    pub note: String,
}

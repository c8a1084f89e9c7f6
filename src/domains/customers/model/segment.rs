//! Saved conditions on customers.

use super::{ConsentChannel, ConsentPurpose, CustomerStatus};
use crate::shared::{Language, Params};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Members of a segment are counted up to here.
pub const SEGMENT_CAP: i64 = 10_000;
/// Members of each line of the list of segments are counted up to here.
pub const LINE_CAP: i64 = 1_000;

/// What the members of a segment have in common; what is absent does not matter. As stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conditions {
    /// Whether they may buy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CustomerStatus>,
    /// They have this tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// They are addressed in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// One of their addresses is there, in small letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// What was delivered to them comes to at least so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spent_from: Option<Decimal>,
    /// At most so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spent_to: Option<Decimal>,
    /// At least so many orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders_from: Option<i32>,
    /// At most so many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders_to: Option<i32>,
    /// At least so many orders arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered_from: Option<i32>,
    /// At least so many came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_from: Option<i32>,
    /// They have ordered within so many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_within: Option<i32>,
    /// They have not ordered for so many days, or never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_over: Option<i32>,
    /// Their birthday comes within so many days; 0 is today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday_within: Option<i32>,
    /// Their anniversary comes within so many days; 0 is today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anniversary_within: Option<i32>,
    /// They agreed to be reached by this ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_channel: Option<ConsentChannel>,
    /// ... for this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_purpose: Option<ConsentPurpose>,
}

/// The form of a segment, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SegmentForm {
    /// Its name.
    pub name: String,
    /// A word of [`CustomerStatus`].
    pub status: String,
    /// A tag.
    pub tag: String,
    /// `en`, `si`, `ta`.
    pub language: String,
    /// A district.
    pub district: String,
    /// An amount.
    pub spent_from: String,
    /// An amount.
    pub spent_to: String,
    /// A number.
    pub orders_from: String,
    /// A number.
    pub orders_to: String,
    /// A number.
    pub delivered_from: String,
    /// A number.
    pub refused_from: String,
    /// Days.
    pub last_within: String,
    /// Days.
    pub last_over: String,
    /// Days.
    pub birthday_within: String,
    /// Days.
    pub anniversary_within: String,
    /// A word of [`ConsentChannel`], a space and one of [`ConsentPurpose`].
    pub consent: String,
}

/// A channel and purpose as the form of a segment has them.
#[must_use]
pub fn consent_word(channel: ConsentChannel, purpose: ConsentPurpose) -> String {
    format!("{} {}", channel.code(), purpose.code())
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl SegmentForm {
    /// The form as it is opened for a segment.
    #[must_use]
    pub fn of(name: &str, conditions: &Conditions) -> Self {
        let Conditions {
            status,
            tag,
            language,
            district,
            spent_from,
            spent_to,
            orders_from,
            orders_to,
            delivered_from,
            refused_from,
            last_within,
            last_over,
            birthday_within,
            anniversary_within,
            consent_channel,
            consent_purpose,
        } = conditions.clone();
        Self {
            name: name.to_owned(),
            status: status.map(CustomerStatus::code).unwrap_or_default().to_owned(),
            tag: tag.unwrap_or_default(),
            language: language.map(Language::code).unwrap_or_default().to_owned(),
            district: district.unwrap_or_default(),
            spent_from: shown(spent_from),
            spent_to: shown(spent_to),
            orders_from: shown(orders_from),
            orders_to: shown(orders_to),
            delivered_from: shown(delivered_from),
            refused_from: shown(refused_from),
            last_within: shown(last_within),
            last_over: shown(last_over),
            birthday_within: shown(birthday_within),
            anniversary_within: shown(anniversary_within),
            consent: consent_channel.zip(consent_purpose).map(|(channel, purpose)| consent_word(channel, purpose)).unwrap_or_default(),
        }
    }

    /// The form as a query string has it, for a count before anything is saved.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        let value = |name: &str| params.query(name).unwrap_or_default();
        Self {
            name: value("name"),
            status: value("status"),
            tag: value("tag"),
            language: value("language"),
            district: value("district"),
            spent_from: value("spent_from"),
            spent_to: value("spent_to"),
            orders_from: value("orders_from"),
            orders_to: value("orders_to"),
            delivered_from: value("delivered_from"),
            refused_from: value("refused_from"),
            last_within: value("last_within"),
            last_over: value("last_over"),
            birthday_within: value("birthday_within"),
            anniversary_within: value("anniversary_within"),
            consent: value("consent"),
        }
    }
}

/// A segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Primary key.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Who is in it.
    pub conditions: Conditions,
    /// Grows with every change of the form.
    pub version: i32,
}

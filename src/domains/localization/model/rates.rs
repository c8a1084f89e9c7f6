//! Currencies and exchange rates.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Codes of ISO 4217 that are money in use: no metals, no units of account, no codes for tests.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR \
    ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN \
    NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP \
    SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// A typed code in capitals, if it is a currency.
#[must_use]
pub fn currency(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    CODES.split_ascii_whitespace().any(|known| known == code).then_some(code)
}

/// Where a rate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RateSource {
    /// Entered by a person of the organization.
    Manual,
    /// The European Central Bank.
    Ecb,
    /// The Central Bank of Sri Lanka.
    Cbsl,
}

impl RateSource {
    /// All, in the order of the filter.
    pub const ALL: [Self; 3] = [Self::Manual, Self::Ecb, Self::Cbsl];

    /// The word in the database and in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Manual => "MANUAL",
            Self::Ecb => "ECB",
            Self::Cbsl => "CBSL",
        }
    }

    /// Reads [`RateSource::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Manual => "localization-source-manual",
            Self::Ecb => "localization-source-ecb",
            Self::Cbsl => "localization-source-cbsl",
        }
    }
}

/// A rate as it is found for a day: it may be of a day before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// So many units of the second currency for one of the first; not rounded.
    pub rate: Decimal,
    /// The day that it is of.
    pub date: NaiveDate,
    /// Where it comes from; `None` between a currency and itself.
    pub source: Option<RateSource>,
}

/// A line of the list of rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateRow {
    /// Primary key.
    pub id: Uuid,
    /// The day.
    pub date: NaiveDate,
    /// One unit of this …
    pub from_currency: String,
    /// … is so many of this.
    pub to_currency: String,
    /// The rate.
    pub rate: Decimal,
    /// Where it comes from.
    pub source: RateSource,
    /// Why it was entered.
    pub reason: Option<String>,
    /// Who entered it.
    pub person: Option<String>,
}

/// Which rates to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateFilter {
    /// A currency on either side.
    pub currency: Option<String>,
    /// A source.
    pub source: Option<RateSource>,
}

impl RateFilter {
    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }
}

/// A currency in use with what one unit of it is worth today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyRow {
    /// ISO 4217 code.
    pub code: String,
    /// In the organization's own currency; `None` where no rate is known that is fresh enough.
    pub rate: Option<Rate>,
}

/// The page of currencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyPage {
    /// Today, store time.
    pub today: NaiveDate,
    /// The organization's own currency.
    pub base: String,
    /// The others in use.
    pub others: Vec<CurrencyRow>,
    /// The rates.
    pub page: crate::shared::Page<RateRow>,
}

/// A manual rate as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RateForm {
    /// One unit of this …
    pub from_currency: String,
    /// … is so many of this.
    pub to_currency: String,
    /// The rate.
    pub rate: String,
    /// The day, as `2024-01-01`.
    pub date: String,
    /// Why.
    pub reason: String,
    /// `true` when a rate far from the last one is meant.
    pub confirm: String,
}

/// What an imported file changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportedRates {
    /// Days in the file.
    pub days: usize,
    /// Rates that were not there.
    pub new: i64,
    /// Rates that were there with another value.
    pub changed: i64,
    /// Rates that were there.
    pub unchanged: i64,
}

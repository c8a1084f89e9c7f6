//! Numbers, money and dates as people of each language write them, in store time.

use super::context;
use super::i18n::{language, t_with};
use crate::shared::{Language, money};
use chrono::{DateTime, Locale, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;

/// The symbol in front of an amount: the rupee has one in each language, other currencies show their ISO 4217 code.
#[must_use]
pub fn currency_symbol(currency: &str, language: Language) -> &str {
    match (currency, language) {
        ("LKR", Language::En) => "Rs",
        ("LKR", Language::Si) => "රු.",
        ("LKR", Language::Ta) => "ரூ.",
        (code, _) => code,
    }
}

/// An amount with its symbol in a language, joined by a narrow no-break space: `Rs 12,500.00`.
#[must_use]
pub fn money_in(amount: Decimal, currency: &str, language: Language) -> String {
    format!("{}\u{202f}{}", currency_symbol(currency, language), money::grouped(amount))
}

/// An amount with its symbol in the language of the request.
#[must_use]
pub fn money(amount: Decimal, currency: &str) -> String {
    money_in(amount, currency, language())
}

/// A whole number grouped by thousands.
#[must_use]
pub fn number(value: i64) -> String {
    let sign = if value < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", money::group_thousands(&value.unsigned_abs().to_string()))
}

/// A count that was only counted up to `cap`: `10,000+`.
#[must_use]
pub fn capped(count: i64, cap: i64) -> String {
    if count > cap { format!("{}+", number(cap)) } else { number(count) }
}

const fn locale(language: Language) -> Locale {
    match language {
        Language::En => Locale::en_GB,
        Language::Si => Locale::si_LK,
        Language::Ta => Locale::ta_LK,
    }
}

/// Store time of the request's organization; Asia/Colombo where there is none.
#[must_use]
pub fn time_zone() -> Tz {
    leptos::prelude::use_context::<context::StoreTime>()
        .map(|zone| zone.0)
        .or_else(|| Some(context::request()?.scope?.organization.time_zone))
        .unwrap_or(Tz::Asia__Colombo)
}

/// A day in a language: `21 Nov 2026`.
#[must_use]
pub fn date_in(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    at.with_timezone(&zone).format_localized("%-d %b %Y", locale(language)).to_string()
}

/// A day and a time in a language: `21 Nov 2026, 14:05`.
#[must_use]
pub fn date_time_in(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    at.with_timezone(&zone).format_localized("%-d %b %Y, %H:%M", locale(language)).to_string()
}

/// A day of the calendar in the language of the request.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format_localized("%-d %b %Y", locale(language())).to_string()
}

/// A day that comes every year in the language of the request: `21 Nov`, and `21 Nov 1990` where the year is known.
#[must_use]
pub fn yearly(date: NaiveDate, has_year: bool) -> String {
    if has_year { day(date) } else { date.format_localized("%-d %b", locale(language())).to_string() }
}

/// The months of a year in the language of the request.
#[must_use]
pub fn months() -> Vec<String> {
    let first = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(2000, month, 1));
    first.map(|day| day.format_localized("%B", locale(language())).to_string()).collect()
}

/// A day in the language of the request, store time.
#[must_use]
pub fn date(at: DateTime<Utc>) -> String {
    date_in(at, time_zone(), language())
}

/// A day and a time in the language of the request, store time.
#[must_use]
pub fn date_time(at: DateTime<Utc>) -> String {
    date_time_in(at, time_zone(), language())
}

/// How long ago, for what is near: minutes and hours; the day for what is further than a day away.
#[must_use]
pub fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let passed = now - at;
    if passed < TimeDelta::minutes(1) && passed > TimeDelta::minutes(-1) {
        t_with("time-now", &[])
    } else if passed >= TimeDelta::minutes(1) && passed < TimeDelta::hours(1) {
        t_with("time-minutes-ago", &[("count", passed.num_minutes().into())])
    } else if passed >= TimeDelta::hours(1) && passed < TimeDelta::hours(24) {
        t_with("time-hours-ago", &[("count", passed.num_hours().into())])
    } else {
        date(at)
    }
}

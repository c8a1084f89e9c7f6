//! Exchange rates: what one unit of a currency is worth on a day, and entering them by hand.

use super::{currencies, today};
use crate::domains::audit;
use crate::domains::localization::model::{self, CurrencyPage, CurrencyRow, Rate, RateFilter, RateForm, RateRow, RateSource};
use crate::domains::localization::store::{self, Quote};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, FieldErrors, Page, money};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::HashMap;
use std::str::FromStr;

/// How long a bank's rate holds: over a long weekend, not over a feed that has stopped.
const FRESH_DAYS: u64 = 4;
/// A rate that is so many times the one before is asked about.
const JUMP: i64 = 10;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

fn refusal(key: &str, from: &str, to: &str, day: NaiveDate) -> Error {
    let args = [("from", from.to_owned()), ("to", to.to_owned()), ("day", day.to_string())];
    Error::App(AppError::Conflict { key: key.to_owned(), args: args.map(|(name, value)| (name.to_owned(), value)).to_vec() })
}

/// What one unit of `from` is in `to` on a day: the organization's own last word, whenever it was; else what a bank said on
/// that day or up to four days before. Two currencies that the European Central Bank quotes meet in the euro.
///
/// # Errors
/// A conflict where no rate is known, or only an older one.
pub async fn rate_on(work: &mut Work, from: &str, to: &str, day: NaiveDate) -> Result<Rate> {
    if from == to {
        return Ok(Rate { rate: Decimal::ONE, date: day, source: None });
    }
    if let Some(rate) = rates_on(work, &[from.to_owned()], to, day).await?.remove(from) {
        return Ok(rate);
    }
    let known = store::nearest(work.conn(), from, to, day).await?.filter(|quote| quote.date < day);
    Err(match known {
        Some(quote) => refusal("localization-error-rate-old", from, to, quote.date),
        None => refusal("localization-error-rate-none", from, to, day),
    })
}

/// As [`rate_on`] for several currencies at once; absent where no rate is known that is fresh enough.
async fn rates_on(work: &mut Work, froms: &[String], to: &str, day: NaiveDate) -> Result<HashMap<String, Rate>> {
    let oldest = day.checked_sub_days(Days::new(FRESH_DAYS)).unwrap_or(day);
    let mut quotes: HashMap<String, Vec<Quote>> = HashMap::new();
    for (from, quote) in store::quotes(work.conn(), froms, to, day, oldest).await? {
        quotes.entry(from).or_default().push(quote);
    }
    Ok(quotes.into_iter().filter_map(|(from, quotes)| Some((from.clone(), best(&quotes, &from, to)?))).collect())
}

/// A stored rate the way it is asked for.
fn turned(quote: &Quote, from: &str) -> Option<Decimal> {
    if quote.from_currency == from { Some(quote.rate) } else { Decimal::ONE.checked_div(quote.rate) }
}

/// The rate among what was said. The quotes of banks come newest first.
fn best(quotes: &[Quote], from: &str, to: &str) -> Option<Rate> {
    let is_pair =
        |quote: &&Quote| quote.from_currency == from && quote.to_currency == to || quote.from_currency == to && quote.to_currency == from;
    let of = |quote: &Quote, rate: Decimal| Rate { rate, date: quote.date, source: RateSource::parse(&quote.source) };
    let manual = RateSource::Manual.code();
    if let Some(quote) = quotes.iter().find(|quote| quote.source == manual) {
        return Some(of(quote, turned(quote, from)?));
    }
    let mut dates: Vec<NaiveDate> = quotes.iter().map(|quote| quote.date).collect();
    dates.sort_unstable_by(|a, b| b.cmp(a));
    dates.dedup();
    dates.into_iter().find_map(|date| {
        let on_day = || quotes.iter().filter(move |quote| quote.date == date);
        if let Some(quote) = on_day().find(is_pair) {
            return Some(of(quote, turned(quote, from)?));
        }
        let euro = |currency: &str| on_day().find(|quote| quote.from_currency == "EUR" && quote.to_currency == currency);
        let (one, other) = (euro(from)?, euro(to)?);
        Some(of(other, other.rate.checked_div(one.rate)?))
    })
}

/// An amount in the other currency, rounded to cents.
///
/// # Errors
/// A conflict when it does not fit an amount any more.
pub fn convert(amount: Decimal, rate: &Rate) -> Result<Decimal> {
    let converted = amount.checked_mul(rate.rate).filter(|amount| amount.abs() < Decimal::from(1_000_000_000_000_i64));
    converted.map(money::round).ok_or_else(|| Error::conflict("error-amount-too-large"))
}

/// Currencies in use and a page of rates.
///
/// # Errors
/// When the database refuses.
pub async fn currency_page(scope: &Scope, filter: &RateFilter, page: PageRequest) -> Result<CurrencyPage> {
    let mut work = scope.begin().await?;
    let (today, base) = (today(scope), scope.organization.currency.clone());
    let codes: Vec<String> = currencies(&scope.organization).into_iter().skip(1).collect();
    let mut known = rates_on(&mut work, &codes, &base, today).await?;
    let others = codes.into_iter().map(|code| CurrencyRow { rate: known.remove(&code), code }).collect();
    let rows = store::list(work.conn(), filter, page).await?;
    let page = Page::from_fetched(page, rows, |row: &RateRow| Cursor { at: row.date.and_time(NaiveTime::MIN).and_utc(), id: row.id });
    Ok(CurrencyPage { today, base, others, page })
}

/// Whether a rate is so far from another that somebody should look twice.
pub(super) fn is_jump(rate: Decimal, before: Decimal) -> bool {
    let most = Decimal::from(JUMP);
    let times = |a: Decimal, b: Decimal| a.checked_div(b).is_none_or(|ratio| ratio > most);
    times(rate, before) || times(before, rate)
}

/// A rate as typed: `302.5`, `1,302.50`. More than nothing, at most eight places.
fn parse_rate(errors: &mut FieldErrors, text: &str) -> Decimal {
    let text = text.trim();
    if text.is_empty() {
        errors.add("rate", "error-required");
        return Decimal::ONE;
    }
    let whole = text.split('.').next().unwrap_or_default();
    let grouped_rightly = whole.split(',').skip(1).all(|group| group.len() == 3);
    let plain = text.replace(',', "");
    let is_number = grouped_rightly && plain.len() <= 20 && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let rate = Decimal::from_str(&plain).ok().filter(|rate| is_number && rate.normalize().scale() <= 8);
    match rate {
        Some(rate) if rate > Decimal::ZERO && rate < Decimal::from(10_000_000_000_i64) => rate,
        _ => {
            errors.add("rate", "localization-error-rate");
            Decimal::ONE
        }
    }
}

fn parse_day(errors: &mut FieldErrors, text: &str, today: NaiveDate) -> NaiveDate {
    let text = text.trim();
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| day.year() >= 1990);
    match day {
        Some(day) if day <= today => return day,
        Some(_) => errors.add("date", "localization-error-future"),
        None if text.is_empty() => errors.add("date", "error-required"),
        None => errors.add("date", "localization-error-day"),
    }
    today
}

fn parse_currency(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    if text.trim().is_empty() {
        errors.add(field, "error-required");
        return String::new();
    }
    model::currency(text).unwrap_or_else(|| {
        errors.add(field, "localization-error-currency");
        String::new()
    })
}

/// Enters a rate. One of the same pair and day is replaced, and the log keeps both. Returns the pair and the day.
///
/// # Errors
/// Field errors; a rate far from the one before asks for a confirmation.
pub async fn set_rate(scope: &Scope, form: &RateForm) -> Result<(String, String, NaiveDate)> {
    let mut errors = FieldErrors::default();
    let from = parse_currency(&mut errors, "from_currency", &form.from_currency);
    let to = parse_currency(&mut errors, "to_currency", &form.to_currency);
    if !from.is_empty() && from == to {
        errors.add("to_currency", "localization-error-currency-same");
    }
    let rate = parse_rate(&mut errors, &form.rate);
    let day = parse_day(&mut errors, &form.date, today(scope));
    let reason = form.reason.trim();
    if reason.is_empty() {
        errors.add("reason", "error-required");
    } else if reason.chars().count() > LONGEST_REASON {
        errors.add("reason", "error-too-long");
    }
    errors.into_result()?;

    let mut work = scope.begin().await?;
    store::lock(work.conn(), scope.organization.id).await?;
    let before = store::manual_on(work.conn(), &from, &to, day).await?;
    if before.as_ref().is_some_and(|(_, known, why)| *known == rate && why == reason) {
        return Ok((from, to, day));
    }
    if form.confirm != "true" {
        let near = store::nearest(work.conn(), &from, &to, day).await?;
        let near = near.as_ref().and_then(|quote| turned(quote, &from)).or(before.as_ref().map(|(_, known, _)| *known));
        if let Some(near) = near.filter(|near| is_jump(rate, *near)) {
            let mut errors = FieldErrors::default();
            let near = near.round_dp(8).normalize().to_string();
            errors.add_with("confirm", "localization-error-jump", vec![("before".to_owned(), near)]);
            errors.into_result()?;
        }
    }
    let id = before.as_ref().map_or_else(new_id, |(id, ..)| *id);
    let (user_id, at) = (scope.user_id(), work.now);
    store::put_manual(work.conn(), store::NewRate { id, from: &from, to: &to, rate, day, reason, user_id, at }).await?;
    let pair = format!("{from}/{to}");
    let old = before.map(|(_, known, why)| json!({"pair": pair, "date": day, "rate": known, "reason": why}));
    let new = json!({"pair": pair, "date": day, "rate": rate, "reason": reason});
    audit::service::record(&mut work, "localization.rate_entered", "exchange_rate", id, json!(old), new).await?;
    outbox::emit(&mut work, "localization.rates_changed", id, json!({})).await?;
    work.commit().await?;
    Ok((from, to, day))
}

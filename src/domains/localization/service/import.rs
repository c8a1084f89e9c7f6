//! Rates from files of the European Central Bank.

use super::rates::is_jump;
use super::{currencies, own, today};
use crate::domains::audit;
use crate::domains::localization::formats::ecb;
use crate::domains::localization::model::ImportedRates;
use crate::domains::localization::store;
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Kept beside the currencies in use: what buyers abroad pay in.
const ALWAYS: [&str; 2] = ["USD", "GBP"];

fn refused(key: &str, args: &[(&str, String)]) -> Error {
    let mut errors = FieldErrors::default();
    errors.add_with("file", key, args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect());
    Error::App(AppError::Invalid(errors))
}

/// Takes over the rates of a file for the currencies in use. They are the organization's own rows: a file that somebody
/// brings is not everybody's. The same file again changes nothing.
///
/// # Errors
/// Field errors: not a file of the bank, a day that has not come, rates far from the ones before without `confirm`.
pub async fn import_ecb(scope: &Scope, bytes: Vec<u8>, confirm: bool) -> Result<ImportedRates> {
    let read = tokio::task::spawn_blocking(move || ecb::read(&bytes)).await.map_err(|error| Error::Other(error.into()))?;
    let mut days = read.map_err(|refusal| refused("localization-error-file", &[("line", refusal.line.to_string())]))?;
    days.sort_by_key(|day| day.date);
    if let Some(day) = days.last().filter(|day| day.date > today(scope)) {
        return Err(refused("localization-error-file-future", &[("day", day.date.to_string())]));
    }
    let in_use = currencies(&scope.organization);
    let is_wanted = |currency: &str| ALWAYS.contains(&currency) || in_use.iter().any(|code| code == currency);
    let rates: Vec<(Uuid, NaiveDate, String, Decimal)> = days
        .iter()
        .flat_map(|day| day.rates.iter().filter(|(currency, _)| is_wanted(currency)).map(|rate| (day.date, rate)))
        .map(|(date, (currency, rate))| (new_id(), date, currency.clone(), *rate))
        .collect();
    let mut work = scope.begin().await?;
    store::lock(work.conn(), own(scope)).await?;
    if !confirm && let Some((day, currency)) = jump(&mut work, &rates).await? {
        let mut errors = FieldErrors::default();
        errors.add_with(
            "confirm",
            "localization-error-file-jump",
            vec![("currency".to_owned(), currency), ("day".to_owned(), day.to_string())],
        );
        return Err(AppError::Invalid(errors).into());
    }
    let (user_id, now) = (scope.user_id(), work.now);
    let (new, changed) = store::put_ecb(work.conn(), &rates, user_id, now).await?;
    let total = i64::try_from(rates.len()).unwrap_or(i64::MAX);
    let done = ImportedRates { days: days.len(), new, changed, unchanged: total - new - changed };
    if new + changed > 0 {
        let span = (days.first().map(|day| day.date), days.last().map(|day| day.date));
        let values = json!({"source": "ECB", "first_day": span.0, "last_day": span.1, "new": new, "changed": changed});
        audit::service::record(&mut work, "localization.rates_imported", "exchange_rate", own(scope), json!(null), values).await?;
        outbox::emit(&mut work, "localization.rates_changed", own(scope), json!({})).await?;
        work.commit().await?;
    }
    Ok(done)
}

/// The first rate that is far from the one before it, in the file or known from before.
async fn jump(work: &mut Work, rates: &[(Uuid, NaiveDate, String, Decimal)]) -> Result<Option<(NaiveDate, String)>> {
    let mut before: BTreeMap<&str, Decimal> = BTreeMap::new();
    for (_, day, currency, rate) in rates {
        let last = match before.insert(currency, *rate) {
            Some(last) => Some(last),
            None => store::nearest(work.conn(), "EUR", currency, *day)
                .await?
                .filter(|quote| quote.from_currency == "EUR")
                .map(|quote| quote.rate),
        };
        if last.is_some_and(|last| is_jump(*rate, last)) {
            return Ok(Some((*day, currency.clone())));
        }
    }
    Ok(None)
}

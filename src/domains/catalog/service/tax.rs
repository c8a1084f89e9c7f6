//! Rates of tax by class and day. What was charged is never rewritten: past days keep their rate.

use super::form;
use crate::domains::audit;
use crate::domains::catalog::model::{TaxClass, TaxRate, TaxRateForm, TaxTable};
use crate::domains::catalog::store;
use crate::server::clock::new_id;
use crate::server::error::OnConstraint;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::str::FromStr;

/// What the database says where two rates of a class would hold on one day.
const OVERLAP: &[(&str, &str, &str)] = &[("tax_rates_no_overlap", "valid_from", "catalog-error-tax-overlap")];

/// Today in the store.
fn today(scope: &Scope) -> NaiveDate {
    scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive()
}

/// All rates.
///
/// # Errors
/// When the database refuses.
pub async fn tax_table(scope: &Scope) -> Result<TaxTable> {
    let mut work = scope.begin().await?;
    Ok(TaxTable { today: today(scope), rates: store::tax_rates(work.conn()).await? })
}

/// The rate of a class on a day; `None` where none holds: then nothing is charged.
///
/// # Errors
/// When the database refuses.
pub async fn tax_rate_on(work: &mut Work, class: TaxClass, day: NaiveDate) -> Result<Option<TaxRate>> {
    Ok(tax_rates_on(work, day).await?.remove(&class))
}

/// The rates of all classes on a day, in one query.
///
/// # Errors
/// When the database refuses.
pub async fn tax_rates_on(work: &mut Work, day: NaiveDate) -> Result<HashMap<TaxClass, TaxRate>> {
    Ok(store::tax_rates_on(work.conn(), day).await?.into_iter().map(|rate| (rate.class, rate)).collect())
}

/// A day as the browser's date field writes it.
fn day(errors: &mut FieldErrors, field: &str, text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        errors.add(field, "error-required");
        return None;
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| (1990..=2200).contains(&day.year()));
    if day.is_none() {
        errors.add(field, "catalog-error-day");
    }
    day
}

/// Percent as typed: `18`, `18%`, `2.5`.
fn percent(errors: &mut FieldErrors, field: &str, text: &str) -> Decimal {
    let text = text.trim().trim_end_matches('%').trim();
    if text.is_empty() {
        errors.add(field, "error-required");
        return Decimal::ZERO;
    }
    let plain = text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let rate = Decimal::from_str(text).ok().filter(|rate| plain && *rate <= Decimal::ONE_HUNDRED && rate.normalize().scale() <= 3);
    if rate.is_none() {
        errors.add(field, "catalog-error-tax-rate");
    }
    rate.unwrap_or_default()
}

fn values(rate: &TaxRate) -> Value {
    json!({
        "tax_class": rate.class.code(), "rate": rate.rate, "inclusive": rate.inclusive, "valid_from": rate.valid_from, "valid_to": rate.valid_to,
    })
}

/// Adds a rate from a day on. The one that holds then ends the day before; the new one ends where the next begins. Returns
/// the class.
///
/// # Errors
/// Field errors; days that have passed under another rate are not rewritten.
pub async fn add_tax_rate(scope: &Scope, form: &TaxRateForm) -> Result<TaxClass> {
    let mut errors = FieldErrors::default();
    let class = TaxClass::parse(&form.tax_class);
    if class.is_none() {
        errors.add("tax_class", "error-choice");
    }
    let class = class.unwrap_or_default();
    let rate = percent(&mut errors, "rate", &form.rate);
    if class.is_untaxed() && !rate.is_zero() {
        errors.add("rate", "catalog-error-tax-untaxed");
    }
    let from = day(&mut errors, "valid_from", &form.valid_from);
    errors.into_result()?;
    let from = from.ok_or(AppError::NotFound)?;

    let mut work = scope.begin().await?;
    store::lock_tax_rates(work.conn(), scope.organization.id).await?;
    let rates: Vec<TaxRate> = store::tax_rates(work.conn()).await?.into_iter().filter(|rate| rate.class == class).collect();
    if rates.iter().any(|rate| rate.valid_from == from) {
        return Err(Error::field("valid_from", "catalog-error-tax-overlap"));
    }
    let held = rates.iter().find(|rate| rate.holds_on(from));
    if held.is_some() && from < today(scope) {
        return Err(Error::field("valid_from", "catalog-error-tax-past"));
    }
    let next = rates.iter().map(|rate| rate.valid_from).filter(|day| *day > from).min();
    let valid_to = held.and_then(|rate| rate.valid_to).or_else(|| next.and_then(|day| day.pred_opt()));
    if let Some(held) = held {
        end(&mut work, held, from.pred_opt()).await?;
    }
    let new = TaxRate { id: new_id(), class, rate, inclusive: form.inclusive == "true", valid_from: from, valid_to };
    let now = work.now;
    store::insert_tax_rate(work.conn(), &new, now).await.on_constraint(OVERLAP)?;
    audit::service::record(&mut work, "catalog.tax_rate_added", "tax_rate", new.id, json!(null), values(&new)).await?;
    outbox::emit(&mut work, "catalog.tax_rates_changed", new.id, json!({})).await?;
    work.commit().await?;
    Ok(class)
}

async fn end(work: &mut Work, rate: &TaxRate, last: Option<NaiveDate>) -> Result<()> {
    store::set_tax_rate_end(work.conn(), rate.id, last).await?;
    let old = json!({"tax_class": rate.class.code(), "valid_to": rate.valid_to});
    let new = json!({"tax_class": rate.class.code(), "valid_to": last});
    audit::service::record(work, "catalog.tax_rate_ended", "tax_rate", rate.id, old, new).await
}

/// Ends a rate that holds or will hold, after its last day. Returns its class.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when it has ended already.
pub async fn end_tax_rate(scope: &Scope, id: &str, last: &str) -> Result<TaxClass> {
    let id = form::id(id)?;
    let mut work = scope.begin().await?;
    store::lock_tax_rates(work.conn(), scope.organization.id).await?;
    let rate = store::tax_rates(work.conn()).await?.into_iter().find(|rate| rate.id == id).ok_or(AppError::NotFound)?;
    let mut errors = FieldErrors::default();
    let last = day(&mut errors, "valid_to", last);
    errors.into_result()?;
    let last = last.ok_or(AppError::NotFound)?;
    let today = today(scope);
    if rate.valid_to.is_some_and(|ended| ended < today) {
        return Err(Error::conflict("catalog-error-tax-ended"));
    }
    if last < today || last < rate.valid_from {
        return Err(Error::field("valid_to", "catalog-error-tax-end-past"));
    }
    if rate.valid_to.is_some_and(|known| last > known) {
        return Err(Error::field("valid_to", "catalog-error-tax-end-later"));
    }
    end(&mut work, &rate, Some(last)).await?;
    outbox::emit(&mut work, "catalog.tax_rates_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(rate.class)
}

/// Deletes a rate that has not begun; the one that ended for it goes on. Returns its class.
///
/// # Errors
/// [`AppError::NotFound`], a conflict once it has begun.
pub async fn delete_tax_rate(scope: &Scope, id: &str) -> Result<TaxClass> {
    let id = form::id(id)?;
    let mut work = scope.begin().await?;
    store::lock_tax_rates(work.conn(), scope.organization.id).await?;
    let rates = store::tax_rates(work.conn()).await?;
    let rate = rates.iter().find(|rate| rate.id == id).ok_or(AppError::NotFound)?;
    if rate.valid_from <= today(scope) {
        return Err(Error::conflict("catalog-error-tax-begun"));
    }
    store::delete_tax_rate(work.conn(), id).await?;
    let before =
        rates.iter().find(|other| other.class == rate.class && other.valid_to.is_some() && other.valid_to == rate.valid_from.pred_opt());
    if let Some(before) = before {
        end(&mut work, before, rate.valid_to).await?;
    }
    audit::service::record(&mut work, "catalog.tax_rate_deleted", "tax_rate", id, values(rate), json!(null)).await?;
    outbox::emit(&mut work, "catalog.tax_rates_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(rate.class)
}

//! The organization's currencies and languages.

use super::{SETTINGS, own};
use crate::domains::access::service::settings as organization_settings;
use crate::domains::audit;
use crate::domains::localization::model::{self, ContentLanguages};
use crate::server::context::Organization;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::Language;
use serde_json::{Value, json};

/// Most currencies in use.
const MOST: usize = 30;

fn listed(settings: &Value, key: &str) -> Vec<String> {
    let values = settings.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    values.into_iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

fn others(settings: &Value, base: &str) -> Vec<String> {
    listed(settings, "currencies").into_iter().filter(|code| code != base).collect()
}

/// Currencies in use, the organization's own first.
#[must_use]
pub fn currencies(organization: &Organization) -> Vec<String> {
    let own = organization.currency.clone();
    let others = others(&organization.settings, &own);
    std::iter::once(own).chain(others).collect()
}

/// The languages of the organization's texts. Unless somebody has said otherwise they are entered in English, and buyers
/// read all languages that we speak.
#[must_use]
pub fn content_languages(organization: &Organization) -> ContentLanguages {
    let settings = &organization.settings;
    let source = settings.get("source_language").and_then(Value::as_str).and_then(Language::parse).unwrap_or_default();
    let listed: Vec<Language> = listed(settings, "languages").iter().filter_map(|code| Language::parse(code)).collect();
    let is_shown = |language: &Language| listed.is_empty() || *language == source || listed.contains(language);
    ContentLanguages { source, shown: Language::ALL.into_iter().filter(is_shown).collect() }
}

async fn begin(scope: &Scope) -> Result<(Work, Value)> {
    let mut work = scope.begin().await?;
    let settings = organization_settings::lock(&mut work).await?;
    Ok((work, settings))
}

/// Keeps what is new, and writes what it was into the log.
async fn finish(mut work: Work, action: &str, old: Value, new: Value) -> Result<()> {
    let id = own(&work.scope);
    organization_settings::put(&mut work, &new).await?;
    audit::service::record(&mut work, action, SETTINGS, id, old, new).await?;
    outbox::emit(&mut work, "localization.settings_changed", id, json!({})).await?;
    work.commit().await
}

/// Takes a currency into use. Returns its code.
///
/// # Errors
/// Field errors.
pub async fn add_currency(scope: &Scope, typed: &str) -> Result<String> {
    if typed.trim().is_empty() {
        return Err(Error::field("code", "error-required"));
    }
    let code = model::currency(typed).ok_or_else(|| Error::field("code", "localization-error-currency"))?;
    let (work, settings) = begin(scope).await?;
    let before = others(&settings, &scope.organization.currency);
    if code == scope.organization.currency || before.contains(&code) {
        return Err(Error::field("code", "localization-error-currency-known"));
    }
    if before.len() >= MOST {
        return Err(Error::field("code", "localization-error-currency-many"));
    }
    let after: Vec<String> = before.iter().cloned().chain([code.clone()]).collect();
    finish(work, "localization.currency_added", json!({"currencies": before}), json!({"currencies": after})).await?;
    Ok(code)
}

/// Takes a currency out of use; its rates stay. Returns its code.
///
/// # Errors
/// A conflict for the organization's own, and for one that is not in use.
pub async fn remove_currency(scope: &Scope, typed: &str) -> Result<String> {
    let code = typed.trim().to_ascii_uppercase();
    let (work, settings) = begin(scope).await?;
    let before = others(&settings, &scope.organization.currency);
    if !before.contains(&code) {
        return Err(Error::conflict("localization-error-currency-unused"));
    }
    let after: Vec<String> = before.iter().filter(|known| **known != code).cloned().collect();
    finish(work, "localization.currency_removed", json!({"currencies": before}), json!({"currencies": after})).await?;
    Ok(code)
}

/// Sets in which language texts are entered, and which are shown to buyers.
///
/// # Errors
/// Field errors.
pub async fn set_languages(scope: &Scope, source: &str, shown: &[String]) -> Result<()> {
    let Some(source) = Language::parse(source) else { return Err(Error::field("source", "error-choice")) };
    let chosen: Vec<Language> = shown.iter().filter_map(|code| Language::parse(code)).collect();
    if chosen.len() != shown.len() {
        return Err(Error::field("shown", "error-choice"));
    }
    let after: Vec<&str> =
        Language::ALL.into_iter().filter(|language| *language == source || chosen.contains(language)).map(Language::code).collect();
    let (work, settings) = begin(scope).await?;
    let old = json!({"source_language": settings.get("source_language"), "languages": settings.get("languages")});
    let new = json!({"source_language": source.code(), "languages": after});
    if old == new {
        return Ok(());
    }
    finish(work, "localization.languages_changed", old, new).await
}

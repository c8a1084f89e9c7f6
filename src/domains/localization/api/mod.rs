//! Server functions and loaders of the localization domain.

#[cfg(feature = "ssr")]
mod upload;

#[cfg(feature = "ssr")]
pub use upload::routes;

use super::model::RateForm;
use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use super::{
    model::{CurrencyPage, Editor, RateFilter, TranslationFilter, TranslationList},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::{
    server::{
        context::{require, require_change},
        forms,
    },
    shared::{Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Takes a currency into use.
#[server(prefix = "/api/localization", endpoint = "add_currency")]
pub async fn add_currency(#[server(default)] code: String) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let code = service::add_currency(&scope, &code).await?;
    forms::done(urls::CURRENCIES, "localization-done-currency-added", &[("currency", &code)]);
    Ok(())
}

/// Takes a currency out of use.
#[server(prefix = "/api/localization", endpoint = "remove_currency")]
pub async fn remove_currency(#[server(default)] code: String) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let code = service::remove_currency(&scope, &code).await?;
    forms::done(urls::CURRENCIES, "localization-done-currency-removed", &[("currency", &code)]);
    Ok(())
}

/// Enters an exchange rate by hand.
#[server(prefix = "/api/localization", endpoint = "set_rate")]
pub async fn set_rate(#[server(flatten)] form: RateForm) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    let (from, to, day) = service::set_rate(&scope, &form).await?;
    forms::done(urls::CURRENCIES, "localization-done-rate", &[("from", &from), ("to", &to), ("day", &day.to_string())]);
    Ok(())
}

/// Sets in which language texts are entered and which are shown to buyers.
#[server(prefix = "/api/localization", endpoint = "set_languages")]
pub async fn set_languages(#[server(default)] source: String, #[server(default)] shown: Vec<String>) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    service::set_languages(&scope, &source, &shown).await?;
    forms::done(urls::TRANSLATIONS, "localization-done-languages", &[]);
    Ok(())
}

/// Writes the translations of a record (`values` are named `name_si`), then goes to the next one that lacks some (`then` is
/// `next`) or back to the list that `kind`, `language`, `show` and `q` describe.
#[server(prefix = "/api/localization", endpoint = "save_translations")]
pub async fn save_translations(
    #[server(default)] resource: String,
    #[server(default)] id: String,
    #[server(default)] base: String,
    #[server(default)] values: BTreeMap<String, String>,
    #[server(default)] then: String,
    #[server(default)] kind: String,
    #[server(default)] language: String,
    #[server(default)] show: String,
    #[server(default)] q: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::TranslationsWrite)?;
    let id = Uuid::parse_str(id.trim()).map_err(|_| AppError::NotFound)?;
    let title = service::save(&scope, &resource, id, &base, &values).await?;
    let filter = TranslationFilter::read(&kind, &language, &show, &q);
    if then == "next" {
        match service::next_missing(&scope, &filter, &resource, id).await? {
            Some((segment, next)) => {
                forms::done(&with_filter(&urls::translate(segment, next), &filter), "localization-done-saved", &[("name", &title)]);
            }
            None => forms::done(&with_filter(urls::TRANSLATIONS, &filter), "localization-done-all", &[("name", &title)]),
        }
    } else {
        forms::done(&with_filter(urls::TRANSLATIONS, &filter), "localization-done-saved", &[("name", &title)]);
    }
    Ok(())
}

/// A path with the parameters of a filter.
#[cfg(feature = "ssr")]
#[must_use]
pub fn with_filter(path: &str, filter: &TranslationFilter) -> String {
    let params: Vec<String> =
        filter.params().into_iter().map(|(name, value)| format!("{name}={}", forms::percent_encode(&value))).collect();
    if params.is_empty() { path.to_owned() } else { format!("{path}?{}", params.join("&")) }
}

/// Currencies in use and a page of rates.
///
/// # Errors
/// Without `settings.read`.
#[cfg(feature = "ssr")]
pub async fn load_currencies(filter: RateFilter, page: PageRequest) -> Result<CurrencyPage, AppError> {
    let scope = require(Permission::SettingsRead)?;
    Ok(service::currency_page(&scope, &filter, page).await?)
}

/// What lacks a translation.
///
/// # Errors
/// Without `translations.write`.
#[cfg(feature = "ssr")]
pub async fn load_translations(filter: TranslationFilter, page: PageRequest) -> Result<TranslationList, AppError> {
    let scope = require(Permission::TranslationsWrite)?;
    Ok(service::translation_list(&scope, &filter, page).await?)
}

/// The texts of a record side by side.
///
/// # Errors
/// Without `translations.write`, and when there is no such record.
#[cfg(feature = "ssr")]
pub async fn load_editor(resource: &'static str, id: Result<Uuid, AppError>) -> Result<Editor, AppError> {
    let scope = require(Permission::TranslationsWrite)?;
    Ok(service::editor(&scope, resource, id?).await?)
}

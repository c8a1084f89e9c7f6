//! The texts of a notification in a language.

use crate::server::format::money_in;
use crate::server::i18n::text_with;
use crate::shared::Language;
use fluent_bundle::FluentValue;
use rust_decimal::Decimal;
use serde_json::Value;

/// A text with what the notification names. An `amount` with a `currency` beside it becomes money, and a number
/// chooses plural forms.
#[must_use]
pub fn words(language: Language, key: &str, data: &Value) -> String {
    let Some(fields) = data.as_object() else { return text_with(language, key, &[]) };
    let currency = fields.get("currency").and_then(Value::as_str);
    let args: Vec<(&str, FluentValue<'_>)> = fields
        .iter()
        .filter(|(name, _)| *name != "link")
        .map(|(name, value)| {
            let value = match value {
                Value::String(text) => match (name.as_str(), currency, text.parse::<Decimal>()) {
                    ("amount", Some(currency), Ok(amount)) => money_in(amount, currency, language).into(),
                    _ => FluentValue::from(text.as_str()),
                },
                Value::Number(number) => number.as_i64().map_or_else(|| FluentValue::from(number.to_string()), FluentValue::from),
                other => FluentValue::from(other.to_string()),
            };
            (name.as_str(), value)
        })
        .collect();
    text_with(language, key, &args)
}

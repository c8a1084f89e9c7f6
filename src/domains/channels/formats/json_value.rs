//! Lenient reading of JSON: plugins turn numbers into text, text into numbers, and leave out, empty
//! or set to `false` what they do not know.

use super::text::{plain_line, without_nul};
use rust_decimal::Decimal;
use serde_json::Value;

/// A text; numbers count as text, everything else and the empty text as nothing.
pub fn text(object: &Value, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => without_nul(text).trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A text of one line, markup and entities resolved, cut at `max` characters: the whole text stays
/// in the raw order.
pub fn line(object: &Value, key: &str, max: usize) -> Option<String> {
    let line: String = plain_line(&text(object, key)?).chars().take(max).collect();
    (!line.is_empty()).then_some(line)
}

/// An id: text or number, zero being none.
pub fn id(object: &Value, key: &str) -> Option<String> {
    text(object, key).filter(|id| id != "0" && id.len() <= 100)
}

/// A decimal. Null, `false`, the empty text and a missing key are nothing.
///
/// # Errors
/// With the offending text if it is something else than a number.
pub fn decimal(object: &Value, key: &str) -> Result<Option<Decimal>, String> {
    let raw = match object.get(key) {
        None | Some(Value::Null | Value::Bool(false)) => return Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(other) => return Err(other.to_string()),
    };
    let plain = raw.parse().ok().or_else(|| Decimal::from_scientific(&raw).ok());
    match plain.or_else(|| super::numbers::parse_decimal(&raw)) {
        Some(value) if super::numbers::fits_money(value) => Ok(Some(value)),
        _ => Err(raw),
    }
}

/// A truth in any spelling.
pub fn truth(object: &Value, key: &str) -> bool {
    match object.get(key) {
        Some(Value::Bool(value)) => *value,
        Some(Value::String(text)) => matches!(text.trim(), "1" | "true" | "yes"),
        Some(Value::Number(number)) => number.as_f64() == Some(1.0),
        _ => false,
    }
}

/// A list; PHP writes a list with gaps as an object.
pub fn list<'a>(object: &'a Value, key: &str) -> Vec<&'a Value> {
    match object.get(key) {
        Some(Value::Array(items)) => items.iter().filter(|i| i.is_object()).collect(),
        Some(Value::Object(items)) => items.values().filter(|i| i.is_object()).collect(),
        _ => Vec::new(),
    }
}

/// A copy that `jsonb` accepts, that is without NUL characters, and without the links of the API.
pub fn storable(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(without_nul(text)),
        Value::Array(items) => Value::Array(items.iter().map(storable).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().filter(|(k, _)| *k != "_links").map(|(k, v)| (without_nul(k), storable(v))).collect())
        }
        other => other.clone(),
    }
}

//! The query string of a list: what it is narrowed by, how it is sorted, which columns it shows.

use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

/// Parameters that say where somebody is in a list, and not which list it is.
const PLACE: &[&str] = &["after", "before", "dialog", "view", "select", "except"];

/// Names and values of a query string, in its order. Values are trimmed and without NUL; empty ones are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads `a=1&b=2`, with or without a question mark or a path before it.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let query = text.rsplit_once('?').map_or(text, |(_, query)| query);
        let pairs = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decode(name), decode(value).replace('\0', "").trim().to_owned()))
            .filter(|(name, value)| !name.is_empty() && !value.is_empty());
        Self(pairs.collect())
    }

    /// The first value of a parameter; `None` when it is absent or empty.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.value(name).map(ToOwned::to_owned)
    }

    /// As [`Params::query`], borrowed.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The values of a repeated field: `name`, `name[]` or `name[3]`.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        let is_it =
            |known: &str| known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('[') && rest.ends_with(']'));
        self.0.iter().filter(|(known, _)| is_it(known)).map(|(_, value)| value.as_str()).collect()
    }

    /// The same with one parameter changed; an empty value takes it away.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let value = value.replace('\0', "");
        let value = value.trim();
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some(pair) if !value.is_empty() => value.clone_into(&mut pair.1),
            Some(_) => self.0.retain(|(known, _)| known != name),
            None if value.is_empty() => {}
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// The same without these parameters.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(known, _)| !names.contains(&known.as_str()));
        self
    }

    /// Only what says which list it is: without paging, dialogs and selection.
    #[must_use]
    pub fn list(self) -> Self {
        self.without(PLACE)
    }

    /// Whether both say the same, in whatever order.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        let (mut left, mut right) = (self.0.clone(), other.0.clone());
        left.sort();
        right.sort();
        left == right
    }

    /// Names and values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// `a=1&b=2`; empty when there is nothing.
    #[must_use]
    pub fn encode(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        pairs.join("&")
    }

    /// The address of a path with these parameters.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        if self.0.is_empty() { path.to_owned() } else { format!("{path}?{}", self.encode()) }
    }
}

/// A day as a field for days sends it, in years of four digits: others are no days of a shop, and most of them none of the database.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day: &NaiveDate| (1000..=9999).contains(&day.year()))
}

/// Decodes `application/x-www-form-urlencoded` text (WHATWG URL standard, section 5.1).
fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let ahead = rest.clone();
                let hex: Option<u32> = ahead.take(2).try_fold(0, |sum, digit| Some(sum * 16 + char::from(digit).to_digit(16)?));
                match hex.and_then(|hex| u8::try_from(hex).ok()).filter(|_| rest.len() >= 2) {
                    Some(byte) => {
                        out.push(byte);
                        rest.nth(1);
                    }
                    None => out.push(b'%'),
                }
            }
            byte => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b',' | b':') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

//! The reference rates of the European Central Bank: `eurofxref-daily.xml`, `eurofxref-hist-90d.xml`, `eurofxref-hist.xml`.
//!
//! The format is fixed and small, so this reads just that: elements and attributes. What a file of the bank never has, such as
//! a document type, entities or processing instructions, is refused instead of understood, which leaves nothing to attack.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::str::FromStr;

/// Largest file; the one of all days since 1999 has 9 MB.
const LARGEST: usize = 24 << 20;
/// Deepest nesting; a file of the bank has four.
const DEEPEST: usize = 8;

/// The rates of a day: one euro is so many of each currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// (currency, rate).
    pub rates: Vec<(String, Decimal)>,
}

/// Why a file is none of the bank's: the line where it stops being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// From 1.
    pub line: usize,
}

/// Reads a file; the days come in the order of the file.
pub fn read(bytes: &[u8]) -> Result<Vec<Day>, Refused> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| bytes.len() <= LARGEST).ok_or(Refused { line: 1 })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, at: 0, open: Vec::new(), days: Vec::new(), has_root: false };
    match reader.document() {
        Some(()) => Ok(reader.days),
        None => Err(Refused { line: text.get(..reader.at).unwrap_or_default().matches('\n').count() + 1 }),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    open: Vec<&'a str>,
    days: Vec<Day>,
    has_root: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Moves past the next `mark` and returns what is before it.
    fn until(&mut self, mark: &str) -> Option<&'a str> {
        let (before, _) = self.rest().split_once(mark)?;
        self.at += before.len() + mark.len();
        Some(before)
    }

    fn document(&mut self) -> Option<()> {
        if self.rest().starts_with("<?xml ") {
            self.until("?>")?;
        }
        loop {
            let rest = self.rest();
            let Some(start) = rest.find('<') else {
                return (rest.trim().is_empty() && self.open.is_empty() && self.has_rates()).then_some(());
            };
            let between = rest.get(..start)?;
            // Words stand in the head only, such as the name of the sender.
            if between.contains('&') || !between.trim().is_empty() && self.open.len() < 2 {
                return None;
            }
            self.at += start + 1;
            let rest = self.rest();
            if rest.starts_with("!--") {
                self.until("-->")?;
            } else if rest.starts_with(['!', '?']) {
                return None;
            } else if rest.starts_with('/') {
                self.at += 1;
                let name = self.until(">")?.trim_end();
                (self.open.pop()? == name).then_some(())?;
            } else {
                self.element()?;
            }
        }
    }

    fn has_rates(&self) -> bool {
        let mut seen = HashSet::new();
        self.has_root && !self.days.is_empty() && self.days.iter().all(|day| !day.rates.is_empty() && seen.insert(day.date))
    }

    /// After `<`.
    fn element(&mut self) -> Option<()> {
        let start = self.at;
        let length = self.rest().find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))?;
        let name = self.text.get(start..start + length).filter(|name| !name.is_empty())?;
        self.at += length;
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        let closed = loop {
            self.skip_spaces();
            let rest = self.rest();
            if rest.starts_with("/>") {
                self.at += 2;
                break true;
            }
            if rest.starts_with('>') {
                self.at += 1;
                break false;
            }
            let attribute = self.until("=")?.trim_end();
            self.skip_spaces();
            let quote = self.rest().chars().next().filter(|c| matches!(c, '\'' | '"'))?;
            self.at += 1;
            let value = self.until(if quote == '"' { "\"" } else { "'" })?;
            let fine = !attribute.is_empty() && !attribute.contains(|c: char| c.is_whitespace() || "<>\"'&/".contains(c));
            (fine && !value.contains(['<', '&']) && attributes.len() < 8).then_some(())?;
            attributes.push((attribute, value));
        };
        self.take(name, &attributes)?;
        if !closed {
            (self.open.len() < DEEPEST).then(|| self.open.push(name))?;
        }
        Some(())
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// What an element says, by where it stands.
    fn take(&mut self, name: &str, attributes: &[(&str, &str)]) -> Option<()> {
        let value = |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
        match self.open.as_slice() {
            [] => {
                (name == "gesmes:Envelope" && !self.has_root).then_some(())?;
                self.has_root = true;
            }
            ["gesmes:Envelope", "Cube"] if name == "Cube" => {
                let date = NaiveDate::parse_from_str(value("time")?, "%Y-%m-%d").ok().filter(|day| (1999..=9999).contains(&day.year()))?;
                self.days.push(Day { date, rates: Vec::new() });
            }
            ["gesmes:Envelope", "Cube", "Cube"] if name == "Cube" => {
                let (currency, rate) = (value("currency")?, value("rate")?);
                let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
                let is_plain = rate.len() <= 20 && rate.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                let rate = Decimal::from_str(rate).ok().filter(|rate| is_plain && is_code && fits(*rate))?;
                let day = self.days.last_mut()?;
                (currency != "EUR" && day.rates.iter().all(|(known, _)| known != currency)).then_some(())?;
                day.rates.push((currency.to_owned(), rate));
            }
            _ => {}
        }
        Some(())
    }
}

/// More than nothing, and in the width of the column.
fn fits(rate: Decimal) -> bool {
    rate > Decimal::ZERO && rate.normalize().scale() <= 8 && rate < Decimal::from(10_000_000_000_i64)
}

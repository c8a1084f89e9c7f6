//! Files of banks, read without knowing anything of the shop: CSV, CAMT.053, MT940 and OFX.

mod amounts;
pub mod camt;
pub mod csv;
pub mod mt940;
pub mod ofx;
mod tags;
mod text;

pub use amounts::{guess_date_order, parse_amount, parse_day};
pub use text::decode;

use super::model::{DateOrder, DecimalMark, StatementFormat};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Largest file.
pub const LARGEST_BYTES: usize = 5 * 1024 * 1024;
/// Most lines of one file.
pub const MOST_LINES: usize = 10_000;
/// Most statements in one file.
pub const MOST_SHEETS: usize = 500;
/// Longest text of a line, in characters; what is longer is cut.
pub const LONGEST_TEXT: usize = 1_000;
/// Longest reference, in characters; what is longer is cut.
pub const LONGEST_REFERENCE: usize = 140;
/// Most refused lines that are named.
pub const MOST_REFUSED: usize = 100;

/// A movement on the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Line of the file where it begins.
    pub number: u32,
    /// Day on which the bank booked it.
    pub booked_on: NaiveDate,
    /// Day from which it counts.
    pub value_on: Option<NaiveDate>,
    /// Above zero for what came in, below zero for what went out; never zero.
    pub amount: Decimal,
    /// ISO 4217 code, where the file says one.
    pub currency: Option<String>,
    /// What the bank and the payer say of it.
    pub description: String,
    /// The bank's number.
    pub reference: String,
    /// The payer's number.
    pub end_to_end: String,
    /// Who paid, or was paid.
    pub party: String,
    /// Their account.
    pub party_account: String,
    /// What was on the account after it.
    pub balance: Option<Decimal>,
}

/// A statement: the lines between two balances of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The account's number, where the file says one.
    pub account: Option<String>,
    /// ISO 4217 code of the account, where the file says one.
    pub currency: Option<String>,
    /// What was on the account before.
    pub opening: Option<Decimal>,
    /// What was on it after.
    pub closing: Option<Decimal>,
    /// What the lines say of the balance after them does not go on from one to the next.
    pub is_broken: bool,
    /// In the order of the file.
    pub lines: Vec<Line>,
}

/// Whether the balances of a file and its lines agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// What was there before and the lines come to what was there after.
    Agrees,
    /// They do not.
    Differs,
    /// The file names no balances.
    Unknown,
}

impl Balance {
    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agrees => "AGREES",
            Self::Differs => "DIFFERS",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl Sheet {
    /// Whether opening balance and lines come to the closing balance.
    #[must_use]
    pub fn balance(&self) -> Balance {
        if self.is_broken {
            return Balance::Differs;
        }
        let (Some(opening), Some(closing)) = (self.opening, self.closing) else { return Balance::Unknown };
        let sum = self.lines.iter().try_fold(opening, |sum, line| sum.checked_add(line.amount));
        if sum == Some(closing) { Balance::Agrees } else { Balance::Differs }
    }
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Line of the file where it begins.
    pub number: u32,
    /// The Fluent key of the reason.
    pub key: &'static str,
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Its statements.
    pub sheets: Vec<Sheet>,
    /// Lines that could not be read; at most [`MOST_REFUSED`] are named.
    pub refused: Vec<Refused>,
    /// How many there were.
    pub refused_count: usize,
}

impl Contents {
    /// Names a line that could not be read.
    pub fn refuse(&mut self, number: u32, key: &'static str) {
        self.refused_count += 1;
        if self.refused.len() < MOST_REFUSED {
            self.refused.push(Refused { number, key });
        }
    }

    /// How many lines were read.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.lines.len()).sum()
    }

    /// Whether balances and lines agree, in all statements that name any.
    #[must_use]
    pub fn balance(&self) -> Balance {
        let all: Vec<Balance> = self.sheets.iter().map(Sheet::balance).collect();
        if all.contains(&Balance::Differs) {
            Balance::Differs
        } else if all.contains(&Balance::Agrees) {
            Balance::Agrees
        } else {
            Balance::Unknown
        }
    }
}

/// Why a whole file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing in it.
    Empty,
    /// It is no text.
    NotText,
    /// More than [`LARGEST_BYTES`].
    TooLarge,
    /// More than [`MOST_LINES`].
    TooManyLines,
    /// It breaks off, or is not written as the format wants.
    Malformed(u32),
    /// It is not of this format.
    OtherFormat,
    /// No column says when or how much.
    Columns,
}

impl ReadError {
    /// The Fluent key of the message.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "statements-error-empty",
            Self::NotText => "statements-error-not-text",
            Self::TooLarge => "statements-error-too-large",
            Self::TooManyLines => "statements-error-too-many",
            Self::Malformed(_) => "statements-error-malformed",
            Self::OtherFormat => "statements-error-format",
            Self::Columns => "statements-error-columns",
        }
    }

    /// What the message is filled with.
    #[must_use]
    pub fn args(self) -> Vec<(String, String)> {
        let one = |name: &str, value: String| vec![(name.to_owned(), value)];
        match self {
            Self::Malformed(line) => one("line", line.to_string()),
            Self::TooLarge => one("megabytes", (LARGEST_BYTES >> 20).to_string()),
            Self::TooManyLines => one("most", MOST_LINES.to_string()),
            _ => Vec::new(),
        }
    }
}

/// What a file looks like.
#[must_use]
pub fn detect(text: &str) -> StatementFormat {
    let head: String = text.chars().take(4_000).collect();
    if head.contains("camt.05") || head.contains("<BkToCstmr") {
        StatementFormat::Camt053
    } else if head.contains("OFXHEADER") || head.contains("<OFX>") {
        StatementFormat::Ofx
    } else if head.lines().any(|line| line.starts_with(":20:") || line.starts_with("{1:")) {
        StatementFormat::Mt940
    } else {
        StatementFormat::Csv
    }
}

/// Cuts a text to what is kept, on one line.
pub(super) fn line_of(text: &str, longest: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect()
}

/// Whether an amount fits the database and is one of cents.
pub(super) fn fits(amount: Decimal) -> bool {
    amount.abs() < Decimal::from(1_000_000_000_000_i64)
}

/// A three-letter code of a currency.
pub(super) fn currency_of(text: &str) -> Option<String> {
    let text = text.trim();
    (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| text.to_ascii_uppercase())
}

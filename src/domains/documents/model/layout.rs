//! How invoices look and are numbered, from a day on. Rules of tax offices change, so this is data.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// How a day is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateFormat {
    /// `11/30/2026`.
    MonthDayYear,
    /// `30/11/2026`.
    #[default]
    DayMonthYear,
    /// `2026-11-30`.
    YearMonthDay,
}

impl DateFormat {
    /// In the order of a list of choices.
    pub const ALL: [Self; 3] = [Self::DayMonthYear, Self::MonthDayYear, Self::YearMonthDay];

    /// The word in the database, which shows what it does.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MonthDayYear => "MM/DD/YYYY",
            Self::DayMonthYear => "DD/MM/YYYY",
            Self::YearMonthDay => "YYYY-MM-DD",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// Writes a day.
    #[must_use]
    pub fn write(self, day: NaiveDate) -> String {
        let (year, month, day) = (day.year(), day.month(), day.day());
        match self {
            Self::MonthDayYear => format!("{month:02}/{day:02}/{year:04}"),
            Self::DayMonthYear => format!("{day:02}/{month:02}/{year:04}"),
            Self::YearMonthDay => format!("{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// Longest number of an invoice.
pub const LONGEST_NUMBER: usize = 40;
/// Longest code of a branch.
pub const LONGEST_BRANCH: usize = 8;

/// How invoices look and are numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Which one it is; what was issued names it.
    pub version: i32,
    /// From this day on.
    pub valid_from: NaiveDate,
    /// Parts of the number: `{YY}`, `{YYYY}`, `{MM}`, `{MMM}`, `{BRANCH}`, `{SERIAL}`.
    pub number_format: String,
    /// How days are written.
    pub date_format: DateFormat,
    /// On tax invoices, amounts without cents.
    pub whole_rupees: bool,
    /// What stands at the end.
    pub footer: String,
}

/// The number that the gazette asks for: `26JAN_BR03_1`.
pub const USUAL_NUMBER: &str = "{YY}{MMM}_{BRANCH}_{SERIAL}";

impl Layout {
    /// The layouts of who has written down none, the newest first: the second is that of Gazette 2463/05 and its revisions, in force
    /// since 1 July 2026.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        let layout = |version, day: (i32, u32, u32), date_format, whole_rupees| Self {
            version,
            valid_from: NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap_or(NaiveDate::MIN),
            number_format: USUAL_NUMBER.to_owned(),
            date_format,
            whole_rupees,
            footer: String::new(),
        };
        vec![layout(2, (2026, 7, 1), DateFormat::MonthDayYear, true), layout(1, (1990, 1, 1), DateFormat::DayMonthYear, false)]
    }

    /// Whether numbers of this format are unique and short enough: it names year, month and branch, ends with the serial, and has no
    /// blanks.
    #[must_use]
    pub fn is_number_format(format: &str) -> bool {
        let has = |parts: &[&str]| parts.iter().any(|part| format.contains(part));
        let plain =
            ["{YYYY}", "{YY}", "{MMM}", "{MM}", "{BRANCH}", "{SERIAL}"].iter().fold(format.to_owned(), |text, part| text.replace(part, ""));
        let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap_or_default();
        has(&["{YY}", "{YYYY}"])
            && has(&["{MM}", "{MMM}"])
            && has(&["{BRANCH}"])
            && format.matches("{SERIAL}").count() == 1
            // The serial has no fixed length: behind something else it could not be told from it.
            && ["_{SERIAL}", "-{SERIAL}", "/{SERIAL}", ".{SERIAL}"].iter().any(|end| format.ends_with(end))
            && plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/.".contains(&byte))
            // Room for the prefix of credit notes and for a million a month.
            && number(format, day, &"B".repeat(LONGEST_BRANCH), 999_999).len() + 4 <= LONGEST_NUMBER
    }

    /// The number of the `serial`th document of a branch in the month of a day.
    #[must_use]
    pub fn number(&self, day: NaiveDate, branch: &str, serial: i64) -> String {
        number(&self.number_format, day, branch, serial)
    }
}

/// As the gazette writes them.
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

fn number(format: &str, day: NaiveDate, branch: &str, serial: i64) -> String {
    let name = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    format
        .replace("{YYYY}", &format!("{:04}", day.year()))
        .replace("{YY}", &format!("{:02}", day.year().rem_euclid(100)))
        .replace("{MMM}", name)
        .replace("{MM}", &format!("{:02}", day.month()))
        .replace("{BRANCH}", branch)
        .replace("{SERIAL}", &serial.to_string())
}

/// The layout that holds on a day: of those that have begun the one that began last, and of two of one day the newer.
#[must_use]
pub fn layout_on(layouts: &[Layout], day: NaiveDate) -> Option<&Layout> {
    layouts.iter().filter(|layout| layout.valid_from <= day).max_by_key(|layout| (layout.valid_from, layout.version))
}

/// The form of a layout, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutForm {
    /// First day.
    pub valid_from: String,
    /// Parts of the number.
    pub number_format: String,
    /// A word of [`DateFormat`].
    pub date_format: String,
    /// `true` when ticked.
    pub whole_rupees: String,
    /// What stands at the end.
    pub footer: String,
}

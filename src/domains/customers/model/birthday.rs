//! Days that come every year.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The first year that a person may be born in.
const FIRST_YEAR: i32 = 1900;
/// The last one that is kept.
const LAST_YEAR: i32 = 2200;

/// When somebody was born: the day and the month, and the year if they have said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birthday {
    /// Day of the month.
    pub day: i32,
    /// From 1.
    pub month: i32,
    /// Four digits.
    pub year: Option<i32>,
}

impl Birthday {
    /// A day that there is; 29 February is one while the year is not known.
    #[must_use]
    pub fn new(day: i32, month: i32, year: Option<i32>) -> Option<Self> {
        let in_year = |year| NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?);
        in_year(year.unwrap_or(2000))?;
        year.is_none_or(|year| (FIRST_YEAR..=LAST_YEAR).contains(&year)).then_some(Self { day, month, year })
    }

    /// Of columns that are there together or not at all.
    #[must_use]
    pub fn of(day: Option<i32>, month: Option<i32>, year: Option<i32>) -> Option<Self> {
        day.zip(month).map(|(day, month)| Self { day, month, year })
    }

    /// The day itself, or one of a leap year where the year is not known.
    #[must_use]
    pub fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(2000), u32::try_from(self.month).ok()?, u32::try_from(self.day).ok()?)
    }
}

/// `1990-02-28`, or `--02-28` without the year.
impl fmt::Display for Birthday {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(out, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(out, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

/// A day whose year is one of those that are kept.
#[must_use]
pub fn anniversary(day: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year()).then_some(day)
}

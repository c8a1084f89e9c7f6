//! Rows in the text format of COPY (PostgreSQL manual, COPY, "Text Format").

use std::fmt::{Display, Write};

/// Rows of one table.
#[derive(Default)]
pub struct Rows {
    text: String,
    at_start: bool,
}

impl Rows {
    /// Begins a row.
    pub fn row(&mut self) -> &mut Self {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.at_start = true;
        self
    }

    fn separate(&mut self) {
        if !self.at_start {
            self.text.push('\t');
        }
        self.at_start = false;
    }

    /// A value without tabs, line ends and backslashes: ids, numbers, fixed words.
    pub fn raw(&mut self, value: impl Display) -> &mut Self {
        self.separate();
        let _ = write!(self.text, "{value}");
        self
    }

    /// Any text.
    pub fn text(&mut self, value: &str) -> &mut Self {
        self.separate();
        for symbol in value.chars() {
            match symbol {
                '\\' => self.text.push_str("\\\\"),
                '\t' => self.text.push_str("\\t"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                other => self.text.push(other),
            }
        }
        self
    }

    /// NULL.
    pub fn null(&mut self) -> &mut Self {
        self.raw("\\N")
    }

    /// A value that may be missing.
    pub fn maybe(&mut self, value: Option<impl Display>) -> &mut Self {
        match value {
            Some(value) => self.raw(value),
            None => self.null(),
        }
    }

    /// An amount in cents.
    pub fn money(&mut self, cents: i64) -> &mut Self {
        self.raw(format_args!("{}.{:02}", cents / 100, cents % 100))
    }

    /// A moment in seconds since 1970.
    pub fn time(&mut self, at: i64) -> &mut Self {
        self.separate();
        let (days, of_day) = (at.div_euclid(86_400), at.rem_euclid(86_400));
        // Howard Hinnant, chrono-compatible low-level date algorithms, civil_from_days.
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        let _ = write!(self.text, "{year}-{month:02}-{day:02} {:02}:{:02}:{:02}+00", of_day / 3600, of_day / 60 % 60, of_day % 60);
        self
    }

    /// A moment that may be missing.
    pub fn maybe_time(&mut self, at: Option<i64>) -> &mut Self {
        match at {
            Some(at) => self.time(at),
            None => self.null(),
        }
    }

    /// What has been written, for COPY.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

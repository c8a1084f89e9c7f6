//! Keyset paging: a page starts after a known row, so page 10,000 costs what page 1 costs.

use chrono::{DateTime, Datelike, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rows on a page of a list.
pub const PAGE_SIZE: i64 = 50;

/// The place of a row in a list that is sorted by time (newest first) and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor {
    /// Time of the row, UTC, microseconds as Postgres keeps them.
    pub at: DateTime<Utc>,
    /// Breaks ties between rows of the same microsecond.
    pub id: Uuid,
}

impl Cursor {
    /// The form that stands in a URL: microseconds and id, `1763683200000000.0197…`.
    #[must_use]
    pub fn encode(self) -> String {
        format!("{}.{}", self.at.timestamp_micros(), self.id.simple())
    }

    /// Reads what [`Cursor::encode`] wrote; `None` for anything else, so that a mangled link shows the first page.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('.')?;
        // Rows are not older than the program, and the database knows no years of six digits.
        let at = Utc.timestamp_micros(micros.parse().ok()?).single().filter(|at| (1000..=9999).contains(&at.year()))?;
        Some(Self { at, id: Uuid::parse_str(id).ok()? })
    }
}

/// Which way a page lies from its cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Rows that come after the cursor in the list's order.
    #[default]
    Next,
    /// Rows that come before it.
    Previous,
}

/// The column by which a list is sorted, and which way. Only columns whose order an index has can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Name of the order in the URL.
    pub key: &'static str,
    /// Greatest first.
    pub descending: bool,
}

impl Sort {
    /// The usual order of a list: by time, newest first.
    pub const NEWEST: Self = Self { key: "date", descending: true };

    /// The form that stands in a URL: `total`, or `-total` for greatest first.
    #[must_use]
    pub fn encode(self) -> String {
        if self.descending { format!("-{}", self.key) } else { self.key.to_owned() }
    }
}

/// What a list was asked for: from where, which way, how much, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// `None` is the first page.
    pub cursor: Option<Cursor>,
    /// Ignored without a cursor.
    pub direction: Direction,
    /// Most rows; [`PAGE_SIZE`] on a page, more in an export.
    pub size: i64,
    /// The order of the list. Pages of another order than time start after the cursor's row, whatever its value now is.
    pub sort: Sort,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { cursor: None, direction: Direction::Next, size: PAGE_SIZE, sort: Sort::NEWEST }
    }
}

impl PageRequest {
    /// Reads the `after` and `before` parameters of a list's URL.
    #[must_use]
    pub fn from_params(after: Option<&str>, before: Option<&str>) -> Self {
        if let Some(cursor) = before.and_then(Cursor::decode) {
            return Self { cursor: Some(cursor), direction: Direction::Previous, ..Self::default() };
        }
        Self { cursor: after.and_then(Cursor::decode), ..Self::default() }
    }

    /// The same in another order.
    #[must_use]
    pub const fn sorted(self, sort: Sort) -> Self {
        Self { sort, ..self }
    }

    /// Whether rows are fetched greatest first: the list's order, or the other way round when going back.
    #[must_use]
    pub fn descends(&self) -> bool {
        self.sort.descending != (self.cursor.is_some() && self.direction == Direction::Previous)
    }
}

/// One page of rows with the cursors of its neighbours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
    /// Where the previous page ends, if there is one.
    pub previous: Option<Cursor>,
}

impl<T> Page<T> {
    /// Makes a page from up to one more than the asked number of fetched rows. Rows of [`Direction::Previous`] arrive in reverse order.
    pub fn from_fetched(request: PageRequest, mut rows: Vec<T>, cursor_of: impl Fn(&T) -> Cursor) -> Self {
        let size = usize::try_from(request.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let backwards = request.cursor.is_some() && request.direction == Direction::Previous;
        if backwards {
            rows.reverse();
        }
        let first = rows.first().map(&cursor_of);
        let last = rows.last().map(&cursor_of);
        let (next, previous) =
            if backwards { (last, if more { first } else { None }) } else { (if more { last } else { None }, request.cursor.and(first)) };
        Self { rows, next, previous }
    }
}

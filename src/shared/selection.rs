//! Which rows of a list somebody has chosen: some by their ids, or all that the list's filter finds but for a few.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most ids that one form sends.
pub const LARGEST_SELECTION: usize = 1_000;

/// Chosen rows of a list. "All that match" is the list's query string itself and never a list of ids, so a million rows
/// are chosen as cheaply as ten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The ticked rows; empty with `all_matching`.
    pub ids: Vec<Uuid>,
    /// The list's query string without paging, such as `status=PENDING&source=PHONE`; empty for a list without filters.
    /// `None` when only `ids` are meant.
    pub all_matching: Option<String>,
    /// Rows that match and are not meant; empty without `all_matching`.
    pub except: Vec<Uuid>,
}

impl Selection {
    /// Reads the fields of a list's form: `ids` (one for each ticked row), `all` (`1` for all that match), `query` (the
    /// list's query string), `shown` (the rows of the page, with `all`; those that are not ticked are left out) and
    /// `except` (left out on other pages). `shown` and `except` are ids joined by commas. What is no id is passed over.
    #[must_use]
    pub fn parse<S: AsRef<str>>(ids: &[S], all: &str, query: &str, shown: &str, except: &str) -> Self {
        let mut ids: Vec<Uuid> = ids.iter().filter_map(|id| Uuid::parse_str(id.as_ref().trim()).ok()).take(LARGEST_SELECTION).collect();
        ids.sort_unstable();
        ids.dedup();
        if all != "1" {
            return Self { ids, all_matching: None, except: Vec::new() };
        }
        let mut left_out: Vec<Uuid> = split(shown).chain(split(except)).filter(|id| ids.binary_search(id).is_err()).collect();
        left_out.sort_unstable();
        left_out.dedup();
        left_out.truncate(LARGEST_SELECTION);
        Self { ids: Vec::new(), all_matching: Some(query.to_owned()), except: left_out }
    }

    /// Whether nothing was chosen.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.all_matching.is_none() && self.ids.is_empty()
    }

    /// Whether a row that the filter finds, or that was ticked, is meant.
    #[must_use]
    pub fn has(&self, id: Uuid) -> bool {
        if self.all_matching.is_some() { !self.except.contains(&id) } else { self.ids.contains(&id) }
    }
}

fn split(ids: &str) -> impl Iterator<Item = Uuid> + '_ {
    ids.split(',').filter_map(|id| Uuid::parse_str(id.trim()).ok())
}

//! Rules of the statements domain.

mod confirm;
mod files;
mod lines;
mod matching;
mod score;

pub use confirm::{Target, confirm, confirm_many, match_by_hand};
pub use files::{Upload, accounts, discard, list, map, take, upload, view};
pub use lines::{ignore, reopen};
pub use matching::{detail, page};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

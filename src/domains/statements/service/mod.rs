//! Rules of the statements domain.

mod alike;
mod confirm;
mod files;
mod lines;
mod matching;
mod score;
mod taking;

pub use confirm::{Target, confirm, confirm_many, match_by_hand};
pub use files::{Upload, accounts, discard, list, map, upload, view};
pub use lines::{ignore, reopen};
pub use matching::{detail, page};
pub use taking::take;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

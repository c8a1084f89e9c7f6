//! Paths of the search domain.

/// The page of results.
pub const SEARCH: &str = "/search";
/// The results while somebody types, as a piece of a page.
pub const SUGGEST: &str = "/search/suggest";

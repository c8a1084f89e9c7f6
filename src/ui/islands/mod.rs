//! What islands of several domains share. Everything here runs in the browser.

/// Header of requests that a page makes by itself: they are no sign that anybody sits before it.
pub const REFRESH: &str = "x-refresh";

#[cfg(feature = "hydrate")]
pub mod debounce;
#[cfg(feature = "hydrate")]
pub mod live;

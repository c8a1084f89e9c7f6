//! What islands of several domains share. Everything here runs in the browser.

#[cfg(feature = "hydrate")]
pub mod debounce;
#[cfg(feature = "hydrate")]
pub mod live;

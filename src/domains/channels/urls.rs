//! Paths of the channels domain.

/// The stores.
pub const LIST: &str = "/channels";

//! Files that bring rates.

pub(super) mod ecb;

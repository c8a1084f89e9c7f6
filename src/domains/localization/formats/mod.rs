//! Files that bring rates.

pub mod ecb;

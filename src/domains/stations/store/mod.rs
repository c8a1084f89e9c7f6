//! All statements of the stations.

mod boards;
mod scans;

pub(super) use boards::*;
pub(super) use scans::*;

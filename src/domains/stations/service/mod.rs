//! Rules of the stations. Each scan is one transaction under the lock of what is worked on: whatever order scans come in, and however
//! often, each counts once.

mod arrivals;
mod boards;
mod finish;
mod returned;
mod scan;
mod stations;
mod tasks;

pub use arrivals::finish_transfer;
pub use boards::{Overview, board, choices, find, known_scan, line, open_tasks, overview, places};
pub use finish::{Packed, bring_back, finish_packing, finish_receipt};
pub use returned::finish_return;
pub use scan::scan;
pub use tasks::{resolve, tasks};

//! Rules of stock.

mod apply;
mod available;
mod bins;
mod buffers;
mod count_scans;
mod counts;
mod fulfilment;
mod labels;
mod levels;
mod movements;
mod names;
mod notices;
mod receipts;
mod reorder;
mod reserved;
mod transfers;
mod warehouses;

pub use super::model::{Cause, Owner, Reference, Room, StockAfter, StockOp, Wanted};
pub use apply::{apply, expire, set_opening, set_openings};
pub use available::AVAILABLE;
pub use bins::{add_bins, remove_bin, save_bin, save_warehouse, warehouse_page};
pub use buffers::{buffers, published, set_buffer};
pub use count_scans::{CountedLine, count_less, count_more, hold_count};
pub use counts::{Posted, cancel_count, count, count_one, counts, create_count, enter_counts, post_count, start_count};
pub use fulfilment::{fulfilment, save_fulfilment, served_from, warehouse_in_use};
pub use labels::{bin_label_file, label_file, labelled};
pub use levels::{adjust, levels_of_product, list, save_level, variant};
pub use movements::movements;
pub use names::names_of;
pub use notices::tell_low;
pub use receipts::{Arriving, ArrivingItem, Received, lock_arriving, receive, receive_form, receive_in};
pub use reorder::{needs, to_reorder};
pub use reserved::{Place, Reserved, places_of_lines, reserved_for_lines};
pub use transfers::{TransferInput, cancel_transfer, create_transfer, ready_transfer, save_transfer, send_transfer, transfer, transfers};
pub use warehouses::{create_warehouse, default_warehouse, ensure_default_warehouse, make_default, warehouses};

//! Rules of the delivery domain.

mod couriers;
mod dispatch;
mod notices;
mod parcels;
mod people;
mod tracking;

pub use couriers::{couriers, create_courier, set_courier_active, update_courier};
pub use dispatch::{dispatch, dispatch_part, dispatch_step};
pub use notices::tell_returned;
pub use parcels::{OF_ORDERS, bring_back, bring_back_in, bring_back_parcel, deliver, deliver_steps, lines_coming_back, list, of_order};
pub use people::OF_CUSTOMERS;
pub use tracking::tracking;

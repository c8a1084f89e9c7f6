//! Rules of the delivery domain.

mod couriers;
mod notices;
mod parcels;
mod people;
mod tracking;

pub use couriers::{couriers, create_courier, set_courier_active, update_courier};
pub use notices::tell_returned;
pub use parcels::{bring_back, bring_back_in, deliver, deliver_step, dispatch, dispatch_step, list, of_order};
pub use people::OF_CUSTOMERS;
pub use tracking::tracking;

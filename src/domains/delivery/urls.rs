//! Paths of the delivery domain.

use uuid::Uuid;

/// All parcels.
pub const LIST: &str = "/deliveries";
/// All couriers.
pub const COURIERS: &str = "/couriers";

/// The parcels of a courier that are on their way.
#[must_use]
pub fn on_the_way_with(courier_id: Uuid) -> String {
    format!("{LIST}?status=DISPATCHED&courier={courier_id}")
}

/// The form that changes a courier.
#[must_use]
pub fn edit_courier(id: Uuid) -> String {
    format!("{COURIERS}?edit={id}")
}

/// Where the parcels of an order are shown: on its page.
#[must_use]
pub fn of_order(order_id: Uuid) -> String {
    format!("/orders/{order_id}")
}

/// What lies in a parcel, a PDF file.
#[must_use]
pub fn packing_slip(id: Uuid) -> String {
    format!("{LIST}/{id}/packing-slip.pdf")
}

/// The label of a parcel, a PDF file.
#[must_use]
pub fn label(id: Uuid) -> String {
    format!("{LIST}/{id}/label.pdf")
}

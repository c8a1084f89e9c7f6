//! Server functions and loaders of the delivery domain.

use crate::shared::AppError;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use super::model::{
    Courier, CourierForm, DeliverInput, DeliverStep, DispatchInput, DispatchStep, ParcelFilter, ParcelHead, ParcelRow, Tracking,
};
#[cfg(feature = "ssr")]
use super::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{AppState, Error, context, forms};
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Area, Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Hands a packed order over to a courier.
#[server(prefix = "/api/delivery", endpoint = "dispatch_order")]
pub async fn dispatch_order(
    #[server(default)] order_id: String,
    #[server(default)] courier_id: String,
    #[server(default)] tracking_number: String,
    #[server(default)] waybill: String,
) -> Result<(), AppError> {
    let scope = context::require_change_in(Area::Delivery, Permission::OrdersFulfil)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let number = service::dispatch(&scope, order_id, &DispatchInput { courier_id, tracking_number, waybill }).await?;
    forms::done(&urls::of_order(order_id), "delivery-done-dispatched", &[("number", &number)]);
    Ok(())
}

/// Sends a part of an order: so many pieces of its lines.
#[server(prefix = "/api/delivery", endpoint = "dispatch_part")]
pub async fn dispatch_part(
    #[server(default)] order_id: String,
    #[server(default)] parts: BTreeMap<String, String>,
    #[server(default)] courier_id: String,
    #[server(default)] tracking_number: String,
    #[server(default)] waybill: String,
) -> Result<(), AppError> {
    let scope = context::require_change_in(Area::Delivery, Permission::OrdersFulfil)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let number = service::dispatch_part(&scope, order_id, &parts, &DispatchInput { courier_id, tracking_number, waybill }).await?;
    forms::done(&urls::of_order(order_id), "delivery-done-dispatched", &[("number", &number)]);
    Ok(())
}

/// Says that a parcel of an order has arrived, and what was collected.
#[server(prefix = "/api/delivery", endpoint = "deliver_order")]
pub async fn deliver_order(
    #[server(default)] order_id: String,
    #[server(default)] parcel: String,
    #[server(default)] collected: String,
    #[server(default)] remitted: bool,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let scope = context::require_change_in(Area::Delivery, Permission::OrdersFulfil)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let number = service::deliver(&scope, order_id, &DeliverInput { parcel, collected, remitted, reason }).await?;
    forms::done(&urls::of_order(order_id), "delivery-done-delivered", &[("number", &number)]);
    Ok(())
}

/// Says that a parcel of an order came back.
#[server(prefix = "/api/delivery", endpoint = "bring_back_order")]
pub async fn bring_back_order(
    #[server(default)] order_id: String,
    #[server(default)] parcel: String,
    #[server(default)] return_reason: String,
) -> Result<(), AppError> {
    let scope = context::require_change_in(Area::Delivery, Permission::OrdersFulfil)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let number = service::bring_back_parcel(&scope, order_id, &parcel, &return_reason).await?;
    forms::done(&urls::of_order(order_id), "delivery-done-returned", &[("number", &number)]);
    Ok(())
}

/// Adds a courier.
#[server(prefix = "/api/delivery", endpoint = "create_courier")]
pub async fn create_courier(
    #[server(default)] kind: String,
    #[server(default)] name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] vehicle_type: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::DeliveryWrite)?;
    let form = CourierForm { kind, name, phone, email, vehicle_type };
    service::create_courier(&scope, &form).await?;
    forms::done(urls::COURIERS, "delivery-done-courier-created", &[("name", form.name.trim())]);
    Ok(())
}

/// Changes a courier.
#[server(prefix = "/api/delivery", endpoint = "update_courier")]
pub async fn update_courier(
    #[server(default)] id: String,
    #[server(default)] kind: String,
    #[server(default)] name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] vehicle_type: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::DeliveryWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let form = CourierForm { kind, name, phone, email, vehicle_type };
    service::update_courier(&scope, id, &form).await?;
    forms::done(urls::COURIERS, "delivery-done-courier-updated", &[("name", form.name.trim())]);
    Ok(())
}

/// Puts a courier out of service.
#[server(prefix = "/api/delivery", endpoint = "deactivate_courier")]
pub async fn deactivate_courier(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::DeliveryWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let name = service::set_courier_active(&scope, id, false).await?;
    forms::done(urls::COURIERS, "delivery-done-courier-deactivated", &[("name", &name)]);
    Ok(())
}

/// Puts a courier back into service.
#[server(prefix = "/api/delivery", endpoint = "activate_courier")]
pub async fn activate_courier(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::DeliveryWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let name = service::set_courier_active(&scope, id, true).await?;
    forms::done(urls::COURIERS, "delivery-done-courier-activated", &[("name", &name)]);
    Ok(())
}

/// A page of parcels with the head of the list.
///
/// # Errors
/// Without `delivery.read`.
#[cfg(feature = "ssr")]
pub async fn load_parcels(filter: ParcelFilter, page: PageRequest) -> Result<(ParcelHead, Page<ParcelRow>), AppError> {
    let scope = context::require(Permission::DeliveryRead)?;
    Ok(service::list(&scope, &filter, page).await?)
}

/// All couriers.
///
/// # Errors
/// Without `delivery.read`.
#[cfg(feature = "ssr")]
pub async fn load_couriers() -> Result<Vec<Courier>, AppError> {
    let scope = context::require(Permission::DeliveryRead)?;
    Ok(service::couriers(&scope).await?)
}

/// The parcels of an order.
///
/// # Errors
/// Without `delivery.read`, and for an unknown order.
#[cfg(feature = "ssr")]
pub async fn load_of_order(order_id: Uuid) -> Result<Vec<ParcelRow>, AppError> {
    let scope = context::require(Permission::DeliveryRead)?;
    Ok(service::of_order(&scope, order_id).await?)
}

/// What is needed to hand an order over.
///
/// # Errors
/// Without `orders.fulfil`, and for an unknown order.
#[cfg(feature = "ssr")]
pub async fn load_dispatch_step(order_id: Uuid) -> Result<DispatchStep, AppError> {
    let scope = context::require_in(Area::Delivery, Permission::OrdersFulfil)?;
    Ok(service::dispatch_step(&scope, order_id).await?)
}

/// What is needed to say of each parcel of an order that it has arrived.
///
/// # Errors
/// Without `orders.fulfil`, and for an unknown order.
#[cfg(feature = "ssr")]
pub async fn load_deliver_steps(order_id: Uuid) -> Result<Vec<DeliverStep>, AppError> {
    let scope = context::require_in(Area::Delivery, Permission::OrdersFulfil)?;
    Ok(service::deliver_steps(&scope, order_id).await?)
}

/// Where a buyer's parcel is; anybody who knows the number may ask.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown merchant or number.
#[cfg(feature = "ssr")]
pub async fn load_tracking(organization: String, number: String) -> Result<Tracking, AppError> {
    let state = use_context::<AppState>().ok_or_else(|| Error::Other(anyhow::anyhow!("no state in the request")))?;
    Ok(service::tracking(&state.db, &state.clock, &organization, &number).await?)
}

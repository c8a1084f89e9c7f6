//! Identifiers, addresses, answers and notes of a person.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id_of;
#[cfg(feature = "ssr")]
use crate::domains::customers::model::{AddressForm, ConsentForm};
#[cfg(feature = "ssr")]
use crate::domains::customers::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
/// Adds something that a person is known by.
#[server(prefix = "/api/customers", endpoint = "add_identifier")]
pub async fn add_identifier(
    #[server(default)] customer_id: String,
    #[server(default)] kind: String,
    #[server(default)] value: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    service::add_identifier(&scope, id, &kind, &value).await?;
    forms::done(&urls::detail(id), "customers-done-updated", &[]);
    Ok(())
}

/// Takes something away that a person is known by.
#[server(prefix = "/api/customers", endpoint = "remove_identifier")]
pub async fn remove_identifier(#[server(default)] customer_id: String, #[server(default)] identifier_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    service::remove_identifier(&scope, id, id_of(&identifier_id)?).await?;
    forms::done(&urls::detail(id), "customers-done-updated", &[]);
    Ok(())
}

/// Adds an address.
#[server(prefix = "/api/customers", endpoint = "add_address")]
pub async fn add_address(
    #[server(default)] customer_id: String,
    #[server(default)] kind: String,
    #[server(default)] label: String,
    #[server(default)] full_name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] line1: String,
    #[server(default)] line2: String,
    #[server(default)] city: String,
    #[server(default)] district: String,
    #[server(default)] postal_code: String,
    #[server(default)] is_default: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    let form = AddressForm { kind, label, full_name, phone, email, line1, line2, city, district, postal_code, is_default };
    service::save_address(&scope, id, None, &form).await?;
    forms::done(&urls::detail(id), "customers-done-address", &[]);
    Ok(())
}

/// Changes an address.
#[server(prefix = "/api/customers", endpoint = "change_address")]
pub async fn change_address(
    #[server(default)] customer_id: String,
    #[server(default)] address_id: String,
    #[server(default)] base: String,
    #[server(default)] kind: String,
    #[server(default)] label: String,
    #[server(default)] full_name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] line1: String,
    #[server(default)] line2: String,
    #[server(default)] city: String,
    #[server(default)] district: String,
    #[server(default)] postal_code: String,
    #[server(default)] is_default: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    let form = AddressForm { kind, label, full_name, phone, email, line1, line2, city, district, postal_code, is_default };
    service::save_address(&scope, id, Some((id_of(&address_id)?, &base)), &form).await?;
    forms::done(&urls::detail(id), "customers-done-address", &[]);
    Ok(())
}

/// Takes an address away.
#[server(prefix = "/api/customers", endpoint = "delete_address")]
pub async fn delete_address(#[server(default)] customer_id: String, #[server(default)] address_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    service::delete_address(&scope, id, id_of(&address_id)?).await?;
    forms::done(&urls::detail(id), "customers-done-address-removed", &[]);
    Ok(())
}

/// Writes down what somebody agreed to or refused.
#[server(prefix = "/api/customers", endpoint = "record_consent")]
pub async fn record_consent(
    #[server(default)] customer_id: String,
    #[server(default)] channel: String,
    #[server(default)] purpose: String,
    #[server(default)] answer: String,
    #[server(default)] source: String,
    #[server(default)] day: String,
    #[server(default)] note: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    let form = ConsentForm { channel, purpose, answer, source, day, note };
    service::record_consent(&scope, id, &form).await?;
    forms::done(&urls::detail(id), "customers-done-consent", &[]);
    Ok(())
}

/// Adds a dated note.
#[server(prefix = "/api/customers", endpoint = "add_note")]
pub async fn add_customer_note(#[server(default)] customer_id: String, #[server(default)] body: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    service::add_note(&scope, id, &body).await?;
    forms::done(&urls::detail(id), "customers-done-note", &[]);
    Ok(())
}

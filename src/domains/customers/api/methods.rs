//! Saved ways to pay.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::domains::customers::model::SavedMethod;
#[cfg(feature = "ssr")]
use crate::domains::customers::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use chrono::{DateTime, Utc};
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id_of(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

/// Takes a saved way to pay away.
#[server(prefix = "/api/customers", endpoint = "remove_payment_method")]
pub async fn remove_payment_method(
    #[server(default)] customer_id: String,
    #[server(default)] payment_method_id: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    service::remove_method(&scope, id, id_of(&payment_method_id)?).await?;
    forms::done(&urls::detail(id), "customers-done-method-removed", &[]);
    Ok(())
}

/// Makes a saved way to pay the default.
#[server(prefix = "/api/customers", endpoint = "prefer_payment_method")]
pub async fn prefer_payment_method(
    #[server(default)] customer_id: String,
    #[server(default)] payment_method_id: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&customer_id)?;
    service::prefer_method(&scope, id, id_of(&payment_method_id)?).await?;
    forms::done(&urls::detail(id), "customers-done-updated", &[]);
    Ok(())
}

/// Somebody's saved ways to pay, and the time of the page.
///
/// # Errors
/// Without `customers.read`.
#[cfg(feature = "ssr")]
pub async fn load_methods(customer_id: Uuid) -> Result<(Vec<SavedMethod>, DateTime<Utc>), AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    let now = scope.clock.now();
    Ok((service::methods(&scope, customer_id).await?, now))
}

//! The right to be forgotten.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id_of;
#[cfg(feature = "ssr")]
use crate::domains::customers::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;

/// Forgets a person for good.
#[server(prefix = "/api/customers", endpoint = "anonymise_customer")]
pub async fn anonymise_customer(#[server(default)] customer_id: String, #[server(default)] confirm: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersAnonymise)?;
    let id = id_of(&customer_id)?;
    service::anonymise(&scope, id, &confirm).await?;
    forms::done(&urls::detail(id), "customers-done-anonymised", &[]);
    Ok(())
}

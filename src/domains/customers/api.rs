//! Server functions and loaders of the customers domain.

use super::model::CustomerOption;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::model::{CustomerDetail, CustomerFilter, CustomerForm, CustomerRow};
#[cfg(feature = "ssr")]
use super::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// People for a picker, by name, phone, last four digits or e-mail.
#[server(prefix = "/api/customers", endpoint = "search_customers")]
pub async fn search_customers(#[server(default)] q: String) -> Result<Vec<CustomerOption>, AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    Ok(service::search(&scope, &q).await?)
}

/// Makes a person and shows them.
#[server(prefix = "/api/customers", endpoint = "create_customer")]
pub async fn create_customer(
    #[server(default)] name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] language: String,
    #[server(default)] status: String,
    #[server(default)] notes: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let form = CustomerForm { name, phone, email, language, status, notes };
    let id = service::create(&scope, &form).await?;
    forms::done(&urls::detail(id), "customers-done-created", &[("name", form.name.trim())]);
    Ok(())
}

/// Changes a person.
#[server(prefix = "/api/customers", endpoint = "update_customer")]
pub async fn update_customer(
    #[server(default)] id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(default)] name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] language: String,
    #[server(default)] status: String,
    #[server(default)] notes: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let form = CustomerForm { name, phone, email, language, status, notes };
    service::update(&scope, id, (&version, &base), &form).await?;
    forms::done(&urls::detail(id), "customers-done-updated", &[]);
    Ok(())
}

/// A page of people, with their number when they were counted.
///
/// # Errors
/// Without `customers.read`.
#[cfg(feature = "ssr")]
pub async fn load_customers(filter: CustomerFilter, page: PageRequest) -> Result<(Page<CustomerRow>, Option<i64>), AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    Ok(service::list(&scope, &filter, page).await?)
}

/// One person; the id as the path has it.
///
/// # Errors
/// Without `customers.read`, and for an unknown person.
#[cfg(feature = "ssr")]
pub async fn load_customer(id: Result<Uuid, AppError>) -> Result<CustomerDetail, AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    Ok(service::detail(&scope, id?).await?)
}

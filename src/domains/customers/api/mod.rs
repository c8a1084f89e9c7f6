//! Server functions and loaders of the customers domain.

mod contact;
mod forget;
mod merge;
pub mod methods;
mod segments;

pub use contact::*;
pub use forget::*;
pub use merge::*;
pub use segments::*;

use super::model::CustomerOption;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::model::{CustomerDetail, CustomerFilter, CustomerForm, CustomerRow, Duplicate, Happening, MergeRow};
#[cfg(feature = "ssr")]
use super::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Cursor, Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// An id as a form sends it.
#[cfg(feature = "ssr")]
fn id_of(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

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
    #[server(default)] tags: String,
    #[server(default)] birth_day: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_year: String,
    #[server(default)] anniversary: String,
    #[server(default)] notes: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let form = CustomerForm { name, phone, email, language, status, tags, birth_day, birth_month, birth_year, anniversary, notes };
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
    #[server(default)] tags: String,
    #[server(default)] birth_day: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_year: String,
    #[server(default)] anniversary: String,
    #[server(default)] notes: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&id)?;
    let form = CustomerForm { name, phone, email, language, status, tags, birth_day, birth_month, birth_year, anniversary, notes };
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

/// What the page of a person shows.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub enum CustomerView {
    /// The person, who may be the same one, the merges into them, and a part of what happened.
    Person(Box<(CustomerDetail, Vec<Duplicate>, Vec<MergeRow>, Page<Happening>)>),
    /// They became part of somebody else.
    MergedInto(Uuid),
}

/// The page of a person, from a place in their history on.
///
/// # Errors
/// Without `customers.read`, and for an unknown person.
#[cfg(feature = "ssr")]
pub async fn load_customer_page(id: Result<Uuid, AppError>, before: Option<Cursor>) -> Result<CustomerView, AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    let id = id?;
    if let Some(into) = service::merged_into(&scope, id).await? {
        leptos_axum::redirect(&urls::detail(into));
        return Ok(CustomerView::MergedInto(into));
    }
    let person = service::detail(&scope, id).await?;
    let alike = service::is_like(&scope, id).await?;
    let merges = service::merges(&scope, id).await?;
    let happenings = service::timeline(&scope, id, before).await?;
    Ok(CustomerView::Person(Box::new((person, alike, merges, happenings))))
}

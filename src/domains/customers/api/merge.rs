//! Customers that may be one person.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id_of;
#[cfg(feature = "ssr")]
use crate::domains::customers::model::{MergeForm, MergePreview};
#[cfg(feature = "ssr")]
use crate::domains::customers::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes somebody part of a person.
#[server(prefix = "/api/customers", endpoint = "merge_customers")]
pub async fn merge_customers(
    #[server(default)] customer_id: String,
    #[server(default)] other_customer_id: String,
    #[server(default)] seen: String,
    #[server(default)] name: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] language: String,
    #[server(default)] status: String,
    #[server(default)] birthday: String,
    #[server(default)] anniversary: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let (into, from) = (id_of(&customer_id)?, id_of(&other_customer_id)?);
    let form = MergeForm { seen, name, phone, email, language, status, birthday, anniversary };
    let name = service::merge(&scope, into, from, &form).await?;
    forms::done(&urls::detail(into), "customers-done-merged", &[("name", &name)]);
    Ok(())
}

/// Takes a merge back.
#[server(prefix = "/api/customers", endpoint = "undo_merge")]
pub async fn undo_merge(#[server(default)] merge_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let back = service::undo(&scope, id_of(&merge_id)?).await?;
    forms::done(&urls::detail(back), "customers-done-merge-undone", &[]);
    Ok(())
}

/// Says that two are not one person.
#[server(prefix = "/api/customers", endpoint = "dismiss_duplicate")]
pub async fn dismiss_duplicate(#[server(default)] duplicate_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    service::dismiss(&scope, id_of(&duplicate_id)?).await?;
    forms::done(urls::DUPLICATES, "customers-done-dismissed", &[]);
    Ok(())
}

/// Asks for a look through everybody.
#[server(prefix = "/api/customers", endpoint = "find_duplicates")]
pub async fn find_duplicates() -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    service::request_search(&scope).await?;
    forms::done(urls::DUPLICATES, "customers-done-searched", &[]);
    Ok(())
}

/// A page of proposals and their number.
///
/// # Errors
/// Without `customers.read`.
#[cfg(feature = "ssr")]
pub async fn load_duplicates(page: PageRequest) -> Result<service::Duplicates, AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    Ok(service::duplicates(&scope, page).await?)
}

/// What a merge would do; ids as the path has them.
///
/// # Errors
/// Without `customers.write`, and for unknown people.
#[cfg(feature = "ssr")]
pub async fn load_merge(into: Result<Uuid, AppError>, from: Result<Uuid, AppError>) -> Result<MergePreview, AppError> {
    let scope = context::require(Permission::CustomersWrite)?;
    Ok(service::preview(&scope, into?, from?).await?)
}

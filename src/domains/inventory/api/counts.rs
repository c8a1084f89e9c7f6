//! Server functions and loaders of stock counts.

use crate::domains::inventory::model::{CountForm, CountLineForm};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::inventory::{
        model::{CountDetail, CountList, CountStatus, CountView},
        service, urls,
    },
    server::{
        context::{require, require_change},
        forms,
        i18n::language,
    },
    shared::{Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Plans a count.
#[server(prefix = "/api/inventory", endpoint = "create_count")]
pub async fn create_count(#[server(flatten)] form: CountForm) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::create_count(&scope, &form).await?;
    forms::done(&urls::count(id), "inventory-done-count-created", &[("number", &number)]);
    Ok(())
}

/// Begins to count.
#[server(prefix = "/api/inventory", endpoint = "start_count")]
pub async fn start_count(#[server(default)] count_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::start_count(&scope, &count_id).await?;
    forms::done(&urls::count(id), "inventory-done-count-started", &[("number", &number)]);
    Ok(())
}

/// Keeps what was counted of a page of lines. `next` is the query string of the page to go on with.
#[server(prefix = "/api/inventory", endpoint = "enter_counts")]
pub async fn enter_counts(
    #[server(default)] count_id: String,
    #[server(default)] lines: Vec<CountLineForm>,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, changed) = service::enter_counts(&scope, &count_id, &lines).await?;
    let next = crate::shared::Params::parse(&next).address(&urls::count(id));
    forms::done(&next, "inventory-done-counted", &[("count", &changed.to_string())]);
    Ok(())
}

/// Keeps what was counted of one product, by SKU or barcode.
#[server(prefix = "/api/inventory", endpoint = "count_one")]
pub async fn count_one(
    #[server(default)] count_id: String,
    #[server(default)] sku: String,
    #[server(default)] counted: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, sku) = service::count_one(&scope, &count_id, &sku, &counted, None).await?;
    forms::done(&urls::count(id), "inventory-done-counted-one", &[("sku", &sku)]);
    Ok(())
}

/// Books the differences.
#[server(prefix = "/api/inventory", endpoint = "post_count")]
pub async fn post_count(#[server(default)] count_id: String, #[server(default)] allow_short: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let done = service::post_count(&scope, &count_id, allow_short == "true").await?;
    let (path, changed) = (urls::count(done.id), done.changed.to_string());
    if done.short.is_empty() {
        forms::done(&path, "inventory-done-count-posted", &[("number", &done.number), ("count", &changed)]);
    } else {
        forms::done(&path, "inventory-done-count-posted-short", &[("number", &done.number), ("orders", &done.short.join(", "))]);
    }
    Ok(())
}

/// Calls a count off.
#[server(prefix = "/api/inventory", endpoint = "cancel_count")]
pub async fn cancel_count(#[server(default)] count_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::cancel_count(&scope, &count_id).await?;
    forms::done(&urls::count(id), "inventory-done-count-cancelled", &[("number", &number)]);
    Ok(())
}

/// A page of counts.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_counts(status: Option<CountStatus>, page: PageRequest) -> Result<CountList, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::counts(&scope, status, page).await?)
}

/// One count.
///
/// # Errors
/// Without `inventory.read`, and when there is none.
#[cfg(feature = "ssr")]
pub async fn load_count(id: Result<Uuid, AppError>, view: CountView, page: PageRequest) -> Result<CountDetail, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::count(&scope, id?, view, language(), page).await?)
}

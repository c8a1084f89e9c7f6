//! Segments.

#![expect(clippy::too_many_arguments, reason = "a form has as many fields as there are conditions")]

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id_of;
#[cfg(feature = "ssr")]
use crate::domains::customers::model::{Segment, SegmentForm};
#[cfg(feature = "ssr")]
use crate::domains::customers::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Saves a new segment.
#[server(prefix = "/api/customers", endpoint = "create_segment")]
pub async fn create_segment(
    #[server(default)] name: String,
    #[server(default)] status: String,
    #[server(default)] tag: String,
    #[server(default)] language: String,
    #[server(default)] district: String,
    #[server(default)] spent_from: String,
    #[server(default)] spent_to: String,
    #[server(default)] orders_from: String,
    #[server(default)] orders_to: String,
    #[server(default)] delivered_from: String,
    #[server(default)] refused_from: String,
    #[server(default)] last_within: String,
    #[server(default)] last_over: String,
    #[server(default)] birthday_within: String,
    #[server(default)] anniversary_within: String,
    #[server(default)] consent: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let form = SegmentForm {
        name,
        status,
        tag,
        language,
        district,
        spent_from,
        spent_to,
        orders_from,
        orders_to,
        delivered_from,
        refused_from,
        last_within,
        last_over,
        birthday_within,
        anniversary_within,
        consent,
    };
    let id = service::create_segment(&scope, &form).await?;
    forms::done(&urls::members(id), "customers-done-segment", &[("name", form.name.trim())]);
    Ok(())
}

/// Changes a segment.
#[server(prefix = "/api/customers", endpoint = "update_segment")]
pub async fn update_segment(
    #[server(default)] segment_id: String,
    #[server(default)] base: String,
    #[server(default)] name: String,
    #[server(default)] status: String,
    #[server(default)] tag: String,
    #[server(default)] language: String,
    #[server(default)] district: String,
    #[server(default)] spent_from: String,
    #[server(default)] spent_to: String,
    #[server(default)] orders_from: String,
    #[server(default)] orders_to: String,
    #[server(default)] delivered_from: String,
    #[server(default)] refused_from: String,
    #[server(default)] last_within: String,
    #[server(default)] last_over: String,
    #[server(default)] birthday_within: String,
    #[server(default)] anniversary_within: String,
    #[server(default)] consent: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&segment_id)?;
    let form = SegmentForm {
        name,
        status,
        tag,
        language,
        district,
        spent_from,
        spent_to,
        orders_from,
        orders_to,
        delivered_from,
        refused_from,
        last_within,
        last_over,
        birthday_within,
        anniversary_within,
        consent,
    };
    service::update_segment(&scope, id, &base, &form).await?;
    forms::done(&urls::members(id), "customers-done-segment", &[("name", form.name.trim())]);
    Ok(())
}

/// Takes a segment away.
#[server(prefix = "/api/customers", endpoint = "delete_segment")]
pub async fn delete_segment(#[server(default)] segment_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    service::delete_segment(&scope, id_of(&segment_id)?).await?;
    forms::done(urls::SEGMENTS, "customers-done-segment-deleted", &[]);
    Ok(())
}

/// A page of segments, each with its members counted.
///
/// # Errors
/// Without `customers.read`.
#[cfg(feature = "ssr")]
pub async fn load_segments(page: PageRequest) -> Result<Page<(Segment, i64)>, AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    Ok(service::segments(&scope, page).await?)
}

/// Ids and names of all segments, by name.
///
/// # Errors
/// Without `customers.read`.
#[cfg(feature = "ssr")]
pub async fn load_segment_names() -> Result<Vec<(Uuid, String)>, AppError> {
    let scope = context::require(Permission::CustomersRead)?;
    Ok(service::segment_names(&scope).await?)
}

/// One segment; the id as the path has it. `None` for a new one.
///
/// # Errors
/// Without `customers.write`, and for an unknown segment.
#[cfg(feature = "ssr")]
pub async fn load_segment(id: Option<Result<Uuid, AppError>>) -> Result<Option<Segment>, AppError> {
    let scope = context::require(Permission::CustomersWrite)?;
    match id {
        None => Ok(None),
        Some(id) => Ok(Some(service::segment(&scope, id?).await?)),
    }
}

/// How many customers meet conditions that nobody has saved yet, or what is wrong with these.
///
/// # Errors
/// Without `customers.write`; field errors.
#[cfg(feature = "ssr")]
pub async fn load_member_count(form: SegmentForm) -> Result<i64, AppError> {
    let scope = context::require(Permission::CustomersWrite)?;
    Ok(service::count_members(&scope, &form).await?)
}

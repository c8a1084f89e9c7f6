//! Segments.

use crate::domains::customers::model::SegmentForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id_of;
#[cfg(feature = "ssr")]
use crate::domains::customers::model::Segment;
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
pub async fn create_segment(#[server(flatten)] form: SegmentForm) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = service::create_segment(&scope, &form).await?;
    forms::done(&urls::members(id), "customers-done-segment", &[("name", form.name.trim())]);
    Ok(())
}

/// Changes a segment.
#[server(prefix = "/api/customers", endpoint = "update_segment")]
pub async fn update_segment(
    #[server(default)] segment_id: String,
    #[server(default)] base: String,
    #[server(flatten)] form: SegmentForm,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::CustomersWrite)?;
    let id = id_of(&segment_id)?;
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

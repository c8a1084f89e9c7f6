//! Slips in the queue.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::state_and_sealer;
#[cfg(feature = "ssr")]
use crate::domains::payments::model::slips::{SlipRow, SlipStatus, SlipView};
#[cfg(feature = "ssr")]
use crate::domains::payments::{service::slips, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// The money of a slip is in the account.
#[server(prefix = "/api/payments", endpoint = "approve_slip")]
pub async fn approve_slip(#[server(default)] slip_id: String, #[server(default)] amount: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&slip_id).map_err(|_| AppError::NotFound)?;
    let (number, is_done) = slips::approve(&scope, id, &amount).await?;
    let message = if is_done { "payments-done-slip-matched" } else { "payments-done-slip-seen" };
    forms::done(urls::SLIPS, message, &[("number", &number)]);
    Ok(())
}

/// A slip shows no money of ours.
#[server(prefix = "/api/payments", endpoint = "reject_slip")]
pub async fn reject_slip(#[server(default)] slip_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&slip_id).map_err(|_| AppError::NotFound)?;
    let number = slips::reject(&scope, id, &reason).await?;
    forms::done(urls::SLIPS, "payments-done-slip-rejected", &[("number", &number)]);
    Ok(())
}

/// The money of a slip that was believed is not there after all.
#[server(prefix = "/api/payments", endpoint = "reverse_slip")]
pub async fn reverse_slip(#[server(default)] slip_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&slip_id).map_err(|_| AppError::NotFound)?;
    let number = slips::reverse(&scope, id, &reason).await?;
    forms::done(&urls::slip(id), "payments-done-slip-reversed", &[("number", &number)]);
    Ok(())
}

/// A page of slips.
///
/// # Errors
/// Without `payments.read`.
#[cfg(feature = "ssr")]
pub async fn load_slips(status: Option<SlipStatus>, page: PageRequest) -> Result<Page<SlipRow>, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok(slips::list(&scope, status, page).await?)
}

/// A slip.
///
/// # Errors
/// Without `payments.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_slip(id: Result<Uuid, AppError>) -> Result<SlipView, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    let (state, _) = state_and_sealer()?;
    Ok(slips::view(&scope, &state.storage, id?).await?)
}

//! Server functions and loaders of the refunds domain.

use super::model::RefundLineForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{OrderRefunds, RefundFilter, RefundForm, RefundRow, RefundState},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::{
    server::{
        context::{require, require_change},
        forms,
    },
    shared::{Page, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use rust_decimal::Decimal;
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text.trim()).map_err(|_| AppError::NotFound)
}

/// Asks for a refund of a payment.
#[server(prefix = "/api/refunds", endpoint = "request_refund")]
pub async fn request_refund(
    #[server(default)] payment_id: String,
    #[server(default)] whole: String,
    #[server(default)] lines: Vec<RefundLineForm>,
    #[server(default)] shipping: String,
    #[server(default)] amount: String,
    #[server(default)] destination: String,
    #[server(default)] due_again: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PaymentsWrite)?;
    let form = RefundForm { whole, lines, shipping, amount, destination, due_again, reason, key };
    let done = service::request(&scope, id(&payment_id)?, &form).await?;
    let said = match done.state {
        RefundState::Approval => "refunds-done-approval",
        RefundState::Completed => "refunds-done-completed",
        _ => "refunds-done-requested",
    };
    forms::done(&urls::of_order(done.order_id), said, &[]);
    Ok(())
}

/// Approves somebody else's refund.
#[server(prefix = "/api/refunds", endpoint = "approve_refund")]
pub async fn approve_refund(#[server(default)] refund_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PaymentsWrite)?;
    let (order_id, number) = service::approve(&scope, id(&refund_id)?).await?;
    forms::done(&urls::of_order(order_id), "refunds-done-approved", &[("number", &number)]);
    Ok(())
}

/// Writes down that a refund was paid out.
#[server(prefix = "/api/refunds", endpoint = "pay_out_refund")]
pub async fn pay_out_refund(#[server(default)] refund_id: String, #[server(default)] reference: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PaymentsWrite)?;
    let (order_id, number) = service::pay_out(&scope, id(&refund_id)?, &reference).await?;
    forms::done(&urls::of_order(order_id), "refunds-done-paid-out", &[("number", &number)]);
    Ok(())
}

/// Writes down that nothing goes back.
#[server(prefix = "/api/refunds", endpoint = "decline_refund")]
pub async fn decline_refund(#[server(default)] refund_id: String, #[server(default)] failure: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PaymentsWrite)?;
    let (order_id, number) = service::decline(&scope, id(&refund_id)?, &failure).await?;
    forms::done(&urls::of_order(order_id), "refunds-done-declined", &[("number", &number)]);
    Ok(())
}

/// Sets from which amount on a second person must approve.
#[server(prefix = "/api/refunds", endpoint = "set_refund_limit")]
pub async fn set_refund_limit(#[server(default)] approval_above: String) -> Result<(), AppError> {
    let scope = require_change(Permission::SettingsWrite)?;
    service::set_limit(&scope, &approval_above).await?;
    forms::done(urls::LIST, "refunds-done-limit", &[]);
    Ok(())
}

/// A page of refunds.
///
/// # Errors
/// Without `payments.read`.
#[cfg(feature = "ssr")]
pub async fn load_refunds(filter: RefundFilter, page: PageRequest) -> Result<Page<RefundRow>, AppError> {
    let scope = require(Permission::PaymentsRead)?;
    Ok(service::list(&scope, &filter, page).await?)
}

/// From which amount on a second person must approve.
///
/// # Errors
/// Without `payments.read`.
#[cfg(feature = "ssr")]
pub async fn load_refund_limit() -> Result<Option<Decimal>, AppError> {
    let scope = require(Permission::PaymentsRead)?;
    Ok(service::limit(&scope).await?)
}

/// The refunds of an order.
///
/// # Errors
/// Without `payments.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_refunds_of(order_id: Uuid) -> Result<OrderRefunds, AppError> {
    let scope = require(Permission::PaymentsRead)?;
    Ok(service::of_order(&scope, order_id).await?)
}

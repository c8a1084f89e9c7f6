//! Server functions and loaders of the payments domain.

pub mod accounts;
pub mod cards;
pub mod links;
pub mod slips;

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::model::{OrderPaymentsView, PaymentFilter, PaymentRow, RecordedPayment};
#[cfg(feature = "ssr")]
use super::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::seal::Sealer;
#[cfg(feature = "ssr")]
use crate::server::{AppState, Error, context, forms};
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Writes down money that has come for an order.
#[server(prefix = "/api/payments", endpoint = "record_payment")]
pub async fn record_payment(
    #[server(default)] order_id: String,
    #[server(default)] method: String,
    #[server(default)] amount: String,
    #[server(default)] reference: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let number = service::record_payment(&scope, order_id, &RecordedPayment { method, amount, reference, key }).await?;
    forms::done(&urls::of_order(order_id), "payments-done-recorded", &[("number", &number)]);
    Ok(())
}

/// The courier has handed over the cash of one parcel.
#[server(prefix = "/api/payments", endpoint = "remit_cod")]
pub async fn remit_cod(#[server(default)] id: String, #[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let number = service::remit_cod(&scope, id).await?;
    // From the order's page one comes back to it, from the list to the list.
    let back = Uuid::parse_str(&order_id).map_or_else(|_| urls::LIST.to_owned(), urls::of_order);
    forms::done(&back, "payments-done-remitted", &[("number", &number)]);
    Ok(())
}

/// Somebody has seen at the provider that the money is there.
#[server(prefix = "/api/payments", endpoint = "confirm_payment")]
pub async fn confirm_payment(#[server(default)] id: String, #[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let number = service::notices::confirm_by_hand(&scope, id).await?;
    let back = Uuid::parse_str(&order_id).map_or_else(|_| urls::LIST.to_owned(), urls::of_order);
    forms::done(&back, "payments-done-confirmed", &[("number", &number)]);
    Ok(())
}

/// Takes money that is held on a card, all of it without an amount.
#[server(prefix = "/api/payments", endpoint = "take_hold")]
pub async fn take_hold(#[server(default)] id: String, #[server(default)] amount: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let (_, sealer) = state_and_sealer()?;
    let done = service::holds::take(&scope, &sealer, id, &amount).await?;
    forms::done(&urls::of_order(done.order_id), "payments-done-taken", &[("number", &done.number)]);
    Ok(())
}

/// Lets money go that is held on a card.
#[server(prefix = "/api/payments", endpoint = "let_go_hold")]
pub async fn let_go_hold(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let (_, sealer) = state_and_sealer()?;
    let done = service::holds::let_go(&scope, &sealer, id).await?;
    forms::done(&urls::of_order(done.order_id), "payments-done-let-go", &[("number", &done.number)]);
    Ok(())
}

/// Ends the subscription that a payment began.
#[server(prefix = "/api/payments", endpoint = "stop_subscription")]
pub async fn stop_subscription(#[server(default)] id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let (_, sealer) = state_and_sealer()?;
    let (order_id, number) = service::subscriptions::stop(&scope, &sealer, id).await?;
    forms::done(&urls::of_order(order_id), "payments-done-stopped", &[("number", &number)]);
    Ok(())
}

/// Asks a provider how a payment stands there.
#[server(prefix = "/api/payments", endpoint = "ask_provider")]
pub async fn ask_provider(#[server(default)] id: String, #[server(default)] order_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let (_, sealer) = state_and_sealer()?;
    let number = service::online::ask(&scope, &sealer, id).await?;
    let back = Uuid::parse_str(&order_id).map_or_else(|_| urls::LIST.to_owned(), urls::of_order);
    forms::done(&back, "payments-done-asked", &[("number", &number)]);
    Ok(())
}

/// What the program shares, and what opens secrets.
#[cfg(feature = "ssr")]
fn state_and_sealer() -> Result<(AppState, Sealer), Error> {
    let state = use_context::<AppState>().ok_or_else(|| Error::Other(anyhow::anyhow!("no state in the request")))?;
    let sealer = Sealer::load(&state.config.data)?;
    Ok((state, sealer))
}

/// A page of payments.
///
/// # Errors
/// Without `payments.read`.
#[cfg(feature = "ssr")]
pub async fn load_payments(filter: PaymentFilter, page: PageRequest) -> Result<Page<PaymentRow>, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok(service::list(&scope, &filter, page).await?)
}

/// The payments of an order.
///
/// # Errors
/// Without `payments.read`, and for an unknown order.
#[cfg(feature = "ssr")]
pub async fn load_of_order(order_id: Uuid) -> Result<OrderPaymentsView, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok(service::of_order(&scope, order_id).await?)
}

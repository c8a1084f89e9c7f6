//! Payment links: made by the merchant, paid by the buyer.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::state_and_sealer;
#[cfg(feature = "ssr")]
use crate::domains::payments::model::links::{LinkForm, OrderLinks, PayPage};
#[cfg(feature = "ssr")]
use crate::domains::payments::model::slips::SlipForm;
#[cfg(feature = "ssr")]
use crate::domains::payments::{service, service::links, urls};
#[cfg(feature = "ssr")]
use crate::server::{Error, context, forms};
#[cfg(feature = "ssr")]
use crate::shared::Permission;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a link by which a buyer pays.
#[server(prefix = "/api/payments", endpoint = "create_link")]
pub async fn create_payment_link(
    #[server(default)] order_id: String,
    #[server(default)] amount: String,
    #[server(default)] days: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let (_, sealer) = state_and_sealer()?;
    let number = links::create(&scope, &sealer, order_id, &LinkForm { amount, days }).await?;
    forms::done(&format!("{}#payment-links", urls::of_order(order_id)), "payments-done-link", &[("number", &number)]);
    Ok(())
}

/// Ends a link.
#[server(prefix = "/api/payments", endpoint = "revoke_link")]
pub async fn revoke_payment_link(#[server(default)] link_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&link_id).map_err(|_| AppError::NotFound)?;
    let order_id = links::revoke(&scope, id).await?;
    forms::done(&urls::of_order(order_id), "payments-done-link-revoked", &[]);
    Ok(())
}

/// A buyer begins to pay.
#[server(prefix = "/api/payments", endpoint = "start_payment")]
pub async fn start_payment(
    #[server(default)] organization: String,
    #[server(default)] token: String,
    #[server(default)] account_id: String,
) -> Result<(), AppError> {
    let account_id = Uuid::parse_str(&account_id).map_err(|_| AppError::NotFound)?;
    let (state, sealer) = state_and_sealer()?;
    let opened = links::open(&state.db, &state.clock, ip(), &organization, &token).await?;
    let base = state.config.base_url();
    let id = service::online::start(&opened, &sealer, &base, &token, account_id).await?;
    leptos_axum::redirect(&format!("{}?go={id}", urls::pay(&organization, &token)));
    Ok(())
}

/// A buyer shows what their bank has given them.
#[server(prefix = "/api/payments", endpoint = "send_slip")]
pub async fn send_slip(
    #[server(default)] organization: String,
    #[server(default)] token: String,
    #[server(default)] account_id: String,
    #[server(default)] bank: String,
    #[server(default)] reference: String,
    #[server(default)] amount: String,
    #[server(default)] paid_on: String,
) -> Result<(), AppError> {
    let (state, _) = state_and_sealer()?;
    let opened = links::open(&state.db, &state.clock, ip(), &organization, &token).await?;
    let form = SlipForm { account_id, bank, reference, amount, paid_on };
    let file = forms::file("file").map(|file| service::slips::NewFile { name: file.name, bytes: file.bytes });
    service::slips::submit(&opened, &state.storage, &form, file).await?;
    forms::done(&urls::pay(&organization, &token), "payments-done-slip", &[]);
    Ok(())
}

#[cfg(feature = "ssr")]
fn ip() -> Option<std::net::IpAddr> {
    context::request().and_then(|request| request.ip)
}

/// The payment links of an order.
///
/// # Errors
/// Without `payments.read`; for an unknown order.
#[cfg(feature = "ssr")]
pub async fn load_links(order_id: Uuid) -> Result<OrderLinks, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    let (state, sealer) = state_and_sealer()?;
    Ok(links::of_order(&scope, &sealer, &state.config.base_url(), order_id).await?)
}

/// What a buyer sees, for anybody who has the address. `go` names a payment that was begun, `back` one from whose provider the buyer
/// comes.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown merchant or token.
#[cfg(feature = "ssr")]
pub async fn load_pay(organization: String, token: String, go: Option<Uuid>, back: Option<Uuid>) -> Result<PayPage, AppError> {
    let (state, sealer) = state_and_sealer()?;
    let opened = links::open(&state.db, &state.clock, ip(), &organization, &token).await?;
    let attempt = match back.or(go) {
        Some(id) => {
            let base = state.config.base_url();
            match service::online::attempt(&opened, &sealer, &base, &token, id, back.is_some()).await {
                Ok(attempt) => Some(attempt),
                // The address names a payment of another order: the page itself is right.
                Err(Error::App(AppError::NotFound)) => None,
                Err(error) => return Err(error.into()),
            }
        }
        None => None,
    };
    let page = links::page(&opened, &token).await?;
    Ok(PayPage { attempt, ..page })
}

//! Gift cards, and the credit that buyers have with the shop.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::state_and_sealer;
#[cfg(feature = "ssr")]
use crate::domains::payments::model::cards::{CardFilter, CardForm, CardRow, CardView, Vouchers};
#[cfg(feature = "ssr")]
use crate::domains::payments::service::{cards, credit, links};
#[cfg(feature = "ssr")]
use crate::domains::payments::urls;
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Issues a gift card. Its code is said once.
#[server(prefix = "/api/payments", endpoint = "issue_gift_card")]
pub async fn issue_gift_card(
    #[server(default)] value: String,
    #[server(default)] expires_on: String,
    #[server(default)] recipient_name: String,
    #[server(default)] recipient_email: String,
    #[server(default)] purchaser_email: String,
    #[server(default)] message: String,
    #[server(default)] sku: String,
    #[server(default)] notes: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let form = CardForm { value, expires_on, recipient_name, recipient_email, purchaser_email, message, sku, notes, key };
    let (id, code) = cards::issue(&scope, &form).await?;
    forms::done(&urls::gift_card(id), "giftcards-done-issued", &[("code", &code)]);
    Ok(())
}

/// Ends a gift card before its day.
#[server(prefix = "/api/payments", endpoint = "deactivate_gift_card")]
pub async fn deactivate_gift_card(#[server(default)] gift_card_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = Uuid::parse_str(&gift_card_id).map_err(|_| AppError::NotFound)?;
    let last4 = cards::deactivate(&scope, id).await?;
    forms::done(&urls::gift_card(id), "giftcards-done-deactivated", &[("last4", &last4)]);
    Ok(())
}

/// Pays an order by a gift card.
#[server(prefix = "/api/payments", endpoint = "redeem_gift_card")]
pub async fn redeem_gift_card(
    #[server(default)] order_id: String,
    #[server(default)] code: String,
    #[server(default)] amount: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let number = cards::redeem(&scope, order_id, &code, &amount, &key).await?;
    forms::done(&urls::of_order(order_id), "payments-done-recorded", &[("number", &number)]);
    Ok(())
}

/// Pays an order from its buyer's credit with the shop.
#[server(prefix = "/api/payments", endpoint = "pay_by_credit")]
pub async fn pay_by_credit(
    #[server(default)] order_id: String,
    #[server(default)] amount: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let order_id = Uuid::parse_str(&order_id).map_err(|_| AppError::NotFound)?;
    let number = credit::pay_by_credit(&scope, order_id, &amount, &key).await?;
    forms::done(&urls::of_order(order_id), "payments-done-recorded", &[("number", &number)]);
    Ok(())
}

/// A buyer pays by a gift card.
#[server(prefix = "/api/payments", endpoint = "pay_by_gift_card")]
pub async fn pay_by_gift_card(
    #[server(default)] organization: String,
    #[server(default)] token: String,
    #[server(default)] code: String,
) -> Result<(), AppError> {
    let (state, _) = state_and_sealer()?;
    let ip = context::request().and_then(|request| request.ip);
    let opened = links::open(&state.db, &state.clock, ip, &organization, &token).await?;
    let amount = cards::redeem_by_link(&opened, &code).await?;
    forms::done(&urls::pay(&organization, &token), "giftcards-done-paid", &[("amount", &crate::shared::money::grouped(amount))]);
    Ok(())
}

/// A page of gift cards.
///
/// # Errors
/// Without `payments.read`.
#[cfg(feature = "ssr")]
pub async fn load_cards(filter: CardFilter, page: PageRequest) -> Result<Page<CardRow>, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok(cards::list(&scope, &filter, page).await?)
}

/// A gift card with its ledger.
///
/// # Errors
/// Without `payments.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_card(id: Result<Uuid, AppError>) -> Result<CardView, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok(cards::view(&scope, id?).await?)
}

/// What an order's page offers beside money.
///
/// # Errors
/// Without `payments.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_vouchers(order_id: Uuid) -> Result<Vouchers, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok(credit::vouchers(&scope, order_id).await?)
}
